import { addressKey, domainOf } from "../../mail/address.ts";
import { type RecipientFields, readDeliveryReport, readNamelessGroup } from "../../mail/delivery-report.ts";
import { fieldValues, type HeaderBlock } from "../../mail/header.ts";
import { addressesIn } from "../../mail/written-address.ts";
import { findStatus } from "./codes.ts";
import type { ReportedRecipient } from "./report.ts";
import { actionInText, actionOf } from "./report-action.ts";
import { type Finding, givesReason, isOwn, judged, withoutOwn } from "./report-finding.ts";
import { isService } from "./report-lines.ts";
import { recipientsInNotification } from "./report-notification.ts";
import { nameInText, onlyMentioned, recipientsInText, type TextRecipient } from "./report-recipients.ts";
import type { ReportParts } from "./report-text.ts";
import { MOST_RECIPIENTS, reasonIn, withoutSuppositions } from "./report-words.ts";

/** Recipients that a mail names if it is a bounce, and where it does; the surest first. */
export interface NamedFailures {
  by: "fields" | "notification" | "header" | "named" | "listed" | "guess";
  recipients: ReportedRecipient[];
}

/** A mail as far as it can report a failure. */
interface Arrived {
  parts: ReportParts;
  header: HeaderBlock;
  subject: string;
}

/** What its free text says. */
interface FreeText {
  recipients: readonly TextRecipient[];
  byAddress: ReadonlyMap<string, TextRecipient>;
  action: Finding["action"];
  /** Without what is returned, and not more than is searched for reasons. */
  own: string;
}

/** Of a free text so much is searched for reasons. */
const MAX_OWN_TEXT = 20_000;

/** Reads whom a mail reports as failed, as if it were a bounce; the kind is decided elsewhere. */
export function failuresOf(arrived: Arrived, ownDomain: string): NamedFailures {
  const { by, findings } = find(arrived, ownDomain);
  const foreign = findings.flatMap((finding) => withoutOwn(finding, ownDomain));
  return { by, recipients: foreign.slice(0, MOST_RECIPIENTS).map(judged) };
}

function find(arrived: Arrived, ownDomain: string): { by: NamedFailures["by"]; findings: Finding[] } {
  const { parts, header } = arrived;
  const text = readFreeText(arrived);
  const inHeader = addressesOf(header, "x-failed-recipients");

  const fields = firstFields([parts.deliveryStatus, [parts.ownText]]);
  if (fields.length > 0) {
    return { by: "fields", findings: allFromFields(fields, text, inHeader) };
  }
  const nameless = namelessFields(parts.deliveryStatus, text, inHeader);
  if (nameless !== undefined) return { by: "fields", findings: allFromFields([nameless], text, inHeader) };
  const notified = recipientsInNotification(parts.wholeText, MOST_RECIPIENTS);
  if (notified.length > 0) {
    return { by: "notification", findings: notified.map((recipient) => ({ ...recipient, alsoNamed: [] })) };
  }
  if (inHeader.length > 0) {
    return { by: "header", findings: inHeader.map((address) => fromHeader(address, text, inHeader.length)) };
  }
  if (text.recipients.length > 0) {
    const by = text.recipients.some(({ manner }) => manner === "named") ? "named" : "listed";
    return { by, findings: text.recipients.map((recipient) => fromText(recipient, text)) };
  }
  // A report about a report: some providers wrap the one they got, and say nothing themselves.
  const wrapped = firstFields([[parts.wholeText]]);
  if (wrapped.length > 0) return { by: "fields", findings: allFromFields(wrapped, text, []) };
  return { by: "guess", findings: [guess(arrived, text, ownDomain)] };
}

function readFreeText({ parts, subject }: Arrived): FreeText {
  const recipients = recipientsInText(parts.ownText, MOST_RECIPIENTS);
  const byAddress = new Map<string, TextRecipient>();
  for (const recipient of recipients) {
    for (const name of [recipient.address, ...recipient.alsoNamed]) {
      if (!byAddress.has(addressKey(name))) byAddress.set(addressKey(name), recipient);
    }
  }
  const action = actionInText(subject, parts.ownText);
  return { recipients, byAddress, action, own: parts.ownText.slice(0, MAX_OWN_TEXT) };
}

/** The fields of the machine-readable part; of the text, where a gateway has made one of it. */
function firstFields(places: readonly (readonly string[])[]): RecipientFields[] {
  for (const texts of places) {
    const found = texts.flatMap((text) => readDeliveryReport(text, MOST_RECIPIENTS));
    if (found.length > 0) return found.slice(0, MOST_RECIPIENTS);
  }
  return [];
}

/** A group of fields that names nobody, where the only recipient of the text or the header must be meant. */
function namelessFields(
  parts: readonly string[],
  text: FreeText,
  inHeader: readonly string[],
): RecipientFields | undefined {
  const [address, ...others] = inHeader.length > 0 ? inHeader : text.recipients.map((recipient) => recipient.address);
  const [part] = parts;
  const fields = part === undefined || parts.length > 1 ? undefined : readNamelessGroup(part);
  return fields === undefined || address === undefined || others.length > 0
    ? undefined
    : { ...fields, finalRecipient: address };
}

