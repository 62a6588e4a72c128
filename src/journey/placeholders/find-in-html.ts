/**
 * The passages of an HTML part in which placeholders are searched: its text, block by block, running across tags,
 * comments and character references; attribute values; scripts and style sheets. Linear time, for any bytes.
 */
import { indexOrEnd, readTag, type Tag } from "./html-tags.ts";
import { NextMatch } from "./next-match.ts";
import type { Context, Passage } from "./passage.ts";
import { PassageText } from "./passage-text.ts";

/** A word of text never goes on behind the begin or end of one of these. */
const BLOCKS = new Set(
  (
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section summary table tbody td tfoot th thead " +
    "title tr ul"
  ).split(" "),
);

/** Elements whose content is no markup (HTML Living Standard §13.2.6.2), and the tags that end it. */
const RAW_TEXTS = new Map(
  ["title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"].map((name) => [
    name,
    name === "plaintext" ? /$/g : new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, "gi"),
  ]),
);
/** Of these people read the content. */
const READ_RAW = new Set(["title", "textarea"]);

/** Tags without attributes that most HTML is full of, in full: of each it is known whether it ends a block. */
const SIMPLE_TAGS = new Map(
  [...BLOCKS, "a", "b", "i", "u", "em", "strong", "span", "font", "small", "sub", "sup", "o:p"].flatMap((name) =>
    ["<", "</"].flatMap((opening): [string, boolean][] =>
      opening === "<" && RAW_TEXTS.has(name) ? [] : [[`${opening}${name}>`, BLOCKS.has(name)]],
    ),
  ),
);
/** How the comments begin that Outlook alone reads. */
const CONDITIONAL = "<!--[if";
const CLOSING_BRACKET = ">".charCodeAt(0);
const LONGEST_SIMPLE_TAG = "</blockquote>".length;

/**
 * Takes an HTML part apart.
 *
 * @param view the bytes of the part, see `mail/byte-view`
 */
export function htmlPassages(view: string, charset: string): Passage[] {
  return /#|&num/.test(view) ? new HtmlReader(view, charset).read() : [];
}

class HtmlReader {
  readonly #view: string;
  readonly #passages: Passage[] = [];
  readonly #text: PassageText;
  readonly #values: PassageText;
  readonly #hashes: NextMatch;
  readonly #commentEnds: NextMatch;
  /** Where a comment that Outlook reads as HTML ends for all others. */
  #othersCommentEnd: number | undefined;
  /**
   * Mail programs may disagree from here on about what is text and what is the inside of a tag. Escape sequences count,
   * because they may turn quotes and brackets into letters for who takes the part for Japanese.
   */
  #isDoubtful: boolean;

  constructor(view: string, charset: string) {
    this.#view = view;
    this.#text = new PassageText(view, charset, true);
    this.#values = new PassageText(view, charset, true);
    this.#hashes = new NextMatch(view, /#|&num/g);
    this.#commentEnds = new NextMatch(view, /--!?>/g);
    this.#isDoubtful = view.includes("\x1b");
  }

  read(): Passage[] {
    let at = 0;
    while (at < this.#view.length) {
      const start = indexOrEnd(this.#view, "<", at);
      if (start > at) this.#text.addText(at, start);
      at = start < this.#view.length ? (this.#readSimpleTag(start) ?? this.#readMarkup(start)) : start;
    }
    this.#endBlock();
    return this.#passages;
  }

  /** Behind one of the {@link SIMPLE_TAGS}: a look into a table takes a tenth of what reading takes. */
  #readSimpleTag(start: number): number | undefined {
    let last = start + 2;
    while (this.#view.charCodeAt(last) !== CLOSING_BRACKET) {
      last += 1;
      if (last - start >= LONGEST_SIMPLE_TAG) return undefined;
    }
    const endsBlock = SIMPLE_TAGS.get(this.#view.slice(start, last + 1));
    if (endsBlock === undefined) return undefined;
    if (endsBlock) this.#endBlock();
    return last + 1;
  }

  #readMarkup(start: number): number {
    if (this.#othersCommentEnd !== undefined && start >= this.#othersCommentEnd) this.#othersCommentEnd = undefined;
    const tag = readTag(this.#view, start);
    const end = tag === undefined ? this.#skipOther(start) : this.#readElement(tag);
    if (tag === undefined && end === start + 1) this.#text.addText(start, end);
    // The end of a comment lay within a tag, or within what Outlook takes for one.
    if (this.#othersCommentEnd !== undefined && end > this.#othersCommentEnd) this.#isDoubtful = true;
    return end;
  }

  /** Reads a tag and, where that is no markup, the content of its element. */
  #readElement({ name, closes, end, values }: Tag): number {
    for (const { context, from, to } of values) {
      if (this.#hashes.from(from).index >= to) continue;
      if (context === "code") this.#values.addCode(from, to);
      else this.#values.addText(from, to);
      this.#keep(this.#values.take(context));
    }
    if (BLOCKS.has(name)) this.#endBlock();
    const ending = closes ? undefined : RAW_TEXTS.get(name);
    if (ending === undefined) return end;
    ending.lastIndex = end;
    const behind = ending.exec(this.#view)?.index ?? this.#view.length;
    this.#isDoubtful ||= !this.#readsAlike(end, behind, READ_RAW.has(name));
    this.#addRawText(end, behind, READ_RAW.has(name) ? "html" : "code");
    return behind;
  }

  #addRawText(from: number, to: number, context: Context): void {
    if (context === "html") {
      this.#text.addText(from, to);
    } else {
      this.#values.addCode(from, to);
      this.#keep(this.#values.take(context));
    }
  }

  /**
   * Whether the content of an element means the same to a program that takes it for markup, as within SVG or forms: then
   * both must come out of it at the same place.
   */
  #readsAlike(from: number, to: number, isText: boolean): boolean {
    for (let at = indexOrEnd(this.#view, "<", from); at < to; at = indexOrEnd(this.#view, "<", at)) {
      const tag = readTag(this.#view, at);
      const isNested = tag === undefined ? this.#view.startsWith(CONDITIONAL, at) : RAW_TEXTS.has(tag.name);
      if (isText || isNested) return false;
      at = tag?.end ?? this.#skipOther(at);
      if (at > to) return false;
    }
    return true;
  }

  /** Behind a comment, a declaration or an instruction; behind a `<` that is none of them and no tag. */
  #skipOther(start: number): number {
    if (this.#view.startsWith("<!--", start)) return this.#skipComment(start);
    if (this.#view.startsWith("<![CDATA[", start)) this.#isDoubtful = true;
    return /[!?/]/.test(this.#view[start + 1] ?? "") ? indexOrEnd(this.#view, ">", start) + 1 : start + 1;
  }

  /**
   * Behind a comment (HTML Living Standard §13.2.5.43 to 51). What Outlook's conditional comments enclose is HTML for
   * Outlook, so only their brackets are skipped.
   */
  #skipComment(start: number): number {
    const content = start + "<!--".length;
    if (this.#view.startsWith(CONDITIONAL, start)) {
      this.#othersCommentEnd ??= this.#commentEnds.from(content).end;
      return indexOrEnd(this.#view, ">", content) + 1;
    }
    const abrupt = /^-?>/.exec(this.#view.slice(content, content + "->".length));
    return abrupt === null ? this.#commentEnds.from(content).end : content + abrupt[0].length;
  }

  #endBlock(): void {
    this.#keep(this.#text.take("html", this.#isDoubtful));
  }

  #keep(passage: Passage | undefined): void {
    if (passage !== undefined) this.#passages.push(passage);
  }
}
