import fc from "fast-check";
import { expect, test } from "vitest";
import { messageBytes } from "../../src/delivery/message-bytes.ts";

function wire(...chunks: string[]): string {
  return Buffer.concat(messageBytes(chunks.map((chunk) => Buffer.from(chunk, "latin1")))).toString("latin1");
}

/** As a server reads it (RFC 5321 §4.5.2). */
function received(text: string): string {
  expect(text.endsWith(".\r\n")).toBe(true);
  const lines = text.split("\r\n");
  const end = lines.indexOf(".");
  expect(end).toBe(lines.length - 2);
  return lines
    .slice(0, end)
    .map((line) => `${line.startsWith(".") ? line.slice(1) : line}\r\n`)
    .join("");
}

test.each([
  ["an ordinary mail", "Subject: x\r\n\r\nLiebe Ruth\r\n", "Subject: x\r\n\r\nLiebe Ruth\r\n.\r\n"],
  ["a mail without an end of line", "x: 1\r\n\r\nLiebe Ruth", "x: 1\r\n\r\nLiebe Ruth\r\n.\r\n"],
  ["a line that begins with a dot", "x: 1\r\n\r\n.profile\r\n..\r\n", "x: 1\r\n\r\n..profile\r\n...\r\n.\r\n"],
  ["a dot that stands alone", "x: 1\r\n\r\n.\r\nRSET\r\n", "x: 1\r\n\r\n..\r\nRSET\r\n.\r\n"],
  ["dots one after the other", ".\r\n.\r\n.", "..\r\n..\r\n..\r\n.\r\n"],
  ["a bare LF before a dot", "x: 1\r\n\r\nLiebe\n.\r\nRuth\r\n", "x: 1\r\n\r\nLiebe\r\n..\r\nRuth\r\n.\r\n"],
  ["a bare CR before a dot", "x: 1\r\n\r\nLiebe\r.\r\nRuth\r\n", "x: 1\r\n\r\nLiebe\r\n..\r\nRuth\r\n.\r\n"],
  ["8-bit bytes", "x: 1\r\n\r\nGr\xfcsse\xff\x00\r\n", "x: 1\r\n\r\nGr\xfcsse\xff\x00\r\n.\r\n"],
  ["nothing at all", "", ".\r\n"],
])("%s", (_what, mail, expected) => {
  expect(wire(mail)).toBe(expected);
});

test("a dot at the beginning of a piece counts where the piece before has ended its line", () => {
  const large = "x".repeat(300_000);
  expect(wire(`${large}\r\n`, ".", `a${large}`, ".b")).toBe(`${large}\r\n..a${large}.b\r\n.\r\n`);
});

test("a line end that two pieces share is one line end, also after a large piece", () => {
  const large = "x".repeat(300_000);
  expect(wire(`${large}\r`, "\n.", "\r", "\n")).toBe(`${large}\r\n..\r\n.\r\n`);
  expect(wire("a\r", "b\r")).toBe("a\r\nb\r\n.\r\n");
});

test("a server gets back every mail, whatever pieces it is in", () => {
  const line = fc.stringMatching(/^[.a]{0,4}$/);
  fc.assert(
    fc.property(fc.array(line), fc.boolean(), (lines, isLarge) => {
      const first = isLarge ? `${"y".repeat(20_000)}\r\n` : "";
      const pieces = [first, ...lines.map((text) => `${text}\r\n`)];
      expect(received(wire(...pieces))).toBe(pieces.join(""));
    }),
    { numRuns: 300 },
  );
});
