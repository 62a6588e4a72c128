import { foldText } from "../../mail/fold-text.ts";
import { addressesIn } from "../../mail/written-address.ts";
import {
  CONTACT_WORDS,
  NEW_ADDRESS_WORDS,
  OTHER_LABELS,
  RECIPIENT_LABELS,
  SENDER_LABELS,
  SERVICE_LOCAL_PARTS,
} from "./recipient-lines.ts";

/** How a line names an address. */
export interface NamingLine {
  /**
   * `named`: the form says that this recipient is reported (`<a@b>: …`, `550 <a@b>... `, a label). `listed`: it stands
   * alone or first in its line, which says so only below words about a failure. `mentioned`: anything else.
   */
  manner: "named" | "listed" | "mentioned";
  addresses: string[];
  /** The rest of the line. */
  words: string;
}

/** Addresses of one line that are looked at. */
const MOST_IN_LINE = 50;

/** Bullets, brackets and quotes before an address. */
const DECORATION = /^[\s*•·‣▪>\-–|"'<([=#]*(?:(?:smtp|lmtp|local|rfc-?822)[:;]?\s*)?[<"']*$/;
/** `550 5.1.1 <`, `554 ` before an address, as Sendmail writes; `<<< 550 ` is the answer of the other server. */
const REPLY_CODE = /^\s*[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3} )?[<"' ]*$/;
const MAX_BEFORE = 400;
/** `<a@b>: reason`, `a@b... reason` of Sendmail, `a@b on Fri, 4 Oct 2002` of Exchange. */
const REPORTED_AFTER =
  /^[>"'\])]*(?:\s?:(?!\/\/)|\s?\.\.\.|;? (?:on|am|le|il|el|em|op) (?:\p{L}{2,4}[.,]+ ?\d|\d{1,4}[./-]\d))/u;

/** What a line names; undefined where it holds no address. */
export function readNamingLine(line: string, previous: string): NamingLine | undefined {
  const [first, ...others] = addressesIn(line, MOST_IN_LINE);
  if (first === undefined) return undefined;
  const before = foldText(line.slice(Math.max(0, first.start - MAX_BEFORE), first.start));
  const after = line.slice(first.end);
  const words = after.replace(/^[>"'\])]*(?:<mailto:[^>]{0,300}>)?[>"'\])\s]*[:;]?\s*/i, "");
  const leading = `${foldText(previous.slice(-MAX_BEFORE))} ${before}`;
  if (NEW_ADDRESS_WORDS.test(leading)) return readNamingLine(after, "");
  const isContact = SENDER_LABELS.test(before) || CONTACT_WORDS.test(leading);
  if (DECORATION.test(before)) {
    const [behindName] = others;
    if (behindName !== undefined && /^\s*<$/.test(line.slice(first.end, behindName.start))) {
      // A display name that is an address itself: "anna@host <berta@host>: …"
      return readNamingLine(line.slice(behindName.start - 1), previous);
    }
    if (REPORTED_AFTER.test(after)) return { manner: "named", addresses: [first.address], words };
    const isList = others.length > 0 && /^[\s,;<>"']*$/.test(withoutAddresses(after, others));
    const addresses = isList ? [first, ...others].map(({ address }) => address) : [first.address];
    const isProse = isContact || (words !== "" && continuesSentence(previous, line));
    return { manner: isProse ? "mentioned" : "listed", addresses, words: isList ? "" : words };
  }
  if (REPLY_CODE.test(before) && /^[>"']*\s?(?::|\.\.\.|,)/.test(after)) {
    return { manner: "named", addresses: [first.address], words: line.trim() };
  }
  // "550 anna@host user unknown"
  if (REPLY_CODE.test(before) && !isContact && /\p{L}/u.test(words)) {
    return { manner: "listed", addresses: [first.address], words: line.trim() };
  }
  if (!isContact && RECIPIENT_LABELS.some((label) => label.test(before))) {
    const isList = others.length > 0 && /^[\s,;<>"']*$/.test(withoutAddresses(after, others));
    const addresses = isList ? [first, ...others].map(({ address }) => address) : [first.address];
    // "550 RCPT TO:<anna@host> User unknown"
    const isReply = /^\s*[45]\d\d[ -]/.test(line);
    return { manner: "named", addresses, words: isReply ? line.trim() : words };
  }
  if (/^\s*to ?: ?<$/.test(before) && /^>:\s*$/.test(after)) {
    return { manner: "named", addresses: [first.address], words: "" };
  }
  // "Unknown host: anna@host", whatever the reason is called.
  if (!isContact && /[:=][\s<"'(]*$/.test(before) && /^[>"')\s.]*$/.test(after) && !OTHER_LABELS.test(before)) {
    return { manner: "listed", addresses: [first.address], words: line.trim() };
  }
  const mentioned = [first, ...others].filter(({ start }) => {
    const leads = foldText(line.slice(Math.max(0, start - MAX_BEFORE), start));
    return !/\bfrom\W{0,3}$/.test(leads) && !NEW_ADDRESS_WORDS.test(leads);
  });
  const addresses = mentioned.map(({ address }) => address).filter((address) => !isService(address));
  return { manner: "mentioned", addresses, words: line.trim() };
}

/** Whether an address is one that texts name for questions. */
export function isService(address: string): boolean {
  return SERVICE_LOCAL_PARTS.test(foldText(address.slice(0, address.lastIndexOf("@"))));
}

function withoutAddresses(after: string, others: readonly { address: string }[]): string {
  return others.reduce((text, { address }) => text.replace(address, ""), after);
}

/** Whether the line goes on with a sentence of the one before, so an address at its beginning lists nothing. */
function continuesSentence(previous: string, line: string): boolean {
  if (/^\s/.test(previous) !== /^\s/.test(line)) return false;
  return /[\p{L}\p{N},]$/u.test(previous.trimEnd()) && !previous.includes("@");
}
