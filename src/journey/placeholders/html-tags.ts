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
  /** In lower case. */
  name: string;
  closes: boolean;
  end: number;
  values: AttributeValue[];
}

/** Attributes that browsers and mail programs fetch or follow. */
const URL_ATTRIBUTE =
  /^(?:xlink:)?(?:href|src|srcset|action|formaction|background|cite|data|poster|ping|longdesc|usemap|codebase|archive|classid|profile|manifest|icon|lowsrc|dynsrc)$/;
const CODE_ATTRIBUTE = /^(?:style|on.*)$/;
const CODE_URL = /^[\0- ]*(?:javascript|vbscript|data):/i;

// Blanks are these five (HTML Living Standard §4.6 of "Infra"): a no-break space, say, is a letter of a name or value.
const NAME_REST = /[^\t\n\f\r />]*/y;
const SLASHES = /[\t\n\f\r /]*/y;
const ATTRIBUTE_NAME = /=?[^\t\n\f\r />=]*/y;
const EQUALS = /[\t\n\f\r ]*=[\t\n\f\r ]*/y;
const UNQUOTED_VALUE = /[^\t\n\f\r >]*/y;

/** The tag whose `<` stands at `start`; undefined where it is none. Linear time: every step goes forward. */
export function readTag(source: string, start: number): Tag | undefined {
  const closes = source[start + 1] === "/";
  const nameStart = closes ? start + 2 : start + 1;
  if (!isLetter(source.charCodeAt(nameStart))) return undefined;
  let at = skip(NAME_REST, source, nameStart);
  const values: AttributeValue[] = [];
  const tag = { name: source.slice(nameStart, at).toLowerCase(), closes, end: source.length, values };
  while (at < source.length) {
    if (source[at] !== ">") at = skip(SLASHES, source, at);
    if (source[at] === ">") {
      tag.end = at + 1;
      break;
    }
    const nameEnd = skip(ATTRIBUTE_NAME, source, at);
    const attribute = source.slice(at, nameEnd).toLowerCase();
    at = nameEnd;
    const valueStart = skip(EQUALS, source, at);
    if (valueStart === at) continue;
    const quote = source[valueStart];
    const isQuoted = quote === '"' || quote === "'";
    const from = isQuoted ? valueStart + 1 : valueStart;
    const to = isQuoted ? indexOrEnd(source, quote, from) : skip(UNQUOTED_VALUE, source, from);
    values.push({ from, to, context: contextOf(attribute, source.slice(from, Math.min(to, from + 20)), isQuoted) });
    at = isQuoted ? to + 1 : to;
  }
  return tag;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Offset of the text, or the end of the source where it does not occur. */
export function indexOrEnd(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found;
}

function contextOf(attribute: string, beginning: string, isQuoted: boolean): Context {
  if (CODE_ATTRIBUTE.test(attribute)) return "code";
  if (URL_ATTRIBUTE.test(attribute)) return CODE_URL.test(beginning) ? "code" : "link";
  return isQuoted ? "attribute" : "unquoted-attribute";
}

/** Offset behind what a sticky pattern matches at `at`. */
function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
