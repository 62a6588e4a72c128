import type { Socket } from "node:net";
import type { RelayAnswer } from "../journey/settle.ts";
import { type Address, isAscii } from "../mail/address.ts";
import type { OutgoingMail } from "../questions/outgoing-mail.ts";
import { messageBytes } from "./message-bytes.ts";
import { ReplyReader, type SmtpReply } from "./replies.ts";

/** What the relay has said at EHLO that it can do. */
export interface Extensions {
  /** Takes several commands at once (RFC 2920). */
  pipelining: boolean;
  /** Takes mail with bytes above 127 (RFC 6152). */
  eightBitMime: boolean;
  /** Takes addresses outside of ASCII (RFC 6531). */
  smtpUtf8: boolean;
  /** Wants to know sizes (RFC 1870), and its limit in bytes; 0: none. */
  size: { limit: number } | undefined;
}

/** Mail transactions on a connection that has said EHLO and, where needed, has logged in. One at a time. */
export interface MailChannel {
  readonly isOpen: boolean;
  deliver(mail: OutgoingMail): Promise<RelayAnswer>;
  /** Says goodbye. */
  close(): void;
}

/** The server closes the channel (RFC 5321 §3.8). */
const SERVICE_NOT_AVAILABLE = 421;

const START_MAIL_INPUT = 354;

/** The line with a single dot is no part of the mail (RFC 1870 §4). */
const END_OF_DATA_BYTES = 3;

/** From our asking to the end of the answer; RFC 5321 §4.5.3.2.6 asks for ten minutes of patience at the end of a mail. */
const LONGEST_ANSWER_MS = 600_000;

/** The connection has come to its end in the middle of a mail. */
class Lost extends Error {}

type Stage = "mail" | "rcpt" | "data";

/**
 * Takes over a connection. Where the relay allows it, MAIL, RCPT and DATA go out in one write: a mail costs two ways there
 * and back instead of four.
 */
