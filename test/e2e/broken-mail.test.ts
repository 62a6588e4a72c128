import { connect } from "node:net";
import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { mailData, talk } from "../support/dialogue.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const MAX_BYTES = 400_000;
const RECIPIENTS = [BEAT, WUETHRICHS, LEA, RUTH];

/** Ruth's mails go out at once, so whatever is taken is seen to leave. */
const start = () =>
  startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: {
      authentication: { mode: "ignore" },
      listen: [
        { protocol: "smtp", port: 0, maxMessageBytes: MAX_BYTES },
        { protocol: "lmtp", port: 0, maxMessageBytes: MAX_BYTES },
      ],
    },
  });

const post = (raw: string): Post => ({ from: RUTH, to: [JUGEND], raw: Buffer.from(raw, "latin1") });
const head = (...fields: string[]) => [...fields, `To: ${JUGEND}`, "Subject: Probe", "", "Text"].join("\r\n");

const UNREADABLE: Record<string, string> = {
  "no header at all": "Nur Text, und sonst gar nichts.\r\nZweite Zeile",
  "nothing at all": "",
  "no From": head("Date: Thu, 26 Nov 2026 20:01:00 +0100"),
  "an empty From": head("From:"),
  "two From fields": head(`From: ${RUTH}`, `From: ${BEAT}`),
  "twice the same From": head(`From: ${RUTH}`, `From: ${RUTH}`),
  "two mailboxes": head(`From: Ruth <${RUTH}>, Beat <${BEAT}>`),
  "a group in From": head(`From: Leitung: ${RUTH};`),
  "an empty group in From": head("From: undisclosed-recipients:;"),
  "two addresses that look like one": head(`From: "Ruth" <${RUTH}> <${BEAT}>`),
  "a NUL in From": head(`From: Ruth\0 <${RUTH}>`),
  "a bare CR in From": head(`From: Ruth\r<${RUTH}>`),
  "a bare LF before From": head(`X-Note: a\n\nFrom: ${RUTH}`),
  "no address in From": head("From: Ruth Keller"),
  "10,000 header lines": head(`From: ${RUTH}`, ...Array.from({ length: 10_000 }, (_, index) => `X-Line-${index}: x`)),
  "a header of 300 KB": head(`From: ${RUTH}`, `X-Long: ${"x".repeat(300_000)}`),
};

test("mails that nobody can say who wrote are refused in the session, and the server lives on", async () => {
  const program = await start();
  const replies: Record<string, string> = {};
  for (const [what, raw] of Object.entries(UNREADABLE)) {
    const [answered] = await sendSmtp(program.smtpPort, post(raw));
    replies[what] = answered?.text.split(" ", 3).join(" ") ?? "";
  }
  expect(replies).toEqual(Object.fromEntries(Object.keys(UNREADABLE).map((what) => [what, "554 5.6.0 [unparsable]"])));

  await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: JUGEND }));
  await program.sink.waitForNotice("report", RUTH);
  await program.sink.waitUntilQuiet();
  expect(program.sink.mails).toHaveLength(RECIPIENTS.length + 1);
  expect(await program.json<MessageSummary[]>("message", "list")).toMatchObject([{ id: 1, state: "sent" }]);
});

/** Bodies that other programs choke on. Each goes out as it came, line ends aside. */
const ODD: Record<string, { fields: string[]; body: string }> = {
  "bare CR and LF": { fields: [], body: "eins\rzwei\ndrei\r\n\r\rvier\n\r\n" },
  "the end of data, almost": { fields: [], body: "a\n.\nb\r.\rc\r\n.\nMAIL FROM:<x@y.example>\r\n..\r\n.x\r\n" },
  "NUL and control characters": { fields: [], body: "a\0b\x01c\x1b[31md\r\n" },
  "a boundary that never comes": {
    fields: ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="fehlt"'],
    body: "--anders\r\nContent-Type: text/plain\r\n\r\nText\r\n--anders--\r\n",
  },
  "a boundary that never ends": {
    fields: ["MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b"],
    body: "--b\r\nContent-Type: text/plain\r\n\r\nText\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>",
  },
  "a multipart without boundary": { fields: ["Content-Type: multipart/mixed"], body: "--\r\n\r\nText\r\n" },
  "an unknown charset": {
    fields: ["Content-Type: text/plain; charset=x-klingon", "Content-Transfer-Encoding: 8bit"],
    body: "Gr\xfcsse \xff\xfe\r\n",
  },
  "an unknown encoding": { fields: ["Content-Transfer-Encoding: x-uue"], body: "begin 644 a\r\n#86)C\r\n`\r\nend\r\n" },
  "a line of 20,000 characters": { fields: [], body: `${"lang ".repeat(4_000)}\r\n` },
};

