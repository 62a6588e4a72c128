import fc from "fast-check";
import { expect, test } from "vitest";
import { surveyPlaceholders } from "../../src/journey/placeholders.ts";
import { encodeCharset } from "../../src/mail/charset.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { encodeBase64, encodeQuotedPrintable } from "../../src/mail/transfer.ts";
import { bodyOf, compose, person, sampleOrder, texts } from "./compose-sample.ts";

/** Text that every charset below has, without signs that HTML or placeholders would read. */
const plainText = fc
  .string({ unit: fc.constantFrom(..."abc ÄöüéàXYZ.,-=\r\n\t019"), maxLength: 300 })
  .map((text) => text.replace(/\r\n|\r|\n/g, "\r\n"));

interface Leaf {
  kind: "text";
  html: boolean;
  charset: string;
  encoding: string;
  before: string;
  after: string;
}
interface Attachment {
  kind: "attachment";
  content: string;
}
interface Multipart {
  kind: "multipart";
  children: Node[];
  preamble: string;
}
type Node = Leaf | Attachment | Multipart;

const leaf: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant("text"),
  html: fc.boolean(),
  charset: fc.constantFrom("utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"),
  encoding: fc.constantFrom("8bit", "quoted-printable", "base64"),
  before: plainText,
  after: plainText,
});
const attachment: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant("attachment"),
  content: fc.string({ unit: "binary-ascii", maxLength: 100 }).map((text) => Buffer.from(text).toString("base64")),
});
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: "mime" },
    leaf,
    attachment,
    fc.record({
      kind: fc.constant("multipart"),
      children: fc.array(tie("node"), { minLength: 1, maxLength: 4, depthIdentifier: "mime" }),
      preamble: fc.constantFrom("", "no MIME\r\n", "### no placeholder ###\r\n"),
    }),
  ),
}));

/** The entity as bytes, each text with `word` in it. */
function write(entity: Node, word: string, boundary = "b"): Buffer {
  switch (entity.kind) {
    case "text": {
      const text = encodeCharset(`${entity.before}[${word}]${entity.after}`, entity.charset) ?? Buffer.alloc(0);
      const encoded =
        entity.encoding === "base64"
          ? encodeBase64(text)
          : entity.encoding === "quoted-printable"
            ? encodeQuotedPrintable(text)
            : text;
      const type = `text/${entity.html ? "html" : "plain"}; charset=${entity.charset}`;
      const head = `Content-Type: ${type}\r\nX-Kept:  as it is \r\nContent-Transfer-Encoding: ${entity.encoding}\r\n\r\n`;
      return Buffer.concat([Buffer.from(head), encoded]);
    }
    case "attachment":
      return Buffer.from(
        `Content-Type: text/plain\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${entity.content}`,
      );
    case "multipart": {
      const head = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${entity.preamble}`;
      const children = entity.children.flatMap((child, index) => [
        Buffer.from(`\r\n--${boundary}\r\n`),
        write(child, word, `${boundary}${index}`),
      ]);
      return Buffer.concat([
        Buffer.from(head),
        ...children,
        Buffer.from(`\r\n--${boundary}--\r\nepilogue ###VORNAME###`),
      ]);
    }
  }
}

function message(entity: Node, word: string): Buffer {
  return Buffer.concat([
    Buffer.from("From: ruth@post.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"),
    write(entity, word),
  ]);
}

/** All bytes that are not the body of a text. */
function around(copy: Buffer): string {
  let text = "";
  let at = parseHeader(copy).end;
  const visit = (entity: ReturnType<typeof parseMime>) => {
    if (entity.type.startsWith("text/") && entity.disposition === undefined) {
      text += copy.toString("latin1", at, entity.bodyStart);
      at = entity.end;
    }
    for (const child of entity.children) visit(child);
  };
  visit(parseMime(copy));
  return text + copy.toString("latin1", at);
}

const latinName = fc.string({ unit: fc.constantFrom(..."aeiÄéñ'-x"), minLength: 1, maxLength: 30 });
const anyName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((name) => /^[\p{L}\p{N}]+$/u.test(name));

test("in generated MIME trees nothing but the placeholder changes", () => {
  fc.assert(
    fc.property(node, latinName, (entity, firstName) => {
      const raw = message(entity, "###VORNAME###");
      const copy = compose(raw, [person({ firstName })]);
      expect(texts(copy)).toEqual(texts(message(entity, firstName)));
      expect(around(copy)).toBe(around(raw));
    }),
    { numRuns: 500 },
  );
});

test("in generated MIME trees every name comes out, also one that the charset lacks", () => {
  fc.assert(
    fc.property(node, anyName, (entity, firstName) => {
      const copy = compose(message(entity, "###VORNAME###"), [person({ firstName })]);
      const expected = texts(message(entity, "·")).map((text) => text.replace("·", firstName));
      expect(texts(copy)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("generated MIME trees without placeholder go out byte for byte", () => {
  fc.assert(
    fc.property(node, latinName, (entity, word) => {
      const raw = message(entity, word);
      expect(bodyOf(compose(raw)).equals(bodyOf(raw))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("no bytes of a stranger make composing or the survey fail", () => {
  const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
  const noise = fc.string({
    unit: fc.constantFrom(
      "###",
      "VORNAME",
      "|",
      "#",
      "<",
      ">",
      "=",
      "&#35;",
      "\r\n",
      "--b",
      " ",
      '"',
      "<!--",
      "<a href=",
      "ü",
    ),
    maxLength: 60,
  });
  const type = fc.constantFrom(
    "text/html",
    "text/plain; charset=utf-16",
    "text/html; charset=iso-2022-jp",
    "multipart/mixed; boundary=b",
  );
  const encoding = fc.constantFrom("8bit", "quoted-printable", "base64", "x-uuencode", "odd");
  fc.assert(
    fc.property(type, encoding, noise, bytes, (contentType, transfer, text, tail) => {
      const head = `From: a@b.example\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n${text}`;
      const raw = Buffer.concat([Buffer.from(head), tail]);
      surveyPlaceholders(raw, sampleOrder().policy);
      expect(compose(raw).length).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});
