import { simpleParser } from "mailparser";
import { afterAll, expect, test } from "vitest";
import type { TextPart } from "../../src/journey/placeholders/text-parts.ts";
import { surveyPlaceholders } from "../../src/journey/placeholders.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { describeCorpora } from "../support/corpora.ts";
import { hasSecondReader, type ReadLeaf, secondReading } from "../support/second-reader.ts";
import { compose, person, sampleOrder, texts } from "./compose-sample.ts";
import { type CorpusMail, corpusMails, type Place, reasonAgainst, textPartsOf, withWord } from "./corpus-mails.ts";

/** The blank keeps it apart from half a letter that a broken text ends with. */
const MARKER = " [###VORNAME###]";
const PLACES: Place[] = ["first", "inside", "last"];
/** Fits everywhere; fits some charsets; fits hardly any. */
const NAMES = ["Anna", "Zoë", "Đorđe 山"];

/** Fields that a copy has otherwise than the author wrote them (contract 5), or not at all. */
const CHANGED =
  /^(?:from|to|cc|reply-to|bcc|sender|return-path|received|delivered-to|x-original-to|envelope-to|errors-to|precedence|authentication-results|dkim-signature|disposition-notification-to|return-receipt-to|x-confirm-reading-to|x-original-from|feedback-id|(?:resent|list|arc|x-spam|x-rspamd|x-virus|x-rundmail)-.*)$/i;
/** Added where the author's program forgot them. */
const ADDED_IF_MISSING = /^(?:date|message-id|subject)$/i;

describeCorpora("mails of many programs", (folder) => {
  const mails = corpusMails(folder);
  const exceptions: string[] = [];
  const unchanged = new Set<string>();
  const personalised = { mails: new Set<string>(), parts: 0, copies: 0, secondReadings: 0 };

  test("there are hundreds of them", () => {
    expect(mails.length).toBeGreaterThan(300);
  });

  test.each(mails)("without a placeholder the body and the header of $file stay as they are", (mail) => {
    const copy = compose(mail.raw);
    const body = mail.raw.subarray(parseHeader(mail.raw).end);
    expect(copy.subarray(copy.length - body.length).equals(body)).toBe(true);
    expect(parseHeader(copy).end).toBe(copy.length - body.length);
    if (mail.refused === undefined) expect(authorsFields(copy, mail.raw)).toEqual(authorsFields(mail.raw, mail.raw));
    unchanged.add(mail.file);
  });

  test.each(mails)("in $file a placeholder is all that changes", async ({ file, raw, refused }) => {
    if (refused !== undefined) {
      exceptions.push(`${file}: not personalised, refused at arrival (${refused})`);
      return;
    }
    const parts = textPartsOf(raw);
    if (parts.length === 0) exceptions.push(`${file}: not personalised, has no text part`);
    for (const [index, part] of parts.entries()) {
      const reason = reasonAgainst(raw, part);
      if (reason === "signed or encrypted") expectSealed(raw, part);
      if (reason !== undefined) {
        exceptions.push(`${file}, text ${index + 1}: not personalised, ${reason}`);
        continue;
      }
      for (const place of PLACES) await expectPersonalised(raw, part, index, place);
      personalised.parts += 1;
      personalised.mails.add(file);
    }
  });

  async function expectPersonalised(raw: Buffer, part: TextPart, index: number, place: Place): Promise<void> {
    const marked = withWord(raw, part, place, MARKER);
    if (marked === undefined) return;
    const [anna = "", ...others] = NAMES;
    const withAnna = compose(withWord(raw, part, place, ` [${anna}]`) ?? marked);
    const copy = compose(marked, [person({ firstName: anna })]);
    expect(around(copy, raw, part)).toEqual(around(withAnna, raw, part));
    expect(await mailparserReading(copy)).toEqual(await mailparserReading(withAnna));
    personalised.copies += 1;
    for (const firstName of others) {
      const other = compose(marked, [person({ firstName })]);
      const expected = texts(withAnna).map((text, at) =>
        at === index ? text.replace(`[${anna}]`, `[${firstName}]`) : text,
      );
      expect(texts(other)).toEqual(expected);
      personalised.copies += 1;
    }
  }

  test.skipIf(!hasSecondReader)("Python reads the same mails, and nothing but the name is different", () => {
    const cases = mails.filter(({ refused }) => refused === undefined).flatMap(casesOf);
    const readings = secondReading(cases.flatMap(({ copies }) => copies));
    for (const [index, { title }] of cases.entries()) {
      const [plain, ...named] = readings.slice(index * (NAMES.length + 1), (index + 1) * (NAMES.length + 1));
      if (!plain?.some(({ text }) => text?.includes("[Anna]"))) {
        exceptions.push(`${title}: Python cannot read this text, so only mailparser read it again`);
        continue;
      }
      for (const [at, reading] of named.entries()) {
        expect(nameless(reading ?? [], NAMES[at] ?? ""), title).toEqual(nameless(plain, "Anna"));
        personalised.secondReadings += 1;
      }
    }
  });

  afterAll(() => {
    process.stdout.write(
      `corpus: ${unchanged.size} of ${mails.length} mails carried unchanged; ${personalised.mails.size} mails with ` +
        `${personalised.parts} texts personalised correctly in ${personalised.copies} copies` +
        `${hasSecondReader ? `, ${personalised.secondReadings} of them read again by Python` : " (no python3 here)"}\n` +
        `${exceptions.map((exception) => `  ${exception}\n`).join("")}`,
    );
  });
});

