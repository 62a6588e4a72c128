/**
 * The passages of an HTML part in which placeholders are searched: its text, running across tags, comments and character
 * references; attribute values; scripts and style sheets. Linear time, for any bytes.
 */
import { decodeEntities } from "../../mail/html-entities.ts";
import { indexOrEnd, readTag } from "./html-tags.ts";
import { type Context, noBreakSpaceIn, type Passage, toView } from "./passage.ts";
import { type Range, type TextStream, TextStreamBuilder } from "./text-stream.ts";

const MARKUP = /<(?:!--|(\/?)([A-Za-z][^\s/>]*)|[!?/])/g;
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,8});?/g;

/** Character references that nobody writes but in a placeholder. */
const SIGNS: Record<string, string> = { num: "#", lowbar: "_", vert: "|", verbar: "|" };

/** A word of text never goes on behind the begin or end of one of these. */
const BLOCKS = new Set(
  "address article blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 head header hr html li ol p pre section table tbody td tfoot th thead title tr ul".split(
    " ",
  ),
);

/**
 * Takes an HTML part apart.
 *
 * @param view the bytes of the part, one character each
 * @param charset in which those bytes are to be read
 */
export function htmlPassages(view: string, charset: string): Passage[] {
  const text = new TextStreamBuilder(view);
  const passages: Passage[] = [];
  const noBreakSpace = noBreakSpaceIn(charset);
  const addPassage = (context: Context, range: Range) => {
    if (!mayHoldMarker(view, range)) return;
    passages.push({ context, stream: streamOf(view, charset, context, range), noBreakSpace });
  };
  let at = 0;
  while (at < view.length) {
    MARKUP.lastIndex = at;
    const markup = MARKUP.exec(view);
    const start = markup?.index ?? view.length;
    addText(text, view, { from: at, to: start }, charset);
    if (markup === null) break;
    const [opening, slash, written] = markup;
    if (written === undefined) {
      at = opening === "<!--" ? commentEnd(view, start) : indexOrEnd(view, ">", start) + 1;
      continue;
    }
    const name = written.toLowerCase();
    const tag = readTag(view, start + opening.length);
    for (const value of tag.values) addPassage(value.context, value);
    if (BLOCKS.has(name)) text.addBlockEdge(start);
    at = tag.end;
    if (slash === "" && (name === "script" || name === "style")) {
      at = rawTextEnd(view, name, tag.end);
      addPassage("code", { from: tag.end, to: at });
    }
  }
  passages.push({ context: "html", stream: text.build(), noBreakSpace });
  return passages;
}

/**
 * Behind a comment (HTML Living Standard §13.2.5.43 to 51). What Outlook's conditional comments enclose is HTML for
 * Outlook, so only their brackets are skipped.
 */
function commentEnd(view: string, start: number): number {
  if (view.startsWith("<!--[if", start)) return indexOrEnd(view, ">", start) + 1;
  const ending = /--!?>/g;
  // "<!-->" is a whole comment: its hyphens open and close.
  ending.lastIndex = start + 2;
  return ending.test(view) ? ending.lastIndex : view.length;
}

function rawTextEnd(view: string, name: string, from: number): number {
  const ending = name === "script" ? /<\/script/gi : /<\/style/gi;
  ending.lastIndex = from;
  return ending.exec(view)?.index ?? view.length;
}

/** Most attribute values are colours, classes and links without a placeholder: they need no stream. */
function mayHoldMarker(view: string, { from, to }: Range): boolean {
  return to - from >= "###A###".length && /##|&#|&num/.test(view.slice(from, to));
}

function streamOf(view: string, charset: string, context: Context, range: Range): TextStream {
  const stream = new TextStreamBuilder(view);
  if (context === "code") stream.addBytes(range.from, range.to);
  else addText(stream, view, range, charset);
  return stream.build();
}

/** Adds text with its character references resolved. */
function addText(stream: TextStreamBuilder, view: string, { from, to }: Range, charset: string): void {
  let at = from;
  for (const reference of view.slice(from, to).matchAll(REFERENCE)) {
    const [written] = reference;
    const meaning = resolve(written);
    if (meaning === written) continue;
    const start = from + reference.index;
    stream.addBytes(at, start);
    at = start + written.length;
    stream.addMeaning(meaning === "\u00a0" ? " " : toView(meaning, charset), start, at);
  }
  stream.addBytes(at, to);
}

function resolve(reference: string): string {
  const name = reference.slice(1).replace(";", "");
  return Object.hasOwn(SIGNS, name) ? (SIGNS[name] ?? reference) : decodeEntities(reference);
}
