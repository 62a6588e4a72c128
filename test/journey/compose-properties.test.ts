import fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { surveyPlaceholders } from "../../src/journey/placeholders.ts";
import { bodyOf, compose, person, sampleOrder, textMail, texts } from "./compose-sample.ts";
import { aroundTexts, encoded, encoding, node, written } from "./random-mails.ts";

/** The same mails in every run; a failure prints the seed with the mail. */
const SEED = 20_261_126;

const asciiName = fc.string({ unit: fc.constantFrom(..."aeiAZ'-x9"), minLength: 1, maxLength: 30 });
const anyName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((name) => /^[\p{L}\p{N}]+$/u.test(name));

test("in generated MIME trees nothing but the placeholder changes", () => {
  fc.assert(
    fc.property(node, asciiName, (root, firstName) => {
      const raw = written(root, "###VORNAME###");
      const copy = compose(raw, [person({ firstName })]);
      expect(texts(copy)).toEqual(texts(written(root, firstName)));
      expect(aroundTexts(copy)).toBe(aroundTexts(raw));
    }),
    { numRuns: 500, seed: SEED },
  );
});

test("in generated MIME trees every name comes out, also one that the charset lacks", () => {
  fc.assert(
    fc.property(node, anyName, (root, firstName) => {
      const copy = compose(written(root, "###VORNAME###"), [person({ firstName })]);
      const plain = compose(written(root, "X"));
      expect(texts(copy)).toEqual(texts(plain).map((text) => text.replace("[X]", () => `[${firstName}]`)));
      expect(withoutForms(aroundTexts(copy))).toBe(withoutForms(aroundTexts(plain)));
    }),
    { numRuns: 500, seed: SEED },
  );
});

/** The bytes around texts without what says how they are encoded, which a name may change. */
function withoutForms(around: string): string {
  return around.replace(/Content-Transfer-Encoding: (?:8bit|base64|quoted-printable)\r\n|; charset=[\w-]+/gi, "");
}

test("an independent reader finds the name in generated MIME trees, and nothing else changed", async () => {
  await fc.assert(
    fc.asyncProperty(node, anyName, async (root, firstName) => {
      const copy = await reading(compose(written(root, "###VORNAME###"), [person({ firstName })]));
      const plain = await reading(compose(written(root, "X")));
      expect(copy).toEqual(plain.map((text) => text.replaceAll("[X]", () => `[${firstName}]`)));
    }),
    { numRuns: 100, seed: SEED },
  );
});

/** What mailparser makes of a mail: its texts and attachments. */
async function reading(mail: Buffer): Promise<string[]> {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
  const { text, html, attachments } = await simpleParser(mail, options);
  return [text ?? "", html || "", ...attachments.map(({ contentType, checksum }) => `${contentType} ${checksum}`)];
}

/** A sign of a placeholder as HTML may write it, with what an editor leaves behind it. */
function cutUp(sign: string): fc.Arbitrary<string> {
  const code = sign.charCodeAt(0);
  const forms = [sign, sign, sign.toLowerCase(), `&#${code};`, `&#x${code.toString(16)};`];
  const litter = [
    "",
    "",
    "",
    "<b>",
    "</b>",
    "<span class='a'>",
    "<!-- x -->",
    "&shy;",
    "\u00ad",
    "\u200b",
    "<o:p></o:p>",
  ];
  return fc.tuple(fc.constantFrom(...forms), fc.constantFrom(...litter)).map((pieces) => pieces.join(""));
}

const scattered = fc.tuple(...[..."###VORNAME###"].map(cutUp)).map((signs) => signs.join(""));

test("a placeholder that an HTML editor cut up is read in every encoding, and only it goes", () => {
  const seen = (html: string) => html.replace(/<[^>]*>|&shy;|[\u00ad\u200b]/g, "");
  fc.assert(
    fc.property(scattered, scattered, encoding, asciiName, (one, other, form, firstName) => {
      const html = `<p>ä ${one}, <b>${other}</b>|</p>`;
      const body = encoded(Buffer.from(html), form);
      const copy = compose(textMail("text/html; charset=utf-8", form.name, body), [person({ firstName })]);
      expect(texts(copy).map(seen)).toEqual([`ä ${firstName}, ${firstName}|`]);
      expect(texts(copy)[0]?.match(/<[^>]*>/g)).toEqual(html.match(/<[^>]*>/g));
    }),
    { numRuns: 500, seed: SEED },
  );
});

test("generated MIME trees without placeholder go out byte for byte", () => {
  fc.assert(
    fc.property(node, asciiName, (root, word) => {
      const raw = written(root, word);
      expect(bodyOf(compose(raw)).equals(bodyOf(raw))).toBe(true);
    }),
    { numRuns: 300, seed: SEED },
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
      "&num",
      "\r\n",
      "--b",
      " ",
      '"',
      "<!--",
      "<!--[if x]>",
      "-->",
      "<a href=",
      "<title>",
      "</title>",
      "<style>",
      "\u200b",
      "\x1b$B",
      "\x1b(B",
      "ü",
    ),
    maxLength: 60,
  });
  const type = fc.constantFrom(
    "text/html",
    "text/html; charset=utf-8",
    "text/plain; charset=utf-16",
    "text/plain; charset=utf-7",
    "text/html; charset=iso-2022-jp",
    "text/html; charset=gb18030",
    "multipart/mixed; boundary=b",
  );
  const transferEncoding = fc.constantFrom("7bit", "8bit", "quoted-printable", "base64", "x-uuencode", "odd");
  fc.assert(
    fc.property(type, transferEncoding, noise, bytes, anyName, (contentType, transfer, text, tail, firstName) => {
      const head = `From: a@b.example\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n${text}`;
      const raw = Buffer.concat([Buffer.from(head), tail]);
      surveyPlaceholders(raw, sampleOrder().policy);
      expect(compose(raw, [person({ firstName })]).length).toBeGreaterThan(0);
    }),
    { numRuns: 1_000, seed: SEED },
  );
});
