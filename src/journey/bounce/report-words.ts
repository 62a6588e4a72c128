import { foldText } from "../../mail/fold-text.ts";
import { findReplyCode, findStatus } from "./codes.ts";

/** Recipients of one report that are read; the rest of a longer one is left out. */
export const MOST_RECIPIENTS = 500;

/** Longest words of a server that are kept. */
export const MAX_WORDS = 500;

/** Words as one line of at most `most` characters, without control characters. */
export function oneLine(words: string, most: number = MAX_WORDS): string {
  const line = words
    .slice(0, most * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}]/gu, "")
    .trim()
    .toWellFormed();
  return line.length <= most ? line : line.slice(0, most).toWellFormed().trimEnd();
}

/** Lines of a report that are searched for replies, and replies that are kept of it. */
const MAX_SEARCHED = 400;
const MOST_REPLIES = 6;

/**
 * What a report about one recipient says about the reason: the words beside the address; where no code is among them, also
 * the replies that stand elsewhere (DragonFly, James, MailMarshal); where there is neither, all of it (EZweb, Notes).
 */
export function reasonIn(ownText: string, beside: string): string {
  if (findReplyCode(beside) !== null || findStatus(beside) !== null) return beside;
  const said = `${beside}\n${repliesIn(ownText)}`;
  return /\p{L}{3}/u.test(said) ? said : ownText;
}

function repliesIn(text: string): string {
  const lines = text.split(/\r\n|\r|\n/, MAX_SEARCHED).map((line) => line.slice(0, 1_000));
  const places = lines.flatMap((line, at) => (findReplyCode(line) !== null || findStatus(line) !== null ? [at] : []));
  // A reply goes on in the next line, where the report wraps it.
  return places
    .slice(0, MOST_REPLIES)
    .map((at) => `${lines[at] ?? ""} ${places.includes(at + 1) ? "" : (lines[at + 1] ?? "")}`.trim())
    .join("\n");
}

/** What a server only holds possible, or asks people to look after, in folded text. */
const SUPPOSITION =
  /\b(?:may|might|maybe|perhaps|(?<!not )possibl[ey]|check|make sure|if|eventuell|mogliche[rn]? (?:gru|ursach)\w*|moegliche[rn]? (?:gru|ursach)\w*|mo?e?glicherweise|vielleicht|(?:uber|ueber)?pru?e?fen|falls|wenn|peut-etre|il se peut|(?:causes?|raisons?) possibles?|verifiez|forse|potrebbe|possibili (?:caus|motiv)\w*|verifica\w{0,4})\b|(?:^|, )(?:si|se) (?!e |ha |han )/;

/** A text without the sentences that tell nothing for sure, and without the lists that such a sentence heads. */
export function withoutSuppositions(text: string): string {
  const kept: string[] = [];
  let isHeaded = false;
  for (const paragraph of text.split(/\r?\n[ \t]{0,9}\r?\n/)) {
    const sentences = paragraph
      .replace(/\s+/g, " ")
      .trim()
      .split(/(?<=[.!?:]) /);
    const heading = sentences.findIndex((sentence) => sentence.endsWith(":") && isSupposition(sentence));
    const said = heading === -1 ? sentences : sentences.slice(0, heading);
    if (!isHeaded) kept.push(...said.filter((sentence) => !isSupposition(sentence)));
    isHeaded = heading !== -1 && heading === sentences.length - 1;
  }
  return kept.join(" ");
}

function isSupposition(sentence: string): boolean {
  return SUPPOSITION.test(foldText(sentence));
}