test("a body that is odd but whole goes out as it came", async () => {
  const program = await start();
  const { sink, smtpPort } = program;
  for (const [what, { fields, body }] of Object.entries(ODD)) {
    const before = sink.mails.length;
    const raw = [`From: ${RUTH}`, `To: ${JUGEND}`, `X-What: ${what}`, ...fields, "", body].join("\r\n");
    expect([what, await sendSmtp(smtpPort, post(raw))]).toMatchObject([what, [{ code: 250 }]]);
    await sink.waitFor(before + RECIPIENTS.length + 1);
  }
  // The client ends a mail without a last line end with one (RFC 5321 §4.1.1.4).
  const carried = (body: string) => `${body.replace(/\r\n$/, "")}\r\n`.replace(/\r\n|\r|\n/g, "\r\n");
  for (const [what, { body }] of Object.entries(ODD)) {
    const copies = sink.copies().filter((copy) => copy.header("X-What") === what);
    expect([what, copies.length]).toEqual([what, RECIPIENTS.length]);
    for (const { raw } of copies) {
      const arrived = raw.toString("latin1", raw.indexOf("\r\n\r\n") + 4);
      expect([what, arrived.replace(/(\r\n)+$/, "\r\n")]).toEqual([what, carried(body).replace(/(\r\n)+$/, "\r\n")]);
    }
  }
});

test("a parameter of an extension that was not offered is refused, and those that were are not", async () => {
  const { smtpPort } = await start();
  const to = `RCPT TO:<${JUGEND}>`;
  const said = await talk(smtpPort, [
    "EHLO x.example",
    `MAIL FROM:<${RUTH}> FOO=BAR`,
    `MAIL FROM:<${RUTH}> AUTH=<>`,
    `MAIL FROM:<${RUTH}> size=100 BODY=8BITMIME SMTPUTF8`,
    `${to} NOTIFY=NEVER`,
    to,
    "QUIT",
  ]);
  expect(said.slice(2).map((reply) => reply.slice(0, 3))).toEqual(["555", "555", "250", "555", "250", "221"]);
  expect(said[2]).toMatch(/^555 5\.5\.4 the parameter FOO is not known here/);
});

test("a mail that is too large is refused before or after its bytes, and one that breaks off leaves nothing", async () => {
  const program = await start();
  const { sink, smtpPort } = program;
  const big = Buffer.from(`${head(`From: ${RUTH}`)}\r\n${`${"x".repeat(76)}\r\n`.repeat(6_000)}`);
  const announced = await talk(smtpPort, ["EHLO x.example", `MAIL FROM:<${RUTH}> SIZE=${big.length}`, "QUIT"]);
  expect(announced[2]).toMatch(/^552 5\.3\.4 /);

  const silent = await talk(smtpPort, [
    "EHLO x.example",
    `MAIL FROM:<${RUTH}>`,
    `RCPT TO:<${JUGEND}>`,
    "DATA",
    mailData(big),
    // The session goes on as if nothing had been.
    `MAIL FROM:<${RUTH}> SIZE=100`,
    "QUIT",
  ]);
  expect(silent[5]).toMatch(/^552 5\.3\.4 \[too-large\] /);
  expect(silent.slice(6).map((reply) => reply.slice(0, 3))).toEqual(["250", "221"]);

  await breaksOff(smtpPort);
  await sendSmtp(smtpPort, mailTo({ from: RUTH, to: JUGEND, subject: "Die richtige" }));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([...RECIPIENTS.map((address) => `copy ${address}`), `report ${RUTH}`].toSorted());
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ subject, state, reason }) => [subject, state, reason])).toEqual([
    ["Die richtige", "sent", null],
    ["Probe", "refused", "too-large"],
  ]);
  expect(await program.run("message", "source", "1")).toMatchObject({ code: 1, stdout: "" });
});

/** A client whose line dies in the middle of a mail. */
async function breaksOff(port: number): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1" });
  const commands = ["EHLO x.example", `MAIL FROM:<${RUTH}>`, `RCPT TO:<${JUGEND}>`, "DATA"];
  for await (const chunk of socket) {
    const command = commands.shift();
    if (command !== undefined) socket.write(`${command}\r\n`);
    else if (String(chunk).startsWith("354")) {
      socket.write(`${head(`From: ${RUTH}`)}\r\nabgebro`);
      socket.destroySoon();
      return;
    }
  }
}
