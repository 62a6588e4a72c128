import { describe, expect, test } from "vitest";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { decodeQuotedPrintable, encodeBase64 } from "../../src/mail/transfer.ts";
import {
  anna,
  bodyOf,
  compose,
  formOf,
  headerOf,
  mail,
  person,
  read,
  textMail,
  texts,
  written,
} from "./compose-sample.ts";

const joerg = person({ firstName: "Jörg", lastName: "Äschbacher", gender: "m" });
const dorde = person({ firstName: "Đorđe", lastName: "Łukić", gender: "m" });
const TEXT = "###_SALUTATION### ###VORNAME###, schöne Grüsse an Familie ###NACHNAME###.\r\n";

describe.each(["8bit", "quoted-printable", "base64"])("a text in %s", (encoding) => {
  test.each(["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "macintosh", "utf-16le", "gb18030"])(
    "in %s keeps its charset for Jörg",
    (charset) => {
      const copy = compose(written(charset, encoding, TEXT), [joerg]);
      expect(formOf(copy)).toEqual([charset, encoding]);
      // Bare UTF-16 is no text for mail: its line ends do not come through.
      if (charset !== "utf-16le" || encoding === "base64") {
        expect(read(copy)).toBe("Lieber Jörg, schöne Grüsse an Familie Äschbacher.\r\n");
      }
    },
  );

  test.each(["iso-8859-1", "iso-8859-15", "windows-1252", "macintosh"])(
    "in %s goes to Đorđe in UTF-8, and to Jörg as before",
    (charset) => {
      const copy = compose(written(charset, encoding, TEXT), [dorde]);
      expect(formOf(copy)).toEqual(["utf-8", encoding]);
      expect(read(copy)).toBe("Lieber Đorđe, schöne Grüsse an Familie Łukić.\r\n");
    },
  );
});

describe.each([
  ["LF", "\n"],
  ["CR", "\r"],
  ["CRLF", "\r\n"],
])("lines that end with %s inside of base64", (_name, end) => {
  const filledWith = (text: string, people = [anna]) =>
    read(compose(textMail("text/plain; charset=utf-8", "base64", encodeBase64(Buffer.from(text))), people));

  test("the text for an empty value may be wrapped", () => {
    const nobody = person({ firstName: "" });
    expect(filledWith(`Hallo ###VORNAME|liebe${end}Leute###, ja${end}`, [nobody])).toBe(`Hallo liebe Leute, ja${end}`);
    expect(filledWith(`Hallo ###VORNAME|liebe${end}Leute###${end}`)).toBe(`Hallo Anna${end}`);
    expect(filledWith(`###VORNAME|a${end}${end}b###`)).toBe(`###VORNAME|a${end}${end}b###`);
  });

  test("and a salutation may stand above its name", () => {
    const both = [anna, person({ person: 2, firstName: "Urs", gender: "m" })];
    expect(filledWith(`###_SALUTATION### ${end}###VORNAME###,${end}`, both)).toBe(`Liebe Anna, lieber Urs,${end}`);
  });
});

describe("Japanese", () => {
  const text = "###VORNAME### 様、こんにちは。###VORNAME|皆###\r\n";

  test.each(["7bit", "base64"])(
    "in ISO-2022-JP and %s keeps its charset, HTML signs in letters do no harm",
    (encoding) => {
      for (const type of ["text/plain", "text/html"]) {
        const copy = compose(written("iso-2022-jp", encoding, text, type), [anna]);
        expect(formOf(copy)).toEqual(["iso-2022-jp", encoding]);
        expect(read(copy)).toBe("Anna 様、こんにちは。Anna\r\n");
      }
    },
  );

  test("goes to Jörg in UTF-8, since ISO-2022-JP has no ö", () => {
    const copy = compose(written("iso-2022-jp", "7bit", text), [joerg]);
    expect(formOf(copy)).toEqual(["utf-8", "base64"]);
    expect(read(copy)).toBe("Jörg 様、こんにちは。Jörg\r\n");
  });

  test("a default text in the part's charset is read", () => {
    const nobody = person({ firstName: "" });
    expect(read(compose(written("iso-2022-jp", "7bit", text), [nobody]))).toBe("様、こんにちは。皆\r\n");
  });
});

test("plain UTF-16 keeps its charset, with a byte order mark", () => {
  const body = encodeBase64(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(TEXT, "utf16le").swap16()]));
  const copy = compose(textMail("text/plain; charset=utf-16", "base64", body), [dorde]);
  expect(formOf(copy)).toEqual(["utf-16", "base64"]);
  expect(read(copy)).toBe("Lieber Đorđe, schöne Grüsse an Familie Łukić.\r\n");
});

