import { expectPassages, expectTaken } from "../difference.ts";
import type { Play } from "../play.ts";
import { readMail } from "../readable-mail.ts";
import { BEAT, RUTH } from "../sample-directory.ts";
import { answerTo, bicycleMail } from "../sample-mails.ts";
import { deliveryOf } from "../sink.ts";

const REASON = "bitte ohne Preis";

/** Up to where a question says how to answer. */
const QUESTION_LINES = 13;

/** Beat is a member: what he writes waits for Ruth, who leads the group. She says no, and he learns why. */
export async function moderatorRejects({ stage, client, sink }: Play): Promise<void> {
  stage.step("A member writes, and the moderator says no");
  const written = await bicycleMail();
  stage.say(`${BEAT.name} is a member. What members write waits for a moderator, here Ruth:`);
  stage.mail(await readMail(written.raw));
  expectTaken("Beat's mail", await client.send(written));

  const asked = await sink.take([
    { kind: "held", recipient: BEAT.address },
    { kind: "moderate", recipient: RUTH.address },
  ]);
  const question = deliveryOf(asked, "moderate", RUTH.address).mail;
  expectPassages("the question to the moderator", question.text, [
    BEAT.name,
    BEAT.address,
    "Soll sie verschickt werden?",
  ]);
  expectPassages("the notice to Beat", deliveryOf(asked, "held", BEAT.address).mail.text, ["jemand sie freigeben"]);
  stage.say("Beat is told that his mail waits, and Ruth is asked:");
  stage.beginnings([question], QUESTION_LINES);

  const answer = `Nein, ${REASON}`;
  stage.say(`Ruth answers «${answer}», and Beat gets this:`);
  expectTaken("Ruth's no", await client.send(await answerTo(question, RUTH, answer)));
  const { mail: rejection } = await sink.takeOne("rejected", BEAT.address);
  stage.mail(rejection);
  expectPassages("the rejection", rejection.text, [REASON]);
  stage.checked("His mail went to nobody, and he knows why.");
}
