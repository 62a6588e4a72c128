import { hash } from "node:crypto";
import { type AddressKey, addressKey, type Mailbox, parseMailboxes } from "../mail/address.ts";
import { type AutomaticSign, automaticSign, carriesOwnListId, countReceived } from "../mail/automatic.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { fieldValues, firstValue, type HeaderBlock, parseHeader } from "../mail/header.ts";

/** More Received fields than this are a loop (contract 3). */
const MOST_RECEIVED = 25;

/** Whom a mail names as its author. */
export interface Claim {
  header: HeaderBlock;
  /** The single mailbox in From; undefined where there is none, or more than one reading. */
  author: Mailbox | undefined;
  /** Why this was not written by a person for the group. */
  automatic: AutomaticSign | undefined;
}

/** What a mail says of itself, read once when it arrives. */
export interface ArrivedMail extends Claim {
  /** Decoded, one line. */
  subject: string;
  /** Has been distributed by us before, or wanders. */
  looping: boolean;
  /** All addresses in To and Cc. */
  named: Set<AddressKey>;
  /** The same for the same mail, whichever way and however often it came. */
  fingerprint: string;
}

/** Reads a mail as it came. Never throws: what cannot be read is left out and the checks refuse it. */
export function readArrivedMail(raw: Buffer, returnPath: string, domain: string): ArrivedMail {
  const claim = readClaim(raw, returnPath, domain);
  const { header } = claim;
  return {
    ...claim,
    subject: oneLine(decodeWords(firstValue(header, "subject") ?? "")),
    looping: carriesOwnListId(header, domain) || countReceived(header) > MOST_RECEIVED,
    named: namedIn([...fieldValues(header, "to"), ...fieldValues(header, "cc")]),
    fingerprint: fingerprintOf(header, raw),
  };
}

/** Reads only who is said to have written a mail, and never throws either. */
export function readClaim(raw: Buffer, returnPath: string, domain: string): Claim {
  const header = parseHeader(raw);
  const contentType = firstValue(header, "content-type") ?? "";
  return {
    header,
    author: header.problems.length === 0 ? singleAuthor(header) : undefined,
    automatic: automaticSign({ returnPath, header, contentType }, domain),
  };
}

/** Exactly one From field with exactly one mailbox, else nobody: other readers would choose differently (RFC 7103 §7.5). */
function singleAuthor(header: HeaderBlock): Mailbox | undefined {
  const [from, another] = fieldValues(header, "from");
  if (from === undefined || another !== undefined) return undefined;
  const list = parseMailboxes(from);
  if (!list.ok || list.mailboxes.length !== 1) return undefined;
  return list.mailboxes[0];
}

/** To and Cc only tell whether a target was named openly, so they are read leniently: nothing is decided by who is named. */
function namedIn(values: readonly string[]): Set<AddressKey> {
  return new Set(values.flatMap(addressesIn).map((address) => addressKey(address)));
}

/** What stands in a name or a comment names nobody. */
function addressesIn(value: string): string[] {
  const list = parseMailboxes(value);
  if (list.ok) return list.mailboxes.map(({ address }) => address);
  // A quote that is left open goes to the end: to look for its end from each quote anew would take quadratic time.
  const bare = value.replace(/"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|\([^()]*\)/g, " ");
  return bare.split(/[\s<>,;:"()[\]]+/).filter((word) => /^[^@]+@[^@]+$/.test(word));
}

/** Trace fields differ between two deliveries of one mail; what the author wrote does not. */
const AUTHORS_FIELDS = ["message-id", "from", "date", "subject"];

function fingerprintOf(header: HeaderBlock, raw: Buffer): string {
  const fields = AUTHORS_FIELDS.map((name) => `${name}:${fieldValues(header, name).join("\n")}\n`).join("");
  return hash("sha256", `${fields}${hash("sha256", raw.subarray(header.end))}`, "base64url");
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
