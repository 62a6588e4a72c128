import fc from "fast-check";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/notices/language.ts";
import type { Frame, Notice } from "../../src/notices/notice.ts";
import { noticeText } from "../../src/notices/notice-text.ts";
import { writeNotice } from "../../src/notices/write.ts";
import { address, everyNotice, facts, frame, JUGEND, ORIGINAL, SENT_AT } from "./samples.ts";

const QUESTION: Notice = { kind: "moderate", facts: facts() };

function parse(notice: Notice, around: Frame): Promise<ParsedMail> {
  return simpleParser(writeNotice(notice, around), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
}

function only(of: AddressObject | AddressObject[] | undefined) {
  return of === undefined || Array.isArray(of) ? undefined : of.value;
}

describe.each(LANGUAGES)("another mail program reads in %s", (language) => {
  test.each(everyNotice().map((notice, at) => [notice.kind, at, notice] as const))(
    "a %s notice (%i)",
    async (_kind, _at, notice) => {
      const around = frame({ language });
      const mail = await parse(notice, around);
      const { subject, paragraphs } = noticeText(notice, around);

      expect(mail.subject).toBe(subject);
      expect(mail.text?.trimEnd()).toBe(paragraphs.map((lines) => lines.join("\n")).join("\n\n"));
      expect(only(mail.from)).toEqual([{ name: "Kirchgemeinde Aarau", address: "service@gruppen.example.org" }]);
      expect(only(mail.to)).toEqual([{ name: "Ruth Keller", address: "ruth@post.example" }]);
      expect(mail.date?.getTime()).toBe(SENT_AT);
      expect(mail.messageId).toBe("<notice-7@gruppen.example.org>");
      expect(mail.headers.get("x-rundmail-notice")).toBe(notice.kind);
      expect(mail.headers.get("x-rundmail-message")).toBe("12");
      expect(mail.headers.get("x-auto-response-suppress")).toBe("All");
      expect(mail.headers.get("content-language")).toBe(language);
      const asks = "facts" in notice || (notice.kind === "answer" && notice.why === "unclear");
      expect(only(mail.replyTo)?.map((mailbox) => mailbox.address)).toEqual(
        asks ? [around.answer?.confirm] : undefined,
      );
    },
  );
});

test("a question is made by a program, an answer to a mail is a reply by one (RFC 3834)", async () => {
  const refused: Notice = {
    kind: "refused",
    target: JUGEND,
    subject: "Sommerlager",
    reason: "no-access",
    limit: null,
    contact: "hilfe@example.org",
  };
  expect((await parse(QUESTION, frame())).headers.get("auto-submitted")).toBe("auto-generated");
  expect((await parse(refused, frame())).headers.get("auto-submitted")).toBe("auto-replied");
});

test("the original hangs on the question, byte for byte, named after its subject", () => {
  const written = writeNotice({ kind: "moderate", facts: facts({ subject: "Sömmerlager 2027!" }) }, frame());
  const mail = written.toString("latin1");
  expect(written.includes(ORIGINAL)).toBe(true);
  expect(mail).toContain("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n");
  expect(mail).toContain(' filename="sommerlager-2027.eml"\r\n');
});

test("an original in plain ASCII is announced as such, one with bare line ends gets proper ones", () => {
  const mail = writeNotice(QUESTION, frame({ original: Buffer.from("Subject: x\n\nHallo\n") })).toString("latin1");
  expect(mail).toContain("message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n");
  expect(mail).toContain("Subject: x\r\n\r\nHallo\r\n");
});

test("an original that knows our delimiter cannot leave its part", async () => {
  const base = "=_rundmail_notice7gruppenexampleorg";
  const original = Buffer.from(
    `Subject: x\r\n\r\n--${base}--\r\n--${base}_1\r\nContent-Type: text/html\r\n\r\nfalsch\r\n`,
  );
  const mail = await parse(QUESTION, frame({ original }));
  expect(mail.attachments).toHaveLength(1);
  expect(mail.attachments[0]?.content.toString()).toBe(original.toString());
  expect(mail.html).toBe(false);
});

test("what only tells something carries no original", () => {
  const held: Notice = { kind: "held", target: JUGEND, subject: "Sommerlager", expiresAt: SENT_AT };
  expect(writeNotice(held, frame()).toString("latin1")).not.toContain("message/rfc822");
});

test("a mail to postmaster is passed on whole", () => {
  const forwarded: Notice = { kind: "forwarded", to: "postmaster@x.example", from: "a@b.example", subject: "Frage" };
  expect(writeNotice(forwarded, frame({ answer: null })).includes(ORIGINAL)).toBe(true);
});

test("a notice that belongs to no message names none", () => {
  expect(writeNotice(QUESTION, frame({ message: null })).toString("latin1")).not.toContain("X-Rundmail-Message");
});

test("whatever names and subjects strangers choose, the header keeps its fields and its lines", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
      const asked = facts({
        author: { name: text, address: "a@b.example" },
        target: { name: text, address: "c@d.example" },
        subject: text,
        originalText: text,
      });
      const around = frame({
        organisation: text,
        to: { name: text, address: address("ruth@post.example") },
        original: null,
      });
      const raw = writeNotice({ kind: "moderate", facts: asked }, around).toString("latin1");
      const header = raw.slice(0, raw.indexOf("\r\n\r\n"));
      expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/);
      expect(header).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(header.match(/^[A-Za-z-]+(?=:)/gm)).toEqual([
        "Date",
        "From",
        "To",
        "Reply-To",
        "Subject",
        "Message-ID",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Rundmail-Notice",
        "X-Rundmail-Message",
        "Content-Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
      ]);
      expect(raw.split("\r\n").every((line) => line.length <= 998)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
