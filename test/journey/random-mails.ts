import fc from "fast-check";
import { encodeCharset } from "../../src/mail/charset.ts";
import { isSealed, parseMime } from "../../src/mail/mime-tree.ts";

/** A text part: the word that a test asks for stands between two texts. */
interface Leaf {
  kind: "text";
  isHtml: boolean;
  charset: string;
  encoding: Encoding;
  before: string;
  after: string;
}

export interface Encoding {
  name: "8bit" | "base64" | "quoted-printable";
  /** Decides line lengths, escapes and soft line breaks. */
  choices: number[];
}

interface Attachment {
  kind: "attachment";
  content: string;
}

interface Multipart {
  kind: "multipart";
  subtype: string;
  /** What this boundary adds to the one around it: boundaries that begin alike are told apart. */
  boundary: string;
  children: Node[];
  preamble: string;
  epilogue: string;
}

export type Node = Leaf | Attachment | Multipart;

/** Letters that a charset has beyond ASCII; among them those whose second byte looks like a bar or a backslash. */
const LETTERS: Record<string, string[]> = {
  "utf-8": ["ä", "€", "表", "🙂"],
  "us-ascii": [],
  "iso-8859-1": ["ä", "é", "ÿ"],
  "iso-8859-15": ["ä", "€"],
  "Windows-1252": ["ä", "€", "„"],
  "koi8-r": ["П", "Ю", "ъ"],
  shift_jis: ["表", "ソ", "能", "ﾎ"],
  "iso-2022-jp": ["表", "ソ", "能"],
  "euc-jp": ["表", "ソ"],
  gbk: ["乗", "亅", "表"],
  gb18030: ["乗", "亅", "€", "ÿ"],
  big5: ["功", "蓋", "許"],
  "euc-kr": ["똠", "방", "각"],
  "utf-7": ["ä", "表"],
  "utf-16le": ["ä", "表"],
};

const PLAIN_WORDS = [" ", "x", ".,-=+", "\t", "  ", "<a", "&amp;", "\r\n", "\r\n-- \r\n", "Wort "];
const HTML_WORDS = [" ", "x", "=+", "<b>", "</b>", "<p class='a'>", "&amp;", "&nbsp;", "\r\n", "<!-- x -->", "Wort "];

const leaf: fc.Arbitrary<Leaf> = fc
  .tuple(fc.constantFrom(...Object.keys(LETTERS)), fc.boolean())
  .chain(([charset, isHtml]) => {
    const words = [...(isHtml ? HTML_WORDS : PLAIN_WORDS), ...(LETTERS[charset] ?? [])];
    const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((chosen) => chosen.join(""));
    return fc.record({
      kind: fc.constant("text" as const),
      isHtml: fc.constant(isHtml),
      charset: fc.constant(charset),
      encoding: encodingFor(charset),
      before: text,
      after: text,
    });
  });

function encodingFor(charset: string): fc.Arbitrary<Encoding> {
  const names: Encoding["name"][] = charset === "utf-16le" ? ["base64"] : ["8bit", "base64", "quoted-printable"];
  return fc.record({
    name: fc.constantFrom(...names),
    choices: fc.array(fc.nat(99), { minLength: 1, maxLength: 20 }),
  });
}

const attachment: fc.Arbitrary<Attachment> = fc.record({
  kind: fc.constant("attachment" as const),
  content: fc.string({ unit: "binary-ascii", maxLength: 100 }).map((text) => Buffer.from(text).toString("base64")),
});

const edge = fc.constantFrom("", "no MIME\r\n", "###VORNAME###\r\n", "\r\n\r\n", "--\r\n--b x\r\n");

/** A tree of parts, as deep and as odd as mail programs make them. */
export const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: "mime" },
    leaf,
    attachment,
    fc.record({
      kind: fc.constant("multipart" as const),
      subtype: fc.constantFrom("mixed", "alternative", "related", "x-odd"),
      boundary: fc.constantFrom("", "-", "--", "=_b", "'()+_,./:=?"),
      children: fc.array(tie("node"), { minLength: 1, maxLength: 4, depthIdentifier: "mime" }),
      preamble: edge,
      epilogue: edge,
    }),
  ),
}));

