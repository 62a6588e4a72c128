import { expect, test } from "vitest";
import { listAttachments } from "../../src/mail/attachments.ts";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { encodeBase64 } from "../../src/mail/transfer.ts";

function attachmentsOf(...parts: string[]) {
  const head = "Content-Type: multipart/mixed; boundary=a\r\n\r\n";
  return listAttachments(
    parseMime(Buffer.from(`${head}${parts.map((part) => `--a\r\n${part}\r\n`).join("")}--a--\r\n`)),
  );
}

test("Ruth's plan is an attachment, her text and its HTML twin are not", () => {
  const plan = encodeBase64(Buffer.alloc(10_000)).toString();
  const attachments = attachmentsOf(
    "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--",
    `Content-Type: application/pdf; name="Plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${plan}`,
  );
  expect(attachments).toMatchObject([{ name: "Plan.pdf", type: "application/pdf" }]);
  expect(Math.abs((attachments[0]?.bytes ?? 0) - 10_000)).toBeLessThan(20);
});

test("a text with a name, a forwarded mail and a picture without a name are attachments", () => {
  expect(
    attachmentsOf(
      "Content-Disposition: inline; filename=notiz.txt\r\n\r\nText",
      "Content-Disposition: attachment\r\n\r\nText",
      "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n",
      "Content-Type: image/png\r\n\r\nx",
    ),
  ).toEqual([
    { name: "notiz.txt", type: "text/plain", bytes: 4 },
    { name: "text/plain", type: "text/plain", bytes: 4 },
    { name: "message/rfc822", type: "message/rfc822", bytes: 14 },
    { name: "image/png", type: "image/png", bytes: 1 },
  ]);
});

test("a mail of text alone has none", () => {
  expect(listAttachments(parseMime(Buffer.from("Subject: x\r\n\r\nText\r\n")))).toEqual([]);
});
