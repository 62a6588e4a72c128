import { describe, expect, test } from "vitest";
import type { ComposePolicy } from "../../src/journey/placeholders/fields.ts";
import { MOST_PLACEHOLDERS } from "../../src/journey/placeholders/layout.ts";
import { surveyPlaceholders } from "../../src/journey/placeholders.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { anna, compose, filled, mail, person, sampleOrder, textMail, urs } from "./compose-sample.ts";

const leader: ComposePolicy = { mayUseFields: true, fields: ["ORT", "PLZ ORT", "GRÖSSE"], language: "de-CH" };
const member: ComposePolicy = { ...leader, mayUseFields: false };

function survey(text: string, policy = leader, type = "plain") {
  return surveyPlaceholders(textMail(`text/${type}; charset=utf-8`, "8bit", text), policy);
}

describe("what is a placeholder", () => {
  test("Ruth's fields are found whatever their case, each once", () => {
    expect(survey("###vorname### ###Vorname### ###_SALUTATION### ###ort|dort###")).toEqual({
      known: ["VORNAME", "_SALUTATION", "ORT"],
      unknown: [],
      tooMany: false,
      inSealedPart: [],
    });
  });

  test("a mistyped field is named with the one that was probably meant", () => {
    expect(survey("###VORNAM### ###OTR### ###_SALUTATON###").unknown).toEqual([
      { placeholder: "VORNAM", nearest: "VORNAME" },
      { placeholder: "OTR", nearest: "ORT" },
      { placeholder: "_SALUTATON", nearest: "_SALUTATION" },
    ]);
    expect(survey("###PERSONALNUMMER###").unknown).toEqual([{ placeholder: "PERSONALNUMMER", nearest: null }]);
  });

  test.each([
    "### Titel ###",
    "### Titel",
    "######",
    "####",
    "#########################",
    "### ABC ###",
    "###VORNAME##",
    "##VORNAME###",
    "###VOR\nNAME###",
    "###VORNAME|erster Absatz\n\nzweiter###",
    "# Titel\n## Zwei\n### Drei\n#### Vier",
    `###${"X".repeat(101)}###`,
    "###Wichtig: bitte lesen###",
  ])("%j is none, and stays", (text) => {
    expect(survey(text)).toEqual({ known: [], unknown: [], tooMany: false, inSealedPart: [] });
    expect(filled(text)).toBe(text.replaceAll("\n", "\r\n"));
  });

  test("a field of the directory may have a blank or an umlaut in its name", () => {
    expect(survey("###PLZ ORT### ###Grösse###").known).toEqual(["PLZ ORT", "GRÖSSE"]);
    expect(filled("###PLZ ORT###", [person({ fields: { "PLZ ORT": "5000 Aarau" } })])).toBe("5000 Aarau");
  });

  test("two placeholders side by side are two", () => {
    expect(filled("###VORNAME######NACHNAME###")).toBe("AnnaWüthrich");
  });

  test("a subject is searched across its encoded words", () => {
    const raw = mail(
      "From: ruth@post.example\nSubject: =?utf-8?Q?F=C3=BCr_=23=23=23VOR?=\n =?utf-8?Q?NAME=23=23=23?=\n\nx",
    );
    expect(surveyPlaceholders(raw, leader).known).toEqual(["VORNAME"]);
  });

  test("an attached text and a forwarded mail are not searched", () => {
    const raw = mail(
      `From: ruth@post.example\nContent-Type: multipart/mixed; boundary=b\n
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=vorlage.txt

###VORNAME###
--b
Content-Type: message/rfc822

Subject: ###VORNAME###

###VORNAME###
--b--
`,
    );
    expect(surveyPlaceholders(raw, leader)).toEqual({ known: [], unknown: [], tooMany: false, inSealedPart: [] });
    expect(compose(raw).toString("latin1")).not.toContain("Anna\r\n--b");
  });
});

test.each([
  ["as it came", "\r\n"],
  ["whose line ends must be mended first", "\n"],
])("a header that was read already changes nothing, of a mail %s", (_, lineEnd) => {
  const lines = ["From: ruth@post.example", "Content-Type: text/html", "", "<p>###VORNAME###</p>", ""];
  const raw = Buffer.from(lines.join(lineEnd));
  const found = surveyPlaceholders(raw, leader);
  expect(found.known).toEqual(["VORNAME"]);
  expect(surveyPlaceholders(raw, leader, parseHeader(raw))).toEqual(found);
  // It is that header by which the body is found, and not read twice.
  const otherHeader = parseHeader(Buffer.from("Content-Type: application/pdf\r\n\r\n"));
  expect(surveyPlaceholders(raw, leader, otherHeader).known).toEqual(lineEnd === "\n" ? ["VORNAME"] : []);
});

