/** Longest line without its CRLF that every server carries (RFC 5322 §2.1.1). */
export const MAX_LINE_OCTETS = 998;

const LF = 0x0a;
const CRLF_LENGTH = 2;

/** Octets of the longest line in a text that is cut into chunks, without its CRLF. */
export function longestLine(chunks: readonly Buffer[]): number {
  let longest = 0;
  let length = 0;
  for (const chunk of chunks) {
    let at = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, at)) {
      longest = Math.max(longest, length + end + 1 - at - CRLF_LENGTH);
      length = 0;
      at = end + 1;
    }
    length += chunk.length - at;
  }
  return Math.max(longest, length);
}
