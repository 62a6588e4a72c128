import type { Context } from "./passage.ts";

/** Most values have nothing to escape. */
const HARMLESS = /^[\w .,@\u00c0-\u017f-]*$/;
/** What a link may begin with; "javascript:" and its kin are no links. */
const WHOLE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/** A clean value as it may stand in this place, escaped for HTML where it is HTML. */
export function escapeFor(context: Context, value: string): string {
  switch (context) {
    case "plain":
      return value;
    case "html":
      return HARMLESS.test(value) ? value : value.replace(/[&<>"]/g, toReference);
    case "link":
      return WHOLE_LINK.test(value) ? escapeLink(value) : escapeFor("url", value);
    case "mailto":
      return escapeFor("url", value).replace(/%40/g, "@");
    case "url":
      return encodeURIComponent(value).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    case "attribute":
      return value.replace(/[&<>"'`]/g, toReference);
    case "unquoted-attribute":
      return value.replace(/[^\p{L}\p{N}_.-]/gu, (sign) => `&#${sign.codePointAt(0)};`);
    case "code":
      return value.replace(/[^\p{L}\p{M}\p{N} _.@-]/gu, "");
  }
}

/** A link as a whole, its own separators and escapes kept. */
function escapeLink(link: string): string {
  return link.replace(/[^\w\-.~:/?#[\]@!$&*+,;=%]/gu, (sign) => escapeFor("url", sign)).replace(/&/g, toReference);
}

const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function toReference(sign: string): string {
  return REFERENCES[sign] ?? `&#${sign.charCodeAt(0)};`;
}
