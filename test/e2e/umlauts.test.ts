import { expect, test } from "vitest";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { type Letter, mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

const TEXT = "###_SALUTATION### ###VORNAME###,\n\nschöne Grüsse an ###VORNAME### ###NACHNAME###\n";
const HTML = "<p>###_SALUTATION### ###VORNAME###,</p>\n<p>schöne Grüsse an ###VORNAME### ###NACHNAME###</p>\n";
/** As Word writes it where a word was typed in two goes. */
const OUTLOOK_HTML =
  "<p class=MsoNormal><span lang=DE-CH>###_SALU</span><span>TATION### </span><b>###VOR</b>NAME<b>###</b>,</p>\n" +
  "<p class=MsoNormal>sch&ouml;ne Gr&#252;sse an ###<span>VORNAME</span>###" +
  " ###NACH<span style='color:black'>NAME#</span>##</p>\n";
const JAPANESE = "こんにちは ###VORNAME### ###NACHNAME###\n";

const SUBJECT = "Grüsse für ###VORNAME###";

interface Variant {
  title: string;
  letter: Omit<Letter, "from" | "to">;
}

const VARIANTS: Variant[] = [
  { title: "UTF-8, 8bit", letter: { subject: SUBJECT, text: TEXT } },
  {
    title: "UTF-8, quoted-printable with soft breaks inside the marker",
    letter: { subject: SUBJECT, text: TEXT, encoding: "quoted-printable" },
  },
  { title: "ISO-8859-1, 8bit", letter: { subject: SUBJECT, text: TEXT, charset: "iso-8859-1" } },
  {
    title: "Windows-1252, quoted-printable",
    letter: { subject: SUBJECT, text: TEXT, charset: "windows-1252", encoding: "quoted-printable" },
  },
  {
    title: "ISO-8859-15, base64",
    letter: { subject: SUBJECT, text: TEXT, charset: "iso-8859-15", encoding: "base64" },
  },
  {
    title: "base64, HTML and text",
    letter: { subject: SUBJECT, text: TEXT, html: HTML, encoding: "base64" },
  },
  {
    title: "Outlook, HTML with the placeholders split by span tags",
    letter: { subject: SUBJECT, text: TEXT, html: OUTLOOK_HTML, charset: "iso-8859-1", encoding: "quoted-printable" },
  },
  { title: "ISO-2022-JP", letter: { subject: "###VORNAME###", text: JAPANESE, charset: "iso-2022-jp" } },
  {
    title: "a subject of two encoded words that split the marker",
    letter: { subject: "=?utf-8?Q?Gr=C3=BCsse_f=C3=BCr_###VOR?=\r\n =?utf-8?Q?NAME###?=", text: TEXT },
  },
  {
    title: "a subject of two encoded words in base64 of another charset",
    letter: {
      subject: `=?iso-8859-1?B?${Buffer.from("Grüsse für #", "latin1").toString("base64")}?=\r\n =?iso-8859-1?B?${Buffer.from("##VORNAME###").toString("base64")}?=`,
      text: TEXT,
    },
  },
];

/** How each recipient is greeted, and called. */
const CALLED = new Map([
  [RUTH, { greeted: "Liebe Ruth", firstName: "Ruth", name: "Ruth Keller" }],
  [BEAT, { greeted: "Lieber Beat", firstName: "Beat", name: "Beat Müller-Lüdenscheidt" }],
  [WUETHRICHS, { greeted: "Liebe Anna, lieber Urs", firstName: "Anna und Urs", name: "Anna und Urs Wüthrich" }],
  [LEA, { greeted: "Chère Léa", firstName: "Léa", name: "Léa Dubois" }],
]);

interface Seen {
  subject: string | undefined;
  text: string | undefined;
  html: string | undefined;
}

/** What a recipient must see of a variant. */
function expected(address: string, { letter }: Variant): Seen {
  const called = CALLED.get(address);
  if (called === undefined) throw new Error(`${address} is not in the group`);
  const { greeted, firstName, name } = called;
  if (letter.text === JAPANESE) return { subject: firstName, text: `こんにちは ${name}\n`, html: undefined };
  return {
    subject: `Grüsse für ${firstName}`,
    text: `${greeted},\n\nschöne Grüsse an ${name}\n`,
    html: letter.html === undefined ? undefined : `${greeted}, schöne Grüsse an ${name}`,
  };
}

async function seen(copy: SunkMail): Promise<Seen> {
  const { subject, text, html } = await copy.parsed();
  return { subject, text, html: html === false ? undefined : shown(html) };
}

/** HTML as the browser shows it, as far as these mails go. */
function shown(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return text.replace(
    /&(ouml|uuml|#252);/g,
    (entity) => ({ "&ouml;": "ö", "&uuml;": "ü", "&#252;": "ü" })[entity] ?? "",
  );
}

test("umlauts in every encoding", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  const variants = new Map<string, Variant>();
  for (const variant of VARIANTS) {
    const post = mailTo({ from: `Ruth Keller <${RUTH}>`, to: JUGEND, ...variant.letter });
    variants.set(/^Message-ID: (\S+)/m.exec(post.raw.toString())?.[1] ?? "", variant);
    expect(await sendSmtp(program.smtpPort, post), variant.title).toMatchObject([{ code: 250 }]);
  }
  await sink.waitFor(VARIANTS.length);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(VARIANTS.map(() => `confirm ${RUTH}`));
  for (const question of sink.notices("confirm")) {
    expect((await question.parsed()).text).not.toContain("Dieser Platzhalter wird nicht ersetzt");
    await sendSmtp(program.smtpPort, answer(question, "Ja", RUTH));
  }
  // Each variant: its question, four copies, "released" and the report.
  await sink.waitFor(7 * VARIANTS.length);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    VARIANTS.flatMap(() => [
      `confirm ${RUTH}`,
      ...[...CALLED.keys()].map((address) => `copy ${address}`),
      `released ${RUTH}`,
      `report ${RUTH}`,
    ]).toSorted(),
  );

  for (const copy of sink.copies()) {
    const variant = variants.get(copy.header("Message-ID") ?? "");
    expect(variant).toBeDefined();
    if (variant === undefined) continue;
    expect(await seen(copy), `${variant.title}, ${copy.envelopeTo}`).toEqual(expected(copy.envelopeTo, variant));
  }
});

