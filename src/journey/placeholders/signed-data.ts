import { type Entity, parseMime } from "../../mail/mime-tree.ts";
import { decodeBase64 } from "../../mail/transfer.ts";
import { readTextParts, type TextPart } from "./text-parts.ts";

const OPAQUE = new Set(["application/pkcs7-mime", "application/x-pkcs7-mime"]);

/** Within so many bytes the enclosed mail begins: versions, algorithms and lengths stand before it (RFC 5652 §5.1). */
const LONGEST_PREFIX = 1_000;
/** The same in base64, with its line ends. */
const LONGEST_ENCODED_PREFIX = 1_500;

const FIRST_FIELD = /(?:Content-|MIME-Version:)/i;

/**
 * The texts that a signature encloses (RFC 8551 §3.5.2), as Outlook can be set to. They may be read and never changed. The
 * enclosed mail is found by its first field, not by the structure around it. Where that structure cuts a long text into
 * pieces, a placeholder across a cut is missed, and stays as it is.
 */
export function signedTexts(raw: Buffer, entity: Entity): TextPart[] {
  if (entity.children.length > 0) return entity.children.flatMap((child) => signedTexts(raw, child));
  if (!OPAQUE.has(entity.type) || entity.encoding !== "base64") return [];
  const encoded = raw.subarray(entity.bodyStart, entity.end);
  // An encrypted part has no such field, however big it is.
  const prefix = decodeBase64(encoded.subarray(0, LONGEST_ENCODED_PREFIX)).toString("latin1", 0, LONGEST_PREFIX);
  const begin = prefix.search(FIRST_FIELD);
  if (begin === -1) return [];
  const enclosed = decodeBase64(encoded).subarray(begin);
  return readTextParts(enclosed, parseMime(enclosed)).map((part) => ({ ...part, sealed: true }));
}
