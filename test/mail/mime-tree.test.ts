import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entity, MAX_DEPTH, MAX_PARTS, parseMime } from "../../src/mail/mime-tree.ts";
import { describeCorpora } from "../support/corpora.ts";
import { expectExactRanges } from "./exact-ranges.ts";

/** A mail whose body lines end as the test says. */
function mail(lines: string[], lineEnd = "\r\n"): Buffer {
  return Buffer.from(lines.join(lineEnd));
}

/** Type and body of each entity, children indented below. */
function outline(raw: Buffer, entity: Entity = parseMime(raw)): unknown {
  if (entity.children.length > 0) return { [entity.type]: entity.children.map((child) => outline(raw, child)) };
  return [entity.type, raw.toString("utf8", entity.bodyStart, entity.end)];
}

describe("the tree of a mail", () => {
  test("a plain mail is one part", () => {
    const raw = mail(["Subject: Hallo", "", "Text", ""]);
    expect(outline(raw)).toEqual(["text/plain", "Text\r\n"]);
    expect(parseMime(raw)).toMatchObject({ start: 0, encoding: "7bit", disposition: undefined, filename: undefined });
  });

  const nested = [
    'Content-Type: multipart/mixed; boundary="a"',
    "",
    "Präambel",
    "--a",
    'Content-Type: multipart/alternative; boundary="a-b"',
    "",
    "--a-b",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: Quoted-Printable",
    "",
    "Text --a mitten drin",
    "--ax",
    "--a-b",
    "Content-Type: TEXT/HTML",
    "",
    "<p>",
    "--a-b--",
    "--a  \t",
    'Content-Disposition: Attachment; filename="Plan.pdf"',
    "Content-Type: application/pdf",
    "Content-Transfer-Encoding: base64",
    "",
    "JVBERi0xLjQK",
    "",
    "--a--",
    "Epilog",
  ];

  test.each(["\r\n", "\n"])("a mail with alternatives and attachment, lines ending with %j", (lineEnd) => {
    const raw = mail(nested, lineEnd);
    expect(outline(raw)).toEqual({
      "multipart/mixed": [
        {
          "multipart/alternative": [
            ["text/plain", `Text --a mitten drin${lineEnd}--ax`],
            ["text/html", "<p>"],
          ],
        },
        ["application/pdf", `JVBERi0xLjQK${lineEnd}`],
      ],
    });
    const root = parseMime(raw);
    expectExactRanges(raw, root);
    expect(root.children[0]?.children[0]).toMatchObject({ params: { charset: "utf-8" }, encoding: "quoted-printable" });
    expect(root.children[1]).toMatchObject({ disposition: "attachment", filename: "Plan.pdf", encoding: "base64" });
  });

  test("a missing end delimiter ends with the part around it", () => {
    const raw = mail([
      "Content-Type: multipart/mixed; boundary=a",
      "",
      "--a",
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "",
      "innen",
      "--a",
      "",
      "aussen",
      "--b",
      "kein Teil mehr",
    ]);
    expect(outline(raw)).toEqual({
      "multipart/mixed": [
        { "multipart/mixed": [["text/plain", "innen"]] },
        ["text/plain", "aussen\r\n--b\r\nkein Teil mehr"],
      ],
    });
    expectExactRanges(raw, parseMime(raw));
  });

  test.each<[string, string[], unknown]>([
    [
      "no boundary parameter",
      ["Content-Type: multipart/mixed", "", "--x", "", "Text"],
      ["multipart/mixed", "--x\r\n\r\nText"],
    ],
    [
      "an empty boundary",
      ['Content-Type: multipart/mixed; boundary=""', "", "--", "", "Text"],
      ["multipart/mixed", "--\r\n\r\nText"],
    ],
    [
      "a boundary that never occurs",
      ["Content-Type: multipart/mixed; boundary=a", "", "Text"],
      ["multipart/mixed", "Text"],
    ],
    ["only an end delimiter", ["Content-Type: multipart/mixed; boundary=a", "", "--a--"], ["multipart/mixed", "--a--"]],
    ["a type without subtype", ["Content-Type: text", "", "Text"], ["text/plain", "Text"]],
    ["no header at all", ["", "Text"], ["text/plain", "Text"]],
    ["nothing", [], ["text/plain", ""]],
    [
      "empty parts",
      ["Content-Type: multipart/mixed; boundary=a", "", "--a", "--a", "", "--a", "", "", "--a--"],
      {
        "multipart/mixed": [
          ["text/plain", ""],
          ["text/plain", ""],
          ["text/plain", ""],
        ],
      },
    ],
    [
      "a header cut off by the next delimiter",
      [
        "Content-Type: multipart/mixed; boundary=a:b",
        "",
        "--a:b",
        "Content-Type: text/html",
        "--a:b",
        "",
        "Text",
        "--a:b--",
      ],
      {
        "multipart/mixed": [
          ["text/html", ""],
          ["text/plain", "Text"],
        ],
      },
    ],
    [
      "the boundary of the outer part used again",
      [
        "Content-Type: multipart/mixed; boundary=a",
        "",
        "--a",
        "Content-Type: multipart/mixed; boundary=a",
        "",
        "--a",
        "",
        "Text",
        "--a--",
      ],
      {
        "multipart/mixed": [
          ["multipart/mixed", ""],
          ["text/plain", "Text"],
        ],
      },
    ],
    [
      "a digest",
      ["Content-Type: multipart/digest; boundary=a", "", "--a", "", "Subject: innen", "", "Text", "--a--"],
      { "multipart/digest": [["message/rfc822", "Subject: innen\r\n\r\nText"]] },
    ],
    [
      "a mail within a mail is a leaf",
      ["Content-Type: message/rfc822", "", "Content-Type: multipart/mixed; boundary=a", "", "--a", "", "Text"],
      ["message/rfc822", "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nText"],
    ],
    [
      "a boundary with blanks behind it and an umlaut",
      ['Content-Type: multipart/mixed; boundary="ä "', "", "--ä", "", "Text", "--ä--"],
      { "multipart/mixed": [["text/plain", "Text"]] },
    ],
  ])("%s", (_title, lines, expected) => {
    const raw = mail(lines);
    expect(outline(raw)).toEqual(expected);
    expectExactRanges(raw, parseMime(raw));
  });

  test("100,000 empty parts are cut off, in less than a second", () => {
    const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=a\r\n\r\n${"--a\r\n\r\n".repeat(100_000)}`);
    const startedAt = performance.now();
    const root = parseMime(raw);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(root.children).toHaveLength(MAX_PARTS - 1);
    expect(root.end).toBe(raw.length);
  });

  test("a mail nested 10,000 deep is read to the limit", () => {
    const levels = Array.from(
      { length: 10_000 },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`,
    );
    const raw = Buffer.from(levels.join(""));
    let depth = 0;
    for (let entity: Entity | undefined = parseMime(raw); entity !== undefined; entity = entity.children[0]) depth += 1;
    expect(depth).toBe(MAX_DEPTH + 1);
  });

  test.each([
    "--b0\n",
    "--x\n",
    "\n",
    "--b0\nX: y\n",
    "--b0:\nX: y\n",
    "-- \t ",
    "--b0\nContent-Type: multipart/mixed; boundary=c\n\n",
  ])("10 MB of %j in nested parts are read in linear time", (piece) => {
    const levels = Array.from(
      { length: 60 },
      (_, level) => `Content-Type: multipart/mixed; boundary="b${level}:"\n\n--b${level}:\n`,
    );
    const raw = Buffer.from(levels.join("") + piece.repeat(10_000_000 / piece.length));
    const startedAt = performance.now();
    parseMime(raw);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test("any bytes of a stranger make a tree with exact ranges", () => {
    const lines = fc.constantFrom(
      "",
      "--a",
      "--a--",
      "--b",
      "--b--",
      "--a ",
      "--a--x",
      "Text",
      "X: y",
      " x",
      "\r",
      "\0",
      "Content-Type: multipart/mixed; boundary=a",
      "Content-Type: multipart/alternative; boundary=b",
      'Content-Type: multipart/mixed; boundary="a--"',
      "Content-Type: text/html",
    );
    const ends = fc.constantFrom("\r\n", "\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(lines, ends), { maxLength: 40 }), (pieces) => {
        const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=a\n${pieces.flat().join("")}`);
        expectExactRanges(raw, parseMime(raw));
      }),
      { numRuns: 3_000 },
    );
  });
});

describeCorpora("the trees of real mails", (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(json|xml|yml|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

  test("every mail has exact ranges, and takes less than 200 ms", () => {
    expect(files.length).toBeGreaterThan(300);
    for (const file of files) {
      const raw = readFileSync(file);
      const startedAt = performance.now();
      const root = parseMime(raw);
      expect(performance.now() - startedAt, file).toBeLessThan(200);
      expect(root.end, file).toBe(raw.length);
      expectExactRanges(raw, root);
    }
  });

  test("file names in every form are read", () => {
    const root = parseMime(readFileSync(join(folder, "mime/own/t-rfc2231.eml")));
    expect(root.children.map((child) => child.filename)).toEqual([
      undefined,
      "Übersicht.pdf",
      "Übersicht zwei.pdf",
      "Übersicht drei.txt",
    ]);
    expect(root.children[1]?.params["name"]).toBe("Übersicht der Bänke.pdf");
  });
});
