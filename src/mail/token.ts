import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

declare const token: unique symbol;

/** The unguessable part of an answer address, lower-case. A well-formed token need not be a true one. */
export type Token = string & { readonly [token]: true };

/** What a token is good for: a token of one purpose is never valid for another. */
export type TokenPurpose = "question" | "copy-bounce" | "notice-bounce" | "unsubscribe";

/** What every answer address accepts, ours or an invention: RCPT must not tell them apart. */
export const TOKEN_PATTERN = /^[a-z0-9]{26,52}$/;

const LETTERS: Record<TokenPurpose, string> = {
  question: "q",
  "copy-bounce": "c",
  "notice-bounce": "n",
  unsubscribe: "u",
};
const PURPOSES = new Map<string, TokenPurpose>([
  [LETTERS.question, "question"],
  [LETTERS["copy-bounce"], "copy-bounce"],
  [LETTERS["notice-bounce"], "notice-bounce"],
  [LETTERS.unsubscribe, "unsubscribe"],
]);

/** RFC 4648 §6 in lower case: local parts are compared without regard to case. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ROW_LETTERS = 8;
/** 160 bits: the contract asks for at least 128 secret ones. */
const MAC_BYTES = 20;
const MAC_LETTERS = 32;
const MAX_ROW = 32 ** ROW_LETTERS - 1;
const OUR_FORM = new RegExp(
  `^([${[...PURPOSES.keys()].join("")}])([a-z2-7]{${ROW_LETTERS}})([a-z2-7]{${MAC_LETTERS}})$`,
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
  if (!Number.isInteger(row) || row < 0 || row > MAX_ROW) throw new RangeError(`No token for row ${row}.`);
  return (LETTERS[purpose] + encodeRow(row) + encodeBase32(mac(secret, purpose, row, binding))) as Token;
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

function mac(secret: Buffer, purpose: TokenPurpose, row: number, binding: string): Buffer {
  // Purpose and row hold no NUL, so no two triples give the same text.
  const text = `rundmail token\0${purpose}\0${row}\0${binding}`;
  return createHmac("sha256", keyOf(secret)).update(text).digest().subarray(0, MAC_BYTES);
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

/** 20 bytes are a whole number of letters, so there is no padding. */
function encodeBase32(bytes: Buffer): string {
  let letters = "";
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) letters += ALPHABET.charAt((pending >> (bits - 5)) & 31);
    pending &= (1 << bits) - 1;
  }
  return letters;
}
