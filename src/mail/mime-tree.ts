/**
 * The tree of body parts of a message (RFC 2045, RFC 2046), as byte ranges of the raw message.
 *
 * Nothing is copied or decoded, and every byte belongs to exactly one place: what lies between the children of an
 * entity is its preamble, its delimiter lines and its epilogue. So a mail can be put together again byte for byte with
 * only single ranges replaced.
 */
import { parseParameterized } from "./content-type.ts";
import { firstValue, type HeaderBlock, parseHeader } from "./header.ts";
import { type Delimiter, DelimiterScanner } from "./mime-delimiters.ts";
import { isArmoured } from "./openpgp-armour.ts";

/** Parts of one message that are read; those behind belong to the epilogue. */
export const MAX_PARTS = 1_000;
/** Multiparts within multiparts that are opened; deeper ones are leaves. */
export const MAX_DEPTH = 100;

/** A message or body part. Offsets count from the begin of the raw message. */
export interface Entity {
  header: HeaderBlock;
  start: number;
  bodyStart: number;
  /** End of the body; the line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
  end: number;
  /** Lower case, such as "text/plain", which also stands where the field is missing or no type (RFC 2045 §5.2). */
  type: string;
  /** Parameters of Content-Type, keys in lower case, values decoded (RFC 2231, RFC 2047). */
  params: Record<string, string>;
  /** Lower case, without parameters. */
  disposition: string | undefined;
  /** Decoded, from Content-Disposition or else Content-Type; a stranger's text, no safe path. */
  filename: string | undefined;
  /** Content-Transfer-Encoding in lower case, "7bit" where there is none. */
  encoding: string;
  /** Parts of a multipart in order; empty for everything else, also for message/rfc822. */
  children: Entity[];
  /** Whether a text holds an OpenPGP block (RFC 9580 §6.2). */
  armoured: boolean;
}

/**
 * Reads the tree in one pass over the message, however broken it is: a missing end delimiter ends with the part around
 * it, a multipart whose boundary is missing or never occurs is a leaf. Never throws.
 *
 * @param header of this message, where somebody has read it already
 */
export function parseMime(raw: Buffer, header = parseHeader(raw)): Entity {
  const scanner = new DelimiterScanner(raw);
  let parts = 0;
  return readEntity(0, header, 0, "text/plain").entity;

  function readEntity(
    start: number,
    head: HeaderBlock,
    depth: number,
    defaultType: string,
  ): { entity: Entity; endedBy: Delimiter } {
    parts += 1;
    const entity = describe(head, start, defaultType);
    const boundary = entity.type.startsWith("multipart/") && depth < MAX_DEPTH ? entity.params["boundary"] : undefined;
    const endedBy =
      boundary !== undefined && scanner.open(boundary)
        ? readParts(entity, boundary, depth)
        : scanner.next(entity.bodyStart);
    // An empty last part may end behind the line end that the next delimiter claims as its own.
    entity.end = Math.max(entity.bodyStart, entity.children.at(-1)?.end ?? 0, endedBy.contentEnd);
    entity.armoured = isArmoured(raw, entity);
    return { entity, endedBy };
  }

  /** Reads the children of a multipart, and returns the delimiter of an outer one (or the end) behind its epilogue. */
  function readParts(multipart: Entity, boundary: string, depth: number): Delimiter {
    const defaultType = multipart.type === "multipart/digest" ? "message/rfc822" : "text/plain";
    let delimiter = scanner.next(multipart.bodyStart);
    while (delimiter.boundary === boundary && !delimiter.closes && parts < MAX_PARTS) {
      const child = readEntity(delimiter.end, parseHeader(raw, delimiter.end), depth + 1, defaultType);
      multipart.children.push(child.entity);
      delimiter = child.endedBy;
    }
    scanner.close(boundary);
    return delimiter.boundary === boundary ? scanner.next(delimiter.end) : delimiter;
  }
}

/**
 * Whether the last entity of a path from the root must never be changed: it lies in a signed or encrypted part
 * (RFC 1847, RFC 8551) or is text with an OpenPGP block.
 */
export function isSealed(path: Entity[]): boolean {
  return path.some((entity) => SEALED_TYPES.has(entity.type)) || path.at(-1)?.armoured === true;
}

const SEALED_TYPES = new Set([
  "multipart/signed",
  "multipart/encrypted",
  "application/pkcs7-mime",
  "application/x-pkcs7-mime",
]);

/** The entity that begins at `start`, its end not yet known. */
function describe(header: HeaderBlock, start: number, defaultType: string): Entity {
  const contentType = firstValue(header, "content-type");
  const { word, params } = parseParameterized(contentType ?? "");
  const disposition = parseParameterized(firstValue(header, "content-disposition") ?? "");
  const encoding = parseParameterized(firstValue(header, "content-transfer-encoding") ?? "").word;
  return {
    header,
    start,
    bodyStart: header.end,
    end: header.end,
    type: isMediaType(word) ? word : contentType === undefined ? defaultType : "text/plain",
    params,
    disposition: disposition.word === "" ? undefined : disposition.word,
    filename: disposition.params["filename"] ?? params["name"],
    encoding: encoding === "" ? "7bit" : encoding,
    children: [],
    armoured: false,
  };
}

function isMediaType(word: string): boolean {
  return /^[^/\s]+\/[^/\s]+$/.test(word);
}
