import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

declare const token: unique symbol;

/** The unguessable part of an answer address, lower-case. A well-formed token need not be a true one. */
export type Token = string & { readonly [token]: true };

/** What a token is good for: a token of one purpose is never valid for another. */
export type TokenPurpose = "question" | "copy-bounce" | "notice-bounce" | "unsubscribe";

/** What every answer address accepts, ours or an invention: RCPT must not tell them apart. */
export const TOKEN_PATTERN = /^[a-z0-9]{26,52}$/;

/** How tokens of one purpose are made. */
interface Making {
  letter: string;
  /** What the row is, and which half of its MAC is this purpose's: both tokens of a copy cost one. */
  of: "question" | "copy" | "notice";
  half: 0 | 1;
}

const MAKINGS: Record<TokenPurpose, Making> = {
  question: { letter: "q", of: "question", half: 0 },
  "copy-bounce": { letter: "c", of: "copy", half: 0 },
  unsubscribe: { letter: "u", of: "copy", half: 1 },
  "notice-bounce": { letter: "n", of: "notice", half: 0 },
};
const PURPOSES = new Map(Object.entries(MAKINGS).map(([purpose, { letter }]) => [letter, purpose as TokenPurpose]));

/** RFC 4648 §6 in lower case: local parts are compared without regard to case. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ROW_LETTERS = 8;
/** 128 bits, as many as the contract asks for, in RFC 4648 §8. */
const MAC_LETTERS = 32;
const MAX_ROW = 32 ** ROW_LETTERS - 1;
const OUR_FORM = new RegExp(
  `^([${[...PURPOSES.keys()].join("")}])([a-z2-7]{${ROW_LETTERS}})([0-9a-f]{${MAC_LETTERS}})$`,
);

/** The token in the local part of an address, whatever its case; undefined where the form is wrong. */
export function parseToken(text: string): Token | undefined {
  const lower = text.toLowerCase();
  return TOKEN_PATTERN.test(lower) ? (lower as Token) : undefined;
}

/**
 * The token of one row: letter of the purpose, row number, MAC under the secret. The same values give the same token,
 * so reminders and retries carry it again and nothing about it is stored.
 * @param row number of the row in its table, 0 to 2^40-1; anything else is a RangeError
 * @param binding what must not change while the token lives, such as the person asked
 */
export function makeToken(secret: Buffer, purpose: TokenPurpose, row: number, binding: string): Token {
  return written(MAKINGS[purpose], row, mac(secret, MAKINGS[purpose].of, row, binding));
}

/** Both tokens of a copy at once, the same as `makeToken` makes. */
export function makeCopyTokens(secret: Buffer, copy: number, binding: string): { bounce: Token; unsubscribe: Token } {
  const both = mac(secret, "copy", copy, binding);
  return {
    bounce: written(MAKINGS["copy-bounce"], copy, both),
    unsubscribe: written(MAKINGS.unsubscribe, copy, both),
  };
}

/** What a token claims to be; undefined where it cannot be one of ours. Only verifyToken tells whether it is true. */
export function readToken(token: Token): { purpose: TokenPurpose; row: number } | undefined {
  const [, letter = "", letters = ""] = OUR_FORM.exec(token) ?? [];
  const purpose = PURPOSES.get(letter);
  return purpose === undefined ? undefined : { purpose, row: decodeRow(letters) };
}

/** Whether the token was made under this secret for this binding. Takes the same time for every wrong MAC. */
export function verifyToken(secret: Buffer, token: Token, binding: string): boolean {
  const claim = readToken(token);
  if (claim === undefined) return false;
  return timingSafeEqual(Buffer.from(token), Buffer.from(makeToken(secret, claim.purpose, claim.row, binding)));
}

function written({ letter, half }: Making, row: number, mac: string): Token {
  if (!Number.isInteger(row) || row < 0 || row > MAX_ROW) throw new RangeError(`No token for row ${row}.`);
  return (letter + encodeRow(row) + mac.slice(half * MAC_LETTERS, (half + 1) * MAC_LETTERS)) as Token;
}

/** Halves of a MAC tell nothing about each other (RFC 2104 §5 lets it be shortened as far). */
function mac(secret: Buffer, of: Making["of"], row: number, binding: string): string {
  // Neither of the first two holds a NUL, so no two triples give the same text.
  const text = `rundmail token\0${of}\0${row}\0${binding}`;
  return createHmac("sha256", keyOf(secret)).update(text).digest("hex");
}

/** Turning bytes into a key costs five times as much as the MAC itself, and every copy needs one. */
const keys = new WeakMap<Buffer, KeyObject>();

function keyOf(secret: Buffer): KeyObject {
  const known = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, known);
  return known;
}

function encodeRow(row: number): string {
  let letters = "";
  for (let rest = row; letters.length < ROW_LETTERS; rest = Math.floor(rest / 32)) {
    letters = ALPHABET.charAt(rest % 32) + letters;
  }
  return letters;
}

function decodeRow(letters: string): number {
  let row = 0;
  for (const letter of letters) row = row * 32 + ALPHABET.indexOf(letter);
  return row;
}
