import { createReadStream } from "node:fs";

/** One mail of an mbox file. */
export interface MboxMail {
  /** Without the line that begins it, and with the lines as they were before they were quoted. */
  raw: Buffer;
  size: "ok" | "too-large";
  /** Envelope sender by the line that begins it, "" for the null sender; undefined: it names nobody. */
  sender: string | undefined;
}

const LF = 0x0a;
const CR = 0x0d;

/** Longer lines are cut into pieces of this length: only their beginning is looked at. */
const MAX_LINE_BYTES = 1_000_000;

/**
 * Reads an mbox file mail by mail, in the forms mboxo and mboxrd: a line `From sender date` begins each mail, and lines
 * of the text that begin so are quoted with `>`. No more than one mail of it is in memory.
 *
 * @param maxBytes of a larger mail only the beginning is kept
 */
export async function* readMbox(path: string, maxBytes: number): AsyncGenerator<MboxMail> {
  let mail: OpenMail | undefined;
  for await (const line of linesOf(path)) {
    const begin = line.isBegin ? beginOfMail(line.bytes, mail === undefined) : undefined;
    if (begin === undefined) {
      mail?.add(line);
      continue;
    }
    if (mail !== undefined) yield mail.close();
    mail = new OpenMail(begin.sender, maxBytes);
  }
  if (mail !== undefined) yield mail.close();
}

/** A mail whose end is not known yet. */
class OpenMail {
  readonly #sender: string | undefined;
  readonly #maxBytes: number;
  readonly #lines: Buffer[] = [];
  #bytes = 0;
  #size: MboxMail["size"] = "ok";

  constructor(sender: string | undefined, maxBytes: number) {
    this.#sender = sender;
    this.#maxBytes = maxBytes;
  }

  add({ bytes, isBegin }: Line): void {
    const text = isBegin && QUOTED.test(beginningOf(bytes)) ? bytes.subarray(1) : bytes;
    if (this.#bytes + text.length > this.#maxBytes) this.#size = "too-large";
    if (this.#size === "too-large") return;
    this.#lines.push(text);
    this.#bytes += text.length;
  }

  close(): MboxMail {
    // The empty line before the next mail belongs to the mailbox.
    const last = this.#lines.at(-1);
    if (this.#size === "ok" && last !== undefined && isEmpty(last)) this.#lines.pop();
    return { raw: Buffer.concat(this.#lines), size: this.#size, sender: this.#sender };
  }
}

/** A line with its end, or a piece of one that is too long. */
interface Line {
  bytes: Buffer;
  isBegin: boolean;
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let isBegin = true;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(LF); end !== -1; end = rest.indexOf(LF, start)) {
      yield { bytes: rest.subarray(start, end + 1), isBegin };
      isBegin = true;
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length < MAX_LINE_BYTES) continue;
    yield { bytes: rest, isBegin };
    isBegin = false;
    rest = Buffer.alloc(0);
  }
  if (rest.length > 0) yield { bytes: rest, isBegin };
}

const FROM = "From ";
const QUOTED = /^>+From /;

const DAY = / (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? /;
const TIME_AND_YEAR = /\d:\d\d.* (?:19|20)\d\d\b|, \d{1,2} \w{3} (?:19|20)\d\d \d/;

/**
 * Whether a line begins a mail, and whom it names. The first one of a file always does; others must have a date, for a
 * sentence of somebody's text may begin with "From".
 */
function beginOfMail(line: Buffer, isFirst: boolean): { sender: string | undefined } | undefined {
  const text = beginningOf(line).trimEnd();
  if (!text.startsWith(FROM)) return undefined;
  const date = text.search(DAY);
  const isDated = date !== -1 && TIME_AND_YEAR.test(text.slice(date));
  if (!isDated && !isFirst) return undefined;
  const sender = (isDated ? text.slice(FROM.length, date) : (text.slice(FROM.length).split(" ")[0] ?? "")).trim();
  // Unix has always named the null sender so; Thunderbird names nobody.
  if (sender === "MAILER-DAEMON") return { sender: "" };
  return { sender: sender === "-" || sender === "" ? undefined : sender };
}

/** Longest line that begins a mail. */
const MAX_FROM_LINE = 500;

function beginningOf(line: Buffer): string {
  return line.toString("latin1", 0, MAX_FROM_LINE);
}

function isEmpty(line: Buffer): boolean {
  return line[0] === LF || (line[0] === CR && line[1] === LF);
}
