import { isAscii } from "node:buffer";
import { decodeCharset, encodeCharset, isIso2022Jp } from "../../mail/charset.ts";
import type { Entity } from "../../mail/mime-tree.ts";
import { closeEscape, encodeBase64, encodeQuotedPrintable } from "../../mail/transfer.ts";
import { type Filling, fillingFor } from "../placeholders/filling.ts";
import type { Layout, TextPiece } from "../placeholders/layout.ts";
import type { TextPart } from "../placeholders/text-parts.ts";
import type { Readers } from "../placeholders/values.ts";
import { type Assembler, base64, type EncodedPiece, unencoded } from "./assemble.ts";
import { type ContentForm, formKey, withContentForm } from "./content-fields.ts";
import { longestLine, MAX_LINE_OCTETS } from "./line-length.ts";
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
 * UTF-8, or an unencoded part in quoted-printable or base64; those forms are prepared when the first value needs them.
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
  readonly #isTransferEncoded: boolean;
  /** Whether the part promises to have no 8-bit bytes, and keeps the promise. */
  readonly #isSevenBit: boolean;
  readonly #longestLine: number;
  readonly #isUtf8: boolean;
  readonly #isIso2022Jp: boolean;
  readonly #assemblers = new Map<string, Assembler>();
  readonly #headers = new Map<string, Buffer>();
  readonly #encodings = new Map<string, string>();

  constructor(raw: Buffer, part: TextPart, layout: Layout) {
    this.entity = part.entity;
    this.#part = part;
    this.#layout = layout;
    this.#receivedHeader = raw.subarray(part.entity.start, part.entity.bodyStart);
    this.#encoded = raw.subarray(part.entity.bodyStart, part.entity.end);
    const ending = /[\r\n]*$/.exec(this.#encoded.toString("latin1", Math.max(0, this.#encoded.length - 100)));
    this.#ending = Buffer.from(ending?.[0] ?? "", "latin1");
    this.#isTransferEncoded = part.entity.encoding === "base64" || part.entity.encoding === "quoted-printable";
    this.#isSevenBit = part.entity.encoding === "7bit" && isAscii(part.bytes);
    this.#isUtf8 = /^utf-?8$/i.test(part.declared);
    this.#isIso2022Jp = isIso2022Jp(part.declared);
    this.#longestLine = this.#isTransferEncoded ? 0 : longestLine([part.bytes]);
  }

  fill(readers: Readers): FilledPart {
    const filling = fillingFor(this.#layout, readers);
    return this.#asReceived(filling) ?? this.#inUtf8(filling);
  }

  /** The header of the part, with the empty line behind it. */
  header(form: ContentForm | undefined): Buffer {
    if (form === undefined) return this.#receivedHeader;
    const header = this.#headers.get(formKey(form)) ?? this.#writeHeader(form);
    this.#headers.set(formKey(form), header);
    return header;
  }

  #writeHeader(form: ContentForm): Buffer {
    const { fields } = this.entity.header;
    const fieldBytes = fields.reduce((sum, { raw }) => sum + raw.length, 0);
    // The empty line, if there is one, and what of a monstrous header was not read.
    const rest = this.#receivedHeader.subarray(fieldBytes);
    const written = withContentForm(fields, form).map(({ raw }) => raw);
    return Buffer.concat([...written, rest.length === 0 ? EMPTY_LINE : rest]);
  }

  /** The copy in the charset of the part, undefined if a value does not fit into it. */
  #asReceived(filling: Filling): FilledPart | undefined {
    const { declared, isConverted } = this.#part;
    if (isConverted) return this.#inWideCharset(filling);
    const values = this.#isUtf8 ? encodeUtf8(filling.values) : encodeAll(filling.values, declared);
    if (values === undefined) return undefined;
    return this.#isIso2022Jp ? this.#inEscapes(values, filling) : this.#assemble(declared, values, filling);
  }

  #inUtf8(filling: Filling): FilledPart {
    return this.#assemble("utf-8", encodeUtf8(filling.values), filling);
  }

  #assemble(charset: string, values: Buffer[], { dropped }: Filling): FilledPart {
    const { encoding } = this.entity;
    const keepsCharset = charset === this.#part.declared;
    const form = keepsCharset ? undefined : { charset, encoding };
    if (this.#isTransferEncoded) return { body: this.#assembler(form)(values, dropped), form };
    const fits = keepsCharset ? !this.#isSevenBit || values.every((value) => isAscii(value)) : encoding !== "7bit";
    if (fits) {
      const body = this.#assembler(form)(values, dropped);
      if (!this.#breaksLines(values, body)) return { body, form };
    }
    const instead = { charset, encoding: this.#encodingInstead(charset) };
    return { body: this.#assembler(instead)(values, dropped), form: instead };
  }

  /** Whether values make a line longer than servers carry it, where the author's text did not. */
  #breaksLines(values: readonly Buffer[], body: readonly Buffer[]): boolean {
    if (this.#longestLine > MAX_LINE_OCTETS) return false;
    const atMost = values.reduce((sum, value) => sum + value.length, this.#longestLine);
    return atMost > MAX_LINE_OCTETS && longestLine(body) > MAX_LINE_OCTETS;
  }

  /** UTF-16 and UTF-7: the whole text is encoded again. */
  #inWideCharset(filling: Filling): FilledPart | undefined {
    const pieces = unencoded(this.#pieces("utf-8"))(encodeUtf8(filling.values), filling.dropped);
    const text = Buffer.concat(pieces).toString();
    const bytes = encodeWide(text, this.#part.declared);
    return bytes && this.#transferEncoded(bytes);
  }

  /** ISO-2022-JP: two values or texts that meet need no way back to ASCII between them, and strict readers allow none. */
  #inEscapes(values: readonly Buffer[], { dropped }: Filling): FilledPart {
    const bytes = Buffer.concat(unencoded(this.#pieces(this.#part.declared))(values, dropped));
    const joined = bytes.toString("latin1").replaceAll(`${TO_ASCII}${ESCAPE}`, ESCAPE);
    return this.#transferEncoded(Buffer.from(joined, "latin1"));
  }

  #transferEncoded(bytes: Buffer): FilledPart {
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
    const key = form === undefined ? "" : formKey(form);
    const assembler = this.#assemblers.get(key) ?? this.#makeAssembler(form);
    this.#assemblers.set(key, assembler);
    return assembler;
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
      const received = this.#encoded.subarray(from === 0 ? 0 : start, offsets[to]);
      return to < this.#part.bytes.length ? closeEscape(received) : received;
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

  /** What is shorter, and so easier to read, for a part that cannot stay unencoded. */
  #encodingInstead(charset: string): string {
    const known = this.#encodings.get(charset);
    if (known !== undefined) return known;
    let length = 0;
    let letters = 0;
    for (const piece of this.#pieces(charset)) {
      if (piece.kind === "slot") continue;
      length += piece.bytes.length;
      for (const byte of piece.bytes) if (byte < 0x80) letters += 1;
    }
    const encoding = letters * 6 >= length * 5 ? "quoted-printable" : "base64";
    this.#encodings.set(charset, encoding);
    return encoding;
  }
}

const EMPTY_LINE = Buffer.from("\r\n");
const ESCAPE = "\x1b";
const TO_ASCII = `${ESCAPE}(B`;

/** @param change also told whether anything stands behind the text */
function mapText(pieces: readonly EncodedPiece[], change: (bytes: Buffer, goesOn: boolean) => Buffer): EncodedPiece[] {
  const last = pieces.length - 1;
  return pieces.map((piece, place) =>
    piece.kind === "slot" ? piece : { ...piece, bytes: change(piece.bytes, place < last) },
  );
}

function encodeUtf8(values: readonly string[]): Buffer[] {
  return values.map((value) => Buffer.from(value));
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

/** Encodes a whole text, undefined if it does not fit; plain "utf-16" needs a byte order mark to be read again. */
function encodeWide(text: string, charset: string): Buffer | undefined {
  return /^utf-?16$/i.test(charset) ? Buffer.from(`\ufeff${text}`, "utf16le") : encodeCharset(text, charset);
}
