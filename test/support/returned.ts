/** What other servers send back about a copy that has left. */

import type { Post } from "./mails.ts";
import type { Left } from "./post-office.ts";

/** A report of a server that it could not deliver a copy (RFC 3464), to the return path of the copy. */
export function bounceOf(
  copy: Pick<Left, "to" | "returnPath" | "text">,
  said: { status?: string; words?: string; action?: "failed" | "delayed"; to?: string } = {},
): Post {
  const { status = "5.1.1", action = "failed" } = said;
  const words = said.words ?? `550 ${status} <${copy.to}>: User unknown`;
  return reportOf(copy, said.to ?? copy.returnPath, [
    "Content-Type: multipart/report; report-type=delivery-status; boundary=grenze",
    "",
    "--grenze",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "This is the mail system at host mx.weg.example.",
    `<${copy.to}>: host mx.weg.example said: ${words}`,
    "--grenze",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.weg.example",
    "",
    `Final-Recipient: rfc822; ${copy.to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${words}`,
    "",
  ]);
}

/** Somebody has marked a copy as unwanted mail, and their provider tells us (RFC 5965). */
export function complaintOf(copy: Pick<Left, "to" | "returnPath" | "text">): Post {
  return reportOf(copy, copy.returnPath, [
    "Content-Type: multipart/report; report-type=feedback-report; boundary=grenze",
    "",
    "--grenze",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "This is an email abuse report.",
    "--grenze",
    "Content-Type: message/feedback-report",
    "",
    "Feedback-Type: abuse",
    "User-Agent: Anbieter/1.0",
    "Version: 1",
    `Original-Rcpt-To: ${copy.to}`,
    "",
  ]);
}

let reports = 0;

function reportOf(copy: Pick<Left, "text">, to: string, parts: readonly string[]): Post {
  reports += 1;
  const [header = ""] = copy.text.split("\r\n\r\n", 1);
  const lines = [
    "From: MAILER-DAEMON@mx.weg.example",
    `To: <${to}>`,
    "Subject: Undelivered Mail Returned to Sender",
    `Message-ID: <report-${reports}@mx.weg.example>`,
    "Date: Thu, 26 Nov 2026 20:05:00 +0100",
    "MIME-Version: 1.0",
    ...parts,
    "--grenze",
    "Content-Type: text/rfc822-headers",
    "",
    header,
    "--grenze--",
    "",
  ];
  return { from: "", to: [to], raw: Buffer.from(lines.join("\r\n")) };
}
