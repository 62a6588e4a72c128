import { Readable, Transform } from "node:stream";
import { hasBareLineEnds } from "../mail/line-ends.ts";

const CRLF = Buffer.from("\r\n");
const DOT = 0x2e;
const DOT_AT_LINE_START = Buffer.from("\r\n.");

/**
 * A mail as SMTPConnection takes it. The library looks at every single byte for dots at the beginning of a line (RFC 5321
 * §4.5.2) and for bare line ends, which costs a third of all the work of sending a copy. Where a mail has neither, as
 * practically all do, it goes past that look.
 */
export function readyMail(bytes: Buffer): Buffer | Readable {
  const isReady =
    bytes.subarray(-CRLF.length).equals(CRLF) &&
    bytes[0] !== DOT &&
    !bytes.includes(DOT_AT_LINE_START) &&
    !hasBareLineEnds(bytes);
  return isReady ? new ReadyMail(bytes) : bytes;
}

class ReadyMail extends Readable {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }

  /** The library pipes a mail into a stream that, of what went past it, only adds the end: CRLF, a dot, CRLF. */
  override pipe<T extends NodeJS.WritableStream>(stream: T): T {
    if (!(stream instanceof Transform)) return super.pipe(stream);
    stream.push(this.#bytes.subarray(0, -CRLF.length));
    stream.end();
    return stream;
  }

  override _read(): void {
    this.push(this.#bytes);
    this.push(null);
  }
}
