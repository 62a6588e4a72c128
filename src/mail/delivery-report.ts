/**
 * The fields of a delivery report (RFC 3464 §2), also in UTF-8 (RFC 6533 §3), as servers really write them: without
 * types, with blank lines between the fields of one recipient or without any between two recipients, in mere text.
 */
import { findField, type ReportField, readReportFields } from "./report-fields.ts";
import { firstAddress } from "./written-address.ts";

/** What a report says of one recipient. */
export interface RecipientFields {
  /** Null where the field names a program, a mailbox or nothing. */
  finalRecipient: string | null;
  /** Other addresses that the report names for the same recipient. */
  alsoNamed: string[];
  /** First word of Action, in lower case. */
  action: string | null;
  /** Enhanced status code (RFC 3463 §2). */
  status: string | null;
  /** The whole value of Status, which some servers put a comment or a reply into. */
  statusText: string;
  /** Diagnostic-Code without its type, on one line. */
  diagnostic: string;
}

const RECIPIENT_FIELDS = ["final-recipient", "original-recipient", "x-actual-recipient"];
const PER_RECIPIENT = new Set([...RECIPIENT_FIELDS, "action", "status", "diagnostic-code"]);

/**
 * Reads the recipients of a report from its text, at most `most`. The next recipient begins with a field that the last
 * one already has, or behind an empty line with one that names a recipient; fields about the whole message are left out.
 */
export function readDeliveryReport(text: string, most: number): RecipientFields[] {
  const recipients: RecipientFields[] = [];
  let group: ReportField[] = [];
  let isBehindEmptyLine = false;
  for (const field of readReportFields(text)) {
    if (recipients.length >= most) break;
    if (PER_RECIPIENT.has(field.key)) {
      const startsAnew = isBehindEmptyLine && RECIPIENT_FIELDS.includes(field.key) && isRecipient(group);
      if (startsAnew || group.some((known) => known.key === field.key)) {
        if (isRecipient(group)) recipients.push(toRecipient(group));
        group = [];
      }
      group.push(field);
    }
    isBehindEmptyLine = field.key === "";
  }
  if (isRecipient(group) && recipients.length < most) recipients.push(toRecipient(group));
  return recipients;
}

/**
 * The one group of a report that says what happened and not to whom; undefined where there is none, or several. Only of
 * a machine-readable part: in a text such lines can be anything.
 */
export function readNamelessGroup(text: string): RecipientFields | undefined {
  const group = readReportFields(text).filter((field) => PER_RECIPIENT.has(field.key));
  const isOne = ["action", "status"].every((key) => group.filter((field) => field.key === key).length === 1);
  return isOne && !group.some((field) => RECIPIENT_FIELDS.includes(field.key)) ? toRecipient(group) : undefined;
}

/** Who failed, and how: fewer fields are the beginning of a group, or a letter that looks like one. */
function isRecipient(group: readonly ReportField[]): boolean {
  const names = group.map((field) => field.key);
  return (
    RECIPIENT_FIELDS.some((name) => names.includes(name)) && names.some((name) => !RECIPIENT_FIELDS.includes(name))
  );
}

function toRecipient(group: readonly ReportField[]): RecipientFields {
  const [final, original, actual] = RECIPIENT_FIELDS.map((name) => recipientAddress(findField(group, name) ?? ""));
  const named = [final, original, actual].filter((address) => typeof address === "string");
  const statusText = findField(group, "status") ?? "";
  return {
    finalRecipient: named[0] ?? null,
    alsoNamed: [...new Set(named.slice(1))].filter((address) => address !== named[0]),
    action: /^[a-z]+/.exec((findField(group, "action") ?? "").toLowerCase())?.[0] ?? null,
    status: /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(statusText)?.[0] ?? null,
    statusText,
    diagnostic: withoutType(findField(group, "diagnostic-code") ?? ""),
  };
}

/** `rfc822; anna@host`, `utf-8; …`, `LOCAL;<anna@host>`, or an address alone. */
function recipientAddress(value: string): string | null {
  const text = /^\s*utf-8\s*;/i.test(value) ? decodeUnicodeEscapes(value) : value;
  return firstAddress(text);
}

/** `\x{FC}` for characters beyond ASCII (RFC 6533 §3, utf-8-addr-xtext). */
function decodeUnicodeEscapes(text: string): string {
  return text.replace(/\\x\{([0-9a-f]{1,6})\}/gi, (written, hex: string) => {
    const point = Number.parseInt(hex, 16);
    return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : written;
  });
}

function withoutType(diagnostic: string): string {
  return diagnostic.replace(/^\s*[a-z][\w-]{0,40}\s*;\s*/i, "").trim();
}
