import { isAscii } from "node:buffer";
import { decodeCharset, encodeCharset } from "../../mail/charset.ts";
import type { Entity } from "../../mail/mime-tree.ts";
import { encodeBase64, encodeQuotedPrintable } from "../../mail/transfer.ts";
import { type Filling, fillingFor } from "../placeholders/filling.ts";
import type { Layout, TextPiece } from "../placeholders/layout.ts";
import type { TextPart } from "../placeholders/text-parts.ts";
import type { Readers } from "../placeholders/values.ts";
import { type Assembler, base64, type EncodedPiece, unencoded } from "./assemble.ts";
import { type ContentForm, withContentForm } from "./content-fields.ts";
import { quotedPrintable } from "./quoted-printable.ts";

/** The body of a part in one copy. */
export interface FilledPart {
  body: Buffer[];
  /** Undefined while charset and encoding are those of the received part. */
  form: ContentForm | undefined;
}

/**
 * A text part with placeholders, prepared for any number of copies.
 *
 * It goes out in the charset and encoding it came in. Only where a value does not fit, that one copy gets the part in
 * UTF-8, or a 7bit part in quoted-printable; those forms are prepared when the first value needs them.
 */
export class PartTemplate {
  readonly entity: Entity;
  readonly #part: TextPart;
  readonly #layout: Layout;
  /** The encoded body as received. */
  readonly #encoded: Buffer;
  /** Line ends behind base64, which belong to the part but not to its text. */
  readonly #ending: Buffer;
  readonly #receivedHeader: Buffer;
  readonly #assemblers = new Map<string, Assembler>();