describe("what an author may use", () => {
  test("a member has names and salutations, but no fields of the directory", () => {
    expect(survey("###VORNAME### ###ORT###", member)).toEqual({
      known: ["VORNAME"],
      unknown: [{ placeholder: "ORT", nearest: null }],
      tooMany: false,
      inSealedPart: [],
    });
  });

  test("a field that is not listed is unknown also to Ruth, and is not sent", () => {
    const secret = person({ fields: { NOTIZ: "geheim" } });
    expect(survey("###NOTIZ###").known).toEqual([]);
    expect(filled("###NOTIZ###", [secret])).toBe("###NOTIZ###");
  });

  test("names that objects have by nature are no fields", () => {
    const policy = { ...leader, fields: ["CONSTRUCTOR", "__PROTO__"] };
    const order = sampleOrder({ policy });
    expect(filled("[###CONSTRUCTOR###][###__PROTO__###]", [anna], { order })).toBe("[][]");
  });

  test.each([
    '<a href="https://x.example/?###EMAIL###">x</a>',
    '<img src="https://x.example/###EMAIL###">',
    '<p title="###EMAIL###">x</p>',
    "<p title=###EMAIL###>x</p>",
    '<p style="x:###EMAIL###">x</p>',
    "<style>a{b:url(###EMAIL###)}</style>",
    "<script>x('###EMAIL###')</script>",
    "<p>https://x.example/?q=###EMAIL###</p>",
    '<p data-x="a>b ###EMAIL###">x</p>',
    "<img src='https://x.example/###EMAIL###",
    '<p "x" = title="###EMAIL###">x</p>',
    '<!-- --!><img src="https://x.example/###EMAIL###">',
    '<!--><img src="https://x.example/###EMAIL###">',
    // What is the title or a style sheet for one reader, is for another a picture to fetch.
    '<title><!--</title><img src="https://x.example/?--><b>###EMAIL###</b>">',
    '<svg><title><img src="https://x.example/?</title>###EMAIL###">',
    '<textarea><a title="</textarea>###EMAIL###">',
    '<style>@import url("https://x.example/?</stylex>###EMAIL###");</style>',
    '<frameset><style><frame src="https://x.example/?</style>###EMAIL###">',
    '<!--[if x]><style>--><img src="https://x.example/?</style>###EMAIL###">',
    "<!--[if x]><a title=\"--><img src='https://x.example/?\">###EMAIL###'>",
    "<!--!> <a title=\"--><img src='https://x.example/?\">###EMAIL###'>",
    '<svg><![CDATA[><img src="https://x.example/?]]>###EMAIL###">',
    '<b title=\x0b"><img src="> ###EMAIL### ">',
    '<b title=\u00a0"><img src="> ###EMAIL### ">',
    '<img src="https://x.example/?\x1b$B">###EMAIL### \x1b(B">',
    '<script><!--<script></script><img src="https://x.example/?###EMAIL###">',
  ])("a member cannot have %j replaced, a leader can", (html) => {
    expect(survey(html, member, "html").unknown).toEqual([{ placeholder: "EMAIL", nearest: null }]);
    expect(filled(html, [anna], { type: "html", order: sampleOrder({ policy: member }) })).toBe(html);
    expect(filled(html, [anna], { type: "html" })).not.toContain("###EMAIL###");
  });
});

test.each([
  "<style><!-- p{} --></style>###EMAIL###",
  "<style>a::before{content:'<b>'}</style>###EMAIL###",
  "<title>Lager</title>###EMAIL###",
  "<!--[if gte mso 9]><xml><o:x/></xml><style>p{}</style><![endif]-->###EMAIL###",
  "<!--[if !mso]><!-->###EMAIL###<!--<![endif]-->",
  "<!--[if !mso]> -->###EMAIL###<!-- <![endif]-->",
  "<script><!--\nx()\n//--></script>###EMAIL###",
  "<p>a < b, ###EMAIL###</p>",
])("what mail programs write is no reason to keep a member's %j unread", (html) => {
  const order = sampleOrder({ policy: member });
  expect(filled(html, [anna], { type: "html", order })).toContain("familie@post.example");
});

