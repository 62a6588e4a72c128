import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeliveryReport, readNamelessGroup } from "../../src/mail/delivery-report.ts";

const MOST = 100;

describe("the fields of a delivery report", () => {
  test("are read per recipient, without those about the message", () => {
    const text = `Reporting-MTA: dns; mx.verein.example
Arrival-Date: Tue, 3 Mar 2026 07:00:00 +0100

Final-Recipient: rfc822; ben@verein.example
Original-Recipient: rfc822;b.muster@schule.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.verein.example
Diagnostic-Code: smtp; 550 5.1.1
    User unknown

Final-Recipient: rfc822; cleo@verein.example
Action: Delayed (will retry)
Status: 4.2.2 (mailbox full)
`;
    expect(readDeliveryReport(text, MOST)).toEqual([
      {
        finalRecipient: "ben@verein.example",
        alsoNamed: ["b.muster@schule.example"],
        action: "failed",
        status: "5.1.1",
        statusText: "5.1.1",
        diagnostic: "550 5.1.1 User unknown",
      },
      {
        finalRecipient: "cleo@verein.example",
        alsoNamed: [],
        action: "delayed",
        status: "4.2.2",
        statusText: "4.2.2 (mailbox full)",
        diagnostic: "",
      },
    ]);
  });

  test("may follow each other without an empty line, or have some between them", () => {
    const dense = "Final-Recipient: rfc822; a@x.example\nAction: failed\n";
    const loose = "Final-Recipient: rfc822; a@x.example\n\nAction: failed\n\nStatus: 5.0.0\n\n";

    expect(readDeliveryReport(dense + dense.replace("a@", "b@"), MOST).map((one) => one.finalRecipient)).toEqual([
      "a@x.example",
      "b@x.example",
    ]);
    expect(readDeliveryReport(loose, MOST)).toMatchObject([{ action: "failed", status: "5.0.0" }]);
  });

  test("belong to the recipient named next, where a block has fewer fields than the last", () => {
    const text =
      "Final-Recipient: rfc822; a@x.example\nAction: failed\n\nOriginal-Recipient: rfc822; c@x.example\nFinal-Recipient: rfc822; b@x.example\nAction: failed\n";

    expect(readDeliveryReport(text, MOST)).toMatchObject([
      { finalRecipient: "a@x.example", alsoNamed: [] },
      { finalRecipient: "b@x.example", alsoNamed: ["c@x.example"] },
    ]);
  });

  test("may begin with the action (Amazon SES), and end with LF, CRLF or CR", () => {
    const lines = ["Action: failed", "Final-Recipient: rfc822; a@x.example", "Status: 5.1.1"];

    for (const end of ["\n", "\r\n", "\r"]) {
      expect(readDeliveryReport(lines.join(end), MOST)).toMatchObject([
        { finalRecipient: "a@x.example", action: "failed", status: "5.1.1" },
      ]);
    }
  });

  test("are at most as many as are asked for", () => {
    const text = "Final-Recipient: rfc822; a@x.example\nAction: failed\n\n".repeat(MOST + 1);

    expect(readDeliveryReport(text, MOST)).toHaveLength(MOST);
  });

  test("are none in a letter that names some of them", () => {
    expect(readDeliveryReport("Status: unverheiratet\nAction: ja\n\nAnna\n", MOST)).toEqual([]);
  });
});

describe("a recipient is written as", () => {
  test.each([
    ["rfc822; ben@verein.example", "ben@verein.example"],
    ["RFC822;<ben@verein.example>", "ben@verein.example"],
    ["<ben@verein.example>", "ben@verein.example"],
    ["LOCAL;ben@verein.example", "ben@verein.example"],
    ["rfc822; rfc822; ben@verein.example", "ben@verein.example"],
    ["rfc822; ben..muster.@verein.example", "ben..muster.@verein.example"],
    ["rfc822;|/usr/bin/filter ben@verein.example /home/ben", "ben@verein.example"],
    ["utf-8; j\\x{FC}rg@verein.example", "jürg@verein.example"],
    ["utf-8; jürg@müller.example", "jürg@müller.example"],
    ["utf-8; j\\x{110000}@verein.example", null],
    ["unknown", null],
  ])("%s", (value, address) => {
    const [recipient] = readDeliveryReport(`Final-Recipient: ${value}\nAction: failed\n`, MOST);

    expect(recipient?.finalRecipient).toBe(address);
  });
});

test("any text is read", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(
        readDeliveryReport(`Final-Recipient: ${text}\nAction: ${text}\nStatus: ${text}`, MOST).length,
      ).toBeLessThan(9);
    }),
  );
});

describe("a group that names nobody", () => {
  const group = "Reporting-MTA: dns; mx.verein.example\n\nAction: failed\nStatus: 5.1.1\n";

  test("is read where it is the only one", () => {
    expect(readNamelessGroup(group)).toMatchObject({ finalRecipient: null, action: "failed", status: "5.1.1" });
  });

  test.each([
    ["two of them", `${group}\nAction: failed\nStatus: 5.2.2\n`],
    ["a recipient", `${group}Final-Recipient: rfc822; a@x.example\n`],
    ["no status", "Action: failed\n"],
    ["nothing", ""],
  ])("is none where there is %s", (_what, text) => {
    expect(readNamelessGroup(text)).toBeUndefined();
  });
});
