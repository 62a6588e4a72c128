/** JSON written by people: the value, or the line and column where it stops being JSON. */

export type JsonText = { ok: true; value: unknown } | { ok: false; line: number; column: number; problem: string };

/**
 * Parses JSON as `JSON.parse` does. What that says about a mistake depends on the length of the text and often lacks the
 * place, so a wrong text is read a second time to find it.
 */
export function parseJsonText(text: string): JsonText {
  const withoutBom = text.replace(/^\uFEFF/, "");
  try {
    return { ok: true, value: JSON.parse(withoutBom) };
  } catch {
    // The sentence of JSON.parse is dropped on purpose: firstMistake says the same with its place.
    const { at, problem } = firstMistake(withoutBom);
    const before = withoutBom.slice(0, at).split("\n");
    return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, problem };
  }
}

/** RFC 8259 §2: a string, another value that is one token, or a structural character, after blanks. */
const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{},:]))/uy;

/** What may stand at a place, in the words of the complaint when something else does. */
type Expected = keyof typeof COMPLAINTS;
const COMPLAINTS = {
  value: "a value is missing or misspelt (a text needs double quotes; no comma after the last value)",
  "value or end": "a value or ] is missing or misspelt (a text needs double quotes)",
  key: "a key in double quotes is missing (no comma after the last value)",
  "key or end": "a key in double quotes or } is missing",
  colon: "a : is missing after the key",
  "comma or end": "a comma or a closing bracket is missing",
  nothing: "there is something after the end",
} as const;

type Closing = "}" | "]";

/** Walks from token to token; brackets that wait to be closed are kept in a list, so that no nesting is too deep. */
function firstMistake(text: string): { at: number; problem: string } {
  const open: Closing[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const [token = "", string, scalar, mark] = TOKEN.exec(text) ?? [];
    const kind = string === undefined ? (scalar === undefined ? (mark ?? "") : "scalar") : "string";
    const next = afterToken(expected, kind, open);
    if (next === undefined) {
      const start = at + text.slice(at).search(/[^ \t\r\n]|$/);
      return { at: start, problem: start >= text.length ? "the file ends too early" : COMPLAINTS[expected] };
    }
    expected = next;
    at += token.length;
  }
}

/** What is expected after a token, or undefined if the token may not stand here. */
function afterToken(expected: Expected, kind: string, open: Closing[]): Expected | undefined {
  switch (expected) {
    case "value":
    case "value or end":
      if (kind === "]" && expected === "value or end") return close(open);
      return afterValueStart(kind, open);
    case "key":
    case "key or end":
      if (kind === "}" && expected === "key or end") return close(open);
      return kind === "string" ? "colon" : undefined;
    case "colon":
      return kind === ":" ? "value" : undefined;
    case "comma or end":
      if (kind === open.at(-1)) return close(open);
      if (kind !== ",") return undefined;
      return open.at(-1) === "}" ? "key" : "value";
    case "nothing":
      return undefined;
  }
}

function afterValueStart(kind: string, open: Closing[]): Expected | undefined {
  if (kind === "string" || kind === "scalar") return open.length === 0 ? "nothing" : "comma or end";
  if (kind === "{") {
    open.push("}");
    return "key or end";
  }
  if (kind === "[") {
    open.push("]");
    return "value or end";
  }
  return undefined;
}

function close(open: Closing[]): Expected {
  open.pop();
  return open.length === 0 ? "nothing" : "comma or end";
}
