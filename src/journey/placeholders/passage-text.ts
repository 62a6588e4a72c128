import { viewText } from "../../mail/byte-view.ts";
import { entityAt } from "../../mail/html-entities.ts";
import { NextMatch } from "./next-match.ts";
import type { Context, Passage } from "./passage.ts";
import { TextStreamBuilder } from "./text-stream.ts";
import { unseenSignsIn, withoutInvisible } from "./unseen-signs.ts";

/**
 * Collects the text of one passage after another, as a reader takes it in: invisible characters are nothing, and in HTML
 * a character reference is the character that it means. Linear time, if texts are added in the order of the part.
 */
export class PassageText {
  readonly #view: string;
  readonly #charset: string;
  readonly #stream: TextStreamBuilder;
  /** What is not read as it is written. */
  readonly #signs: NextMatch | undefined;
  readonly #wideBlanks: readonly string[];

  /** @param view the bytes of the part, see `mail/byte-view` */
  constructor(view: string, charset: string, isHtml: boolean) {
    const { invisible, wideBlanks } = unseenSignsIn(charset);
    const signs = [...(isHtml ? ["&"] : []), ...(invisible === null ? [] : [invisible])];
    this.#view = view;
    this.#charset = charset;
    this.#stream = new TextStreamBuilder(view);
    this.#signs = signs.length === 0 ? undefined : new NextMatch(view, new RegExp(signs.join("|"), "g"));
    this.#wideBlanks = wideBlanks;
  }

  /** Adds a stretch of the text. */
  addText(from: number, to: number): void {
    let at = from;
    let searched = from;
    while (this.#signs !== undefined && searched < to) {
      const sign = this.#signs.from(searched);
      if (sign.index >= to) break;
      const read = this.#view[sign.index] === "&" ? entityAt(this.#view, sign.index) : { meaning: "", end: sign.end };
      searched = read?.end ?? sign.end;
      if (read === undefined || read.end > to) continue;
      this.#stream.addBytes(at, sign.index);
      this.#stream.addMeaning(viewText(withoutInvisible(read.meaning), this.#charset), sign.index, read.end);
      at = read.end;
    }
    this.#stream.addBytes(at, to);
  }

  /** Adds a stretch in which every character stands for itself, as in a script. */
  addCode(from: number, to: number): void {
    this.#stream.addBytes(from, to);
  }

  /** Ends the passage; undefined where no placeholder can be in it. */
  take(context: Context, isDoubtful = false): Passage | undefined {
    const stream = this.#stream.take();
    return stream && { context, stream, wideBlanks: this.#wideBlanks, isDoubtful };
  }
}
