/**
 * E-mail addresses and mailboxes (RFC 5321 §4.1.2, RFC 5322 §3.4, RFC 6531).
 *
 * One strict parser for the whole program: who the author is and whom a copy goes to is decided here, so whatever two
 * parsers could read in two ways is refused instead of guessed.
 */
import { domainToASCII, domainToUnicode } from "node:url";
import { type AddressToken, readAddressTokens } from "./address-tokens.ts";
import { cleanDisplayName, formatDisplayName } from "./display-name.ts";
import { decodeWords } from "./encoded-words.ts";

/** A valid addr-spec as somebody wrote it, only the domain in lower case. Safe in an envelope and in a header. */
export type Address = string & { readonly brand: "Address" };

/** The one form of an address for comparison: NFC, lower case on both sides of the @, the domain as A-labels. */
export type AddressKey = string & { readonly brand: "AddressKey" };

/** One name-addr or addr-spec of an address field. The name is decoded, without controls, and empty where there is none. */
export interface Mailbox {
  name: string;
  address: Address;
}

/** What makes an address field unusable. */
type AddressListProblem =
  | "control-character"
  | "unbalanced-quote"
  | "comment"
  | "group"
  | "not-an-address"
  | "no-address";

export type MailboxList = { ok: true; mailboxes: Mailbox[] } | { ok: false; problem: AddressListProblem };

/** Octets, RFC 5321 §4.5.3.1.1 and §4.5.3.1.2. */
const MAX_LOCAL_PART_OCTETS = 64;
const MAX_DOMAIN_OCTETS = 255;

/** A longer name is cut: it is of no use to anybody, and would make the header of every copy as long. */
const MAX_NAME_CHARS = 250;

