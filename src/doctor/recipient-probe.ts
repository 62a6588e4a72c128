import { connect, type Socket } from "node:net";
import type { Address } from "../mail/address.ts";

/** What may pass between two answers, and altogether. */
const ANSWER_MS = 10_000;
const MOST_MS = 25_000;

/** A server that says more than this has not understood what it is. */
const MOST_OCTETS = 65_536;

/** What a mail server says to an address. */
export type Probe =
  | { kind: "taken" }
  /** The server has said no to this address: the code and its words. */
  | { kind: "refused"; code: number; words: string }
  /** It has said nothing of it. */
  | { kind: "unknown"; why: string };

/** Asks a mail server whether it takes mail for an address, as a bounce would come: up to RCPT, and no mail is begun. */
export async function probeRecipient(
  server: { address: string; port: number },
  { recipient, hostname, signal }: { recipient: Address; hostname: string; signal: AbortSignal },
): Promise<Probe> {
  if (signal.aborted) return { kind: "unknown", why: "broken off" };
  const socket = connect({ host: server.address, port: server.port });
  const timer = setTimeout(() => socket.destroy(new Error("no answer in time")), MOST_MS);
  const giveUp = (): void => void socket.destroy(new Error("broken off"));
  signal.addEventListener("abort", giveUp);
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error("no answer in time")));
  try {
    const replies = repliesOf(socket);
    const commands = [undefined, `EHLO ${hostname}`, "MAIL FROM:<>", `RCPT TO:<${recipient}>`];
    for (const [place, command] of commands.entries()) {
      if (command !== undefined) socket.write(`${command}\r\n`);
      const { value: reply } = await replies.next();
      if (reply === undefined) return { kind: "unknown", why: "connection lost" };
      if (reply.code < 400) continue;
      const isAboutAddress = place === commands.length - 1;
      if (isAboutAddress) return { kind: "refused", ...reply };
      return { kind: "unknown", why: `${reply.code} ${reply.words}` };
    }
    return { kind: "taken" };
  } catch (error) {
    return { kind: "unknown", why: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
    socket.on("error", () => undefined);
    if (socket.writable) socket.end("RSET\r\nQUIT\r\n");
    socket.setTimeout(1_000, () => socket.destroy());
    socket.unref();
  }
}

/** The replies of a server, several lines of one joined (RFC 5321 §4.2.1). */
async function* repliesOf(socket: Socket): AsyncGenerator<{ code: number; words: string }, undefined> {
  let octets = 0;
  let rest = "";
  let words: string[] = [];
  for await (const piece of socket) {
    octets += (piece as Buffer).length;
    if (octets > MOST_OCTETS) throw new Error("the server talks too much");
    rest += (piece as Buffer).toString("latin1");
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n")) {
      const [, code, separator, text] = /^(\d{3})([ -]?)(.*?)\r?$/.exec(rest.slice(0, end)) ?? [];
      rest = rest.slice(end + 1);
      if (code === undefined) throw new Error("no SMTP");
      words.push(text ?? "");
      if (separator === "-") continue;
      yield { code: Number(code), words: words.join(" ") };
      words = [];
    }
  }
  return undefined;
}
