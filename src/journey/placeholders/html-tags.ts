/**
 * The inside of HTML tags, as browsers read it (HTML Living Standard §13.2.5): what they take for an attribute must never
 * be taken for text here, or a stranger could have a value put into a link.
 */
import type { Context } from "./passage.ts";
import type { Range } from "./text-stream.ts";

/** An attribute value within its quotes, if it has any. */
interface AttributeValue extends Range {
  context: Context;
}

/** A tag from its name to behind its `>`, or to the end of the source where there is none. */
export interface Tag {
  end: number;
  values: AttributeValue[];
}

/** Attributes that browsers and mail programs fetch or follow. */
const URL_ATTRIBUTE =
  /^(?:xlink:)?(?:href|src|srcset|action|formaction|background|cite|data|poster|ping|longdesc|usemap|codebase|archive|classid|profile|manifest|icon|lowsrc|dynsrc)$/;
const CODE_ATTRIBUTE = /^(?:style|on.*)$/;
const CODE_URL = /^\s*(?:javascript|vbscript|data):/i;

/** Reads a tag from behind its name. Linear time: every step goes forward. */
export function readTag(source: string, afterName: number): Tag {
  const values: AttributeValue[] = [];
  let at = afterName;
  while (at < source.length) {
    at = skip(/[\s/]*/y, source, at);
    if (source[at] === ">") return { end: at + 1, values };
    const nameEnd = skip(/=?[^\s/>=]*/y, source, at);
    const name = source.slice(at, nameEnd).toLowerCase();
    at = nameEnd;
    const valueStart = skip(/\s*=\s*/y, source, at);
    if (valueStart === at) continue;
    const quote = source[valueStart];
    const isQuoted = quote === '"' || quote === "'";
    const from = isQuoted ? valueStart + 1 : valueStart;
    const to = isQuoted ? indexOrEnd(source, quote, from) : skip(/[^\s>]*/y, source, from);
    values.push({ from, to, context: contextOf(name, source.slice(from, Math.min(to, from + 20)), isQuoted) });
    at = isQuoted ? to + 1 : to;
  }
  return { end: source.length, values };
}

/** Offset of the text, or the end of the source where it does not occur. */
export function indexOrEnd(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found;
}

function contextOf(name: string, beginning: string, isQuoted: boolean): Context {
  if (CODE_ATTRIBUTE.test(name)) return "code";
  if (URL_ATTRIBUTE.test(name)) return CODE_URL.test(beginning) ? "code" : "url";
  return isQuoted ? "attribute" : "unquoted-attribute";
}

/** Offset behind what a sticky pattern matches at `at`. */
function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
