/**
 * The words of an address list (RFC 5322 §3.4), before anybody decides whether they make addresses.
 */

/**
 * One word. An atom may hold dots, an @ and anything that is not ASCII; an angle token is the text between angle
 * brackets without its outer blanks; a quoted token is the content of a quoted string without its escapes; a comment is
 * what stands in parentheses behind an address, as old programs write a name.
 */
export interface AddressToken {
  kind: "atom" | "quoted" | "angle" | "comment" | "comma";
  text: string;
  blankBefore: boolean;
}

export type AddressTokens =
  | { ok: true; tokens: AddressToken[] }
  | { ok: false; problem: "control-character" | "unbalanced-quote" | "comment" | "group" | "not-an-address" };

// Windows-1252 bytes read as Latin-1 make C1 controls in a name; only those of ASCII can deceive another parser.
const CONTROL = /[^\P{Cc}\t\u0080-\u009f]/u;
const BLANKS = /[ \t]+/y;
const ATOM = /[^ \t"<>,:;()[\]\\]+/y;
// Behind a whole address, before a comma or the end, and of nothing that another parser could take for an address.
const TRAILING_COMMENT = /\(([^()\\@<>,:;"]*)\)(?=[ \t]*(?:,|$))/y;
const ANGLE = /<[ \t]*([^ \t<>"]+)[ \t]*>/y;

/** Takes the value of an address field apart in linear time, and refuses what has no place in a strict list. */
export function readAddressTokens(value: string): AddressTokens {
  if (CONTROL.test(value)) return { ok: false, problem: "control-character" };
  const tokens: AddressToken[] = [];
  let position = 0;
  while (position < value.length) {
    const blanks = matchAt(BLANKS, value, position)?.[0].length ?? 0;
    position += blanks;
    const blankBefore = blanks > 0;
    switch (value[position]) {
      case undefined:
        break;
      case ",":
        tokens.push({ kind: "comma", text: ",", blankBefore });
        position += 1;
        break;
      case '"': {
        const quoted = readQuoted(value, position);
        if (quoted === undefined) return { ok: false, problem: "unbalanced-quote" };
        tokens.push({ kind: "quoted", text: quoted.text, blankBefore });
        position = quoted.end;
        break;
      }
      case "<": {
        const angle = matchAt(ANGLE, value, position);
        if (angle === undefined) return { ok: false, problem: "not-an-address" };
        tokens.push({ kind: "angle", text: angle[1] ?? "", blankBefore });
        position += angle[0].length;
        break;
      }
      case "(": {
        const comment = blankBefore ? matchAt(TRAILING_COMMENT, value, position) : undefined;
        if (comment === undefined) return { ok: false, problem: "comment" };
        tokens.push({ kind: "comment", text: (comment[1] ?? "").trim(), blankBefore });
        position += comment[0].length;
        break;
      }
      case ")":
        return { ok: false, problem: "comment" };
      case ":":
      case ";":
        return { ok: false, problem: "group" };
      default: {
        const atom = matchAt(ATOM, value, position)?.[0];
        // A closing bracket without its opening one, a domain literal, a backslash outside of quotes.
        if (atom === undefined) return { ok: false, problem: "not-an-address" };
        tokens.push({ kind: "atom", text: atom, blankBefore });
        position += atom.length;
      }
    }
  }
  return { ok: true, tokens };
}

function readQuoted(value: string, start: number): { text: string; end: number } | undefined {
  let text = "";
  let position = start + 1;
  while (position < value.length) {
    const character = value[position];
    if (character === '"') return { text, end: position + 1 };
    if (character === "\\") position += 1;
    text += value[position] ?? "";
    position += 1;
  }
  return undefined;
}

function matchAt(pattern: RegExp, value: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(value) ?? undefined;
}
