import { isAttachment } from "../../mail/attachments.ts";
import type { HeaderBlock } from "../../mail/header.ts";
import { htmlToText } from "../../mail/html-text.ts";
import type { Entity } from "../../mail/mime-tree.ts";
import { divideAtReturned, isReturnedMessage, returnedHeader } from "../../mail/returned-message.ts";
import { decodeTextPart } from "../../mail/text-part.ts";

/** The parts of an arrived mail that matter to a report. */
export interface ReportParts {
  /** What the reporting server says for people, without what it returns. */
  ownText: string;
  /** The same with everything below, for what stands in no other place. */
  wholeText: string;
  /** Texts of the machine-readable parts, by kind. */
  deliveryStatus: string[];
  feedback: string[];
  /** Whether there is a part that reports of reading (RFC 8098). */
  isReceipt: boolean;
  /** Header of the returned mail. */
  returned: HeaderBlock | undefined;
}

/** Encoded bytes of one part that are read: some hundred recipients with their replies. */
const MAX_PART_BYTES = 300_000;
/** Characters of the free text that are searched. */
const MAX_TEXT_CHARS = 100_000;

/** misspelt and renamed types that mail systems and gateways use for the part of RFC 3464 §2 and RFC 6533 §5 */
const DELIVERY_STATUS = /^(?:message|text)\/(?:x-?|global-)?delivery-status$/;
const FEEDBACK = /^(?:message|text)\/(?:x-)?feedback-report$/;
const DISPOSITION = /^message\/(?:global-)?disposition-notification$/;

/** Takes a mail apart into what can be a report; nested messages are not opened. */
export function readReportParts(raw: Buffer, root: Entity): ReportParts {
  const leaves = leavesOf(root);
  const read = (part: Entity) => decodeTextPart(raw, part, MAX_PART_BYTES);
  const matching = (type: RegExp) => leaves.filter((part) => type.test(part.type)).map(read);
  const text = textOf(raw, leaves);
  const divided = divideAtReturned(text);
  return {
    ownText: divided.own,
    wholeText: text,
    deliveryStatus: matching(DELIVERY_STATUS),
    feedback: matching(FEEDBACK),
    isReceipt: leaves.some((part) => DISPOSITION.test(part.type)),
    returned: returnedHeader(raw, root) ?? divided.returned,
  };
}

/** The plain text of a mail, else its HTML as text, up to the returned message. A broken multipart is a text. */
function textOf(raw: Buffer, leaves: readonly Entity[]): string {
  const end = leaves.findIndex(isReturnedMessage);
  const before = leaves.slice(0, end === -1 ? leaves.length : end);
  const plain = before.filter((part) => isReadable(part) && part.type !== "text/html");
  const chosen = plain.length > 0 ? plain : before.filter(isReadable);
  const texts = chosen.map((part) => {
    const decoded = decodeTextPart(raw, part, MAX_PART_BYTES);
    return part.type === "text/html" ? htmlToText(decoded, MAX_PART_BYTES) : decoded;
  });
  return texts.join("\n\n").slice(0, MAX_TEXT_CHARS);
}

function isReadable(part: Entity): boolean {
  if (part.type.startsWith("multipart/")) return true;
  return !isAttachment(part) && (part.type === "text/plain" || part.type === "text/html");
}

function leavesOf(entity: Entity): Entity[] {
  return entity.children.length > 0 ? entity.children.flatMap(leavesOf) : [entity];
}
