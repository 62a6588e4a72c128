import { htmlToText } from "./html-text.ts";
import { type Entity, parseMime } from "./mime-tree.ts";
import { ownText } from "./own-text.ts";
import { decodeTextPart, textParts } from "./text-part.ts";

/** An answer is short and stands on top; what lies deeper in a text part is quoted. */
const MAX_TEXT_BYTES = 1_000_000;

/**
 * The own lines of an answer as it came (see ownText): of its plain text, or where that says nothing of its HTML.
 * Undefined where the mail has no text that can be read, such as an encrypted one: that is not the same as silence.
 */
export function readOwnText(raw: Buffer): string[] | undefined {
  const parts = textParts(parseMime(raw));
  if (parts.length === 0) return undefined;
  const plain = joinedText(raw, parts, "text/plain");
  const own = ownText(plain);
  if (own.length > 0) return own;
  return ownText(htmlToText(joinedText(raw, parts, "text/html"), MAX_TEXT_BYTES));
}

/** Apple Mail splits the text around pictures, so all parts of a type make one text. */
function joinedText(raw: Buffer, parts: readonly Entity[], type: string): string {
  return parts
    .filter((part) => part.type === type)
    .map((part) => decodeTextPart(raw, part, MAX_TEXT_BYTES))
    .join("\n");
}
