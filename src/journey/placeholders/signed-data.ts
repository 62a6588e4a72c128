import { type Entity, parseMime } from "../../mail/mime-tree.ts";
import { decodeBase64 } from "../../mail/transfer.ts";
import { readTextParts, type TextPart } from "./text-parts.ts";

const OPAQUE = new Set(["application/pkcs7-mime", "application/x-pkcs7-mime"]);

/** As far behind its begin the enclosed mail begins: versions, algorithms and lengths stand before it (RFC 5652 §5.1). */
const LONGEST_PREFIX = 1_000;

const FIRST_FIELD = /(?:Content-|MIME-Version:)/i;

/**
 * The texts inside parts that hold their text in the signature itself (RFC 8551 §3.5.2), as Outlook can be set to. They may be
 * read and never changed. The enclosed mail is found by its first field, not by the structure around it: where that cuts a
 * long text into pieces, a placeholder across a cut is missed, which no worse happens to than to stay as it is.
 */
export function signedTexts(raw: Buffer, entity: Entity): TextPart[] {
  if (entity.children.length > 0) return entity.children.flatMap((child) => signedTexts(raw, child));
  if (!OPAQUE.has(entity.type) || entity.encoding !== "base64") return [];
  const content = decodeBase64(raw.subarray(entity.bodyStart, entity.end));
  const begin = content.toString("latin1", 0, LONGEST_PREFIX).search(FIRST_FIELD);
  if (begin === -1) return [];
  const enclosed = content.subarray(begin);
  return readTextParts(enclosed, parseMime(enclosed));
}