  constructor(raw: Buffer, part: TextPart, layout: Layout) {
    this.entity = part.entity;
    this.#part = part;
    this.#layout = layout;
    this.#receivedHeader = raw.subarray(part.entity.start, part.entity.bodyStart);
    this.#encoded = raw.subarray(part.entity.bodyStart, part.entity.end);
    const ending = /[\r\n]*$/.exec(this.#encoded.toString("latin1", Math.max(0, this.#encoded.length - 100)));
    this.#ending = Buffer.from(ending?.[0] ?? "", "latin1");
  }

  fill(readers: Readers): FilledPart {
    const filling = fillingFor(this.#layout, readers);
    return this.#asReceived(filling) ?? this.#inUtf8(filling);
  }

  /** The header of the part, with the empty line behind it. */
  header(form: ContentForm | undefined): Buffer {
    if (form === undefined) return this.#receivedHeader;
    const fields = withContentForm(this.entity.header.fields, form).map(({ raw }) => raw);
    return Buffer.concat([...fields, EMPTY_LINE]);
  }

  /** The copy in the charset of the part, undefined if a value does not fit into it. */
  #asReceived(filling: Filling): FilledPart | undefined {
    const { declared, isConverted } = this.#part;
    if (isConverted) return this.#encodedAnew(filling);
    const values = encodeAll(filling.values, declared);
    if (values === undefined) return undefined;
    const needsEncoding = this.#isAllAscii() && !values.every((value) => isAscii(value));
    const form = needsEncoding ? { charset: declared, encoding: this.#encodingInstead() } : undefined;
    return { body: this.#assembler(form)(values, filling.dropped), form };
  }

  #inUtf8(filling: Filling): FilledPart {
    const form = { charset: "utf-8", encoding: this.#encodingInstead() };
    const values = filling.values.map((value) => Buffer.from(value));
    return { body: this.#assembler(form)(values, filling.dropped), form };
  }

  /** In charsets with shift states a value cannot be put between bytes that stay: the whole text is encoded again. */
  #encodedAnew(filling: Filling): FilledPart | undefined {
    const values = filling.values.map((value) => Buffer.from(value));
    const text = Buffer.concat(unencoded(this.#pieces("utf-8"))(values, filling.dropped)).toString();
    const bytes = encodeText(text, this.#part.declared);
    if (bytes === undefined) return undefined;
    switch (this.entity.encoding) {
      case "base64":
        return { body: [encodeBase64(bytes), this.#ending], form: undefined };
      case "quoted-printable":
        return { body: [encodeQuotedPrintable(bytes)], form: undefined };
      default:
        return { body: [bytes], form: undefined };
    }
  }

  #assembler(form: ContentForm | undefined): Assembler {
    const key = form === undefined ? "" : `${form.charset} ${form.encoding}`;
    const known = this.#assemblers.get(key);
    if (known !== undefined) return known;
    const made = this.#makeAssembler(form);
    this.#assemblers.set(key, made);
    return made;
  }

  #makeAssembler(form: ContentForm | undefined): Assembler {
    const { offsets, declared } = this.#part;
    if (form === undefined && offsets !== undefined) return quotedPrintable(this.#receivedPieces(offsets));
    const pieces = this.#pieces(form?.charset ?? declared);
    switch (form?.encoding ?? this.entity.encoding) {
      case "base64":
        return base64(pieces, this.#ending);
      case "quoted-printable":
        return quotedPrintable(mapText(pieces, encodeQuotedPrintable));
      default:
        return unencoded(pieces);
    }
  }

  /** The pieces in the bytes of a charset: the part's own, or UTF-8. */
  #pieces(charset: string): EncodedPiece[] {
    const { bytes, charset: readAs, declared } = this.#part;
    const pieces = this.#cut((piece) => bytes.subarray(piece.from, piece.to));
    if (charset === declared || readAs === "utf-8") return pieces;
    return mapText(pieces, (text) => Buffer.from(decodeCharset(text, readAs) ?? text.toString("latin1")));
  }

  /** The pieces of a quoted-printable body as it was received. */
  #receivedPieces(offsets: Uint32Array): EncodedPiece[] {
    let lastEnd = 0;
    return this.#cut(({ from, to }) => {
      // Soft line breaks stand between two bytes of the text. Beside a placeholder they stay with the other text.
      const start = from === lastEnd ? (offsets[from] ?? 0) : this.#endOfEncoded(offsets[from - 1] ?? 0);
      lastEnd = to;
      return this.#encoded.subarray(from === 0 ? 0 : start, offsets[to]);
    });
  }

  #endOfEncoded(at: number): number {
    const isEscape = /^=[\dA-Fa-f]{2}/.test(this.#encoded.toString("latin1", at, at + 3));
    return at + (isEscape ? 3 : 1);
  }

  #cut(bytesOf: (piece: TextPiece) => Buffer): EncodedPiece[] {
    return this.#layout.pieces.map((piece) =>
      piece.kind === "slot" ? piece : { kind: "text", bytes: bytesOf(piece), blank: piece.blank },
    );
  }

  /** Whether the part promises to have no 8-bit bytes, and keeps the promise. */
  #isAllAscii(): boolean {
    return this.entity.encoding === "7bit" && isAscii(this.#part.bytes);
  }

  /** The encoding of a part that cannot stay as it is: its own, unless that has no room for 8-bit bytes. */
  #encodingInstead(): string {
    if (this.entity.encoding !== "7bit") return this.entity.encoding;
    const { bytes } = this.#part;
    const letters = bytes.reduce((count, byte) => (byte < 0x80 ? count + 1 : count), 0);
    return letters * 6 >= bytes.length * 5 ? "quoted-printable" : "base64";
  }
}

const EMPTY_LINE = Buffer.from("\r\n");

function mapText(pieces: readonly EncodedPiece[], change: (bytes: Buffer) => Buffer): EncodedPiece[] {
  return pieces.map((piece) => (piece.kind === "slot" ? piece : { ...piece, bytes: change(piece.bytes) }));
}

/** The values in a charset, undefined if one of them does not fit. */
function encodeAll(values: readonly string[], charset: string): Buffer[] | undefined {
  const encoded: Buffer[] = [];
  for (const value of values) {
    const bytes = Buffer.from(value);
    // All charsets that come here agree on ASCII, also those that we do not know.
    const inCharset = bytes.length === value.length ? bytes : encodeCharset(value, charset);
    if (inCharset === undefined) return undefined;
    encoded.push(inCharset);
  }
  return encoded;
}

const BYTE_ORDER_MARK = Buffer.from([0xff, 0xfe]);
/** Turns to JIS X 0212, which mail programs that say ISO-2022-JP do not read. */
const SUPPLEMENTARY_JAPANESE = "\x1b$(D";

/** Encodes a whole text, undefined if it does not fit; plain "utf-16" needs a byte order mark to be read again. */
function encodeText(text: string, charset: string): Buffer | undefined {
  if (/^utf-?16$/i.test(charset)) return Buffer.concat([BYTE_ORDER_MARK, Buffer.from(text, "utf16le")]);
  const bytes = encodeCharset(text, charset);
  return bytes?.includes(SUPPLEMENTARY_JAPANESE) ? undefined : bytes;
}
