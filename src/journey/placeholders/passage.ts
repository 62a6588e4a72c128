import type { TextStream } from "./text-stream.ts";

/** What a placeholder stands in: it decides how a value is written there, and who may have it replaced. */
export type Context =
  /** Subject and text/plain. */
  | "plain"
  /** Text of an HTML part. */
  | "html"
  /** The begin of a link, which a value may be as a whole. */
  | "link"
  /** Behind `mailto:`, where an address stands as it is (RFC 6068 §2). */
  | "mailto"
  /** Within an address of the web, be it in an attribute or in the text. */
  | "url"
  | "attribute"
  | "unquoted-attribute"
  /** Script, style sheet, style attribute or event handler. */
  | "code";

/** A stretch of text in which placeholders are searched: words never run across its ends. */
export interface Passage {
  context: Context;
  stream: TextStream;
  /** Blanks beyond ASCII as they stand in the stream, such as a no-break space. */
  wideBlanks: readonly string[];
  /** Text that another mail program may read as the inside of a tag. */
  isDoubtful: boolean;
}