/** For each text part of a mail: a copy in which a name was written by hand, and one for each name. */
function casesOf({ file, raw }: CorpusMail): { title: string; copies: Buffer[] }[] {
  return textPartsOf(raw).flatMap((part, index) => {
    const marked = reasonAgainst(raw, part) === undefined ? withWord(raw, part, "last", MARKER) : undefined;
    const plain = marked && withWord(raw, part, "last", " [Anna]");
    // What the mail itself says wrongly of its letters, no two readers read alike once a copy must say it rightly.
    if (marked === undefined || plain === undefined || !saysItsCharset(part)) return [];
    const copies = NAMES.map((firstName) => compose(marked, [person({ firstName })]));
    return [{ title: `${file}, text ${index + 1}`, copies: [compose(plain), ...copies] }];
  });
}

/** A reading without the name, and without the fields that a name in another charset changes. */
function nameless(leaves: ReadLeaf[], name: string): ReadLeaf[] {
  return leaves.map((leaf) => ({
    ...leaf,
    ...(leaf.text === undefined ? {} : { text: leaf.text.replace(`[${name}]`, "[]") }),
    fields: leaf.fields.filter(([field]) => !/^(?:content-(?:type|transfer-encoding)|mime-version|to)$/.test(field)),
  }));
}

function saysItsCharset({ bytes, charset, declared }: TextPart): boolean {
  return (
    charset === declared ||
    (charset === "utf-8" && /^(?:utf-?(?:7|16))/i.test(declared)) ||
    bytes.every((byte) => byte < 0x80)
  );
}

/** Fields of a header that the author wrote and that stay, in order and byte for byte. */
function authorsFields(mail: Buffer, received: Buffer): string[] {
  const names = new Set(parseHeader(received).fields.map(({ key }) => key));
  const header = mail.toString("latin1", 0, parseHeader(mail).end).replace(/\r\n$/, "");
  return header
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field.includes(":"))
    .filter((field) => {
      const name = field.slice(0, field.indexOf(":")).trim();
      return !CHANGED.test(name) && (names.has(name.toLowerCase()) || !ADDED_IF_MISSING.test(name));
    });
}

/** Everything but the body of a part. */
function around(copy: Buffer, raw: Buffer, { entity }: TextPart): [string, string] {
  const inBody = entity.bodyStart - parseHeader(raw).end;
  const before = copy.toString("latin1", 0, parseHeader(copy).end + inBody);
  return [before, copy.toString("latin1", copy.length - (raw.length - entity.end))];
}

function expectSealed(raw: Buffer, part: TextPart): void {
  const marked = withWord(raw, part, "last", MARKER);
  if (marked === undefined || part.isConverted) return;
  expect(surveyPlaceholders(marked, sampleOrder().policy).inSealedPart).toEqual(["VORNAME"]);
  const body = marked.subarray(parseHeader(marked).end);
  expect(compose(marked).subarray(-body.length).equals(body)).toBe(true);
}

/** A mail as mailparser reads it. */
async function mailparserReading(raw: Buffer): Promise<unknown> {
  const read = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return {
    text: read.text,
    html: read.html,
    attachments: read.attachments.map(({ checksum, contentType, filename }) => ({ checksum, contentType, filename })),
  };
}