function allFromFields(all: readonly RecipientFields[], text: FreeText, inHeader: readonly string[]): Finding[] {
  const isOnly = all.length === 1 && text.recipients.length <= 1;
  const reason = (beside: string) => (isOnly ? onlyReason(beside, text) : reasonFor(beside, text));
  return all.map((fields) => fromFields(fields, text, inHeader, reason));
}

function fromFields(
  fields: RecipientFields,
  text: FreeText,
  inHeader: readonly string[],
  reason: (beside: string) => string,
): Finding {
  const named = [...(fields.finalRecipient === null ? [] : [fields.finalRecipient]), ...fields.alsoNamed];
  const [address = null, ...alsoNamed] = named.length === 0 && inHeader.length === 1 ? inHeader : named;
  const beside = wordsBeside(named, text);
  const comment = fields.statusText.replace(/^\s*[245]\.\d{1,3}\.\d{1,3}\s*/, "");
  const declared = `${fields.diagnostic} ${comment}`.trim();
  // "X-Unix; 71" is the number that a local program ended with; the text says what it printed.
  const words = /\p{L}/u.test(declared) ? declared : `${declared} ${reason(beside)}`;
  return {
    address,
    alsoNamed,
    action: actionOf(fields, text.action),
    status: fields.status,
    preciseStatus: preciseStatus(fields.status, [fields.diagnostic, beside]),
    words,
  };
}

/** The declared code, or the one in the server's words where the declared one says nothing (x.0.0). */
function preciseStatus(declared: string | null, words: readonly string[]): string | null {
  if (declared !== null && !declared.endsWith(".0.0")) return declared;
  const said = words.map(findStatus).find((status) => status !== null) ?? null;
  return said !== null && (declared === null || said.charAt(0) === declared.charAt(0)) ? said : declared;
}

/** Exim and Google name in the header who failed; Exim's text says also where the mail was led, and from where. */
function fromHeader(address: string, text: FreeText, count: number): Finding {
  const [only] = text.recipients;
  const inText =
    text.byAddress.get(addressKey(address)) ?? (count === 1 && only?.manner === "named" ? only : undefined);
  const names = inText === undefined ? [] : [inText.address, ...inText.alsoNamed];
  const alsoNamed = names.filter((name) => addressKey(name) !== addressKey(address));
  const beside = inText?.words ?? "";
  return {
    address,
    alsoNamed,
    action: text.action,
    status: null,
    words: count === 1 ? onlyReason(beside, text) : beside,
  };
}

function fromText(recipient: TextRecipient, text: FreeText): Finding {
  const { address, alsoNamed, words } = recipient;
  return {
    address,
    alsoNamed,
    action: text.action,
    status: null,
    words: text.recipients.length > 1 ? words : onlyReason(words, text),
  };
}

/** Where no line reports anybody: the one address that is mentioned, or the one that the returned mail was for. */
function guess({ parts, header }: Arrived, text: FreeText, ownDomain: string): Finding {
  const known = [...addressesOf(header, "from"), ...addressesOf(header, "to"), ...addressesOf(parts.returned, "from")];
  const excluded = new Set<string>(known.map(addressKey));
  const isExcluded = (address: string) =>
    excluded.has(addressKey(address)) || isService(address) || isOwn(address, ownDomain);
  const [to, ...others] = addressesOf(parts.returned, "to").filter((address) => !isOwn(address, ownDomain));
  const address =
    onlyMentioned(parts.ownText, isExcluded) ??
    atReporter(nameInText(parts.ownText), header) ??
    (others.length === 0 ? to : undefined);
  return { address: address ?? null, alsoNamed: [], action: text.action, status: null, words: onlyReason("", text) };
}

function atReporter(name: string | undefined, header: HeaderBlock): string | undefined {
  const [reporter] = addressesOf(header, "from");
  return name === undefined || reporter === undefined ? undefined : `${name}@${domainOf(reporter)}`;
}

/** Of several recipients only the words beside each are about it. */
function reasonFor(beside: string, text: FreeText): string {
  return text.recipients.length > 1 ? beside : reasonIn(text.own, beside);
}

/** A report about one recipient may give the reason anywhere: where the words beside it give none, all are asked. */
function onlyReason(beside: string, text: FreeText): string {
  const reason = reasonIn(text.own, beside);
  return givesReason(reason) ? reason : `${reason} ${withoutSuppositions(text.own)}`;
}

function wordsBeside(names: readonly string[], text: FreeText): string {
  const recipient = names.map((name) => text.byAddress.get(addressKey(name))).find((found) => found !== undefined);
  return recipient?.words ?? "";
}

function addressesOf(header: HeaderBlock | undefined, name: string): string[] {
  const values = header === undefined ? [] : fieldValues(header, name);
  return values.flatMap((value) => addressesIn(value, MOST_RECIPIENTS).map(({ address }) => address));
}