describe("7bit", () => {
  test("stays for Anna, and becomes quoted-printable in the same charset for Jörg", () => {
    const raw = written("iso-8859-1", "7bit", "Hallo ###VORNAME###, 1+1=2\r\n");
    expect(bodyOf(compose(raw)).toString()).toBe("Hallo Anna, 1+1=2\r\n");
    const copy = compose(raw, [joerg]);
    expect(formOf(copy)).toEqual(["iso-8859-1", "quoted-printable"]);
    expect(read(copy)).toBe("Hallo Jörg, 1+1=2\r\n");
  });

  test("in US-ASCII becomes UTF-8 for Jörg, all other parameters stay", () => {
    const raw = textMail(
      'text/plain; charset="us-ascii";\n\tformat=flowed; delsp=yes',
      "7bit",
      "Hallo ###VORNAME### \nx",
    );
    const copy = compose(raw, [joerg]);
    expect(headerOf(copy)).toContain("Content-Type: text/plain; charset=utf-8;\r\n\tformat=flowed; delsp=yes\r\n");
    expect(headerOf(copy)).toContain("Content-Transfer-Encoding: quoted-printable\r\n");
    expect(read(copy)).toBe("Hallo Jörg \r\nx");
  });

  test("of a mail from before MIME becomes MIME", () => {
    const copy = compose(mail("From: ruth@post.example\nSubject: x\n\nHallo ###VORNAME###"), [joerg]);
    expect(headerOf(copy)).toContain("MIME-Version: 1.0\r\n");
    expect(formOf(copy)).toEqual(["utf-8", "quoted-printable"]);
    expect(read(copy)).toBe("Hallo Jörg");
  });

  test.each([
    ["utf8", "Grüsse an ###VORNAME###"],
    ["latin1", "Grüsse an ###VORNAME###"],
  ] as const)("with undeclared 8-bit letters (%s) is read as mail programs do", (encoding, text) => {
    const copy = compose(mail(`From: ruth@post.example\n\n${text}`, encoding), [joerg]);
    expect(read(copy)).toBe("Grüsse an Jörg");
  });
});

describe("charset parameters of every form", () => {
  test.each([
    ["text/plain; charset=us-ascii (Plain text); format=flowed", "text/plain; charset=utf-8; format=flowed"],
    ["text/plain; CHARSET = us-ascii", "text/plain; charset=utf-8"],
    ["text/plain; charset*=us-ascii'en'us-ascii; x=y", "text/plain; charset=utf-8; x=y"],
    ['text/plain; x="a;charset=z"; charset=us-ascii', 'text/plain; x="a;charset=z"; charset=utf-8'],
    ["text/plain;", "text/plain; charset=utf-8"],
    ["text/plain", "text/plain; charset=utf-8"],
    ['text/plain; charset=us-ascii; x="never closed', 'text/plain; charset=utf-8; x="never closed'],
  ])("%s becomes %s", (before, after) => {
    const copy = compose(textMail(before, "7bit", "###VORNAME###"), [dorde]);
    expect(firstValue(parseHeader(copy), "content-type")).toBe(after);
  });
});

