import type { Address } from "./address.ts";
import { formatDisplayName } from "./display-name.ts";

/** What mail programs may know of the list that a copy belongs to. */
export interface ListDescription {
  /** Name of the group as people know it; any text. */
  name: string;
  /** Identifier that never changes, such as `gr000123.gruppen.example`, whatever the alias (RFC 2919 §3). */
  listId: string;
  /** Where members write to; "NO" where they may not (RFC 2369 §3.4). */
  post: Address | "NO";
  help: Address;
  owner: Address;
}

/** Folded lines stay below 79 characters where a blank allows it (RFC 5322 §2.1.1). */
const MAX_LINE = 78;

/** The fields List-Id (RFC 2919), List-Post, List-Help and List-Owner (RFC 2369), each ready with its CRLF. */
export function listFields(list: ListDescription): Buffer[] {
  return [
    field("List-Id", [...formatDisplayName(list.name), `<${list.listId}>`]),
    field("List-Post", [list.post === "NO" ? "NO" : mailtoLink(list.post)]),
    field("List-Help", [mailtoLink(list.help)]),
    field("List-Owner", [mailtoLink(list.owner)]),
  ];
}

/**
 * List-Unsubscribe (RFC 2369 §3.2) with a mailto link alone, for any number of copies. List-Unsubscribe-Post must stand
 * beside an https link (RFC 8058 §3.1), so it is missing as long as there is none.
 *
 * @returns the field for a token, which needs no escaping; on one line whatever its length, since the link has no blank to
 *   fold at and some programs see no field in an empty first line
 */
export function unsubscribeField(domain: string): (token: string) => Buffer {
  const behind = `@${encodeURIComponent(domain)}?subject=unsubscribe>\r\n`;
  return (token) => Buffer.from(`List-Unsubscribe: <mailto:unsubscribe-${token}${behind}`);
}

function field(name: string, words: string[]): Buffer {
  let text = `${name}:`;
  let column = text.length;
  for (const word of words) {
    const folds = column + 1 + word.length > MAX_LINE;
    text += folds ? `\r\n ${word}` : ` ${word}`;
    column = folds ? 1 + word.length : column + 1 + word.length;
  }
  return Buffer.from(`${text}\r\n`);
}

/** RFC 6068 §2: what is special in a link is percent-encoded, a letter beyond ASCII as its UTF-8 octets. */
function mailtoLink(address: Address): string {
  const escaped = encodeURIComponent(address).replaceAll("%40", "@").replaceAll("%2B", "+");
  return `<mailto:${escaped.replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}>`;
}
