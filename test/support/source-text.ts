/** Reads TypeScript just well enough to tell code from comments and quoted text: what a rule forbids in code may be written about. */

interface Span {
  kind: "comment" | "text";
  start: number;
  end: number;
}

/** The code with comments blanked, line breaks kept. */
export function withoutComments(source: string): string {
  return blank(source, (span) => span.kind === "comment");
}

/** The code with comments, strings and regular expressions blanked; what stands inside `${…}` of a template stays. */
export function codeOnly(source: string): string {
  return blank(source, () => true);
}

function blank(source: string, applies: (span: Span) => boolean): string {
  let result = "";
  let at = 0;
  for (const span of spans(source).filter(applies)) {
    result += source.slice(at, span.start) + source.slice(span.start, span.end).replace(/[^\n]/g, " ");
    at = span.end;
  }
  return result + source.slice(at);
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y;
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** A piece of a template: from the backtick or the closing brace to the next `${` or the last backtick. */
const TEMPLATE = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;

function spans(source: string): Span[] {
  const found: Span[] = [];
  // How many braces are open inside each `${` that is not yet closed.
  const bracesInTemplates: number[] = [];
  let at = 0;
  while (at < source.length) {
    const character = source[at];
    const span = spanAt(source, at, bracesInTemplates.at(-1) === 0);
    if (span !== undefined) {
      if (character === "}") bracesInTemplates.pop();
      if (source.slice(span.start, span.end).endsWith("${") && (character === "`" || character === "}"))
        bracesInTemplates.push(0);
      found.push(span);
      at = span.end;
      continue;
    }
    const open = bracesInTemplates.at(-1);
    if (open !== undefined && character === "{") bracesInTemplates[bracesInTemplates.length - 1] = open + 1;
    if (open !== undefined && character === "}") bracesInTemplates[bracesInTemplates.length - 1] = open - 1;
    at += 1;
  }
  return found;
}

function spanAt(source: string, start: number, endsInterpolation: boolean): Span | undefined {
  const match = (kind: Span["kind"], pattern: RegExp): Span | undefined => {
    pattern.lastIndex = start;
    return pattern.test(source) ? { kind, start, end: pattern.lastIndex } : undefined;
  };
  switch (source[start]) {
    case "/":
      return match("comment", COMMENT) ?? (mayStartRegex(source, start) ? match("text", REGEX) : undefined);
    case '"':
    case "'":
      return match("text", STRING);
    case "`":
      return match("text", TEMPLATE);
    case "}":
      return endsInterpolation ? match("text", TEMPLATE) : undefined;
    default:
      return undefined;
  }
}

/** After a value a slash divides; after an operator, an opening bracket or a keyword a regular expression begins. */
function mayStartRegex(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 200), at).trimEnd();
  return before === "" || /[(,=:[!&|?{};+\-*%<>~^]$|\b(?:return|case|typeof|in|of|yield|await)$/.test(before);
}
