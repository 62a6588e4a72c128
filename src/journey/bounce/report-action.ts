import type { RecipientFields } from "../../mail/delivery-report.ts";
import { foldText } from "../../mail/fold-text.ts";
import { DELAY_PHRASES, GIVEN_UP_PHRASES } from "./free-texts.ts";
import type { ReportedRecipient } from "./report.ts";

type Action = ReportedRecipient["action"];

/** Of a text so much is searched for words of delay: they stand at its beginning or behind a few addresses. */
const MAX_SEARCHED = 12_000;

/** What a free text means for its recipients: "failed" unless it says that delivery goes on. */
export function actionInText(subject: string, ownText: string): Action {
  const folded = foldText(`${subject}\n${ownText.slice(0, MAX_SEARCHED)}`).replace(/\s+/g, " ");
  const isDelayed = DELAY_PHRASES.some((phrase) => phrase.test(folded));
  return isDelayed && !GIVEN_UP_PHRASES.some((phrase) => phrase.test(folded)) ? "delayed" : "failed";
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
