/**
 * The text of a mail as a person reads it, for previews: nothing is hidden, also not what is quoted.
 */
import { decodeEntities } from "./html-entities.ts";
import { type Entity, parseMime } from "./mime-tree.ts";
import { decodeTextPart, textParts } from "./text-part.ts";

/** Encoded bytes that are looked at: at most twelve per character ("=F0=9F=8D=B0"), and the styles that HTML begins with. */
const BYTES_PER_CHARACTER = 12;
const MARKUP_BYTES = 1_000_000;

/**
 * The first text/plain part that is no attachment, else the first text/html part without its tags, at most
 * `limitChars` characters of it. Lines end with LF. Empty where the mail has no text. Linear time.
 */
export function readableText(raw: Buffer, limitChars: number): string {
  const texts = textParts(parseMime(raw));
  const chosen = texts.find((part) => part.type === "text/plain") ?? texts[0];
  return chosen === undefined ? "" : textOf(raw, chosen, limitChars);
}

/**
 * All that any mail program shows as the text of a mail: its HTML and its plain text, once where both say the same. For
 * whoever decides about a mail of a stranger, who may say in one what is not in the other.
 */
export function wholeText(raw: Buffer, limitChars: number): string {
  const parts = textParts(parseMime(raw));
  const [plain = "", html = ""] = ["text/plain", "text/html"].map((type) => {
    const texts = parts.filter((part) => part.type === type).map((part) => textOf(raw, part, limitChars));
    return cut(tidy(texts.join("\n\n")), limitChars);
  });
  const inPlain = lettersOf(plain);
  const inHtml = lettersOf(html);
  if (inPlain.startsWith(inHtml)) return plain;
  return inHtml.startsWith(inPlain) ? html : cut(`${html}\n\n${plain}`, limitChars);
}

function textOf(raw: Buffer, part: Entity, limitChars: number): string {
  const decoded = decodeTextPart(raw, part, limitChars * BYTES_PER_CHARACTER + MARKUP_BYTES);
  return cut(tidy(part.type === "text/html" ? withoutTags(decoded) : decoded), limitChars);
}

/** What two versions of a text have in common, however they are laid out. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Elements that begin a line of their own, and elements whose content nobody reads. */
const LINE_ELEMENTS =
  /^<\/?(?:address|article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|tr|ul)\b/i;
const UNREAD_ELEMENTS = /^<(script|style|title)\b/i;

function withoutTags(html: string): string {
  let text = "";
  let position = 0;
  while (position < html.length) {
    const open = tagFrom(html, position);
    text += decodeEntities(html.slice(position, open).replace(/\s+/g, " "));
    const close = html.startsWith("<!--", open) ? indexFrom(html, "-->", open) + 2 : indexFrom(html, ">", open);
    const head = html.slice(open, open + 20);
    position = close + 1;
    if (LINE_ELEMENTS.test(head)) text += "\n";
    const unread = UNREAD_ELEMENTS.exec(head)?.[1];
    if (unread !== undefined) position = behindEndTag(html, unread, position);
  }
  return text;
}

/** Where the next tag or comment begins; a "<" before a blank or digit is text, and must not hide what follows it. */
function tagFrom(html: string, from: number): number {
  const tag = /<[A-Za-z/!?]/g;
  tag.lastIndex = from;
  return tag.exec(html)?.index ?? html.length;
}

function behindEndTag(html: string, element: string, from: number): number {
  const endTag = new RegExp(`</${element}`, "gi");
  endTag.lastIndex = from;
  return endTag.exec(html)?.index ?? html.length;
}

function indexFrom(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found === -1 ? text.length : found;
}

/** Ends lines with LF, and leaves at most one empty line between two others and no blanks at the end of any. */
function tidy(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Cuts between characters, never within a surrogate pair. */
function cut(text: string, limitChars: number): string {
  if (text.length <= limitChars) return text;
  const within = text.slice(0, limitChars);
  return within.isWellFormed() ? within : within.slice(0, -1);
}
