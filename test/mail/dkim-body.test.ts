import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RelaxedBody } from "../../src/mail/dkim-body.ts";
import { toCrlf } from "../../src/mail/line-ends.ts";

function canonical(chunks: readonly Buffer[]): Buffer {
  const taken: Buffer[] = [];
  // A piece is only good until the call ends, so it is copied here as a hash would read it.
  const body = new RelaxedBody((piece) => taken.push(Buffer.from(piece)));
  for (const chunk of chunks) for (const _ of body.add(chunk)) taken.push(Buffer.alloc(0));
  body.end();
  return Buffer.concat(taken);
}

/** RFC 6376 §3.4.4, sentence by sentence, on the whole body. */
function bySentences(body: Buffer): string {
  const wire = toCrlf(body).toString("latin1");
  const reduced = wire.replace(/[ \t]+(?=\r\n|$)/g, "").replace(/[ \t]+/g, " ");
  const withoutEmptyEnd = reduced.replace(/(?:\r\n)+$/, "");
  return withoutEmptyEnd === "" ? "" : `${withoutEmptyEnd}\r\n`;
}

/** Cuts a body at these places. */
function cut(body: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((place) => place % (body.length + 1)).toSorted((a, b) => a - b);
  return [0, ...sorted].map((from, index) => body.subarray(from, sorted[index] ?? body.length));
}

const PIECES = [
  " ",
  "  ",
  "\t",
  "\r\n",
  "\r\n\r\n",
  "\r",
  "\n",
  ".",
  "ä",
  "\0",
  "\v",
  "Grüsse",
  "x".repeat(70),
  "a b c d e f",
];
const bodies = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 60 })
  .map((pieces) => Buffer.from(pieces.join(""), "latin1"));

describe("the body that is signed", () => {
  test.each([
    ["nothing", "", ""],
    ["only empty lines", "\r\n \r\n\t\r\n", ""],
    ["blanks at the end of a line", "Liebe Anna \t\r\nGruss\r\n", "Liebe Anna\r\nGruss\r\n"],
    ["runs of blanks, also at the begin of a line", "\t  a \t b\r\n", " a b\r\n"],
    ["empty lines at the end", "a\r\n\r\n \r\n", "a\r\n"],
    ["empty lines elsewhere", "\r\n\r\na\r\n\r\nb", "\r\n\r\na\r\n\r\nb\r\n"],
    ["no line end at the end", "a", "a\r\n"],
    ["lone CR and LF, which the wire makes line ends", "a\rb\nc \r d", "a\r\nb\r\nc\r\n d\r\n"],
    ["signs that only look like blanks", "a\v\f\u00a0\r\n", "a\v\f\u00a0\r\n"],
  ])("%s", (_what, body, expected) => {
    expect(canonical([Buffer.from(body, "latin1")]).toString("latin1")).toBe(expected);
  });

  test("is the same wherever it is cut into chunks, and as the standard says", () => {
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(), { maxLength: 6 }), (body, places) => {
        expect(canonical(cut(body, places)).toString("latin1")).toBe(bySentences(body));
      }),
      { numRuns: 2_000 },
    );
  });

  test("is the same wherever it lies in memory", () => {
    for (let offset = 0; offset < 8; offset += 1) {
      const body = Buffer.concat([
        Buffer.alloc(offset, "x"),
        Buffer.from("a b  c\td e \r\nabc abc abc  abc\r\n"),
      ]).subarray(offset);
      expect(canonical([body]).toString()).toBe("a b c d e\r\nabc abc abc abc\r\n");
    }
  });
});

describe("a big attachment that is the same in every copy", () => {
  const line = `${"QUJDRA".repeat(12)}\r\n`;
  const attachment = Buffer.from(`--grenze\r\nContent-Type: image/png;\r\n\tname=x\r\n\r\n${line.repeat(8_000)}`);

  test("is canonical whether it is seen for the first or the third time, behind whatever text", () => {
    for (const text of ["Liebe Anna\r\n", "Lieber Urs  \r\n\r\n \t", "x", ""]) {
      const chunks = [Buffer.from(text), attachment, Buffer.from(" \r\n\r\n--grenze--\r\n\r\n")];
      expect(canonical(chunks).toString("latin1")).toBe(bySentences(Buffer.concat(chunks)));
    }
  });

  test("is handed on as it lies in memory, not copied", () => {
    canonical([attachment]);
    let shared = 0;
    const body = new RelaxedBody((piece) => {
      if (piece.buffer === attachment.buffer && piece.length >= 512) shared += piece.length;
    });
    for (const _ of body.add(attachment)) expect(shared).toBeGreaterThan(0);
    expect(shared).toBeGreaterThan(attachment.length * 0.99);
  });

  test("is read in slices, between which others get their turn", () => {
    let turns = 0;
    const body = new RelaxedBody(() => undefined);
    for (const _ of body.add(Buffer.from(attachment))) turns += 1;
    expect(turns).toBe(Math.ceil(attachment.length / 131_072) - 1);
  });
});

test("a body of nothing but odd blanks is read in linear time", () => {
  const odd = Buffer.alloc(4_000_000, "a  ");
  const hash = createHash("sha256");
  const body = new RelaxedBody((piece) => hash.update(piece));
  const startedAt = performance.now();
  for (const _ of body.add(odd));
  body.end();
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});
