import { isConfidentialityNotice, isPaperLine } from "../mail/device-line.ts";
import { phraseLength, type Word, wordsOf } from "../mail/line-words.ts";
import {
  ABSENCES,
  CONDITIONS,
  DEEDS,
  DOUBTS,
  FILLERS,
  NO_REFUSALS,
  NO_WORDS,
  REMARKS,
  TALK,
  THANKS,
  YES_WORDS,
} from "./answer-words.ts";

/** What an answer to a hold decides. `unclear` decides nothing: the person is asked back. */
export type Answer = { kind: "release" } | { kind: "reject"; reason: string } | { kind: "unclear" };

/** Thumbs, ticks and OK as emoji, in any skin colour. Where Outlook has drawn one, it writes [👍] into the plain text. */
const YES_SIGNS = /\[?(?:👍|👌|✅|✓|✔|☑|🆗)\]?/gu;
/** Smiles, hands and hearts beside a yes. */
const FRIENDLY_SIGNS =
  /\[?(?:🙂|😊|😀|😃|😄|😁|😉|🙏|👏|❤|☺|✌|🤗|💪|🎉|[:;]-?\)|\p{Emoji_Modifier}|\u{fe0f}|\u{200d})\]?/gu;
/** All that may stand between the words of a yes. A question mark may not. */
const PUNCTUATION = /^[\s.,;:!"'“”„«»‹›*_()–—-]*$/;

/**
 * Reads the answer to a question (contract §4). Empty own text, or a first own line of nothing but yes-words, thanks,
 * polite fillers and the person's own name, releases; a first own line that begins with a no-word rejects; anything
 * else is unclear. A wrong release is far worse than a question back, so whatever is not known is unclear.
 * @param answer.verb which of the two answer addresses was written to; mail to `reject` always rejects
 * @param answer.ownLines own text, see ownText
 * @param answer.subject decoded; where the text is empty, a no may stand there
 * @param answer.names names of the person asked, in any arrangement
 */
export function readAnswer(answer: {
  verb: "confirm" | "reject";
  ownLines: string[];
  subject: string;
  names: string[];
}): Answer {
  const lines = joinFirstSentence(answer.ownLines.filter((line) => !isEmptySaying(line)));
  const first = lines[0];
  const reason = rejection(lines);
  if (answer.verb === "reject") return { kind: "reject", reason: reason ?? lines.join("\n") };
  if (first === undefined) return objectsInSubject(answer.subject) ? { kind: "unclear" } : { kind: "release" };
  if (reason !== undefined) return { kind: "reject", reason };

  const names = nameWords(answer.names);
  if (!isConsent(first, names)) return { kind: "unclear" };
  const next = lines.slice(1, MAX_NEXT).find((line) => !isConsent(line, names)) ?? "";
  if (takesBack(next)) return { kind: "unclear" };
  // A name or thanks above an objection are a signature in the wrong place or politeness, not a yes; above an absence or
  // a sentence a program may have written them. Further below, a company speaks in its signature.
  const isNoYes = !saysYes(first) && (holds(next, TALK) || lines.slice(1).some(isDoubtful));
  return isNoYes ? { kind: "unclear" } : { kind: "release" };
}

/** What somebody adds to a yes stands directly below it, or below thanks and a name; bounds the work. */
const MAX_NEXT = 6;

/** A line of nothing but dots and dashes, which some people send because an empty mail feels rude. */
function isEmptySaying(line: string): boolean {
  return /^[\s.,_*–—-]*$/.test(line);
}

/** A first line that ends with a comma or dash is not finished: «Ok,» and «aber erst Freitag» below it are one sentence. */
function joinFirstSentence(lines: string[]): string[] {
  const [first, second, ...rest] = lines;
  if (first === undefined || second === undefined || !/[,:;–—-]$/.test(first)) return lines;
  return [`${first} ${second}`, ...rest];
}

/**
 * Whether a line below a yes takes it back: «Ja» and «Aber erst am Freitag» are one sentence, and neither «Halt, doch
 * nicht!» nor «Bitte trotzdem nicht senden» is a signature.
 */
function takesBack(line: string): boolean {
  if (isPaperLine(line) || isConfidentialityNotice(line)) return false;
  return beginsObjection(line) || (line.length <= MAX_SENTENCE && holds(line, DEEDS) && holdsDoubt(line));
}

/** A longer line is a whole quoted mail that a program has run together. */
const MAX_SENTENCE = 300;

function beginsObjection(line: string): boolean {
  return beginsWithNo(line) || phraseLength(wordsOf(line), 0, CONDITIONS) > 0;
}

/** «Re: Nein» above an empty text is no silence. Our own subjects begin otherwise, whatever mail they ask about. */
function objectsInSubject(subject: string): boolean {
  return beginsObjection(subject.replace(REPLY_PREFIXES, ""));
}

const REPLY_PREFIXES = /^(?:\s*(?:re|aw|antw|antwort|wg|fwd?|sv|tr|rif|r|i)\s*:)+/i;

/** The reason behind a no-word at the beginning, undefined where none stands there. */
function rejection(lines: readonly string[]): string | undefined {
  const [first = "", ...rest] = lines;
  const words = wordsOf(first);
  const length = phraseLength(words, 0, NO_WORDS);
  const last = words[length - 1];
  if (last === undefined || !beginsWithNo(first)) return undefined;
  if (refusesNothing(first, words)) return undefined;
  const behind = first.slice(last.end).replace(/^[\s.,;:!*_–—-]+/, "");
  return [behind, ...rest].filter((line) => line !== "").join("\n");
}

/** «No problem» and «No objection» begin with a no, and are none; «No, problem with the date» is one. */
function refusesNothing(line: string, words: readonly Word[]): boolean {
  const length = Math.max(...[NO_REFUSALS, YES_WORDS].map((phrases) => phraseLength(words, 0, phrases)));
  return length > 1 && !/[.,;:!–—-]/.test(line.slice(words[0]?.start, words[length - 1]?.end));
}

function beginsWithNo(line: string): boolean {
  const words = wordsOf(line);
  return phraseLength(words, 0, NO_WORDS) > 0 && PUNCTUATION.test(line.slice(0, words[0]?.start));
}

/** Whether the line says yes, thanks or a name at least once, and nothing else but fillers. */
function isConsent(line: string, names: ReadonlySet<string>): boolean {
  const spoken = line.replace(YES_SIGNS, " ").replace(FRIENDLY_SIGNS, " ");
  const words = wordsOf(spoken);
  if (!PUNCTUATION.test(withoutWords(spoken, words))) return false;
  let consents = hasSign(line, YES_SIGNS);
  const addsNothing = saysYes(line) ? [FILLERS, REMARKS] : [FILLERS];
  for (let at = 0; at < words.length; ) {
    const yes = Math.max(...[YES_WORDS, THANKS, names].map((phrases) => phraseLength(words, at, phrases)));
    const known = Math.max(yes, ...addsNothing.map((phrases) => phraseLength(words, at, phrases)));
    if (known === 0) return false;
    consents ||= yes > 0;
    at += known;
  }
  return consents;
}

/** Whether a yes stands in the line, be it a word or a sign. */
function saysYes(line: string): boolean {
  return hasSign(line, YES_SIGNS) || holds(line, YES_WORDS);
}

function isDoubtful(line: string): boolean {
  return line.includes("?") || holdsDoubt(line);
}

function holdsDoubt(line: string): boolean {
  return wordsOf(line).some(({ folded }) => [DOUBTS, NO_WORDS, ABSENCES].some((table) => table.has(folded)));
}

function holds(line: string, phrases: ReadonlySet<string>): boolean {
  const words = wordsOf(line);
  return words.some((_word, at) => phraseLength(words, at, phrases) > 0);
}

/** Single words of the names; somebody called Nicht must not turn «Ja nicht» into a yes. */
function nameWords(names: readonly string[]): ReadonlySet<string> {
  const words = names.flatMap((name) => wordsOf(name).map((word) => word.folded));
  return new Set(words.filter((word) => !NO_WORDS.has(word) && !DOUBTS.has(word)));
}

function withoutWords(line: string, words: readonly Word[]): string {
  let rest = "";
  let at = 0;
  for (const word of words) {
    rest += line.slice(at, word.start);
    at = word.end;
  }
  return rest + line.slice(at);
}

function hasSign(line: string, signs: RegExp): boolean {
  return line.search(signs) !== -1;
}
