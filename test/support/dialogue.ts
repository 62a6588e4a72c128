/** A client that says to a server whatever a story wants, one step after another. */

import { connect } from "node:net";

/** What is said: a command line without its line end, or bytes as they are. */
type Said = string | Buffer;

/** A mail as it stands between DATA and its answer: lines ended, dots doubled (RFC 5321 §4.5.2), nothing else touched. */
export function mailData(raw: Buffer): Buffer {
  const text = endedByLine(raw)
    .toString("latin1")
    .replace(/(^|\r\n)\./g, "$1..");
  return Buffer.from(`${text}.\r\n`, "latin1");
}

/** What the server will take for the mail. */
export function endedByLine(raw: Buffer): Buffer {
  return raw.toString("latin1", raw.length - 2) === "\r\n" ? raw : Buffer.concat([raw, Buffer.from("\r\n")]);
}

/**
 * Says each thing and waits for its answer before the next; the greeting is the first answer. Ends where the server hangs
 * up.
 *
 * @returns one reply per step, its lines joined by "\n"
 */
export async function talk(port: number, steps: readonly Said[]): Promise<string[]> {
  const socket = connect({ port, host: "127.0.0.1" });
  // A server may hang up on a client that talks nonsense; the replies tell what it said before.
  socket.on("error", () => undefined);
  const replies: string[] = [];
  const left = [...steps];
  let heard = "";
  for await (const chunk of socket) {
    heard += String(chunk);
    for (;;) {
      const [whole] = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(heard) ?? [];
      if (whole === undefined) break;
      heard = heard.slice(whole.length);
      replies.push(whole.trimEnd().replaceAll("\r\n", "\n"));
      const next = left.shift();
      if (next === undefined) {
        socket.destroy();
        return replies;
      }
      socket.write(typeof next === "string" ? `${next}\r\n` : next);
    }
  }
  return replies;
}
