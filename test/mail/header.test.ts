import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import {
  encodeField,
  fieldValues,
  firstValue,
  MAX_HEADER_BYTES,
  MAX_HEADER_LINES,
  parseHeader,
} from "../../src/mail/header.ts";
import { describeCorpora } from "../support/corpora.ts";

describe("reading a header", () => {
  test("Ruth's mail is read field by field, with the bytes as they came", () => {
    const raw = Buffer.from("From: Ruth <ruth@post.example>\r\nSubject: Sommer\r\n lager\r\n\r\nHallo\r\n");
    const block = parseHeader(raw);
    expect(block.fields.map(({ name, key, value }) => [name, key, value])).toEqual([
      ["From", "from", "Ruth <ruth@post.example>"],
      ["Subject", "subject", "Sommer lager"],
    ]);
    expect(block.fields[1]?.raw.toString()).toBe("Subject: Sommer\r\n lager\r\n");
    expect(raw.subarray(block.end).toString()).toBe("Hallo\r\n");
    expect(block.problems).toEqual([]);
  });

  test("fields are found whatever the case of their names", () => {
    const block = parseHeader(Buffer.from("RECEIVED: a\nreceived: b\nTo: c\n\n"));
    expect(fieldValues(block, "Received")).toEqual(["a", "b"]);
    expect(firstValue(block, "received")).toBe("a");
    expect(firstValue(block, "cc")).toBeUndefined();
  });

  test("a blank before the colon hides no second From", () => {
    const block = parseHeader(Buffer.from("From: a@post.example\r\nFrom : b@post.example\r\n\r\n"));
    expect(fieldValues(block, "from")).toEqual(["a@post.example", "b@post.example"]);
  });

  test.each([
    ["LF only", "A: 1\n 2\nB: 3\n\nbody", ["1 2", "3"], "body", []],
    ["mixed line ends", "A: 1\r\n\t2\nB: 3\r\n\nbody", ["1\t2", "3"], "body", []],
    ["no body", "A: 1\r\n", ["1"], "", []],
    ["no line end", "A: 1", ["1"], "", []],
    ["nothing at all", "", [], "", []],
    ["no header", "\r\nbody", [], "body", []],
    ["empty fields", "A:\r\nB: \r\n \r\n\t\r\nC:\r\n x\r\n\r\nbody", ["", "", "x"], "body", []],
    [
      "an mbox line",
      "From ruth@post.example Mon Mar  2 18:30:00 2026\nA: 1\n\nbody",
      [],
      "From ruth@post.example Mon Mar  2 18:30:00 2026\nA: 1\n\nbody",
      ["not-a-field"],
    ],
    [
      "a line without a colon",
      "A: 1\nHallo zusammen\nB: 2\n\nbody",
      ["1"],
      "Hallo zusammen\nB: 2\n\nbody",
      ["not-a-field"],
    ],
    ["a name with a blank", "A: 1\nB C: 2\n\n", ["1"], "B C: 2\n\n", ["not-a-field"]],
    ["a name that is no ASCII", "Prü: 2\n\n", [], "Prü: 2\n\n", ["not-a-field"]],
    ["no name", ": 2\n\n", [], ": 2\n\n", ["not-a-field"]],
    ["a folded first line", " A: 1\n\n", [], " A: 1\n\n", ["not-a-field"]],
    ["a delimiter with a colon", "A: 1\n--a:b\n\n", ["1"], "--a:b\n\n", ["not-a-field"]],
    ["a lone CR", "A: 1\rB: 2\r\n\r\nbody", ["1\rB: 2"], "body", ["bare-cr-in-header"]],
    ["nothing but CR", "A: 1\rB: 2\r\rbody", ["1\rB: 2\r\rbody"], "", ["bare-cr-in-header"]],
    ["NUL", "A: 1\x002\r\n\r\nbody", ["1\x002"], "body", ["nul-in-header"]],
  ])("%s", (_title, raw, values, body, problems) => {
    const bytes = Buffer.from(raw);
    const block = parseHeader(bytes);
    expect(block.fields.map((field) => field.value)).toEqual(values);
    expect(bytes.subarray(block.end).toString()).toBe(body);
    expect(block.problems).toEqual(problems);
  });

  test("raw umlauts are read as UTF-8, and as Latin-1 where they are no UTF-8", () => {
    const raw = Buffer.concat([Buffer.from("A: Grüsse\r\nB: "), Buffer.from("Grüsse\r\n\r\n", "latin1")]);
    expect(parseHeader(raw).fields.map((field) => field.value)).toEqual(["Grüsse", "Grüsse"]);
  });

  test("a range of the message is read without looking beyond it", () => {
    const raw = Buffer.from("--b\r\nA: 1\r\n--b\r\nB: 2\r\n\r\n");
    expect(parseHeader(raw, 5, 11)).toMatchObject({ fields: [{ value: "1" }], end: 11 });
  });

  test("10,000 header lines are named, and the body is still found", () => {
    const raw = Buffer.from(`${"X: y\r\n".repeat(10_000)}\r\nbody`);
    const block = parseHeader(raw);
    expect(block.problems).toEqual(["too-many-header-lines"]);
    expect(block.fields).toHaveLength(MAX_HEADER_LINES);
    expect(raw.subarray(block.end).toString()).toBe("body");
  });

  test("a field folded over 10,000 lines counts by its lines", () => {
    expect(parseHeader(Buffer.from(`To: a\r\n${" b\r\n".repeat(10_000)}\r\n`)).problems).toEqual([
      "too-many-header-lines",
    ]);
  });

  test("a header beyond the limit of bytes is named", () => {
    const block = parseHeader(Buffer.from(`A: ${"x".repeat(MAX_HEADER_BYTES)}\r\nB: 1\r\n\r\n`));
    expect(block.problems).toEqual(["header-too-large"]);
    expect(block.fields).toEqual([]);
  });

  test("any bytes of a stranger are read, and none is lost", () => {
    const bytes = fc.constantFrom(...Buffer.from("A:b \t\r\n\0-ü"));
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 60 }), (octets) => {
        const raw = Buffer.from(octets);
        const block = parseHeader(raw);
        const fields = Buffer.concat(block.fields.map((field) => field.raw));
        expect(raw.subarray(0, fields.length)).toEqual(fields);
        expect(["", "\n", "\r\n"]).toContain(raw.toString("latin1", fields.length, block.end));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([" ", "\r", "\n", "a", "a:", "a:\r\n ", "X: y\n", "\t\n"])(
    "25 MB of %j are read in linear time",
    (piece) => {
      const raw = Buffer.alloc(25_000_000, `A: b${piece}`);
      const startedAt = performance.now();
      parseHeader(raw);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});

describe("writing a field", () => {
  test.each([
    ["Sommerlager", "Subject: Sommerlager\r\n"],
    ["", "Subject: \r\n"],
    ["Grüsse aus Bern", "Subject: =?utf-8?Q?Gr=C3=BCsse?= aus Bern\r\n"],
    ["a\r\nBcc: evil@evil.example", "Subject: a Bcc: evil@evil.example\r\n"],
    ["a\0b", "Subject: ab\r\n"],
    ["=?utf-8?Q?x?=", "Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=\r\n"],
  ])("the text %j", (text, written) => {
    expect(encodeField("Subject", text).toString()).toBe(written);
  });

  test("a long subject is folded within 78 columns", () => {
    const written = encodeField(
      "Subject",
      "Einladung zum Frühjahrsputz am Gründonnerstag im Kirchgemeindehaus ".repeat(5),
    );
    const lines = written.toString().trimEnd().split("\r\n");
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => line.length <= 78)).toBe(true);
  });

  test("every subject reads back as it was written, in one field with lines below 998 octets", () => {
    const hostile = fc.constantFrom(..."ab ü日😀=?_\r\n\t\0");
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: hostile, maxLength: 300 }),
      fc.string({ unit: fc.constantFrom("a"), minLength: 800, maxLength: 3_000 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const written = encodeField("Subject", text);
        const block = parseHeader(Buffer.concat([written, Buffer.from("\r\n")]));
        expect(block.fields).toHaveLength(1);
        expect(block.problems).toEqual([]);
        const lines = written.toString("latin1").split("\r\n");
        expect(lines.every((line) => line.length <= 998 && !/^[ \t]+$/.test(line))).toBe(true);
        const clean = text
          .toWellFormed()
          .replace(/[\t\r\n]+/g, " ")
          .replace(/\p{Cc}/gu, "");
        expect(decodeWords(firstValue(block, "subject") ?? "").trim()).toBe(clean.trim());
      }),
      { numRuns: 300 },
    );
  });
});

describeCorpora("headers of real mails", (folder) => {
  test("a mail with two From fields shows both, one with four blanks in odd places all its fields", () => {
    const own = (name: string) => parseHeader(readFileSync(join(folder, "mime/own", name)));
    expect(fieldValues(own("t-header-spaces.eml"), "from")).toEqual(["a@example.org"]);
    expect(firstValue(own("t-header-spaces.eml"), "subject")).toBe("gefaltet von Anfang an");
    expect(firstValue(own("t-raw-8bit-headers-latin1.eml"), "subject")).toBe("Frühjahrsputz am Gründonnerstag");
    expect(own("t-no-headers.eml").fields).toEqual([]);
    expect(own("t-cr-only.eml").problems).toEqual(["bare-cr-in-header"]);
  });
});
