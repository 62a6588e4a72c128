import { describe, expect, test } from "vitest";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { divideAtReturned, returnedHeader, returnedValue } from "../../src/mail/returned-message.ts";
import { firstAddress } from "../../src/mail/written-address.ts";

const HEADER = "Received: from a by b\nMessage-ID: <m1@gruppen.example>\nSubject: Probe\nX-Rundmail-Copy: TOKEN";

function partOf(type: string, body: string, encoding = "7bit"): string | null {
  const raw = Buffer.from(
    `Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nHallo\n--b\nContent-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n${body}\n--b--\n`,
  );
  return returnedValue(returnedHeader(raw, parseMime(raw)), "X-Rundmail-Copy");
}

describe("the returned message is found in", () => {
  test.each([
    ["message/rfc822", `${HEADER}\n\nHallo`],
    ["message/global", `${HEADER}\n\nHallo`],
    ["text/rfc822-headers", HEADER],
    ["text/rfc822-headers; charset=us-ascii", `\n${HEADER}\n`],
    ["message/rfc822", `From bounce@gruppen.example Tue Mar  3 07:00:00 2026\n${HEADER}\n\nHallo`],
  ])("%s", (type, body) => {
    expect(partOf(type, body)).toBe("TOKEN");
  });

  test("a part in base64, which no standard allows", () => {
    expect(partOf("message/rfc822", Buffer.from(HEADER).toString("base64"), "base64")).toBe("TOKEN");
  });
});

test("without a returned message there is no value", () => {
  const raw = Buffer.from("Subject: Hallo\nX-Rundmail-Copy: MINE\n\nText");

  expect(returnedValue(returnedHeader(raw, parseMime(raw)), "X-Rundmail-Copy")).toBeNull();
});

describe("a text is divided where the returned mail begins:", () => {
  test.each([
    "--- Below this line is a copy of the message.",
    "------ This is a copy of the message, including all the headers. ------",
    "   ----- Unsent message follows -----",
    "----- Original message -----",
    "--- The header of the original message is following. ---",
    "Original message follows.",
    "    Below is a copy of the original message:",
    "Original message headers:",
    "Ursprüngliche Nachrichtenkopfzeilen:",
    "En-têtes de message d'origine :",
    "|------------------------- Message text follows: ------------------------|",
    "Included is a copy of the message header:",
  ])("%s", (mark) => {
    const divided = divideAtReturned(`<ben@verein.example>: unknown\n\n${mark}\n\n${HEADER}\n\nHallo`);

    expect(divided.own.trim()).toBe("<ben@verein.example>: unknown");
    expect(returnedValue(divided.returned, "message-id")).toBe("m1@gruppen.example");
    expect(returnedValue(divided.returned, "x-rundmail-copy")).toBe("TOKEN");
  });

  test.each(["", "> ", "   ", "| "])("at a header with the margin «%s»", (margin) => {
    const returned = `${HEADER}\nX-Folded: one\n two`.replaceAll(/^/gm, margin);
    const divided = divideAtReturned(`Delivery failed.\n\n${returned}\n${margin}\n${margin}Hallo`);

    expect(divided.own.trim()).toBe("Delivery failed.");
    expect(returnedValue(divided.returned, "x-rundmail-copy")).toBe("TOKEN");
    expect(returnedValue(divided.returned, "x-folded")).toBe("one two");
  });

  test("not at lines that only look like fields", () => {
    const text = "Your message\n\n  To: chor\n  Subject: Probe\n\ndid not reach:\n\nReason: full\nAction: none";

    expect(divideAtReturned(text)).toEqual({ own: text, returned: undefined });
  });
});

describe("an address in a server's words:", () => {
  test.each([
    ["<ben@verein.example>: unknown", "ben@verein.example"],
    ["550 ben@verein.example... User unknown", "ben@verein.example"],
    ["c=DE;a= ;p=Verein;dda:SMTP=ben@verein.example; on Fri", "ben@verein.example"],
    ["Recipient: [SMTP:ben@verein.example]", "ben@verein.example"],
    ["mailto:ben@verein.example?subject=x", "ben@verein.example"],
    ['"ben@verein.example".', "ben@verein.example"],
    ["see http://host.example/a?b@c and 4@1.2", null],
    ["@ @@ a@ @b", null],
  ])("%s", (words, address) => {
    expect(firstAddress(words)).toBe(address);
  });
});
