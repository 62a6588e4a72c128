import { isAttachment } from "./attachments.ts";
import { decodeCharset, readableCharset } from "./charset.ts";
import type { Entity } from "./mime-tree.ts";
import { decodeBase64, decodeQuotedPrintable } from "./transfer.ts";

/** The parts of a message that people read as its text: text/plain and text/html that are no attachments, in order. */
export function textParts(entity: Entity): Entity[] {
  if (entity.children.length > 0) return entity.children.flatMap(textParts);
  return !isAttachment(entity) && (entity.type === "text/plain" || entity.type === "text/html") ? [entity] : [];
}

/**
 * The text of a part, from at most the first `limitBytes` of its encoded bytes. In an unknown charset the letters of
 * ASCII, and so "ja" and "nein", are still right.
 */
export function decodeTextPart(raw: Buffer, part: Entity, limitBytes: number): string {
  const body = raw.subarray(part.bodyStart, Math.min(part.end, part.bodyStart + limitBytes));
  const bytes = decodeTransfer(body, part.encoding);
  return decodeCharset(bytes, readableCharset(part.params["charset"] ?? "us-ascii", bytes)) ?? "";
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === "base64") return decodeBase64(body);
  return encoding === "quoted-printable" ? decodeQuotedPrintable(body).bytes : body;
}
