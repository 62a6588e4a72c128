import type { RecipientFields } from "../../mail/delivery-report.ts";
import { foldText } from "../../mail/fold-text.ts";
import { CONDITION, DELAY_PHRASES, GIVEN_UP_PHRASES, SUCCESS_SUBJECTS } from "./action-texts.ts";
import type { ReportedRecipient } from "./report.ts";

type Action = ReportedRecipient["action"];

/** Of a text so much is searched for words of delay: they stand at its beginning or behind a few addresses. */
const MAX_SEARCHED = 12_000;

/** What a free text means for its recipients: "failed" unless it says that delivery goes on, or that all went well. */
export function actionInText(subject: string, ownText: string): Action {
  const begins = foldText(subject).replace(/\s+/g, " ").trim();
  const success = SUCCESS_SUBJECTS.find(([, beginning]) => beginning.test(begins));
  if (success !== undefined) return success[0];
  const folded = foldText(`${subject}\n${ownText.slice(0, MAX_SEARCHED)}`).replace(/\s+/g, " ");
  return DELAY_PHRASES.some((phrase) => phrase.test(folded)) && !saysGivenUp(folded) ? "delayed" : "failed";
}

function saysGivenUp(folded: string): boolean {
  const unconditional = folded.replace(CONDITION, " ");
  return GIVEN_UP_PHRASES.some((phrase) => phrase.test(unconditional));
}

/** The five words of RFC 3464 §2.3.3, and what servers write instead. */
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["failed", "failed"],
  ["failure", "failed"],
  ["fail", "failed"],
  ["error", "failed"],
  ["expired", "failed"],
  ["denied", "failed"],
  ["rejected", "failed"],
  ["undeliverable", "failed"],
  ["undelivered", "failed"],
  ["bounced", "failed"],
  ["delayed", "delayed"],
  ["delay", "delayed"],
  ["deferred", "delayed"],
  ["delivered", "delivered"],
  ["deliverable", "delivered"],
  ["relayed", "relayed"],
  ["expanded", "expanded"],
]);

/** What the fields of a recipient say; where they do not, its status or else the text. */
export function actionOf(fields: RecipientFields, inText: Action): Action {
  const declared = fields.action === null ? undefined : ACTIONS.get(fields.action);
  return declared ?? (fields.status?.startsWith("2.") === true ? "delivered" : inText);
}
