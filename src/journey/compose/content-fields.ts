/**
 * The fields that say how a part is encoded (RFC 2045 §5 and §6), rewritten for a copy whose values need another charset
 * or transfer encoding. All other bytes of these fields, and all other fields, stay.
 */
import type { Field } from "../../mail/header.ts";

/** How a part is encoded. */
export interface ContentForm {
  charset: string;
  /** Content-Transfer-Encoding. */
  encoding: string;
}

/** A header field as it goes out. */
export type OutgoingField = Pick<Field, "key" | "raw" | "value">;

/** A form in one word. */
export function formKey({ charset, encoding }: ContentForm): string {
  return `${charset} ${encoding}`;
}

/** The fields of a part, with charset and transfer encoding as given; what was missing comes first. */
export function withContentForm(fields: readonly OutgoingField[], form: ContentForm): OutgoingField[] {
  const contentType = { ...NO_CONTENT_TYPE, ...fields.find(({ key }) => key === "content-type") };
  const encoding = toField("Content-Transfer-Encoding", form.encoding);
  const rewritten = new Map([
    ["content-type", { ...contentType, raw: setCharset(contentType.raw, form.charset) }],
    ["content-transfer-encoding", encoding],
  ]);
  const replaced = fields.map((field) => {
    const replacement = rewritten.get(field.key);
    if (replacement === undefined || saysTheSame(field, replacement)) return field;
    return replacement;
  });
  const missing = [...rewritten].filter(([key]) => !fields.some((field) => field.key === key));
  return [...missing.map(([, field]) => field), ...replaced];
}

/** Writes a field of a few ASCII words. */
export function toField(name: string, value: string): OutgoingField {
  return { key: name.toLowerCase(), raw: Buffer.from(`${name}: ${value}\r\n`), value };
}

const NO_CONTENT_TYPE = toField("Content-Type", "text/plain");

function saysTheSame(field: OutgoingField, replacement: OutgoingField): boolean {
  return field.key !== "content-type" && field.value.toLowerCase() === replacement.value.toLowerCase();
}

/** The field with this charset parameter instead of its own, if it has one, whatever form that has (RFC 2231). */
function setCharset(raw: Buffer, charset: string): Buffer {
  const text = raw.toString("latin1").replace(/[\s;]+$/, "");
  const [type = "", ...parameters] = splitAtSemicolons(text);
  const isCharset = (parameter: string) => /^\s*charset[\s*=\d]/i.test(parameter);
  const place = parameters.findIndex(isCharset);
  if (place === -1) return Buffer.from(`${text}; charset=${charset}\r\n`, "latin1");
  const blanks = /^\s*/.exec(parameters[place] ?? "")?.[0] ?? " ";
  const kept = parameters.flatMap((parameter, index) => {
    if (index === place) return [`${blanks}charset=${charset}`];
    return isCharset(parameter) ? [] : [parameter];
  });
  return Buffer.from(`${[type, ...kept].join(";")}\r\n`, "latin1");
}

/** Splits at semicolons outside of quotes, keeping every other byte. */
function splitAtSemicolons(text: string): string[] {
  const pieces = [""];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"?|[^";]+|;/g)) {
    if (token === ";") pieces.push("");
    else pieces[pieces.length - 1] += token;
  }
  return pieces;
}
