import { readdirSync, readFileSync } from "node:fs";

/** An answer to the question as one mail program writes it, and the line of it that its writer wrote. */
interface WrittenAnswer {
  program: string;
  own: string[];
  text: string;
}

const folder = new URL("./answers/", import.meta.url);

/** The question as it comes back, with words in it that must not be taken for the answer. */
const QUESTION = [
  "Guten Tag Ruth",
  "",
  "Beat Müller möchte der Gruppe Jugend schreiben.",
  "Nein",
  "Ja",
  "Antworten Sie mit Ja, oder mit Nein und dem Grund.",
];

/**
 * All answers in answers/*.txt. Each begins with «##### program» and «##### own: line» (nothing behind it: the writer
 * wrote nothing); `{question}` and `{marked question}` stand for the quoted question without and with ">".
 */
export const ANSWERS: WrittenAnswer[] = readdirSync(folder).flatMap((file) =>
  readFileSync(new URL(file, folder), "utf8")
    .split(/^##### (?!own:)/m)
    .slice(1)
    .map(readAnswer),
);

function readAnswer(block: string): WrittenAnswer {
  const [program = "", own = "", ...lines] = block.split("\n");
  const line = own.slice("##### own:".length).trim();
  const text = lines
    .join("\n")
    .replace("{question}", QUESTION.join("\n"))
    .replace("{marked question}", QUESTION.map((quoted) => `> ${quoted}`.trimEnd()).join("\n"));
  return { program, own: line === "" ? [] : [line], text };
}
