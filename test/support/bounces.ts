/**
 * Bounces in the form that mail systems write them, with invented persons. The wording is that of the systems; each
 * returns the same copy of a group mail.
 */

/** Where copies of the test leave from, and where their bounces arrive. */
export const OUR_DOMAIN = "gruppen.example";
export const COPY_TOKEN = "caaaaabcdabcdefghijklmnopqrstuvwxyz234567";
export const COPY_MESSAGE_ID = "m17.c4@gruppen.example";

/** The header of the copy that is returned. */
const RETURNED_HEADER = [
  "Return-Path: <bounce-token@gruppen.example>",
  "Received: from gruppen.example (gruppen.example [192.0.2.1]) by mx.verein.example; Tue, 3 Mar 2026 07:00:00 +0100",
  "Message-ID: <m17.c4@gruppen.example>",
  "Date: Tue, 3 Mar 2026 06:59:58 +0100",
  "From: Anna Berg via Chor <chor@gruppen.example>",
  "To: Chor <chor@gruppen.example>",
  "Subject: Probe am Freitag",
  // Some gateways write fields anew, in capitals or folded.
  `X-RUNDMAIL-COPY:\r\n ${COPY_TOKEN.toUpperCase()}`,
  "MIME-Version: 1.0",
  "Content-Type: text/plain",
].join("\r\n");

/** A mail of lines; the header ends at the first empty one. */
export function mailOf(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\n").replaceAll(/\r?\n/g, "\r\n"));
}

/** A free text of a mail system and what it says. Where it ends with RETURNED, the header of the copy follows. */
export interface BounceText {
  system: string;
  from?: string;
  subject: string;
  text: string;
  /** Addresses, each with what is expected of it. */
  recipients: { address: string; action?: "delayed"; status?: string; code?: number; alsoNamed?: string[] }[];
}

/** A free text from a mail system, with the copy below if its last line announces it. */
export function textBounce(sample: Pick<BounceText, "from" | "subject" | "text">): Buffer {
  const from = sample.from ?? "Mail Delivery System <MAILER-DAEMON@mx.verein.example>";
  const announces = sample.text.trimEnd().endsWith("RETURNED")
    ? sample.text.replace("RETURNED", RETURNED_HEADER)
    : sample.text;
  return mailOf(
    `From: ${from}`,
    "To: bounce-token@gruppen.example",
    `Subject: ${sample.subject}`,
    "Date: Tue, 3 Mar 2026 07:00:10 +0100",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    announces,
  );
}

/** A report with all its parts (RFC 6522); each block of fields is one recipient. */
export function reportBounce(sample: {
  text?: string;
  blocks: string[];
  statusType?: string;
  returned?: { type: string; body: string };
  subject?: string;
}): Buffer {
  const returned = sample.returned ?? { type: "text/rfc822-headers", body: RETURNED_HEADER };
  return mailOf(
    "From: MAILER-DAEMON@mx.verein.example (Mail Delivery System)",
    "To: bounce-token@gruppen.example",
    `Subject: ${sample.subject ?? "Undelivered Mail Returned to Sender"}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"',
    "",
    "--=_report",
    "Content-Type: text/plain; charset=utf-8",
    "",
    sample.text ?? "This is the mail system at host mx.verein.example.",
    "",
    "--=_report",
    `Content-Type: ${sample.statusType ?? "message/delivery-status"}`,
    "",
    "Reporting-MTA: dns; mx.verein.example",
    "Arrival-Date: Tue, 3 Mar 2026 07:00:00 +0100",
    "",
    sample.blocks.join("\n\n"),
    "",
    "--=_report",
    `Content-Type: ${returned.type}`,
    "",
    returned.body,
    "",
    "--=_report--",
    "",
  );
}

/** A complaint (RFC 5965). */
export function complaint(fields: string[], returnedTo = "Chor <chor@gruppen.example>"): Buffer {
  return mailOf(
    "From: feedback@provider.example",
    "To: abuse@gruppen.example",
    "Subject: Abuse report",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=feedback-report; boundary="=_arf"',
    "",
    "--=_arf",
    "Content-Type: text/plain",
    "",
    "This is an email abuse report.",
    "",
    "--=_arf",
    "Content-Type: message/feedback-report",
    "",
    ...fields,
    "",
    "--=_arf",
    "Content-Type: message/rfc822",
    "",
    RETURNED_HEADER.replace("To: Chor <chor@gruppen.example>", `To: ${returnedTo}`),
    "",
    "Hallo",
    "--=_arf--",
    "",
  );
}
