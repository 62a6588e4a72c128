/** The mail that the benches send: 5 KB of text and HTML with three placeholders, or the same with an attachment. */

import { createTransport } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer";

const PARAGRAPH =
  "Am Samstag treffen wir uns um 14.00 Uhr vor dem Gemeindehaus. Bitte nehmt gute Schuhe, etwas zu trinken und für das " +
  "Feuer eine Wurst mit; bei Regen gehen wir in die Turnhalle. Die Jüngeren sind um 17.30 Uhr zurück, die Älteren später. ";

export interface Values {
  salutation: string;
  firstName: string;
  place: string;
}

const PLACEHOLDERS: Values = {
  salutation: "###_SALUTATION###",
  firstName: "###VORNAME###",
  place: "###ORT|eurem Ort###",
};

/** Text and HTML of the letter with three values in each. */
export function letterBody({ salutation, firstName, place }: Values): { text: string; html: string } {
  const paragraphs = Array.from({ length: 8 }, (_, index) => `${index + 1}. ${PARAGRAPH}`);
  return {
    text: `${salutation} ${firstName},\n\nunser Ausflug beginnt in ${place}.\n\n${paragraphs.join("\n\n")}\n`,
    html: `<p>${salutation} ${firstName},</p><p>unser Ausflug beginnt in <b>${place}</b>.</p>${paragraphs
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join("\n")}`,
  };
}

let written = 0;

/** The letter as its author's mail program sends it; each one is a mail of its own. */
export async function letter(from: string, to: string, attachmentBytes = 0): Promise<Buffer> {
  written += 1;
  const composer = new MailComposer({
    from: { name: "Ruth Keller", address: from },
    to,
    subject: "Ausflug nach Brüttisellen",
    messageId: `<letter-${written}.${Date.now()}@verein.example>`,
    ...letterBody(PLACEHOLDERS),
    ...(attachmentBytes > 0 && {
      attachments: [{ filename: "Fotos.zip", content: Buffer.alloc(attachmentBytes, "PK\u0003\u0004") }],
    }),
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, message) => (error ? reject(error) : resolve(message)));
  });
}

/** Hands a mail to a server, as an author's mail program does. */
export async function handIn(port: number, from: string, to: string, raw: Buffer): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  await transport.sendMail({ envelope: { from, to }, raw });
  transport.close();
}
