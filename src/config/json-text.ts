/** JSON written by people: the value, or the line and column where something is wrong with it. */

export type JsonText = { ok: true; value: unknown } | { ok: false; line: number; column: number; problem: string };

/**
 * Parses JSON as `JSON.parse` does, and refuses an object in which a key stands twice: there the first of them would be
 * lost without a word. What `JSON.parse` says about a mistake depends on the length of the text and often lacks the place,
 * so every text is read a second time.
 */
export function parseJsonText(text: string): JsonText {
  const withoutBom = text.replace(/^\uFEFF/, "");
  const mistake = firstMistake(withoutBom);
  if (mistake === undefined) return { ok: true, value: JSON.parse(withoutBom) };
  const before = withoutBom.slice(0, mistake.at).split("\n");
  return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, problem: mistake.problem };
}

/** RFC 8259 §2: a string, another value that is one token, or a structural character, after blanks. */
const TOKEN =
  /[ \t\r\n]*(?:("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{},:]))/uy;

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

/** A bracket that waits to be closed, and the keys that stand in it so far. */
interface Open {
  closing: "}" | "]";
  keys: Set<string>;
}

/** Walks from token to token; what waits to be closed is kept in a list, so that no nesting is too deep. */
function firstMistake(text: string): { at: number; problem: string } | undefined {
  const open: Open[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const [token = "", string, scalar, mark] = TOKEN.exec(text) ?? [];
    const kind = string === undefined ? (scalar === undefined ? (mark ?? "") : "scalar") : "string";
    const next = afterToken(expected, kind, open);
    const start = at + token.length - (string ?? "").length;
    if (next === undefined) {
      const stop = at + text.slice(at).search(/[^ \t\r\n]|$/);
      if (stop < text.length) return { at: stop, problem: COMPLAINTS[expected] };
      return expected === "nothing" ? undefined : { at: stop, problem: "the file ends too early" };
    }
    if (next === "colon" && string !== undefined && isDoubled(string, open.at(-1))) {
      return { at: start, problem: `the key ${string} stands there twice; keep one of them` };
    }
    expected = next;
    at += token.length;
  }
}

/** Notes a key of an object. The same one can be written with and without escapes. */
function isDoubled(quoted: string, object: Open | undefined): boolean {
  const key = quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (object?.keys.has(key) === true) return true;
  object?.keys.add(key);
  return false;
}

/** What is expected after a token, or undefined if the token may not stand here. */
function afterToken(expected: Expected, kind: string, open: Open[]): Expected | undefined {
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
      if (kind === open.at(-1)?.closing) return close(open);
      if (kind !== ",") return undefined;
      return open.at(-1)?.closing === "}" ? "key" : "value";
    case "nothing":
      return undefined;
  }
}

function afterValueStart(kind: string, open: Open[]): Expected | undefined {
  if (kind === "string" || kind === "scalar") return open.length === 0 ? "nothing" : "comma or end";
  if (kind === "{") {
    open.push({ closing: "}", keys: new Set() });
    return "key or end";
  }
  if (kind === "[") {
    open.push({ closing: "]", keys: new Set() });
    return "value or end";
  }
  return undefined;
}

function close(open: Open[]): Expected {
  open.pop();
  return open.length === 0 ? "nothing" : "comma or end";
}
