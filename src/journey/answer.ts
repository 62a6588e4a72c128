import { phraseLength, type Word, wordsOf } from "../mail/line-words.ts";
import { ABSENCES, DOUBTS, FILLERS, NO_WORDS, THANKS, YES_WORDS } from "./answer-words.ts";

/** What an answer to a hold decides. `unclear` decides nothing: the person is asked back. */
export type Answer = { kind: "release" } | { kind: "reject"; reason: string } | { kind: "unclear" };

/** Thumbs, ticks and OK as emoji, in any skin colour. Where Outlook has drawn one, it writes [👍] into the plain text. */
const YES_SIGNS = /\[?(?:👍|👌|✅|✓|✔|☑|🆗)\]?/gu;
/** Smiles, hands and hearts beside a yes. */
const FRIENDLY_SIGNS = /\[?(?:🙂|😊|😀|😃|😄|😁|😉|🙏|👏|❤|🎉|[:;]-?\)|\p{Emoji_Modifier}|\u{fe0f}|\u{200d})\]?/gu;
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
  if (first === undefined) return beginsWithNo(answer.subject) ? { kind: "unclear" } : { kind: "release" };
  if (reason !== undefined) return { kind: "reject", reason };

  const names = nameWords(answer.names);
  if (!isConsent(first, names)) return { kind: "unclear" };
  // A name or thanks above an objection are a signature in the wrong place or politeness, not a yes; above an absence a
  // program may have written them.
  return !saysYes(first) && lines.slice(1).some(isDoubtful) ? { kind: "unclear" } : { kind: "release" };
}

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

/** The reason behind a no-word at the beginning, undefined where none stands there. */
function rejection(lines: readonly string[]): string | undefined {
  const [first = "", ...rest] = lines;
  const words = wordsOf(first);
  const length = phraseLength(words, 0, NO_WORDS);
  const last = words[length - 1];
  if (last === undefined || !PUNCTUATION.test(first.slice(0, words[0]?.start))) return undefined;
  const behind = first.slice(last.end).replace(/^[\s.,;:!*_–—-]+/, "");
  return [behind, ...rest].filter((line) => line !== "").join("\n");
}

/** «Re: Nein» above an empty text is no silence. Our own subjects begin otherwise, whatever mail they ask about. */
function beginsWithNo(subject: string): boolean {
  return rejection([subject.replace(REPLY_PREFIXES, "")]) !== undefined;
}

const REPLY_PREFIXES = /^(?:\s*(?:re|aw|antw|antwort|wg|fwd?|sv|tr|rif|r|i)\s*:)+/i;

/** Whether the line says yes, thanks or a name at least once, and nothing else but fillers. */
function isConsent(line: string, names: ReadonlySet<string>): boolean {
  const spoken = line.replace(YES_SIGNS, " ").replace(FRIENDLY_SIGNS, " ");
  const words = wordsOf(spoken);
  if (!PUNCTUATION.test(withoutWords(spoken, words))) return false;
  let consents = hasSign(line, YES_SIGNS);
  for (let at = 0; at < words.length; ) {
    const yes = Math.max(...[YES_WORDS, THANKS, names].map((phrases) => phraseLength(words, at, phrases)));
    const known = Math.max(yes, phraseLength(words, at, FILLERS));
    if (known === 0) return false;
    consents ||= yes > 0;
    at += known;
  }
  return consents;
}

/** Whether a yes stands in the line, be it a word or a sign. */
function saysYes(line: string): boolean {
  const words = wordsOf(line);
  return hasSign(line, YES_SIGNS) || words.some((_word, at) => phraseLength(words, at, YES_WORDS) > 0);
}

function isDoubtful(line: string): boolean {
  const isKnown = ({ folded }: Word) => [DOUBTS, NO_WORDS, ABSENCES].some((table) => table.has(folded));
  return line.includes("?") || wordsOf(line).some(isKnown);
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
