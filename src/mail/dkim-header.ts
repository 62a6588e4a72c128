/** The header of a mail as a signature sees it: which fields it covers, and their relaxed form (RFC 6376 §3.4.2). */

const LF = 0x0a;
const CR = 0x0d;

/**
 * Fields that say who writes to whom about what, and where an answer goes. Each is signed once more than it is there, so
 * that nobody can add one that readers would be shown instead (RFC 6376 §8.15).
 */
const GUARDED: ReadonlySet<string> = new Set(["from", "reply-to", "to", "cc", "subject", "date"]);

/** Fields that are signed where they are there; so is every List-* field (RFC 8058 §4 demands two of them). */
const SIGNED: readonly string[] = [
  "message-id",
  "in-reply-to",
  "references",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "auto-submitted",
  "feedback-id",
];

const LIST_FIELD = "list-";

const NAMED = new Set([...GUARDED, ...SIGNED]);

/** A mail in chunks, divided at the empty line. */
interface DividedMail {
  /** Without the empty line. Each character is a byte. */
  header: string;
  body: readonly Buffer[];
}

/** Divides a mail without copying its body. One that has no empty line is all header. */
export function divideMail(chunks: readonly Buffer[]): DividedMail {
  let [head = EMPTY, ...body] = chunks;
  let bodyStart = bodyStartIn(head);
  while (bodyStart === undefined && body.length > 0) {
    const [next = EMPTY, ...rest] = body;
    head = Buffer.concat([head, next]);
    body = rest;
    bodyStart = bodyStartIn(head);
  }
  return {
    header: head.toString("latin1", 0, bodyStart ?? head.length),
    body: [head.subarray(bodyStart ?? head.length), ...body],
  };
}

const EMPTY = Buffer.alloc(0);

/** Offset behind the empty line; undefined where there is none, or where it may go on in the next chunk. */
function bodyStartIn(head: Buffer): number | undefined {
  let isEmptyLine = true;
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at];
    if (byte !== CR && byte !== LF) {
      isEmptyLine = false;
      continue;
    }
    if (byte === CR && at + 1 === head.length) return undefined;
    if (byte === CR && head[at + 1] === LF) at += 1;
    if (isEmptyLine) return at + 1;
    isEmptyLine = true;
  }
  return undefined;
}

/** What a signature covers of a header. */
interface SignedHeader {
  /** Names in the order in which they are signed, in lower case; one that is guarded stands there once too often. */
  names: string[];
  /** The fields in relaxed form in that order, each with its CRLF. */
  relaxed: string;
}

/**
 * Picks the fields to be signed. As in a body, a CR or LF that stands alone is a line end.
 *
 * @param header each character is a byte
 */
export function signedHeader(header: string): SignedHeader {
  const found = new Map<string, string[]>();
  for (const field of header.split(/(?:\r\n?|\n)(?![ \t\r\n]|$)/)) {
    const colon = field.indexOf(":");
    const key = field.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (!NAMED.has(key) && !key.startsWith(LIST_FIELD)) continue;
    const values = found.get(key);
    if (values === undefined) found.set(key, [field.slice(colon + 1)]);
    else values.push(field.slice(colon + 1));
  }
  const names: string[] = [];
  let relaxed = "";
  for (const key of signingOrder(found)) {
    const values = found.get(key) ?? [];
    // Of several the last one is taken first (RFC 6376 §5.4.2).
    for (let place = values.length - 1; place >= 0; place -= 1) {
      names.push(key);
      relaxed += `${key}:${relaxedValue(values[place] ?? "")}\r\n`;
    }
    if (GUARDED.has(key)) names.push(key);
  }
  return { names, relaxed };
}

function signingOrder(found: ReadonlyMap<string, unknown>): string[] {
  const order = [...NAMED];
  for (const key of found.keys()) if (!NAMED.has(key)) order.push(key);
  return order;
}

/** The value on one line, with one blank for many and none at its ends. Other signs that look like blanks stay. */
export function relaxedValue(folded: string): string {
  const line = MANY_BLANKS.test(folded) ? folded.replace(/[\r\n]+/g, "").replace(/[ \t]+/g, " ") : folded;
  return line.slice(line.startsWith(" ") ? 1 : 0, line.endsWith(" ") ? -1 : undefined);
}

const MANY_BLANKS = /[\t\r\n]| {2}/;
