import { hash } from "node:crypto";
import { expectSame, expectTaken } from "../difference.ts";
import type { Play } from "../play.ts";
import type { ReadableMail } from "../readable-mail.ts";
import { ANNA_AND_URS, BEAT, DOMAIN, LEA, RECIPIENTS, type Recipient, RUTH, YOUTH } from "../sample-directory.ts";
import { ATTACHMENT, answerTo, campMailFor } from "../sample-mails.ts";
import { deliveryOf } from "../sink.ts";

/** Whose copies are shown: a man, a couple with one mailbox, and a woman who reads French. */
const SHOWN = [BEAT, ANNA_AND_URS, LEA].map(({ address }) => address);

/** As much of a copy as says whom it greets. */
const SHOWN_LINES = 7;

/** Ruth says yes, and everybody gets a mail of their own. @returns the report that follows the last copy */
export async function leaderConfirms({ stage, client, sink }: Play, question: ReadableMail): Promise<ReadableMail> {
  stage.step("She answers «Ja», and everybody gets a mail of their own");
  expectTaken("Ruth's yes", await client.send(await answerTo(question, RUTH, "Ja")));
  const mails = await sink.take([
    { kind: "released", recipient: RUTH.address },
    ...RECIPIENTS.map(({ address }) => ({ kind: "copy", recipient: address })),
    { kind: "report", recipient: RUTH.address },
  ]);

  stage.say(
    `Ruth is told that her mail is on its way. ${RECIPIENTS.length} copies leave, one for each address; three of them:`,
  );
  stage.beginnings(
    SHOWN.map((address) => deliveryOf(mails, "copy", address).mail),
    SHOWN_LINES,
  );
  const others = RECIPIENTS.filter(({ address }) => !SHOWN.includes(address));
  stage.say(`The others begin with ${others.map(({ greeting }) => `«${greeting}»`).join(" and ")}.`);

  for (const recipient of RECIPIENTS) checkCopy(deliveryOf(mails, "copy", recipient.address).mail, recipient);
  const returnPaths = RECIPIENTS.map(({ address }) => deliveryOf(mails, "copy", address).returnPath);
  const ours = returnPaths.filter((path) => path.startsWith("bounce-") && path.endsWith(`@${DOMAIN}`));
  expectSame("the number of different return paths of ours", new Set(ours).size, RECIPIENTS.length);
  stage.checked("Every placeholder is filled in (subject, text, HTML), and not one other letter has changed.");
  stage.checked("Anna and Urs share a mailbox: they get one copy and are greeted together.");
  stage.checked(`${ATTACHMENT.filename} is the same in every copy, byte for byte.`);
  stage.checked("No copy names another recipient. Answers go to Ruth, bounces to the server.");
  return deliveryOf(mails, "report", RUTH.address).mail;
}

/** Reads one copy as its recipient does, and compares it with what was written. */
function checkCopy(copy: ReadableMail, recipient: Recipient): void {
  const place = `in the copy to ${recipient.address}`;
  const planned = campMailFor(recipient);
  expectSame(`To ${place}`, copy.to, `${recipient.name} <${recipient.address}>`);
  expectSame(`From ${place}`, copy.from, `${RUTH.name} via ${YOUTH.name} <${YOUTH.address}>`);
  expectSame(`Reply-To ${place}`, copy.replyTo, `${RUTH.name} <${RUTH.address}>`);
  expectSame(`the subject ${place}`, copy.subject, planned.subject);
  expectSame(`the text ${place}`, copy.text, planned.text);
  expectSame(`the HTML ${place}`, copy.html, planned.html);
  const names = copy.attachments.map(({ name }) => name);
  expectSame(`what is attached ${place}`, names, [ATTACHMENT.filename]);
  const fingerprints = copy.attachments.map(({ bytes }) => hash("sha256", bytes));
  expectSame(`the SHA-256 of the attachment ${place}`, fingerprints, [hash("sha256", ATTACHMENT.content)]);
}
