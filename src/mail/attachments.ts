/**
 * What a mail program shows below a mail instead of in it (RFC 2183).
 */
import type { Entity } from "./mime-tree.ts";

/** One attachment, for a person to read about. */
export interface Attachment {
  /** The file name as the author gave it, or the type where there is none. */
  name: string;
  type: string;
  /** Size of the decoded file, for base64 estimated from its encoded length. */
  bytes: number;
}

/** Whether a part is a file of its own: marked as attachment, or named, also if it is text. */
export function isAttachment(entity: Entity): boolean {
  return entity.disposition === "attachment" || entity.filename !== undefined;
}

/** The attachments below an entity, in the order of the mail; pictures within the text are among them. */
export function listAttachments(root: Entity): Attachment[] {
  if (root.children.length > 0) return root.children.flatMap(listAttachments);
  if (!isAttachment(root) && READ_IN_PLACE.has(root.type)) return [];
  return [{ name: root.filename ?? root.type, type: root.type, bytes: decodedBytes(root) }];
}

const READ_IN_PLACE = new Set(["text/plain", "text/html"]);

/** 57 bytes of a file become a base64 line of 76 characters and CRLF (RFC 2045 §6.8). */
const BYTES_PER_BASE64_BYTE = 57 / 78;

function decodedBytes(entity: Entity): number {
  const encoded = entity.end - entity.bodyStart;
  return entity.encoding === "base64" ? Math.round(encoded * BYTES_PER_BASE64_BYTE) : encoded;
}
