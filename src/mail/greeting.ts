import { ADDRESSEES, CLOSINGS, GREETINGS, NEVER_NAMES, SALUTATIONS, TITLES } from "./greeting-words.ts";
import { phraseLength, type Word, wordsOf } from "./line-words.ts";

/** A line that begins with a greeting. */
interface Opening {
  /** What the person says behind it on the same line, "" where the line is nothing but a greeting. */
  rest: string;
  /** False where only an own line below proves that it greets: «Hallo Anna» does, «Lieber Später» and «Hoi Irrtum» object. */
  isSure: boolean;
}

/** A line that ends with a closing greeting. */
interface Closing {
  /** What stands before it on the same line, "" where the line is nothing but a greeting. */
  before: string;
  /** What stands behind it and looks like a name, "" where there is nothing. */
  name: string;
}

/** No greeting has more words of names and titles behind it. */
const MAX_NAME_WORDS = 6;

/** The greeting a line begins with, such as «Hallo zusammen», «Guten Tag Frau Keller,» or «Hallo, ja gerne». */
export function readOpening(line: string): Opening | undefined {
  const words = wordsOf(line.slice(0, MAX_OPENING));
  const greeting = phraseLength(words, 0, GREETINGS);
  const opened = Math.max(greeting, phraseLength(words, 0, SALUTATIONS));
  const last = words[opened - 1];
  if (last === undefined || /[^\s*_"'«]/.test(line.slice(0, words[0]?.start))) return undefined;

  const mark = GREETING_END.exec(line.slice(0, MAX_OPENING));
  const named = words.slice(opened).filter((word) => mark === null || word.end <= mark.index);
  // Nobody greets with a question mark: «Hallo Ruth?» asks.
  const objects = mark?.[0] === "?" || OBJECTING_SIGN.test(line.slice(last.end, mark?.index));
  if (objects || !isNameLike(named, ADDRESSEES)) {
    // «Hallo ja gerne»: a greeting proper stands for itself, «Lieber erst am Freitag» is no greeting.
    return greeting > 0 ? { rest: line.slice(last.end).trim(), isSure: true } : undefined;
  }
  if (greeting === 0 && named.length === 0) return undefined;
  const rest = mark === null ? "" : line.slice(mark.index + mark[0].length).trim();
  const isSure = mark?.[0] === "," || named.some(isTitle) || named.every(isAddressee);
  // «Liebe Anna, lieber Urs»
  return readOpening(rest) ?? { rest, isSure };
}

/** Signs by which somebody objects, doubts or asks. Other emoji adorn a greeting. */
const OBJECTING_SIGN = /[👎❌❎🚫🛑⛔✋🙅🤷🤔😕🙁☹😟😠😡🤬😢😭❓❔❗⁉]/u;

/** Where a greeting ends: «Hoi Ruth. Abgesagt» goes on behind it, «Guten Tag Dr. Keller» does not. */
const GREETING_END = /[,!?:;…]|(?<!\b(?:\p{L}|Dr|Prof|Dipl|Ing|lic|Pfr|Hr|Fr|Mr|Mrs|Ms|Mme|Sig))\.|\s[–—-]+(?=\s)/iu;

/** Bounds the search for a greeting in a very long line; more words than that are no greeting. */
const MAX_OPENING = 120;

/** The closing greeting a line ends with, such as «Liebe Grüsse», «LG Ruth» or «Ja, liebe Grüsse Ruth Keller». */
export function readClosing(line: string): Closing | undefined {
  const words = wordsOf(line);
  // It can only stand where the words behind it are few enough to be names.
  for (let at = Math.max(0, words.length - MAX_NAME_WORDS - MAX_CLOSING_WORDS); at < words.length; at++) {
    const length = phraseLength(words, at, CLOSINGS);
    const first = words[at];
    const last = words[at + length - 1];
    if (length === 0 || first === undefined || last === undefined) continue;
    const behind = line.slice(last.end);
    if (isNameLike(words.slice(at + length), NO_ADDRESSEES) && !/[?:]/.test(behind) && !OBJECTING_SIGN.test(behind)) {
      return { before: stripEnd(line.slice(0, first.start)), name: stripStart(behind) };
    }
  }
  return undefined;
}

const MAX_CLOSING_WORDS = 6;
const NO_ADDRESSEES: ReadonlySet<string> = new Set(["und", "and", "et", "e", "von", "de"]);

/** Whether a line below a closing greeting can be the writer's name: a few words with capitals and nothing else. */
export function isNameLine(line: string): boolean {
  const words = wordsOf(line);
  return words.length > 0 && !/[?!:;@]/.test(line) && isNameLike(words, NO_ADDRESSEES);
}

function isNameLike(words: readonly Word[], alsoInLowerCase: ReadonlySet<string>): boolean {
  if (words.length > MAX_NAME_WORDS) return false;
  return words.every(
    (word) => alsoInLowerCase.has(word.folded) || (/^\p{Lu}/u.test(word.text) && !NEVER_NAMES.has(word.folded)),
  );
}

function isTitle(word: Word): boolean {
  return TITLES.has(word.folded);
}

function isAddressee(word: Word): boolean {
  return ADDRESSEES.has(word.folded);
}

function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,;–—-]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function stripStart(text: string): string {
  let start = 0;
  while (start < text.length && /[\s,;.!*_–—-]/.test(text.charAt(start))) start += 1;
  return text.slice(start);
}
