import { foldText } from "../../mail/fold-text.ts";
import { DELAY_PHRASES } from "./action-texts.ts";
import { FAILURE_PHRASES } from "./free-texts.ts";
import { reasonsAbove, wordsBelow } from "./reason-lines.ts";
import { type NamingLine, readNamingLine } from "./report-lines.ts";

/** A recipient that a text names, with what it says about it. */
export interface TextRecipient {
  address: string;
  alsoNamed: string[];
  manner: "named" | "listed";
  words: string;
}

/** Lines of a server's own words that are looked at, and of each the beginning. */
const MAX_LINES = 5_000;
const MAX_LINE = 1_000;

/** The recipients that a report names in free text, in order and each once, at most `most`. */
export function recipientsInText(text: string, most: number): TextRecipient[] {
  const lines = text.split(/\r\n|\r|\n/, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
  const naming = lines.map((line, at) => (line.includes("@") ? readNamingLine(line, lines[at - 1] ?? "") : undefined));
  const below = lines.findIndex((line, at) => saysFailure(`${(lines[at - 1] ?? "").slice(-200)} ${line}`));
  const isReported = (line: NamingLine, at: number) =>
    line.manner === "named" || (line.manner === "listed" && below !== -1 && at >= below);
  const places = placesOf(naming, isReported);
  const reported = places.length > 0 ? places : placesOf(naming, (line) => line.manner === "listed");
  return collect(lines, naming, reported, most);
}

/** The one address that a text mentions; none where there are several. */
export function onlyMentioned(text: string, isExcluded: (address: string) => boolean): string | undefined {
  const lines = text.split(/\r\n|\r|\n/, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
  const mentioned = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    if (!line.includes("@")) continue;
    for (const address of readNamingLine(line, lines[at - 1] ?? "")?.addresses ?? []) {
      if (!isExcluded(address)) mentioned.set(address.toLowerCase(), address);
    }
  }
  return mentioned.size === 1 ? [...mentioned.values()][0] : undefined;
}

/** AOL lists the names of its own users without a domain, each in a line of its own below a sentence about a failure. */
export function nameInText(text: string): string | undefined {
  const lines = text.split(/\r\n|\r|\n/, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
  const heading = lines.findIndex((line) => line.trimEnd().endsWith(":"));
  const listed = /^\s+([\w.+-]{2,64})\s*$/.exec(lines[heading + 1] ?? "")?.[1];
  return heading !== -1 && saysFailure(lines.slice(Math.max(0, heading - 2), heading + 1).join(" "))
    ? listed
    : undefined;
}

/** The end of a line that is not the end of a paragraph: reports are wrapped anywhere. */
const WRAPPED = /[ \t]{0,9}\r?\n[ \t]{0,9}(?=\S)/g;

/** Whether a text says that a mail was not delivered, or not yet. */
export function saysFailure(text: string): boolean {
  const folded = foldText(text).replace(WRAPPED, " ");
  return FAILURE_PHRASES.some((phrase) => phrase.test(folded)) || DELAY_PHRASES.some((phrase) => phrase.test(folded));
}

function placesOf(
  naming: readonly (NamingLine | undefined)[],
  isWanted: (line: NamingLine, at: number) => boolean,
): number[] {
  return naming.flatMap((line, at) => (line !== undefined && isWanted(line, at) ? [at] : []));
}

function collect(
  lines: readonly string[],
  naming: readonly (NamingLine | undefined)[],
  places: readonly number[],
  most: number,
): TextRecipient[] {
  const found = new Map<string, TextRecipient>();
  const reported = new Set(places);
  const above = reasonsAbove(lines, places);
  for (const at of places) {
    const line = naming[at];
    if (line === undefined) continue;
    const own = [line.words, ...wordsBelow(lines, at, (place) => reported.has(place))].join(" ").trim();
    const words = /\p{L}{2}/u.test(own) ? own : `${above.get(at) ?? ""} ${own}`.trim();
    const origin = expandedFrom(lines, at);
    const earlier = generatedFrom(lines, at);
    const manner = line.manner === "named" ? "named" : "listed";
    for (const address of line.addresses) {
      const named = origin ?? address;
      const known = found.get(named.toLowerCase()) ?? (origin === undefined ? findByFinal(found, address) : undefined);
      if (known !== undefined) known.words = `${known.words} ${words}`.trim().slice(0, MAX_WORDS_PER_RECIPIENT);
      else if (found.size < most) {
        const alsoNamed = [...(origin === undefined ? [] : [address]), ...(earlier === undefined ? [] : [earlier])];
        found.set(named.toLowerCase(), { address: named, alsoNamed, manner, words });
      }
    }
  }
  return [...found.values()];
}

function findByFinal(found: ReadonlyMap<string, TextRecipient>, address: string): TextRecipient | undefined {
  for (const recipient of found.values()) if (recipient.alsoNamed.includes(address)) return recipient;
  return undefined;
}

const MAX_WORDS_PER_RECIPIENT = 2_000;

/** Sendmail and Postfix name behind an address the one that was written to: `(expanded from: <anna@host>)`. */
function expandedFrom(lines: readonly string[], at: number): string | undefined {
  const [line = "", ...below] = lines.slice(at, at + 4);
  const own = /\(expanded from\s*$/.test(line) ? `${line} ${below[0]?.trim() ?? ""}` : line;
  const said = [
    own,
    ...below.slice(
      0,
      below.findIndex((next) => !/^\s*\(/.test(next)),
    ),
  ];
  for (const text of said) {
    const origin = /\(expanded from:? <?([^\s<>()]{1,200}@[^\s<>()]{1,200})>?\)/i.exec(text)?.[1];
    if (origin !== undefined) return origin;
  }
  return undefined;
}

/** Exim names below an address the one that led to it, which is the one that we know: `(generated from anna@host)`. */
function generatedFrom(lines: readonly string[], at: number): string | undefined {
  const below = lines.slice(at + 1, at + 3).join(" ");
  return /\((?:ultimately )?generated from <?([^\s<>()]{1,200}@[^\s<>()]{1,200})>?\)/i.exec(below)?.[1];
}
