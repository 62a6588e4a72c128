import { isUtf8 } from "node:buffer";

/** One reply of a server: its code and all its lines as they came, joined by LF (RFC 5321 §4.2). */
export interface SmtpReply {
  code: number;
  text: string;
}

/** Longer replies than this are no replies: RFC 5321 §4.5.3.1.5 allows 512 octets for a line. */
const MAX_REPLY_CHARS = 65_536;

/** What of a reply is kept: more is for nobody to read, and stored with every copy. */
const MOST_KEPT_CHARS = 4_096;

const CODE = /^[2-5]\d\d(?![^ -])/;
const CODE_LENGTH = 3;
const BEYOND_ASCII = /[\x80-\xff]/;

/** Puts replies together from the pieces in which they come off the wire. */
export class ReplyReader {
  #rest = "";
  #lines: string[] = [];
  #chars = 0;

  /**
   * @param piece bytes as Latin-1, because a piece may end within a letter
   * @returns the replies that are complete with this piece, in order
   * @throws Error where the server says something that is no reply
   */
  read(piece: string): SmtpReply[] {
    const replies: SmtpReply[] = [];
    const text = this.#rest + piece;
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
      start = end + 1;
      if (!CODE.test(line)) throw new Error(`the server said what is no reply: ${line.slice(0, 200)}`);
      if (line[CODE_LENGTH] === "-") {
        this.#lines.push(line);
        this.#chars += line.length;
        continue;
      }
      const whole = this.#lines.length === 0 ? line : [...this.#lines, line].join("\n");
      replies.push({ code: Number(line.slice(0, CODE_LENGTH)), text: readable(whole).slice(0, MOST_KEPT_CHARS) });
      this.#lines = [];
      this.#chars = 0;
    }
    this.#rest = text.slice(start);
    if (this.#chars + this.#rest.length > MAX_REPLY_CHARS) throw new Error("the server's reply does not end");
    return replies;
  }
}

/** Replies may be UTF-8 (RFC 6531 §3.7.4.2). */
function readable(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  const bytes = Buffer.from(text, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : text;
}
