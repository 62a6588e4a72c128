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
