import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { sendLmtp, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { DOMAIN, JUGEND, STRANGER, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const letter = () => mailTo({ from: `Extern <${STRANGER}>`, to: JUGEND, subject: "Angebot", text: "Kaufen Sie!" });

test("a stranger is refused in the session, where nobody else can hear of it", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink, smtpPort } = program;

  const [refused] = await sendSmtp(smtpPort, letter());
  expect(refused).toMatchObject({ at: "DATA", code: 550 });
  expect(refused?.text).toMatch(/^550 5\.7\.1 \[sender-not-allowed\] /);
  const [again] = await sendSmtp(smtpPort, letter());
  expect(again?.text).toBe(refused?.text);

  const misspelt = await sendSmtp(smtpPort, { ...letter(), to: [`jugent@${DOMAIN}`, JUGEND] });
  expect(misspelt.map(({ at, text }) => `${at} ${text.split(" ", 3).join(" ")}`)).toEqual([
    "RCPT 550 5.1.1 no",
    "DATA 550 5.7.1 [sender-not-allowed]",
  ]);
  const elsewhere = await sendSmtp(smtpPort, { ...letter(), to: ["jugend@anderswo.example"] });
  expect(elsewhere[0]?.text).toMatch(/^550 5\.7\.1 /);
  expect(elsewhere[0]).toMatchObject({ at: "RCPT" });

  const fromNobody = await sendSmtp(smtpPort, { ...letter(), from: "" });
  expect(fromNobody[0]?.text).toMatch(/^250 2\.\d\.\d /);

  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages.map(({ state, reason, category }) => ({ state, reason, category }))).toEqual([
    { state: "dropped", reason: "automatic-message", category: "other" },
    ...Array(3).fill({ state: "refused", reason: "sender-not-allowed", category: "other" }),
  ]);
});

test("behind a front server a stranger's mail is taken and dropped: a refusal would become a bounce to anybody", async () => {
  const program = await startProgram({
    directory: stage(),
    config: { authentication: { trustedPeers: ["127.0.0.0/8"] } },
  });
  const { sink } = program;
  for (const [send, port] of [
    [sendLmtp, program.lmtpPort],
    [sendSmtp, program.smtpPort],
  ] as const) {
    expect(await send(port, letter())).toMatchObject([{ at: "DATA", code: 250 }]);
    const [unknown] = await send(port, { ...letter(), to: [`jugent@${DOMAIN}`] });
    expect(unknown).toMatchObject({ at: "RCPT", code: 550 });
    expect(unknown?.text).toMatch(/^550 5\.1\.1 /);
  }
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);
  const messages = await program.json<MessageSummary[]>("message", "list");
  expect(messages).toMatchObject(Array(2).fill({ state: "dropped", reason: "sender-not-allowed", author: STRANGER }));
});