describe("signed and encrypted parts", () => {
  test("a known placeholder in a signed part is named, and the part stays", () => {
    const raw = mail(
      `From: ruth@post.example\nContent-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"\n
--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

###VOR=
NAME###
--b
Content-Type: application/pgp-signature

x
--b--
`,
    );
    expect(surveyPlaceholders(raw, leader).inSealedPart).toEqual(["VORNAME"]);
    expect(compose(raw).toString()).toContain("###VOR=\r\nNAME###");
  });

  test("in text that its signature encloses, too", () => {
    const enclosed = Buffer.concat([
      Buffer.from("30820a2306092a864886f70d010702a0820a1430820a10020101", "hex"),
      Buffer.from(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n###VOR=\r\nNAME###\r\n",
      ),
      Buffer.from("a08206a930820304", "hex"),
    ]);
    const sealedAs = (kind: string) =>
      mail(
        `From: ruth@post.example\nContent-Type: application/pkcs7-mime; smime-type=${kind}; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n${enclosed.toString("base64")}\n`,
      );
    expect(surveyPlaceholders(sealedAs("signed-data"), leader).inSealedPart).toEqual(["VORNAME"]);
    expect(compose(sealedAs("signed-data")).toString()).toContain(enclosed.toString("base64"));
  });

  test("clear-signed text is sealed as well", () => {
    const text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n###VORNAME###\n-----BEGIN PGP SIGNATURE-----\n";
    expect(survey(text)).toEqual({ known: [], unknown: [], tooMany: false, inSealedPart: ["VORNAME"] });
    expect(filled(text)).toContain("###VORNAME###");
  });
});

test("of a hundred thousand unknown placeholders the first twenty are told", () => {
  const unknown = survey(Array.from({ length: 100_000 }, (_, i) => `###V${i}###`).join(" ")).unknown;
  expect(unknown.map(({ placeholder }) => placeholder)).toEqual(Array.from({ length: 20 }, (_, i) => `V${i}`));
});

describe("a mail of too many placeholders", () => {
  const many = "###ORT### ".repeat(MOST_PLACEHOLDERS + 1);

  test("is told, and one of many is not", () => {
    expect(survey(many).tooMany).toBe(true);
    expect(survey(many.slice("###ORT### ".length)).tooMany).toBe(false);
    expect(survey("###V### ".repeat(9_000)).tooMany).toBe(false);
  });

  test("is told where many parts have some, and no more of them is searched than of one", () => {
    const parts = (count: number) =>
      mail(
        `From: ruth@post.example\nContent-Type: multipart/mixed; boundary=b\n\n${`--b\n\n${"###V### ".repeat(2_000)}\n`.repeat(count)}--b--\n`,
      );
    expect(surveyPlaceholders(parts(4), leader).tooMany).toBe(false);
    const startedAt = performance.now();
    expect(surveyPlaceholders(parts(900), leader).tooMany).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(survey("###V### ".repeat(10_000)).tooMany).toBe(true);
  });

  test("is searched in no time where a megabyte of blanks stands before them in a link", () => {
    const startedAt = performance.now();
    const html = `<a href="${" ".repeat(1_000_000)}${"###ABC###".repeat(9_000)}">`;
    expect(
      surveyPlaceholders(mail(`From: ruth@post.example\nContent-Type: text/html\n\n${html}`), leader).tooMany,
    ).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test("cannot blow up a copy: what is beyond the limit stays as it is", () => {
    const rich = person({ fields: { ORT: "x".repeat(10_000) } });
    const text = "###ORT### ".repeat(100_000);
    const copy = filled(text, [rich]);
    expect(copy.length).toBe(MOST_PLACEHOLDERS * (10_000 - "###ORT###".length) + text.length);
  });

  test("nor can the values of many persons together", () => {
    const crowd = Array.from({ length: 50 }, (_, place) =>
      person({ person: place, fields: { ORT: `${place}${"x".repeat(9_000)}` } }),
    );
    expect(filled("###ORT###", crowd).length).toBeLessThan(11_000);
  });
});

test("a value that looks like a placeholder is not read again", () => {
  const joker = person({ firstName: "###NACHNAME###", lastName: "###EMAIL###" });
  expect(filled("###VORNAME### und ###NACHNAME###", [joker])).toBe("###NACHNAME### und ###EMAIL###");
});

test("the two of a family address read one mail", () => {
  expect(filled("###_SALUTATION### ###VORNAME###,\n\nbis bald in ###GRUPPE###, ###EMAIL###.", [anna, urs])).toBe(
    "Liebe Anna, lieber Urs,\r\n\r\nbis bald in Jugend, familie@post.example.",
  );
});
