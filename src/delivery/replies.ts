import { isUtf8 } from "node:buffer";

/** One reply of a server: its code and all its lines as they came, joined by LF (RFC 5321 §4.2). */
export interface SmtpReply {
  code: number;
  text: string;
}

/** Longer replies than this are no replies: RFC 5321 §4.5.3.1.5 allows 512 octets for a line. */
const MAX_REPLY_CHARS = 65_536;

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
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const raw of lines) {
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (!CODE.test(line)) throw new Error(`the server said what is no reply: ${line.slice(0, 200)}`);
      this.#lines.push(line);
      this.#chars += line.length;
      if (line[CODE_LENGTH] === "-") continue;
      replies.push({ code: Number(line.slice(0, CODE_LENGTH)), text: readable(this.#lines.join("\n")) });
      this.#lines = [];
      this.#chars = 0;
    }
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
