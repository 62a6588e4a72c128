/** Records as zone files have them (RFC 1035 §5.1), which every hoster's form takes apart again. */

/** The longest piece of a text (RFC 1035 §3.3.14). */
const MOST_OCTETS = 255;

export type RecordType = "A" | "AAAA" | "MX" | "TXT" | "CNAME" | "PTR";

/** One line: `verein.ch. IN MX 10 mx.verein.ch.`; the value of a text is quoted here. */
export function zoneLine(name: string, type: RecordType, value: string): string {
  return `${name}. IN ${type} ${type === "TXT" ? quotedText(value) : value}`;
}

function quotedText(text: string): string {
  const pieces = text.match(new RegExp(`.{1,${MOST_OCTETS}}`, "g")) ?? [""];
  return pieces.map((piece) => `"${piece.replace(/["\\]/g, "\\$&")}"`).join(" ");
}
