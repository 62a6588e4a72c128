/**
 * Delimiter lines of multiparts (RFC 2046 §5.1.1): which boundary is open, and where does it occur next?
 */

/** One delimiter line, or the end of the message. */
export interface Delimiter {
  /** The boundary it belongs to; undefined at the end of the message. */
  boundary: string | undefined;
  /** Whether it is the last one of its multipart ("--boundary--"). */
  closes: boolean;
  /** Offset of its first hyphen. */
  start: number;
  /** Where the content before it ends: without the line end that belongs to the delimiter. */
  contentEnd: number;
  /** Offset behind its line. */
  end: number;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const HYPHEN = 0x2d;
const NEXT_DASHED_LINE = Buffer.from("\n--");

/** Finds the delimiters of all open multiparts at once, so that a message is read in one pass however deep it nests. */
export class DelimiterScanner {
  readonly #raw: Buffer;
  /** Boundaries of the open multiparts, by the Latin-1 reading of their delimiter lines. */
  readonly #lines = new Map<string, { boundary: string; closes: boolean }>();
  readonly #lengths = new Set<number>();

  constructor(raw: Buffer) {
    this.#raw = raw;
  }

  /** Opens a boundary; false where it is empty or already open, because the outer multipart then owns its lines. */
  open(boundary: string): boolean {
    const line = delimiterLine(boundary);
    if (line === "--" || this.#lines.has(line)) return false;
    this.#lines.set(line, { boundary, closes: false });
    if (!this.#lines.has(`${line}--`)) this.#lines.set(`${line}--`, { boundary, closes: true });
    this.#lengths.add(line.length).add(line.length + 2);
    return true;
  }

  /** Closes a boundary: its lines are ordinary text from now on. */
  close(boundary: string): void {
    const line = delimiterLine(boundary);
    this.#lines.delete(line);
    if (this.#lines.get(`${line}--`)?.boundary === boundary) this.#lines.delete(`${line}--`);
  }

  /** The first delimiter of an open multipart at or behind `from`, which must be the begin of a line. */
  next(from: number): Delimiter {
    const raw = this.#raw;
    let start = this.#dashedLineFrom(from);
    while (this.#lines.size > 0 && start < raw.length) {
      const end = this.#lineEnd(start);
      const found = this.#lines.get(this.#readLine(start, end));
      if (found !== undefined) return { ...found, start, contentEnd: this.#withoutLineEnd(start), end };
      start = this.#dashedLineFrom(end);
    }
    return { boundary: undefined, closes: false, start: raw.length, contentEnd: raw.length, end: raw.length };
  }

  /** The line without the blanks that gateways leave behind it; empty where no delimiter is as long. */
  #readLine(start: number, end: number): string {
    let last = end;
    while (last > start && isBlank(this.#raw[last - 1])) last -= 1;
    return this.#lengths.has(last - start) ? this.#raw.toString("latin1", start, last) : "";
  }

  /** The first line with two hyphens at or behind `from`, the begin of a line. */
  #dashedLineFrom(from: number): number {
    if (this.#raw[from] === HYPHEN && this.#raw[from + 1] === HYPHEN) return from;
    const found = this.#raw.indexOf(NEXT_DASHED_LINE, from);
    return found === -1 ? this.#raw.length : found + 1;
  }

  /** Offset behind the line. By hand: for lines this short a search by the runtime costs more than it saves. */
  #lineEnd(start: number): number {
    let position = start;
    while (position < this.#raw.length && this.#raw[position] !== LF) position += 1;
    return Math.min(position + 1, this.#raw.length);
  }

  #withoutLineEnd(start: number): number {
    if (this.#raw[start - 1] !== LF) return start;
    return this.#raw[start - 2] === CR ? start - 2 : start - 1;
  }
}

function delimiterLine(boundary: string): string {
  return Buffer.from(`--${boundary.trimEnd()}`).toString("latin1");
}

function isBlank(byte: number | undefined): boolean {
  return byte === LF || byte === CR || byte === SPACE || byte === TAB;
}
