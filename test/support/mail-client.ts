/** A mail client that sends exactly the bytes it is given and hears every word of the answer. */

import { connect } from "node:net";
import { addressIn, mailTo, type Post } from "./mails.ts";
import type { SunkMail } from "./sink.ts";

/** What the server said about one recipient. */
export interface Answered {
  recipient: string;
  /** The command that was answered last. */
  at: "MAIL" | "RCPT" | "DATA";
  code: number;
  /** The whole reply, its code included; several lines are joined by "\n". */
  text: string;
}

/** Hands a mail over by SMTP: RCPT is answered for each recipient, the end of DATA for all. */
export function sendSmtp(port: number, post: Post): Promise<Answered[]> {
  return send(port, post, "EHLO");
}

/** Hands a mail over by LMTP: everything is answered for each recipient (RFC 2033 §4.2). */
export function sendLmtp(port: number, post: Post): Promise<Answered[]> {
  return send(port, post, "LHLO");
}

async function send(port: number, { from, to, raw }: Post, hello: "EHLO" | "LHLO"): Promise<Answered[]> {
  await using wire = await dial(port);
  await wire.reply();
  await wire.say(`${hello} mail.post.example`);
  // RFC 6531: the server must know that addresses may be in UTF-8.
  const needsUtf8 = /[^ -~]/.test([from, ...to].join(""));
  const mail = await wire.say(`MAIL FROM:<${from}> BODY=8BITMIME${needsUtf8 ? " SMTPUTF8" : ""}`);
  if (mail.code >= 400) return to.map((recipient) => ({ recipient, at: "MAIL", ...mail }));

  const answers: Answered[] = [];
  for (const recipient of to) {
    answers.push({ recipient, at: "RCPT", ...(await wire.say(`RCPT TO:<${recipient}>`)) });
  }
  const taken = answers.filter(({ code }) => code < 300);
  if (taken.length > 0) {
    const go = await wire.say("DATA");
    if (go.code !== 354) throw new Error(`DATA was answered with ${go.text}`);
    wire.write(onTheWire(raw));
    const common = hello === "EHLO" ? await wire.reply() : undefined;
    for (const answer of taken) Object.assign(answer, { at: "DATA", ...(common ?? (await wire.reply())) });
  }
  await wire.say("QUIT");
  return answers;
}

/** Doubles a dot at the beginning of a line (RFC 5321 §4.5.2) and ends the last line; nothing else is touched. */
function onTheWire(raw: Buffer): Buffer {
  const text = raw.toString("latin1").replace(/(^|\r\n)\./g, "$1..");
  return Buffer.from(`${text}${text.endsWith("\r\n") ? "" : "\r\n"}.\r\n`, "latin1");
}

interface Reply {
  code: number;
  text: string;
}

interface Wire extends AsyncDisposable {
  write(bytes: Buffer): void;
  reply(): Promise<Reply>;
  say(command: string): Promise<Reply>;
}

async function dial(port: number): Promise<Wire> {
  const socket = connect({ port, host: "127.0.0.1" });
  const failure = new Promise<never>((_resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the server hung up")));
  });
  // Who waits for a reply hears of it; nobody else needs to.
  failure.catch(() => undefined);
  let heard = "";
  let ring: (() => void) | undefined;
  socket.on("data", (chunk) => {
    heard += chunk.toString("utf8");
    ring?.();
  });

  async function reply(): Promise<Reply> {
    for (;;) {
      const [whole] = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(heard) ?? [];
      if (whole !== undefined) {
        heard = heard.slice(whole.length);
        return { code: Number(whole.slice(0, 3)), text: whole.trimEnd().replaceAll("\r\n", "\n") };
      }
      const more = new Promise<void>((resolve) => {
        ring = resolve;
      });
      await Promise.race([more, failure]);
    }
  }

  return {
    write: (bytes) => void socket.write(bytes),
    reply,
    say(command) {
      socket.write(`${command}\r\n`);
      return reply();
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}

/** Somebody answers a question as a mail program does: to its Reply-To, with "Re:" before the subject. */
export function answer(question: SunkMail, text: string, from: string, headers: string[] = []): Post {
  const replyTo = question.header("Reply-To");
  if (replyTo === undefined) throw new Error(`nobody can answer a ${question.notice ?? "copy"} without Reply-To`);
  return mailTo({
    from,
    to: addressIn(replyTo),
    subject: `Re: ${question.header("Subject") ?? ""}`,
    text,
    headers: [`In-Reply-To: ${question.header("Message-ID") ?? ""}`, ...headers],
  });
}
