/** What the people of the demo write: real mails, in the language of the people who use Rundmail. */

import MailComposer, { type MailComposerOptions } from "nodemailer/lib/mail-composer";
import { packingList } from "./packing-list.ts";
import type { ReadableMail } from "./readable-mail.ts";
import { BEAT, type Correspondent, type Recipient, RUTH, STRANGER, YOUTH } from "./sample-directory.ts";

/** A mail that is ready to be sent. */
export interface WrittenMail {
  author: Correspondent;
  /** Address in To and in the envelope. */
  to: string;
  raw: Buffer;
}

/** A file that travels with a mail. */
export const ATTACHMENT = { filename: "Packliste.pdf", contentType: "application/pdf", content: packingList() };

const CAMP_SUBJECT = "Sommerlager: Packliste für ###VORNAME###";

const CAMP_TEXT = `###_SALUTATION### ###VORNAME###

Bald geht es los: Am Samstag, 10. Juli, treffen wir uns um 8.15 Uhr auf dem Bahnhofplatz in Aarau. Zurück sind wir am 17. Juli gegen 17 Uhr.

Die Packliste ist angehängt. Wünsche zum Essen nehme ich gern bis Ende Juni entgegen.

Schöne Grüsse an alle in der Gruppe ###GRUPPE###
Ruth`;

/** The leader's mail to her group: text, HTML, an attachment, and placeholders in all that can be read. */
export function campMail(): Promise<WrittenMail> {
  return write(RUTH, YOUTH.address, {
    subject: CAMP_SUBJECT,
    text: CAMP_TEXT,
    html: asHtml(CAMP_TEXT),
    attachments: [ATTACHMENT],
  });
}

/** What one recipient must read of the leader's mail: the placeholders filled in by hand, and not a letter changed. */
export function campMailFor(recipient: Recipient): { subject: string; text: string; html: string } {
  const text = CAMP_TEXT.replace("###_SALUTATION### ###VORNAME###", recipient.greeting).replace(
    "###GRUPPE###",
    YOUTH.name,
  );
  return { subject: CAMP_SUBJECT.replace("###VORNAME###", recipient.firstNames), text, html: asHtml(text) };
}

/** Advertising from somebody whom the directory does not know. */
export function advertisement(): Promise<WrittenMail> {
  return write(STRANGER, YOUTH.address, {
    subject: "Günstige Zelte für Ihr Lager",
    text: "Guten Tag\n\nBis Freitag gibt es auf alle Zelte 40 Prozent.\n\nOtto Fremd",
  });
}

/** A member's mail about something that a moderator may see differently. */
export function bicycleMail(): Promise<WrittenMail> {
  return write(BEAT, YOUTH.address, {
    subject: "Velo abzugeben",
    text: "Hallo zusammen\n\nIch gebe mein altes Velo für 250 Franken ab. Es fährt noch gut.\n\nBeat",
  });
}

/** The answer to a question, as people and their mail programs write it: own words, a greeting, and the question quoted. */
export function answerTo(question: ReadableMail, author: Correspondent, words: string): Promise<WrittenMail> {
  const quoted = question.text.split("\n").map((line) => `> ${line}`.trimEnd());
  const now = new Date().toLocaleString("de-CH", { dateStyle: "full", timeStyle: "short" });
  return write(author, question.replyTo, {
    subject: `AW: ${question.subject}`,
    text: [words, "", "Liebe Grüsse", author.name, "", `Am ${now} schrieb ${question.from}:`, ...quoted].join("\n"),
    inReplyTo: question.messageId,
    references: [question.messageId],
  });
}

type Content = Pick<MailComposerOptions, "subject" | "text" | "html" | "attachments" | "inReplyTo" | "references">;

async function write(author: Correspondent, to: string, content: Content): Promise<WrittenMail> {
  const composer = new MailComposer({
    from: author,
    // An object, because a name or address in a string could be read as several.
    to: { name: "", address: to },
    ...content,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { author, to, raw: await composer.compile().build() };
}

function asHtml(text: string): string {
  const paragraphs = text.split("\n\n").map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>\n")}</p>`);
  return `<html lang="de"><body>\n${paragraphs.join("\n")}\n</body></html>`;
}
