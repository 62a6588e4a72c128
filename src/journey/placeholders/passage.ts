import { decodeCharset, encodeCharset } from "../../mail/charset.ts";
import type { TextStream } from "./text-stream.ts";

/** What a placeholder stands in: it decides how a value is written there, and who may have it replaced. */
export type Context =
  /** Subject and text/plain. */
  | "plain"
  /** Text of an HTML part. */
  | "html"
  /** Within an address of the web, be it in an attribute or in the text. */
  | "url"
  | "attribute"
  | "unquoted-attribute"
  /** Script, style sheet, style attribute or event handler. */
  | "code";

/** A stretch of text in which placeholders are searched. */
export interface Passage {
  context: Context;
  stream: TextStream;
  /** How a no-break space stands in the stream where it is not written as a character reference. */
  noBreakSpace: string;
}

/** Characters as they stand in a stream: one for each byte of the charset, as itself where the charset lacks it. */
export function toView(text: string, charset: string): string {
  return encodeCharset(text, charset)?.toString("latin1") ?? text;
}

/** The text that stands in a stream. */
export function fromView(view: string, charset: string): string {
  return view.replace(/[\0-\xff]+/g, (bytes) => decodeCharset(Buffer.from(bytes, "latin1"), charset) ?? bytes);
}

/** A no-break space as {@link Passage} has it. */
export function noBreakSpaceIn(charset: string): string {
  return toView("\u00a0", charset);
}
