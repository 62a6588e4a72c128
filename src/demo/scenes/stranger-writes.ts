import { Difference, expectSame } from "../difference.ts";
import type { Play } from "../play.ts";
import { readMail } from "../readable-mail.ts";
import { RECIPIENTS, STRANGER } from "../sample-directory.ts";
import { advertisement } from "../sample-mails.ts";

/** Otto writes to the group and is refused while he is still on the line. */
export async function strangerWrites({ stage, client, sink }: Play): Promise<void> {
  stage.step("A stranger writes, and is refused");
  const written = await advertisement();
  const { subject } = await readMail(written.raw);
  const reply = await client.send(written);
  stage.lines([`${STRANGER.name} sends:     «${subject}» to ${written.to}`, `The server replies:   ${reply}`]);
  expectSame("the refusal", reply.split(" ", 3), ["550", "5.7.1", "[sender-not-allowed]"]);
  const named = RECIPIENTS.find(({ firstNames }) => reply.includes(firstNames));
  if (named !== undefined) throw new Difference(`the refusal names ${named.name}: ${reply}`);
  await sink.take([]);
  stage.checked("He learns that he may not write here, but not one name or number. Nobody hears of it.");
}