// Beyond ASCII everything visible is allowed (RFC 6531 §3.3); controls, formatting marks and blanks would only disguise.
const LOCAL_PART = /^(?:[\w!#$%&'*+\-/=?^`{|}~.]|[^\p{ASCII}\p{C}\p{Z}])+$/u;
const A_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What most addresses look like, so that the one of each copy is checked at a tenth of the cost. */
const PLAIN_ADDRESS =
  /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
/** No part of it can be too long. */
const MAX_PLAIN_CHARS = 64;

/**
 * Reads one strict addr-spec: a dot-atom (UTF-8 allowed) of at most 64 octets, an @, and a host name.
 * Quoted local parts, domain literals, comments, blanks and control characters give undefined.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length <= MAX_PLAIN_CHARS && PLAIN_ADDRESS.test(text)) return text as Address;
  const at = text.indexOf("@");
  if (at < 1 || text.indexOf("@", at + 1) !== -1) return undefined;
  const localPart = text.slice(0, at);
  if (!isDotAtom(localPart)) return undefined;
  const domain = text.slice(at + 1).toLowerCase();
  if (!isHostName(domain)) return undefined;
  return `${localPart}@${domain}` as Address;
}

/** The form in which addresses are compared. Whatever is no address keeps a key of its own, for a harmless mismatch. */
export function addressKey(address: string): AddressKey {
  const at = address.lastIndexOf("@");
  if (at === -1) return foldCase(address) as AddressKey;
  return `${foldCase(address.slice(0, at))}@${canonicalDomain(address.slice(at + 1))}` as AddressKey;
}

/** The domain of an address in canonical form (lower-case A-labels), empty where there is no @. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf("@");
  return at === -1 ? "" : canonicalDomain(address.slice(at + 1));
}

/** The local part as written; the whole text where there is no @ (RCPT TO:<postmaster>). */
export function localPartOf(address: string): string {
  const at = address.lastIndexOf("@");
  return at === -1 ? address : address.slice(0, at);
}

/** A domain in lower-case A-labels (RFC 5890), the form in which domains are compared. */
export function canonicalDomain(domain: string): string {
  const lower = foldCase(domain);
  // Only what is not ASCII is converted: the URL rules behind domainToASCII would turn "1.2" into an IP address.
  return isAscii(lower) ? lower : domainToASCII(lower) || lower;
}

/**
 * Reads the unfolded, undecoded value of From, To, Cc, Sender or Reply-To as a strict address-list (RFC 5322 §3.4).
 *
 * Accepted: bare addresses, `phrase <address>`, phrases of atoms, dots, raw UTF-8, quoted strings and encoded words,
 * `address (name)` as cron and old programs write it, empty places between commas. Refused as a whole: groups, routes,
 * comments anywhere else or with an @ in them, two addresses without a comma, an @ in an unquoted phrase, quotes or brackets left open, control characters. Names are decoded only after the list is taken
 * apart, so that no encoded word can bring an address into being.
 */
export function parseMailboxes(value: string): MailboxList {
  const read = readAddressTokens(value);
  if (!read.ok) return read;
  const mailboxes: Mailbox[] = [];
  let pending: AddressToken[] = [];
  for (const token of [...read.tokens, COMMA]) {
    if (token.kind !== "comma") {
      pending.push(token);
    } else if (pending.length > 0) {
      const mailbox = readMailbox(pending);
      if (mailbox === undefined) return { ok: false, problem: "not-an-address" };
      mailboxes.push(mailbox);
      pending = [];
    }
  }
  return mailboxes.length === 0 ? { ok: false, problem: "no-address" } : { ok: true, mailboxes };
}

/**
 * Writes a mailbox for a header field. Any text is safe as a name: line breaks, control characters and bidirectional
 * controls are dropped, the rest is quoted (RFC 5322 §3.2.4) or encoded (RFC 2047) where needed, and folded with CRLF
 * and a blank so that lines stay within 78 characters behind a field name of up to ten.
 */
export function formatMailbox(mailbox: Mailbox): string {
  const words = formatDisplayName(mailbox.name);
  if (words.length === 0) return mailbox.address;
  return fold([...words, `<${mailbox.address}>`]);
}

const COMMA: AddressToken = { kind: "comma", text: ",", blankBefore: false };

/**
 * The mailbox between two commas: one bare address, or a phrase (perhaps empty) and one address in angle brackets, and
 * perhaps a comment behind it, which is the name where there is no other.
 */
function readMailbox(tokens: AddressToken[]): Mailbox | undefined {
  const comment = tokens.at(-1)?.kind === "comment" ? tokens.slice(-1) : [];
  const [last, ...before] = tokens.slice(0, tokens.length - comment.length).reverse();
  if (last === undefined) return undefined;
  const phrase = before.reverse();
  if (last.kind === "atom" && phrase.length > 0) return undefined;
  if ((last.kind !== "atom" && last.kind !== "angle") || phrase.some((token) => !isPhraseWord(token))) return undefined;
  const address = parseAddress(last.text);
  if (address === undefined) return undefined;
  return { name: readDisplayName(phrase) || readDisplayName(comment), address };
}

function isPhraseWord(token: AddressToken): boolean {
  return token.kind === "quoted" || (token.kind === "atom" && !token.text.includes("@"));
}

function readDisplayName(phrase: AddressToken[]): string {
  if (phrase.length === 0) return "";
  const written = phrase.map((token) => (token.blankBefore ? ` ${token.text}` : token.text)).join("");
  return cleanDisplayName([...decodeWords(written.trim())].slice(0, MAX_NAME_CHARS).join(""));
}

function isDotAtom(localPart: string): boolean {
  if (Buffer.byteLength(localPart) > MAX_LOCAL_PART_OCTETS || !localPart.isWellFormed()) return false;
  return (
    LOCAL_PART.test(localPart) && !localPart.startsWith(".") && !localPart.endsWith(".") && !localPart.includes("..")
  );
}

/** A host name in lower case, of LDH labels or of U-labels in their only form (RFC 5890 §2.3.2.1). */
function isHostName(domain: string): boolean {
  if (domain.length === 0 || Buffer.byteLength(domain) > MAX_DOMAIN_OCTETS) return false;
  const ascii = isAscii(domain) ? domain : domainToASCII(domain);
  // A U-label that does not come back as written is a disguise (full-width letters, ideographic full stops).
  if (ascii !== domain && domainToUnicode(ascii) !== domain.normalize("NFC")) return false;
  if (ascii.length > MAX_DOMAIN_OCTETS) return false;
  const labels = ascii.split(".");
  // An all-numeric last label is an IP address without its brackets (RFC 3696 §2).
  return labels.every((label) => A_LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
}

function foldCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Whether an address or a part of it needs no SMTPUTF8 (RFC 6531). */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** RFC 5322 §2.1.1; the column counts from the longest name of an address field we write, "Reply-To: ". */
const MAX_COLUMN = 78;
const FIRST_COLUMN = "Reply-To: ".length;

function fold(words: string[]): string {
  let folded = "";
  let column = FIRST_COLUMN;
  for (const word of words) {
    const separator = folded === "" ? "" : column + 1 + word.length > MAX_COLUMN ? "\r\n " : " ";
    column = separator === "\r\n " ? 1 + word.length : column + separator.length + word.length;
    folded += separator + word;
  }
  return folded;
}
