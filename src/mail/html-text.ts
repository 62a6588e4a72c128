import { decodeEntities } from "./html-entities.ts";

/** Elements that begin and end a line of their own; what they hold is never run together with its neighbours. */
const LINE_ELEMENTS = new Set(
  "address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split(
    " ",
  ),
);
/** Elements whose content is nothing a person reads. */
const UNREAD_ELEMENTS = new Set(["script", "style", "title"]);
/** What somebody has struck out. */
const STRUCK_ELEMENTS = new Set(["del", "s", "strike"]);
/** Elements that never have an end tag. */
const VOID_ELEMENTS = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/**
 * Classes of what mail programs put around a quote. Not Gmail's outer gmail_quote: who answers between the quoted lines
 * writes inside it. Its blockquotes and its attribution line say enough.
 */
const QUOTE_CLASSES = /(?:^|\s)(?:gmail_attr|moz-cite-prefix|\w*yahoo_quoted)(?:\s|$)/;
/** Ids after which Outlook, on the desktop, in the browser and on phones, has nothing but the quoted mail. */
const QUOTE_IDS =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|OLK_SRC_BODY_SECTION)$/i;

/** What a reader does not see, such as the preview line of a newsletter. Bounded like the next one. */
const CONCEALED =
  /\sstyle\s*=\s*(?:"[^"]{0,500}?|'[^']{0,500}?|)(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)|\shidden(?=[\s=/>])/i;

/** Outlook and Gmail draw emoji as pictures, and a thumb down is no silence. What other pictures say are names of logos. */
const DRAWN_SIGN = /\salt\s*=\s*(["'])(\p{Extended_Pictographic}[^"'\p{L}\p{N}]{0,10})\1/u;

/** Attributes of one tag that tell a quote from own text. Bounded, so a hostile tag costs its length once. */
const CLASS_OR_ID = /\s(class|id)\s*=\s*(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,500}))/gi;

/**
 * The text of an HTML mail as a person reads it, line by line, in linear time. A quote (blockquote, Gmail, Yahoo …)
 * becomes one line ">" and what follows it is read again; from Outlook's quoted mail on nothing is. What is there but
 * not seen comes last, so that it never speaks before the visible words, nor makes a mail look silent.
 * @param limit how many characters of HTML are looked at
 */
export function htmlToText(html: string, limit: number): string {
  const source = html.slice(0, limit);
  let text = "";
  let concealed = "";
  let hidden: { element: string; depth: number; isConcealed: boolean } | undefined;
  let at = 0;
  while (at < source.length) {
    const tag = nextTag(source, at);
    if (hidden === undefined) text += readable(source, at, tag.start);
    else if (hidden.isConcealed) concealed += readable(source, at, tag.start);
    at = tag.end;
    if (hidden !== undefined) {
      if (tag.element === hidden.element && !VOID_ELEMENTS.has(tag.element)) hidden.depth += tag.closes ? -1 : 1;
      if (hidden.depth === 0) hidden = undefined;
    } else if (!tag.closes && UNREAD_ELEMENTS.has(tag.element) && !tag.attributes.endsWith("/>")) {
      hidden = { element: tag.element, depth: 1, isConcealed: false };
    } else if (!tag.closes && startsQuote(tag) !== undefined) {
      text += "\n>\n";
      if (startsQuote(tag) === "to-the-end") break;
      hidden = { element: tag.element, depth: 1, isConcealed: false };
    } else if (!tag.closes && !VOID_ELEMENTS.has(tag.element) && isTakenAway(tag)) {
      hidden = { element: tag.element, depth: 1, isConcealed: true };
    } else if (tag.element === "img") {
      text += DRAWN_SIGN.exec(tag.attributes)?.[2] ?? "";
    } else if (LINE_ELEMENTS.has(tag.element)) {
      text += "\n";
    }
  }
  return `${text}\n${concealed}`
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function isTakenAway({ element, attributes }: Tag): boolean {
  return STRUCK_ELEMENTS.has(element) || CONCEALED.test(attributes);
}

function readable(source: string, from: number, to: number): string {
  return decodeEntities(source.slice(from, to)).replace(/\s+/g, " ");
}

interface Tag {
  start: number;
  end: number;
  element: string;
  closes: boolean;
  attributes: string;
}

/** The next tag or comment from `from` on; past the end where there is none. A "<" that opens no tag is text. */
function nextTag(source: string, from: number): Tag {
  const opening = /<(?:!--|([/!?]?)([A-Za-z][A-Za-z0-9]*))/g;
  opening.lastIndex = from;
  const found = opening.exec(source);
  if (found === null) return { start: source.length, end: source.length, element: "", closes: false, attributes: "" };
  const isComment = found[2] === undefined;
  const ending = source.indexOf(isComment ? "-->" : ">", opening.lastIndex);
  const end = ending === -1 ? source.length : ending + (isComment ? 3 : 1);
  return {
    start: found.index,
    end,
    element: (found[2] ?? "").toLowerCase(),
    closes: found[1] === "/",
    attributes: isComment ? "" : source.slice(opening.lastIndex, end),
  };
}

function startsQuote(tag: Tag): "element" | "to-the-end" | undefined {
  for (const [, name = "", ...values] of tag.attributes.matchAll(CLASS_OR_ID)) {
    const value = values.find((text) => text !== undefined) ?? "";
    if (name.toLowerCase() === "id" && QUOTE_IDS.test(value)) return "to-the-end";
    if (name.toLowerCase() === "class" && QUOTE_CLASSES.test(value)) return "element";
  }
  return tag.element === "blockquote" ? "element" : undefined;
}
