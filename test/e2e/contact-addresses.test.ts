import { expect, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { mailData, talk } from "../support/dialogue.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, CONTACT, DOMAIN, STRANGER, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

test("who writes to postmaster, abuse or service reaches the people who run it, and noreply nobody", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink, smtpPort } = program;
  const letters = ["postmaster", "Abuse", "service", "noreply"].map((localPart) =>
    mailTo({ from: `Extern <${STRANGER}>`, to: `${localPart}@${DOMAIN}`, subject: `An ${localPart}`, text: "Grüezi" }),
  );
  for (const letter of letters) expect(await sendSmtp(smtpPort, letter)).toMatchObject([{ code: 250 }]);
  await sink.waitForNotice("forwarded", CONTACT, 3);

  // RFC 5321 §4.5.1: postmaster without a domain, and whatever the case.
  const bare = mailTo({ from: BEAT, to: `postmaster@${DOMAIN}`, subject: "Ohne Domain" });
  const said = await talk(smtpPort, [
    "EHLO mail.post.example",
    `MAIL FROM:<${BEAT}>`,
    "RCPT TO:<PostMaster>",
    "DATA",
    mailData(bare.raw),
    "QUIT",
  ]);
  expect(said.map((reply) => reply.slice(0, 3))).toEqual(["220", "250", "250", "250", "354", "250", "221"]);
  await sink.waitForNotice("forwarded", CONTACT, 4);

  // A program's answer to one of our notices is only logged.
  const automatic = ["Auto-Submitted: auto-replied"];
  await sendSmtp(smtpPort, mailTo({ from: BEAT, to: `service@${DOMAIN}`, subject: "Abwesend", headers: automatic }));
  await sendSmtp(smtpPort, { ...mailTo({ from: BEAT, to: `service@${DOMAIN}` }), from: "" });
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(Array(4).fill(`forwarded ${CONTACT}`));

  const attached = await Promise.all(
    sink.notices("forwarded").map(async (notice) => {
      const { attachments } = await notice.parsed();
      expect(attachments.map(({ contentType }) => contentType)).toEqual(["message/rfc822"]);
      return attachments[0]?.content.toString("latin1").trimEnd();
    }),
  );
  const sent = [...letters.slice(0, 3), bare].map(({ raw }) => raw.toString("latin1").trimEnd());
  expect(attached.toSorted()).toEqual(sent.toSorted());
  for (const notice of sink.notices("forwarded")) {
    expect(notice.header("Auto-Submitted")).toBe("auto-generated");
    expect(notice.envelopeFrom).toMatch(new RegExp(`^bounce-[a-z0-9]{26,52}@${DOMAIN}$`));
  }
  expect(await program.json<MessageSummary[]>("message", "list")).toEqual([]);
});
