import { expectPassages, expectSame, expectTaken } from "../difference.ts";
import type { Play } from "../play.ts";
import { type ReadableMail, readMail } from "../readable-mail.ts";
import { HANS_JOERG, RECIPIENTS, RUTH, YOUTH } from "../sample-directory.ts";
import { campMail } from "../sample-mails.ts";

/** Ruth writes to her group, and is asked whether it was she. @returns the question */
export async function leaderWrites({ stage, client, sink }: Play): Promise<ReadableMail> {
  stage.step("A leader writes to her group");
  const written = await campMail();
  stage.say(`${RUTH.name} writes to ${YOUTH.address}, in her usual mail program:`);
  stage.mail(await readMail(written.raw));
  const reply = await client.send(written);
  expectTaken("Ruth's mail", reply);
  stage.checked(`The mail is safe on disk, and the server answers: ${reply}`);

  stage.step("The question that comes back");
  stage.say("Nobody has got anything yet. Anybody can put Ruth's name on a mail, so she is asked:");
  const { mail: question } = await sink.takeOne("confirm", RUTH.address);
  stage.mail(question);
  expectPassages("the question", question.text, [
    "6 Personen an 5 Adressen, 1 ohne E-Mail-Adresse",
    HANS_JOERG.name,
    "«Ja»",
    "«Nein»",
  ]);
  // The original, as message/rfc822.
  expectSame("the number of mails attached to the question", question.attachments.length, 1);
  const previewed = RECIPIENTS.filter(({ greeting }) => question.text.includes(`> ${greeting}\n`));
  expectSame("the number of finished copies in the question", previewed.length, 1);
  stage.checked("One mail has left, and only to Ruth. Her own is attached to it.");
  stage.checked(
    `It counts 6 persons at 5 addresses, names the one who has none, and shows what ${previewed[0]?.name} will read.`,
  );
  return question;
}
