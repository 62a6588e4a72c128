import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTextParts, type TextPart } from "../../src/journey/placeholders/text-parts.ts";
import { encodeCharset, isIso2022Jp } from "../../src/mail/charset.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { toCrlf } from "../../src/mail/line-ends.ts";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { decodeBase64, decodeQuotedPrintable, encodeBase64, encodeQuotedPrintable } from "../../src/mail/transfer.ts";

/** A mail of the corpora as it reaches us by SMTP. */
export interface CorpusMail {
  file: string;
  raw: Buffer;
  /** Why it never becomes a message, whoever wrote it. */
  refused: string | undefined;
}

/** Every mail that the indexes of the corpora name. */
export function corpusMails(folder: string): CorpusMail[] {
  const mime = join(folder, "mime");
  const read = (index: string) => JSON.parse(readFileSync(join(mime, index), "utf8"));
  const listed: { file: string }[] = [...read("index.json").messages, ...read("own/index.json")];
  const files = [...new Set(listed.map(({ file }) => file))].toSorted();
  return files.map((file) => {
    const raw = toCrlf(withoutMboxLine(readFileSync(join(mime, file))));
    const { problems } = parseHeader(raw);
    return { file, raw, refused: problems.length === 0 ? undefined : problems.join(", ") };
  });
}

function withoutMboxLine(raw: Buffer): Buffer {
  return raw.toString("latin1", 0, 5) === "From " ? raw.subarray(raw.indexOf("\n") + 1) : raw;
}

/** Where in the text of a part a word is put. */
export type Place = "first" | "inside" | "last";

/** Why no placeholder can be put into a part; undefined where one can. */
export function reasonAgainst(raw: Buffer, part: TextPart): string | undefined {
  const { entity, declared, sealed } = part;
  if (sealed) return "signed or encrypted";
  if (raw.toString("latin1", entity.bodyStart - 4, entity.bodyStart) !== "\r\n\r\n") return "broken off in its header";
  // RFC 2781 forbids it, because no line end comes through alive.
  if (/^utf-?16/i.test(declared) && entity.encoding !== "base64") return "bare UTF-16";
  return undefined;
}

/** The text parts of a mail, those included that are never changed. */
export function textPartsOf(raw: Buffer): TextPart[] {
  return readTextParts(raw, parseMime(raw));
}

/** The mail with `word` in the text of a part, in its own charset and encoding; undefined where there is no such place. */
export function withWord(raw: Buffer, part: TextPart, place: Place, word: string): Buffer | undefined {
  const { entity } = part;
  const body = raw.subarray(entity.bodyStart, entity.end);
  const text = decode(body, entity.encoding);
  const at = offsetOf(place, text, part);
  if (at === undefined) return undefined;
  const changed = Buffer.concat([text.subarray(0, at), inCharset(word, text, part.declared), text.subarray(at)]);
  // An empty part shares its only line end with the delimiter behind it.
  const behind = raw.subarray(entity.end);
  const lineEnd = behind.length > 0 && behind[0] !== CR ? "\r\n" : "";
  return Buffer.concat([
    raw.subarray(0, entity.bodyStart),
    encode(changed, entity.encoding),
    Buffer.from(lineEnd),
    behind,
  ]);
}

const CR = 0x0d;

function decode(body: Buffer, encoding: string): Buffer {
  if (encoding === "base64") return decodeBase64(body);
  return encoding === "quoted-printable" ? decodeQuotedPrintable(body).bytes : body;
}

function encode(text: Buffer, encoding: string): Buffer {
  if (encoding === "base64") return encodeBase64(text);
  return encoding === "quoted-printable" ? encodeQuotedPrintable(text) : text;
}

function offsetOf(place: Place, text: Buffer, { isHtml, declared }: TextPart): number | undefined {
  const isWide = /^utf-?16/i.test(declared);
  switch (place) {
    case "first":
      return isWide && /^(?:\xff\xfe|\xfe\xff)/.test(text.toString("latin1", 0, 2)) ? 2 : 0;
    case "last":
      return text.length;
    case "inside": {
      if (isWide || isIso2022Jp(declared)) return undefined;
      const found = (isHtml ? /<(?:body|p|div)\b[^>]*>/i : /\n/).exec(text.toString("latin1"));
      return found === null ? undefined : found.index + found[0].length;
    }
  }
}

function inCharset(word: string, text: Buffer, declared: string): Buffer {
  const isBigEndian = /^utf-?16$/i.test(declared) && text[0] === 0xfe;
  const charset = /^utf-?16$/i.test(declared) ? (isBigEndian ? "utf-16be" : "utf-16le") : declared;
  return encodeCharset(word, charset) ?? Buffer.from(word);
}
