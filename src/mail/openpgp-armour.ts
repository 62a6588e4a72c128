/**
 * OpenPGP blocks in the text of a mail (RFC 9580 §6.2), as programs without PGP/MIME send them.
 */
import { decodeBase64 } from "./transfer.ts";

/**
 * Whether a text part holds a line that opens a signed or encrypted block. Quoted ones ("> -----BEGIN PGP") do not count,
 * nor does a key that somebody hands on in the text.
 */
export function isArmoured(
  raw: Buffer,
  part: { type: string; encoding: string; bodyStart: number; end: number },
): boolean {
  if (!part.type.startsWith("text/")) return false;
  const body = raw.subarray(part.bodyStart, part.end);
  return opensBlock(part.encoding === "base64" ? decodeBase64(body) : body);
}

/** The hyphens may be escaped: some programs write every hyphen of quoted-printable text as =2D. */
function opensBlock(text: Buffer): boolean {
  for (let found = text.indexOf(WORDS); found !== -1; found = text.indexOf(WORDS, found + WORDS.length)) {
    const before = text.toString("latin1", Math.max(0, found - LONGEST_HYPHENS - 1), found);
    const kind = text.toString("latin1", found + WORDS.length, found + WORDS.length + LONGEST_KIND);
    if (/(?:^|[\r\n])(?:-|=2D){5}$/.test(before) && !KEY.test(kind)) return true;
  }
  return false;
}

const WORDS = Buffer.from("BEGIN PGP ");
const KEY = /^(?:PUBLIC|PRIVATE)\b/;
const LONGEST_KIND = "PRIVATE KEY".length;
const LONGEST_HYPHENS = "=2D".length * 5;
