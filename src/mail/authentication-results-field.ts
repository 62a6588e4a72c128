/** One result of one method, such as `dkim=pass header.d=verein.example`. */
export interface MethodResult {
  method: string;
  result: string;
  /** Keys are `ptype.property` in lower case, such as `header.d`; values as written. */
  properties: ReadonlyMap<string, string>;
}

/** One Authentication-Results field. `results` is undefined where what follows the server's name breaks the grammar. */
export interface ResultsField {
  /** Who checked, in lower case. */
  servId: string;
  results: MethodResult[] | undefined;
}

/** RFC 8601 §2.2 knows version 1 only; results of another version say nothing to us. */
const VERSION = "1";

/**
 * Reads the value of one Authentication-Results field (RFC 8601 §2.2) with its comments and quoted strings.
 * Undefined where not even the server that checked can be read.
 */
export function parseResultsField(value: string): ResultsField | undefined {
  const text = new Scanner(value);
  const servId = text.value();
  if (servId === undefined || servId === "" || !(text.atEnd() || text.sees(";") || text.afterBlank)) return undefined;
  return { servId: servId.toLowerCase(), results: readResults(text) };
}

function readResults(text: Scanner): MethodResult[] | undefined {
  const version = text.sees(";") || text.atEnd() ? VERSION : text.keyword();
  const results: MethodResult[] = [];
  while (text.take(";")) {
    // Some servers end the field with a semicolon.
    if (text.atEnd()) break;
    const result = readResult(text);
    if (result === undefined) return undefined;
    if (result !== "none") results.push(result);
  }
  return text.atEnd() && version === VERSION ? results : undefined;
}

/** One `resinfo`, or the "none" of a server that checked nothing. */
function readResult(text: Scanner): MethodResult | "none" | undefined {
  const method = text.keyword();
  if (method === undefined) return undefined;
  if (method === "none" && (text.atEnd() || text.sees(";"))) return "none";
  const version = text.take("/") ? text.keyword() : VERSION;
  const result = text.take("=") ? text.keyword() : undefined;
  const properties = result === undefined ? undefined : readProperties(text);
  if (result === undefined || properties === undefined) return undefined;
  // A method version that we do not know is a result that we do not understand (RFC 8601 §2.6).
  return version === VERSION ? { method, result, properties } : { method, result: "unknown-version", properties };
}

function readProperties(text: Scanner): Map<string, string> | undefined {
  const properties = new Map<string, string>();
  while (!text.atEnd() && !text.sees(";")) {
    const ptype = text.keyword();
    const dotted = ptype !== undefined && text.take(".");
    const property = dotted ? text.keyword() : ptype === "reason" ? "" : undefined;
    const value = property !== undefined && text.take("=") ? text.value() : undefined;
    if (value === undefined) return undefined;
    const name = `${ptype}.${property}`;
    // Two different values for one property: somebody slipped one in, and no reader can know which.
    if ((properties.get(name) ?? value) !== value) return undefined;
    properties.set(name, value);
  }
  return properties;
}

/** Walks once over a field; every method skips the blanks and comments behind what it read. */
class Scanner {
  readonly #text: string;
  #at = 0;
  /** Whether a blank or a comment stands directly before the place we are at. */
  afterBlank = false;

  constructor(text: string) {
    this.#text = text;
    this.#skipBlanks();
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  sees(symbol: string): boolean {
    return this.#text[this.#at] === symbol;
  }

  take(symbol: string): boolean {
    if (!this.sees(symbol)) return false;
    this.#at += 1;
    this.#skipBlanks();
    return true;
  }

  /** A method, result, ptype or property in lower case (Keyword of RFC 5321 §4.1.2; Microsoft writes underscores). */
  keyword(): string | undefined {
    return this.#match(/[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?/y)?.toLowerCase();
  }

  /** A quoted string, or what stands up to the next blank, semicolon, comment or quote. */
  value(): string | undefined {
    if (this.sees('"')) {
      return this.#match(/"(?:[^"\\]|\\.)*"/y)
        ?.slice(1, -1)
        .replace(/\\(.)/g, "$1");
    }
    // The grammar wants quotes round "/" and "=", but signatures (header.b) are often written without.
    return this.#match(/[^\s;()"\\]+/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#skipBlanks();
    return found;
  }

  /** Comments nest (RFC 5322 §3.2.2); one that never ends swallows the rest, and with it every result there. */
  #skipBlanks(): void {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const letter = this.#text.charAt(this.#at);
      if (letter === "(") depth += 1;
      else if (letter === ")" && depth > 0) depth -= 1;
      else if (letter === "\\" && depth > 0) this.#at += 1;
      else if (depth === 0 && !/\s/.test(letter)) break;
    }
    this.afterBlank = this.#at > start;
  }
}
