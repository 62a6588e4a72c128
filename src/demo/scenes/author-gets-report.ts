import { expectPassages } from "../difference.ts";
import type { ReadableMail } from "../readable-mail.ts";
import { HANS_JOERG, RECIPIENTS } from "../sample-directory.ts";
import type { Stage } from "../stage.ts";

/** When the last copy of her mail had left, Ruth was told what became of it. */
export function authorGetsReport(stage: Stage, report: ReadableMail): void {
  stage.step("The report to the author");
  stage.say("Back to Ruth's own mail: as soon as the last copy had left, she got this report.");
  stage.mail(report);
  expectPassages("the report", report.text, [
    `Verschickt: ${RECIPIENTS.length} Mails`,
    `${HANS_JOERG.name}: keine E-Mail-Adresse`,
  ]);
  stage.checked(`She knows who has got her mail and who has not: ${HANS_JOERG.name} needs a telephone call.`);
}
