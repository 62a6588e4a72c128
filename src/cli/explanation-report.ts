/** What `rundmail explain` prints for people. */

import type { Explanation } from "../questions/explanation.ts";
import type { FinishedCopy } from "../questions/finished-copy.ts";
import { NO_COPY_BECAUSE } from "./message-errors.ts";
import { type Cell, printLines, printTable, printTitle } from "./output.ts";
import type { Io } from "./terminal.ts";
import { warningLine } from "./warning-line.ts";

/** Rows of each list that a terminal shows. */
export const MOST_ROWS = 20;

/** @param as whom the operator has asked about, as typed */
export function printExplanation(io: Io, explanation: Explanation, as: string | undefined): void {
  printTable(io, ["question", "answer"], summaryRows(explanation));
  const { recipients, leftOut, copy, noCopy } = explanation;
  printList(
    io,
    "recipients",
    ["address", "persons", "names"],
    recipients.map(({ address, persons, names }) => [address, persons.join(", "), names.join(", ")]),
  );
  printList(
    io,
    "left out",
    ["person", "name", "why"],
    leftOut.map(({ person, name, reason }) => [person, name, NO_COPY_BECAUSE[reason]]),
  );
  if (copy !== null) printCopy(io, copy);
  if (noCopy !== null) printLines(io, ["", `No copy to show: ${as ?? "nobody"} ${NO_COPY_BECAUSE[noCopy]}.`]);
}

function summaryRows(said: Explanation): [string, Cell][] {
  const { target, session } = said;
  const rows: [string, Cell][] = [
    ["to", said.to],
    [
      "leads to",
      target === null ? said.destination : `${target.kind} ${target.id}: ${target.name} <${target.address}>`,
    ],
    [
      "session",
      `${session.protocol} from ${session.fromTrustedPeer ? "a trusted peer" : "anybody"}, envelope sender <${session.returnPath}>`,
    ],
    ["author", said.author],
    ["subject", said.subject],
    ["category", said.category === null ? null : `${said.categories.join(", ")}: ${said.categoryReason}`],
    ["authenticated", said.authenticated === null ? null : `${said.authenticated ? "yes" : "no"}: ${said.evidence}`],
    ["verdict", said.reason === null ? said.verdict : `${said.verdict}: ${said.reason}`],
    ["rule", said.rule],
    ["reply", said.reply],
    ["author told by", said.told],
    ["notices", said.notices.map(({ kind, to }) => `${kind} to ${to}`).join(", ")],
    ...said.warnings.map((warning): [string, Cell] => ["warning", warningLine(warning)]),
    ["already", said.sameAs === null ? null : `this mail is message ${said.sameAs}; a second time nothing happens`],
    ["recipients", target === null ? null : counts(said)],
  ];
  return rows.filter(([, value]) => value !== null && value !== "");
}

function counts({ verdict, recipients, leftOut }: Explanation): string {
  const persons = new Set(recipients.flatMap((copy) => copy.persons)).size;
  const found = `copies ${recipients.length}, persons ${persons}, left out ${leftOut.length}`;
  return verdict === "refuse" || verdict === "drop" ? `nobody; if it were sent: ${found}` : found;
}

function printList(io: Io, title: string, headings: readonly string[], rows: readonly (readonly Cell[])[]): void {
  if (rows.length === 0) return;
  const shown = io.isTty ? rows.slice(0, MOST_ROWS) : rows;
  printTitle(io, `${title}: ${rows.length}`);
  printTable(io, headings, shown);
  if (shown.length < rows.length) printLines(io, [`… and ${rows.length - shown.length} more; --json lists all`]);
}

function printCopy(io: Io, copy: FinishedCopy): void {
  const names = copy.names.filter((name) => name !== "").join(", ");
  printTitle(io, `the copy for ${names === "" ? copy.address : `${names} <${copy.address}>`}`);
  printLines(io, [
    ...copy.headers.map(({ name, value }) => `${name}: ${value}`),
    "",
    ...copy.text.split("\n"),
    ...copy.attachments.map(({ name, bytes }) => `[attachment ${name}, ${bytes} bytes]`),
  ]);
}
