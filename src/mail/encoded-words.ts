/**
 * Encoded words (RFC 2047, language suffix of RFC 2231 §5): text beyond ASCII in header fields.
 */
import { decodeCharset, encodeCharset, knowsCharset } from "./charset.ts";
import { decodeBase64 } from "./transfer.ts";

/** RFC 2047 §2 allows 75; this leaves room for "Reply-To: " and kin within a line of 78. */
const MAX_ENCODED_WORD = 66;

/**
 * Some programs leave the question marks of a text as they are, which RFC 2047 §4.2 forbids: a word ends with the first that
 * an equals sign follows, and never runs into the begin of the next word.
 */
const PAYLOAD_LETTERS = String.raw`[^?=]*(?:(?:\?(?!=)|=(?!\?(?!=)))[^?=]*)*`;
const ENCODED_WORD = new RegExp(
  String.raw`=\?([^?\s*]{1,64})(?:\*[^?\s]{0,64})?\?([bq])\?(${PAYLOAD_LETTERS})\?=`,
  "gi",
);

/**
 * Decodes the encoded words of an unfolded field value. Neighbours of one charset are joined before they are decoded,
 * because programs split them in the middle of a character; words in an unknown charset stay as they are. The result
 * never holds a line break or NUL that was not there before: both become blanks.
 */
export function decodeWords(value: string): string {
  if (!value.includes("=?")) return value;
  let decoded = "";
  let run: Run | undefined;
  let last = 0;
  for (const match of value.matchAll(ENCODED_WORD)) {
    const charset = (match[1] ?? "").toLowerCase();
    if (!knowsCharset(charset)) continue;
    const between = value.slice(last, match.index);
    last = match.index + match[0].length;
    const bytes = decodePayload(match[2] ?? "", match[3] ?? "", charset);
    // Blanks between two encoded words only fold the line (RFC 2047 §6.2).
    const continues = run !== undefined && /^[ \t\r\n]*$/.test(between);
    if (run !== undefined && continues && run.charset === charset) {
      run.pieces.push(bytes);
      continue;
    }
    decoded += decodeRun(run) + (continues ? "" : between);
    run = { charset, pieces: [bytes] };
  }
  return decoded + decodeRun(run) + value.slice(last);
}

/**
 * Writes text so that it stands in an unstructured field. ASCII words stay readable; words that need it are encoded in
 * UTF-8, together with the blanks between them. The result has blanks where it may be folded, and no line breaks.
 */
export function encodeWords(text: string): string {
  const written: string[] = [];
  let run: string[] = [];
  const closeRun = () => {
    if (run.length > 0) written.push(...encodedWords(run.join(" ")));
    run = [];
  };
  for (const word of text.split(" ")) {
    if (needsEncoding(word) || (word === "" && run.length > 0)) {
      run.push(word);
    } else {
      closeRun();
      written.push(word);
    }
  }
  closeRun();
  return written.join(" ");
}

/** Encodes a whole text, letters and blanks alike, as words that are valid everywhere, also in a phrase. */
export function encodedWords(text: string): string[] {
  // Readable in the source as long as that does not more than double the text.
  const whole = encodeQ(text);
  const encoding = whole.length <= 2 * Buffer.byteLength(text) ? Q : B;
  if (encoding === Q && whole.length <= Q.capacity) return [`${Q.open}${whole}?=`];
  const words: string[] = [];
  let piece = "";
  let width = 0;
  for (const character of text) {
    if (width + encoding.width(character) > encoding.capacity) {
      words.push(`${encoding.open}${encoding.encode(piece)}?=`);
      piece = "";
      width = 0;
    }
    piece += character;
    width += encoding.width(character);
  }
  words.push(`${encoding.open}${encoding.encode(piece)}?=`);
  return words;
}

interface Run {
  charset: string;
  pieces: Buffer[];
}

function decodeRun(run: Run | undefined): string {
  if (run === undefined) return "";
  return (decodeCharset(Buffer.concat(run.pieces), run.charset) ?? "").replace(/[\0\r\n]+/g, " ");
}

function decodePayload(encoding: string, payload: string, charset: string): Buffer {
  if (encoding.toLowerCase() === "b") return decodeBase64(Buffer.from(payload, "latin1"));
  const pieces = payload.split(/((?:=[0-9a-f]{2})+)/i);
  return Buffer.concat(
    pieces.map((piece, place) => (place % 2 === 1 ? fromEscapes(piece) : fromLetters(piece, charset))),
  );
}

function fromEscapes(escapes: string): Buffer {
  return Buffer.from(escapes.replaceAll("=", ""), "hex");
}

/** Letters beyond ASCII have no place in an encoded word; where they stand in one, they are in its charset. */
function fromLetters(letters: string, charset: string): Buffer {
  const text = letters.replaceAll("_", " ");
  return /^[\x20-\x7e]*$/.test(text) ? Buffer.from(text) : (encodeCharset(text, charset) ?? Buffer.from(text));
}

/** A longer word would break the limit of 998 octets per line (RFC 5322 §2.1.1), so it is encoded, which can be split. */
const MAX_PLAIN_WORD = 900;

function needsEncoding(word: string): boolean {
  return word.length > MAX_PLAIN_WORD || word.includes("=?") || /[^!-~]/.test(word);
}

/** Characters that need no escape even in a phrase (RFC 2047 §5 (3)); the blank is written as an underscore. */
const Q_LITERAL = /[A-Za-z0-9!*+\-/ ]/;

const PAYLOAD = MAX_ENCODED_WORD - "=?utf-8?Q??=".length;

/** The two encodings: how much one word holds, and how much of that a character takes. */
const Q = {
  open: "=?utf-8?Q?",
  capacity: PAYLOAD,
  width: (character: string) => encodeQ(character).length,
  encode: encodeQ,
};

const B = {
  open: "=?utf-8?B?",
  capacity: Math.floor(PAYLOAD / 4) * 3,
  width: (character: string) => Buffer.byteLength(character),
  encode: (text: string) => Buffer.from(text).toString("base64"),
};

function encodeQ(text: string): string {
  let encoded = "";
  for (const byte of Buffer.from(text)) encoded += Q_BYTES[byte];
  return encoded;
}

const Q_BYTES = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (character === " ") return "_";
  return Q_LITERAL.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});
