import { isAttachment } from "./attachments.ts";
import { withoutSoftBreaks } from "./flowed-text.ts";
import { htmlToText } from "./html-text.ts";
import { type Entity, parseMime } from "./mime-tree.ts";
import { ownText } from "./own-text.ts";
import { decodeTextPart, textParts } from "./text-part.ts";

/** An answer is short and stands on top; what lies deeper in a text part is quoted. */
const MAX_TEXT_BYTES = 1_000_000;

/** Parts that say something which we cannot read: sealed or rich text, an answer to an invitation, a receipt, a document. */
const UNREAD_TYPES = new Set([
  "application/pkcs7-mime",
  "application/x-pkcs7-mime",
  "application/pgp-encrypted",
  "text/enriched",
  "text/richtext",
  "text/rtf",
  "application/rtf",
  "application/ms-tnef",
  "application/vnd.ms-tnef",
  "application/pdf",
  "application/msword",
  "text/calendar",
  "message/disposition-notification",
  "message/delivery-status",
]);

/** A telephone sends a spoken answer as a file, and somebody his corrections as a document. */
const UNREAD_FAMILY = /^(?:audio|video)\/|^application\/vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\./;

/** The same, where a program does not know the type of a file. */
const UNREAD_FILE = /\.(?:aac|amr|m4a|mp3|mp4|mov|oga|ogg|opus|wav|docx?|odt|pdf|rtf|p7m|pgp|ics)$|^winmail\.dat$/i;

/**
 * The own lines of an answer as it came (see ownText): of its plain text, or where that says nothing of its HTML.
 * Undefined where the mail says something that cannot be read, such as an encrypted one: that is not the same as silence.
 */
export function readOwnText(raw: Buffer): string[] | undefined {
  const root = parseMime(raw);
  const parts = textParts(root);
  if (parts.length === 0) return undefined;
  const plain = joinedText(raw, parts, "text/plain");
  const own = ownText(plain);
  if (own.length > 0) return own;
  const ownHtml = ownText(htmlToText(joinedText(raw, parts, "text/html"), MAX_TEXT_BYTES));
  return ownHtml.length === 0 && holdsUnread(raw, root) ? undefined : ownHtml;
}

function holdsUnread(raw: Buffer, entity: Entity): boolean {
  if (entity.children.length > 0) return entity.children.some((child) => holdsUnread(raw, child));
  if (entity.type === "application/octet-stream") return UNREAD_FILE.test(entity.filename ?? "");
  return UNREAD_TYPES.has(entity.type) || UNREAD_FAMILY.test(entity.type) || isWrittenFile(raw, entity);
}

/** Exchange makes files of the texts between pictures (ATT00001.txt): there an answer may stand. */
function isWrittenFile(raw: Buffer, entity: Entity): boolean {
  const isText = entity.type === "text/plain" || entity.type === "text/html";
  return isText && isAttachment(entity) && decodeTextPart(raw, entity, MAX_TEXT_BYTES).trim() !== "";
}

/** Apple Mail splits the text around pictures, so all parts of a type make one text. */
function joinedText(raw: Buffer, parts: readonly Entity[], type: string): string {
  return parts
    .filter((part) => part.type === type)
    .map((part) => flowing(part, decodeTextPart(raw, part, MAX_TEXT_BYTES)))
    .join("\n");
}

/** A sentence that was wrapped is one line: «Ja» and «aber nicht an Peter» below it must not be taken apart. */
function flowing({ type, params }: Entity, text: string): string {
  const isFlowed = type === "text/plain" && params["format"]?.toLowerCase() === "flowed";
  return isFlowed ? withoutSoftBreaks(text, params["delsp"]?.toLowerCase() === "yes") : text;
}