test("a value that does not fit into the charset of a mail makes its copy UTF-8, and no other", async () => {
  const people = stage();
  people.persons.push({
    id: 10,
    firstName: "Łukasz",
    lastName: "Żak",
    gender: "m",
    emails: [{ address: "lukasz@post.example" }],
  });
  people.groups[1]?.members.push({ person: 10 });
  const program = await startProgram({ directory: people, config: { authentication: { mode: "ignore" } } });
  const { sink } = program;
  const letter = { from: RUTH, to: "konf@gruppen.kg-aarau.example", text: "Grüezi ###VORNAME### ###NACHNAME###\n" };
  await sendSmtp(program.smtpPort, mailTo({ ...letter, charset: "iso-8859-1" }));
  await sendSmtp(program.smtpPort, answer(await sink.waitForNotice("confirm", RUTH), "", RUTH));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();

  const copies = await Promise.all(
    sink.copies().map(async (copy) => [copy.envelopeTo, copy.header("Content-Type"), (await copy.parsed()).text]),
  );
  expect(copies.toSorted()).toEqual([
    ["beat@post.example", "text/plain; charset=iso-8859-1", "Grüezi Beat Müller-Lüdenscheidt\n"],
    ["kim@post.example", "text/plain; charset=iso-8859-1", "Grüezi Kim Huber\n"],
    ["lukasz@post.example", expect.stringMatching(/^text\/plain; charset="?utf-8"?$/i), "Grüezi Łukasz Żak\n"],
    ["maria@posta.example", "text/plain; charset=iso-8859-1", "Grüezi Maria di Matteo\n"],
    ["sekretariat@kg-aarau.example", "text/plain; charset=iso-8859-1", "Grüezi Sekretariat\n"],
  ]);
  expect(sink.mails).toHaveLength(copies.length + 3);
});
