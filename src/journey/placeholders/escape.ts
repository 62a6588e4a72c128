import type { Context } from "./passage.ts";

/** Marks that reverse the reading direction, so that a value could disguise the text around it. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Most values have nothing to clean away or to escape. */
const HARMLESS = /^[\w .,@\u00c0-\u017f-]*$/;

/** A value as it may stand in this place: on one line, without control characters, escaped for HTML where it is HTML. */
export function escapeFor(context: Context, value: string): string {
  if (HARMLESS.test(value) && (context === "plain" || context === "html")) return value;
  const clean = value
    .toWellFormed()
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .replace(BIDI_CONTROLS, "");
  switch (context) {
    case "plain":
      return clean;
    case "html":
      return clean.replace(/[&<>"]/g, toReference);
    case "url":
      return encodeURIComponent(clean).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    case "attribute":
      return clean.replace(/[&<>"'`]/g, toReference);
    case "unquoted-attribute":
      return clean.replace(/[^\p{L}\p{N}_.-]/gu, (sign) => `&#${sign.codePointAt(0)};`);
    case "code":
      return clean.replace(/[^\p{L}\p{M}\p{N} _.@-]/gu, "");
  }
}

const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function toReference(sign: string): string {
  return REFERENCES[sign] ?? `&#${sign.charCodeAt(0)};`;
}
