/**
 * The field DKIM-Signature (RFC 6376 §3.5), relaxed/relaxed, with an RSA or an Ed25519 key (RFC 8463). It says the same
 * for the same mail, so that a copy that goes twice after a crash is the same mail: there is no `t=`, and no `x=`.
 */

import { relaxedValue, signedHeader } from "./dkim-header.ts";

/** Whose signature it is. */
export interface Signatory {
  /** The `d=` and the `s=`: the key stands at `SELECTOR._domainkey.DOMAIN`. */
  domain: string;
  selector: string;
  algorithm: "rsa-sha256" | "ed25519-sha256";
}

/** A signature that lacks nothing but itself. */
export interface UnsignedField {
  /** The field up to `b=`. */
  field: string;
  /** What is to be signed (RFC 6376 §3.7). */
  input: Buffer;
}

/** Fields are folded to this width (RFC 5322 §2.1.1). */
const MAX_COLUMN = 78;
const CODE_COLUMNS = 72;

/**
 * @param header of the mail, each character a byte
 * @param bodyHash SHA-256 of the relaxed body, in base64
 */
export function unsignedField(signatory: Signatory, header: string, bodyHash: string): UnsignedField {
  const { names, relaxed } = signedHeader(header);
  const { domain, selector, algorithm } = signatory;
  const tags = ["v=1;", `a=${algorithm};`, "c=relaxed/relaxed;", `d=${domain};`, `s=${selector};`];
  const value = folded(NAME, [...tags, ...nameWords(names), `bh=${bodyHash};`, "b="]);
  const input = `${relaxed}${NAME.toLowerCase()}${relaxedValue(value)}`;
  return { field: `${NAME}${value}`, input: Buffer.from(input, "latin1") };
}

const NAME = "DKIM-Signature:";

/** The whole field with its CRLF. */
export function signatureField({ field }: UnsignedField, signature: Buffer): Buffer {
  const code = signature.toString("base64");
  let lines = "";
  // `b=` is taken out with all its blanks before it is checked, so it may be folded anywhere.
  for (let at = 0; at < code.length; at += CODE_COLUMNS) lines += `\r\n ${code.slice(at, at + CODE_COLUMNS)}`;
  return Buffer.from(`${field}${lines}\r\n`, "latin1");
}

/** `h=from:from:to;` in pieces that may stand on different lines (RFC 6376 §3.5). */
function nameWords(names: readonly string[]): string[] {
  return names.map((name, place) => `${place === 0 ? "h=" : ""}${name}${place === names.length - 1 ? ";" : ":"}`);
}

function folded(name: string, words: readonly string[]): string {
  let text = "";
  let column = name.length;
  let before = "";
  for (const word of words) {
    // Names of fields follow each other without a blank.
    const blank = before.endsWith(":") ? "" : " ";
    const folds = column + blank.length + word.length > MAX_COLUMN;
    text += folds ? `\r\n ${word}` : `${blank}${word}`;
    column = folds ? 1 + word.length : column + blank.length + word.length;
    before = word;
  }
  return text;
}