/** The whole mail, each text with `word` in it. */
export function written(root: Node, word: string): Buffer {
  const head = "From: ruth@post.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
  return Buffer.concat([Buffer.from(head), entityOf(root, word, "b")]);
}

function entityOf(entity: Node, word: string, around: string): Buffer {
  switch (entity.kind) {
    case "text": {
      const text = encodeCharset(`${entity.before}[${word}]${entity.after}`, entity.charset);
      if (text === undefined) throw new Error(`${entity.charset} lacks a letter of the test`);
      const type = `text/${entity.isHtml ? "html" : "plain"}; charset=${entity.charset}`;
      const head = `Content-Type: ${type}\r\nX-Kept:  as it is \r\nContent-Transfer-Encoding: ${entity.encoding.name}\r\n\r\n`;
      return Buffer.concat([Buffer.from(head), encoded(text, entity.encoding)]);
    }
    case "attachment":
      return Buffer.from(
        `Content-Type: text/plain\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${entity.content}`,
      );
    case "multipart": {
      const boundary = `${around}0${entity.boundary}`;
      const head = `Content-Type: multipart/${entity.subtype}; boundary="${boundary}"\r\n\r\n${entity.preamble}`;
      const children = entity.children.flatMap((child) => [
        Buffer.from(`\r\n--${boundary}\r\n`),
        entityOf(child, word, boundary),
      ]);
      return Buffer.concat([Buffer.from(head), ...children, Buffer.from(`\r\n--${boundary}--\r\n${entity.epilogue}`)]);
    }
  }
}

/** One text as a mail program might encode it. */
export const encoding = encodingFor("utf-8");

/** Encodes as some program might: other line lengths, lower-case digits, escapes and soft line breaks anywhere. */
export function encoded(text: Buffer, { name, choices }: Encoding): Buffer {
  if (name === "8bit") return text;
  let turn = 0;
  const choice = () => choices[turn++ % choices.length] ?? 0;
  let code = "";
  if (name === "base64") {
    const letters = text.toString("base64");
    for (let at = 0; at < letters.length; ) {
      const width = 1 + choice();
      code += `${letters.slice(at, at + width)}${choice() < 5 ? " \r\n\r\n" : "\r\n"}`;
      at += width;
    }
    return Buffer.from(choice() < 50 ? code.trimEnd() : code, "latin1");
  }
  let column = 0;
  for (const [at, byte] of text.entries()) {
    const isLineEnd = byte === 0x0d || byte === 0x0a;
    const isOrdinary = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    const isInnerBlank = byte === 0x20 && text[at + 1] !== 0x0d && at + 1 < text.length;
    const literal = isLineEnd || ((isOrdinary || isInnerBlank) && choice() > 10);
    const hex = byte.toString(16).padStart(2, "0");
    const sign = literal ? String.fromCharCode(byte) : `=${choice() < 50 ? hex : hex.toUpperCase()}`;
    if (!isLineEnd && (column + sign.length > 75 || choice() < 4)) {
      code += choice() < 10 ? "= \r\n" : "=\r\n";
      column = 0;
    }
    code += sign;
    column = byte === 0x0a ? 0 : column + sign.length;
  }
  return Buffer.from(code, "latin1");
}

/** All bytes of the body that are not the text of a part that people read. */
export function aroundTexts(mail: Buffer): string {
  const root = parseMime(mail);
  let text = "";
  let at = root.bodyStart;
  const visit = (path: (typeof root)[]) => {
    const entity = path.at(-1);
    if (entity === undefined || isSealed(path)) return;
    if (entity.type.startsWith("text/") && entity.disposition === undefined) {
      text += `${mail.toString("latin1", at, Math.max(at, entity.bodyStart))}[text]`;
      at = entity.end;
    }
    for (const child of entity.children) visit([...path, child]);
  };
  visit([root]);
  return text + mail.toString("latin1", at);
}
