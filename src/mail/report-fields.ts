/**
 * The fields of report parts (RFC 3464 §2.1, RFC 5965 §3): the form of a header, in groups between empty lines. Read line
 * by line, so that the same fields are found where a server writes them into a text.
 */

/** One field, or the empty line between two groups, which has no key. */
export interface ReportField {
  /** Lower case; "" for an empty line. */
  key: string;
  /** On one line. */
  value: string;
}

/** Longer values are cut; a report of a recipient needs some hundred characters. */
const MAX_VALUE = 4_000;
const FIELD = /^([a-z][\w-]{0,60})[ \t]{0,10}:[ \t]*(.*)$/i;

/** The fields of a text in order. What is no field is left out, and ends the field before it. */
export function readReportFields(text: string): ReportField[] {
  const fields: ReportField[] = [];
  let last: ReportField | undefined;
  for (const written of text.split(/\r\n|\r|\n/)) {
    const line = written.slice(0, MAX_VALUE);
    const [, name, value = ""] = FIELD.exec(line) ?? [];
    if (name !== undefined) {
      last = { key: name.toLowerCase(), value: value.trim() };
      fields.push(last);
    } else if (line.trim() === "") {
      if (last?.key !== "") fields.push({ key: "", value: "" });
      last = undefined;
    } else if (last !== undefined && /^[ \t]/.test(line)) {
      if (last.value.length < MAX_VALUE) last.value = `${last.value} ${line.trim()}`.trim().slice(0, MAX_VALUE);
    } else {
      last = undefined;
    }
  }
  return fields;
}

/** The value of the first field with this name (in lower case). */
export function findField(fields: readonly ReportField[], name: string): string | undefined {
  return fields.find((field) => field.key === name)?.value;
}