export function mailChannel(socket: Socket, extensions: Extensions): MailChannel {
  const reader = new ReplyReader();
  const replies: SmtpReply[] = [];
  let isOpen = true;
  let isBusy = false;
  let why = "connection lost";
  /** When the answer that is waited for was asked; while a mail is written nobody waits for one. */
  let askedAt = Number.POSITIVE_INFINITY;
  /** Called when a reply has come, or the connection has ended. */
  let wake: (() => void) | undefined;

  function end(reason: string): void {
    if (!isOpen) return;
    isOpen = false;
    why = reason;
    socket.destroy();
    wake?.();
  }

  socket.on("data", (piece: Buffer) => {
    try {
      replies.push(...reader.read(piece.toString("latin1")));
    } catch (error) {
      end(describe(error));
      return;
    }
    // Whoever says one line of an answer now and then is never silent for long.
    if (isBusy && performance.now() - askedAt > LONGEST_ANSWER_MS) end("the server has not answered in time");
    else if (isBusy) wake?.();
    // Nobody has asked anything: the relay closes an idle connection (RFC 5321 §3.8).
    else if (replies.length > 0) end(replies[0]?.text ?? "");
  });
  socket.on("error", (error) => end(error.message));
  socket.on("timeout", () => end("the server has not answered in time"));
  socket.on("end", () => end("connection lost"));
  socket.on("close", () => end("connection lost"));

  async function reply(): Promise<SmtpReply> {
    askedAt = performance.now();
    while (replies.length === 0 && isOpen) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    askedAt = Number.POSITIVE_INFINITY;
    const first = replies.shift();
    if (first === undefined) throw new Lost(why);
    return first;
  }

  /** @returns whether all was written; not where an answer comes before the end: whatever it is, more is of no use */
  async function writeAll(pieces: readonly Buffer[]): Promise<boolean> {
    socket.cork();
    for (const piece of pieces) {
      if (socket.write(piece)) continue;
      socket.uncork();
      while (isOpen && replies.length === 0 && socket.writableNeedDrain) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          socket.once("drain", resolve);
        });
      }
      if (!isOpen || replies.length > 0) return false;
      socket.cork();
    }
    socket.uncork();
    return true;
  }

  /** @returns why the mail is not wanted; undefined: go on with the content */
  async function envelope(mail: OutgoingMail, bytes: number): Promise<RelayAnswer | undefined> {
    const commands: [Stage, string][] = [
      ["mail", `MAIL FROM:<${mail.returnPath}>${parameters(mail, bytes, extensions)}\r\n`],
      ["rcpt", `RCPT TO:<${mail.recipient}>\r\n`],
      ["data", "DATA\r\n"],
    ];
    if (extensions.pipelining) socket.write(commands.map(([, command]) => command).join(""), "utf8");
    let refusal: RelayAnswer | undefined;
    try {
      for (const [stage, command] of commands) {
        if (!extensions.pipelining) socket.write(command, "utf8");
        const answer = await reply();
        const isWanted = stage === "data" ? answer.code === START_MAIL_INPUT : answer.code < 300;
        if (answer.code === SERVICE_NOT_AVAILABLE || (!isWanted && !extensions.pipelining)) {
          return refusal ?? rejected(stage, answer);
        }
        if (!isWanted) refusal ??= rejected(stage, answer);
        // It waits for a mail although it wants none: it gets an empty one (RFC 2920 §3.1).
        else if (stage === "data" && refusal !== undefined) {
          socket.write(".\r\n");
          await reply();
        }
      }
    } catch (error) {
      // A relay that hangs up on whom it has refused has refused.
      if (refusal === undefined || !(error instanceof Lost)) throw error;
    }
    return refusal;
  }

  async function transact(mail: OutgoingMail): Promise<RelayAnswer> {
    const wire = messageBytes(mail.chunks);
    const bytes = wire.reduce((sum, piece) => sum + piece.length, -END_OF_DATA_BYTES);
    const impossible = whyImpossible(mail, bytes, extensions);
    if (impossible !== undefined) return { kind: "unsendable", reply: impossible };
    const refusal = await envelope(mail, bytes);
    if (refusal !== undefined) return refusal;
    const isComplete = await writeAll(wire);
    const answer = await reply();
    if (!isComplete) end(answer.text);
    if (answer.code >= 300) return rejected("data", answer);
    return isComplete ? { kind: "accepted", reply: answer.text } : { kind: "lost", reply: answer.text };
  }

  /** Ends a refused transaction, so that the connection can be kept (RFC 5321 §4.1.1.5). */
  async function reset(): Promise<void> {
    if (!isOpen) return;
    socket.write("RSET\r\n");
    if ((await reply()).code >= 300) end("RSET was refused");
  }

  return {
    get isOpen() {
      return isOpen;
    },
    async deliver(mail) {
      isBusy = true;
      try {
        const answer = await transact(mail);
        if (answer.kind !== "rejected") return answer;
        // What the relay has said about the mail counts, also where the connection ends after it.
        if (answer.code === SERVICE_NOT_AVAILABLE) end(answer.reply);
        else await reset().catch((error: unknown) => end(describe(error)));
        return answer;
      } catch (error) {
        end(describe(error));
        if (error instanceof Lost) return { kind: "lost", reply: error.message };
        throw error;
      } finally {
        isBusy = false;
        // What came with the last reply nobody has asked for; it must not be taken for the answer to the next mail.
        if (replies.length > 0) end(replies[0]?.text ?? "");
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      socket.end("QUIT\r\n");
      // A server that does not hang up holds nobody up.
      socket.unref();
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parameters(mail: OutgoingMail, bytes: number, extensions: Extensions): string {
  const given = [];
  if (extensions.size !== undefined) given.push(`SIZE=${bytes}`);
  // Declared whether or not the mail needs it: looking at every byte of every copy would cost more, and a relay that
  // takes 8 bits takes 7.
  if (extensions.eightBitMime) given.push("BODY=8BITMIME");
  if (extensions.smtpUtf8 && needsUtf8(mail)) given.push("SMTPUTF8");
  return given.map((parameter) => ` ${parameter}`).join("");
}

function whyImpossible(mail: OutgoingMail, bytes: number, { size, smtpUtf8 }: Extensions): string | undefined {
  if (size !== undefined && size.limit > 0 && bytes > size.limit) {
    return `the relay takes at most ${size.limit} bytes, and the mail has ${bytes}`;
  }
  if (!smtpUtf8 && needsUtf8(mail)) return "the relay takes no addresses outside of ASCII (SMTPUTF8)";
  return undefined;
}

function needsUtf8({ returnPath, recipient }: { returnPath: Address; recipient: Address }): boolean {
  return !isAscii(returnPath) || !isAscii(recipient);
}

function rejected(stage: Stage, { code, text }: SmtpReply): RelayAnswer {
  return { kind: "rejected", stage, code, reply: text };
}
