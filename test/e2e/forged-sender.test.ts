import { expect, test } from "vitest";
import { answer, sendLmtp, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const FRONT_SERVER = "mx.kg-aarau.example";
const PASS = `Authentication-Results: ${FRONT_SERVER}; dmarc=pass header.from=post.example`;
const LETTER = { from: `Ruth Keller <${RUTH}>`, to: JUGEND, subject: "Neues Konto", text: "Bitte einzahlen\n" };

test("a forged sender reaches nobody", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send", othersMaySend: "no" } }),
    config: {
      hold: { expireAfter: "3s" },
      // The client is none of them, so what it says about itself is worth nothing.
      authentication: { trustedPeers: ["192.0.2.0/24"], trustedAuthServers: [FRONT_SERVER] },
    },
  });
  const { sink } = program;
  const forged = { ...mailTo({ ...LETTER, headers: [PASS] }), from: "bande@weit.example" };
  const sentAt = Date.now();
  expect(await sendSmtp(program.smtpPort, forged)).toMatchObject([{ code: 250 }]);
  const question = await sink.waitForNotice("confirm", RUTH);
  const { text, attachments } = await question.parsed();
  expect(text).toContain("Absender nicht bestätigt");
  expect(text).toContain("Bitte einzahlen");
  expect(attachments).toEqual([]);

  const expired = await sink.waitForNotice("expired", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`confirm ${RUTH}`, `expired ${RUTH}`]);
  expect(expired.at - sentAt).toBeGreaterThanOrEqual(3_000);

  // Too late is too late, also for a yes.
  await sendSmtp(program.smtpPort, answer(question, "Ja", RUTH));
  await sink.waitForNotice("answer", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`answer ${RUTH}`, `confirm ${RUTH}`, `expired ${RUTH}`]);
  expect(await program.json("message", "list")).toMatchObject([
    { state: "expired", authenticated: false, copies: { total: 0 } },
  ]);
});

test("forged Authentication-Results do not help, those of the front server do", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: { authentication: { trustedPeers: ["127.0.0.0/8"], trustedAuthServers: [FRONT_SERVER] } },
  });
  const { sink } = program;
  const forgeries = [
    // By a server that we do not know.
    ["Authentication-Results: mx.bande.example; dmarc=pass header.from=post.example"],
    // Written by the sender, below what the front server found out itself.
    [`Authentication-Results: ${FRONT_SERVER}; dmarc=fail header.from=post.example`, PASS],
    // Passed, but for another domain.
    [`Authentication-Results: ${FRONT_SERVER}; spf=pass smtp.mailfrom=bande.example; dkim=pass header.d=bande.example`],
    [`Authentication-Results: ${FRONT_SERVER}; dkim=none; spf=softfail smtp.mailfrom=post.example`],
    // The name of the server within another one, and in a comment.
    [`Authentication-Results: ${FRONT_SERVER}.bande.example; dmarc=pass header.from=post.example`],
    [`Authentication-Results: bande.example (${FRONT_SERVER}); dmarc=pass header.from=post.example`],
    [],
  ];
  for (const headers of forgeries) {
    expect(await sendLmtp(program.lmtpPort, mailTo({ ...LETTER, headers }))).toMatchObject([{ code: 250 }]);
  }
  await sink.waitFor(forgeries.length);
  await sink.waitUntilQuiet();
  const questions = forgeries.map(() => `confirm ${RUTH}`);
  expect(sink.left()).toEqual(questions);
  for (const question of sink.mails) expect((await question.parsed()).text).toContain("Absender nicht bestätigt");

  await sendLmtp(program.lmtpPort, mailTo({ ...LETTER, headers: [PASS] }));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    [...questions, `copy ${BEAT}`, `copy ${LEA}`, `copy ${RUTH}`, `copy ${WUETHRICHS}`, `report ${RUTH}`].toSorted(),
  );
  for (const copy of sink.copies()) expect(copy.headers("Authentication-Results")).toEqual([]);
});