describe("quoted-printable", () => {
  function body(encoded: string, recipients = [anna]): string {
    return bodyOf(compose(textMail("text/plain; charset=utf-8", "quoted-printable", encoded), recipients)).toString();
  }

  test.each([
    ["Hallo ###VOR=\nNAME###, sch=c3=B6n=20=\n da", "Hallo Anna, sch=c3=B6n=20=\r\n da"],
    ["Hallo =23=23=23VORNAME=23##, du=\n", "Hallo Anna, du=\r\n"],
    ["a=\n###VORNAME###=\nb", "a=\r\nAnna=\r\nb"],
    ["x = y ###VORNAME### 100%= ", "x = y Anna 100%= "],
  ])("%j keeps every other byte", (encoded, expected) => {
    expect(body(encoded)).toBe(expected);
  });

  test.each([
    ["?name=###VORNAME###&x=A###VORNAME###", "?name=Beat&x=ABeat"],
    ["a=###TITEL###41", "a=41"],
    ["a = ###TITEL###\nb", "a =\r\nb"],
  ])("an equals sign that was never escaped does not swallow what follows: %j", (encoded, text) => {
    const beat = person({ firstName: "Beat" });
    expect(decodeQuotedPrintable(Buffer.from(body(encoded, [beat]))).bytes.toString()).toBe(text);
  });

  test.each(["7bit", "quoted-printable"])("no line grows beyond 76 where a text in %s is encoded anew", (encoding) => {
    const stretch = `${"x".repeat(71)}.\n`.repeat(3);
    const raw = textMail("text/plain; charset=us-ascii", encoding, `${stretch}${"y".repeat(76)}###VORNAME### z`);
    const lines = bodyOf(compose(raw, [dorde]))
      .toString()
      .split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  test("no line grows beyond 76, whatever the value", () => {
    const long = person({ firstName: "Ä".repeat(60), lastName: "x".repeat(200) });
    const encoded = `${"x".repeat(50)} ###VORNAME### und ###NACHNAME###${"y".repeat(40)}\n###VORNAME###\n`;
    const text = body(encoded, [long]);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(decodeQuotedPrintable(Buffer.from(text)).bytes.toString()).toBe(
      `${"x".repeat(50)} ${"Ä".repeat(60)} und ${"x".repeat(200)}${"y".repeat(40)}\r\n${"Ä".repeat(60)}\r\n`,
    );
  });
});

test("the lines of base64 stay below 77, and its last line end stays", () => {
  const text = `${"Grüsse ".repeat(40)}###VORNAME###${" und so weiter".repeat(40)}###NACHNAME###${".".repeat(200)}`;
  for (const ending of ["", "\r\n", "\r\n\r\n"]) {
    const encoded = Buffer.concat([encodeBase64(Buffer.from(text)), Buffer.from(ending)]);
    const raw = textMail("text/plain; charset=utf-8", "base64", encoded);
    for (const firstName of ["A", "Aa", "Aaa", "Jörg"]) {
      const copy = compose(raw, [person({ firstName })]);
      expect(read(copy)).toBe(text.replace("###VORNAME###", firstName).replace("###NACHNAME###", "Wüthrich"));
      expect(
        Math.max(
          ...bodyOf(copy)
            .toString()
            .split("\r\n")
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(76);
      expect(bodyOf(copy).toString()).toMatch(new RegExp(`[^\\r\\n]${ending}$`));
    }
  }
});

test("one copy in UTF-8 changes only its own part and its header", () => {
  const raw = mail(
    `From: ruth@post.example
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

preamble
--b
Content-Type: text/plain; charset=iso-8859-1
X-Part:  kept
Content-Transfer-Encoding: 8bit

Grüsse ###VORNAME###
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>###VORNAME###</p>
--b--
epilogue`,
    "latin1",
  );
  expect(bodyOf(compose(raw, [dorde])).toString()).toBe(
    `preamble
--b
Content-Type: text/plain; charset=utf-8
X-Part:  kept
Content-Transfer-Encoding: 8bit

Grüsse Đorđe
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>Đorđe</p>
--b--
epilogue`.replaceAll("\n", "\r\n"),
  );
  expect(texts(compose(raw, [dorde]))).toEqual(["Grüsse Đorđe", "<p>Đorđe</p>"]);
});

test("a subject takes every name", () => {
  const raw = mail("From: ruth@post.example\nSubject: =?iso-8859-1?Q?F=FCr_###VORNAME###?=\n\nx");
  expect(decodeWords(firstValue(parseHeader(compose(raw, [dorde])), "subject") ?? "")).toBe("Für Đorđe");
});
