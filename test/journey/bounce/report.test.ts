import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Report, readReport } from "../../../src/journey/bounce/report.ts";
import { MAX_WORDS, MOST_RECIPIENTS } from "../../../src/journey/bounce/report-words.ts";
import { OFFICE_TEXTS } from "../../support/bounce-texts-offices.ts";
import { PROVIDER_TEXTS } from "../../support/bounce-texts-providers.ts";
import { SERVER_TEXTS } from "../../support/bounce-texts-servers.ts";
import {
  COPY_MESSAGE_ID,
  COPY_TOKEN,
  complaint,
  mailOf,
  OUR_DOMAIN,
  reportBounce,
  textBounce,
} from "../../support/bounces.ts";

function read(raw: Buffer, returnPath = ""): Report {
  return readReport(raw, { returnPath, ownDomain: OUR_DOMAIN });
}

const BOUNCE_TEXTS = [...SERVER_TEXTS, ...OFFICE_TEXTS, ...PROVIDER_TEXTS];
const BEN = "Final-Recipient: rfc822; ben@verein.example\nAction: failed\nStatus: 5.1.1";

describe("a report by the book", () => {
  test("names recipient, action, status, reply and the copy that came back", () => {
    const report = read(
      reportBounce({
        blocks: [
          `${BEN}\nOriginal-Recipient: rfc822;b.muster@schule.example\nDiagnostic-Code: smtp; 550 5.1.1 <ben@verein.example>:\n    Recipient address rejected: User unknown`,
          "Final-Recipient: rfc822; cleo@verein.example\nAction: delayed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 Mailbox full",
        ],
      }),
    );

    expect(report).toMatchObject({ kind: "bounce", copyToken: COPY_TOKEN, messageId: COPY_MESSAGE_ID });
    expect(report.recipients).toMatchObject([
      {
        address: "ben@verein.example",
        alsoNamed: ["b.muster@schule.example"],
        action: "failed",
        category: "hard",
        status: "5.1.1",
        code: 550,
        words: "550 5.1.1 <ben@verein.example>: Recipient address rejected: User unknown",
      },
      { address: "cleo@verein.example", alsoNamed: [], action: "delayed", status: "4.2.2", code: 452 },
    ]);
  });

  test.each(["delivered", "relayed", "expanded"])("that tells of success is one, and nobody failed (%s)", (action) => {
    const report = read(reportBounce({ blocks: [BEN.replace("failed", action).replace("5.1.1", "2.0.0")] }));

    expect(report.kind).toBe("bounce");
    expect(report.recipients).toMatchObject([{ action, category: "unknown", status: "2.0.0" }]);
  });

  test("may have a Status that says nothing; what the server said decides", () => {
    const [recipient] = read(
      reportBounce({ blocks: [`${BEN.replace("5.1.1", "5.0.0")}\nDiagnostic-Code: smtp; 550 5.1.1 User unknown`] }),
    ).recipients;

    expect(recipient).toMatchObject({ status: "5.0.0", code: 550, category: "hard" });
  });

  test("in UTF-8 names an address beyond ASCII", () => {
    const block = BEN.replace("rfc822; ben@", "utf-8; j\\x{FC}rg@");
    const report = read(reportBounce({ statusType: "message/global-delivery-status", blocks: [block] }));

    expect(report.recipients).toMatchObject([{ address: "jürg@verein.example" }]);
  });

  test("about an address of ours charges nobody", () => {
    const report = read(reportBounce({ blocks: [BEN.replace("ben@verein.example", "chor@Gruppen.example")] }));

    expect(report).toMatchObject({ kind: "bounce", recipients: [], copyToken: COPY_TOKEN });
  });

  test("about an address that leads to ours names the person's own", () => {
    const block = `${BEN.replace("ben@verein", "chor@gruppen")}\nOriginal-Recipient: rfc822; ben@verein.example`;

    expect(read(reportBounce({ blocks: [block] })).recipients).toMatchObject([
      { address: "ben@verein.example", alsoNamed: [] },
    ]);
  });

  test("without an address is one about somebody unknown", () => {
    const report = read(reportBounce({ blocks: [BEN.replace("ben@verein.example", "|/usr/bin/procmail")] }));

    expect(report.recipients).toMatchObject([{ address: null, action: "failed", status: "5.1.1" }]);
  });
});

describe("a report in free text of", () => {
  test.each(BOUNCE_TEXTS.map((sample) => [sample.system, sample] as const))("%s", (_system, sample) => {
    const report = read(textBounce(sample));

    expect(report.kind).toBe("bounce");
    expect(report.recipients).toMatchObject(
      sample.recipients.map((recipient) => ({ action: "failed", alsoNamed: [], ...recipient })),
    );
    if (sample.text.endsWith("RETURNED")) {
      expect(report).toMatchObject({ copyToken: COPY_TOKEN, messageId: COPY_MESSAGE_ID });
    }
  });
});

describe("a complaint", () => {
  test("names who complains", () => {
    const report = read(complaint(["Feedback-Type: abuse", "Version: 1", "Original-Rcpt-To: <ben@verein.example>"]));

    expect(report).toMatchObject({ kind: "feedback", copyToken: COPY_TOKEN });
    expect(report.recipients).toMatchObject([
      { address: "ben@verein.example", action: "complaint", category: "complaint" },
    ]);
  });

  test("that hides the recipient names nobody, and never our group", () => {
    const report = read(complaint(["Feedback-Type: abuse", "Version: 1"]));

    expect(report.recipients).toMatchObject([{ address: null, category: "complaint" }]);
    expect(report.copyToken).toBe(COPY_TOKEN);
  });

  test("that leaves out what we have written is known by our return path, and by nobody else's", () => {
    const stripped = (returnPath: string, returned = "") => {
      const raw = complaint(["Feedback-Type: abuse", "Version: 1", `Original-Mail-From: <${returnPath}>`]).toString();
      return read(Buffer.from(raw.replace(/(?:X-Rundmail-Copy|Return-Path):.*/gi, returned || "X-Other: y")));
    };
    const ours = `bounce-${COPY_TOKEN.toUpperCase()}@${OUR_DOMAIN}`;
    expect(stripped(ours).copyToken).toBe(COPY_TOKEN);
    expect(stripped("redacted@provider.example", `Return-Path: <${ours}>`).copyToken).toBe(COPY_TOKEN);
    expect(stripped(`bounce-${COPY_TOKEN}@else.example`).copyToken).toBeNull();
  });

  test("that returns a mail to one person is that person's", () => {
    const report = read(complaint(["Feedback-Type: abuse", "Version: 1"], "ben@verein.example"));

    expect(report.recipients).toMatchObject([{ address: "ben@verein.example" }]);
  });

  test("is none where a provider tells of a signature that failed", () => {
    const report = read(complaint(["Feedback-Type: auth-failure", "Original-Rcpt-To: ben@verein.example"]));

    expect(report).toMatchObject({ kind: "feedback", recipients: [{ category: "unknown" }] });
  });
});

describe("a program writes, and nothing bounced:", () => {
  test.each([
    ["a vacation reply", ["Subject: Automatische Antwort: Probe am Freitag"], "Ich bin bis Montag weg."],
    [
      "one that speaks of mail",
      ["Subject: Out of Office: Probe"],
      "Your mail will not be forwarded.\n\nben@verein.example",
    ],
    ["one from a marked program", ["Subject: Re: Probe", "Auto-Submitted: auto-replied"], "Bin im Urlaub."],
    ["a receipt of a phone", ["Subject: Gelesen: Probe am Freitag"], ""],
    ["an address that is given up", ["Subject: Neue Adresse", "Precedence: bulk"], "Neu: ben@verein.example"],
  ])("%s", (_who, header, text) => {
    const mail = mailOf("From: Ben <ben@schule.example>", ...header, "", text);

    expect(read(mail)).toMatchObject({ kind: "automatic", recipients: [] });
    expect(read(mail, "ben@schule.example")).toMatchObject({ kind: "automatic", recipients: [] });
  });
});

describe("a person writes to a return path:", () => {
  const bounce = BOUNCE_TEXTS.find(({ system }) => system === "Postfix in plain text, wrapped")?.text ?? "";
  const quoted = bounce.replaceAll(/^/gm, "> ");
  test.each([
    ["an answer", "Re: Probe am Freitag", "Ich komme."],
    ["an answer that quotes a bounce", "Re: Undelivered Mail Returned to Sender", `Was heisst das?\n\n${quoted}`],
    ["an answer that quotes it without marks", "AW: Undelivered Mail Returned to Sender", `Hilfe!\n\n${bounce}`],
    ["a forwarded bounce", "Fwd: Undelivered Mail Returned to Sender", bounce],
    [
      "a question about one",
      "Meine Mail kam zurück",
      "Meine Mail an ben@verein.example konnte nicht zugestellt werden.",
    ],
    ["words that sound like a report", "Delivery failed", "Die Pizza kam nie an."],
  ])("%s", (_what, subject, text) => {
    const mail = mailOf("From: Anna <anna@schule.example>", `Subject: ${subject}`, "", text);

    expect(read(mail, "anna@schule.example")).toMatchObject({ kind: "other", recipients: [] });
  });

  test("with a bounce attached", () => {
    const mail = mailOf(
      "From: Anna <anna@schule.example>",
      "Subject: Was ist das?",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "Siehe Anhang.",
      "--b",
      "Content-Type: message/rfc822",
      "",
      reportBounce({ blocks: [BEN] }).toString(),
      "--b--",
    );

    expect(read(mail, "anna@schule.example")).toMatchObject({ kind: "other", recipients: [] });
  });
});

describe("a report that is broken or hostile", () => {
  test("names no more recipients than anybody needs", () => {
    const blocks = Array.from({ length: 2_000 }, (_, at) => BEN.replace("ben@", `ben${at}@`));

    expect(read(reportBounce({ blocks })).recipients).toHaveLength(MOST_RECIPIENTS);
  });

  test("cannot write control characters or long words into a list", () => {
    const words = `550 \u001b[31mrot\u0007\u202e ${"lang ".repeat(2_000)}`;
    const [recipient] = read(reportBounce({ blocks: [`${BEN}\nDiagnostic-Code: smtp; ${words}`] })).recipients;

    expect(recipient?.words).toMatch(/^550 \[31mrot lang/);
    expect(recipient?.words.length).toBeLessThanOrEqual(MAX_WORDS);
  });

  test("whose boundary never occurs is read as text", () => {
    const whole = reportBounce({ blocks: [BEN] }).toString();

    expect(read(Buffer.from(whole.replace('boundary="=_report"', 'boundary="lost"')))).toMatchObject({
      kind: "bounce",
      recipients: [{ address: "ben@verein.example", status: "5.1.1" }],
    });
  });

  test("takes no more than linear time", () => {
    const lines = [
      "<ben@verein.example>: 550 5.1.1 no\n",
      "Final-Recipient: rfc822; ben@verein.example\nAction: failed\n\n",
      "Received: x\nfoo\n",
      "could not be was not delivered recipients had ",
      "a@",
      "\n",
    ];
    const started = performance.now();
    for (const line of lines) {
      const text = `could not be delivered to:\n\n${line.repeat(Math.ceil(300_000 / line.length))}`;
      read(textBounce({ subject: "Undelivered Mail", text }));
    }
    // A second or less on any computer; work that grows with the square would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("whatever the bytes are, they are read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom("", "a@b.example"), (bytes, returnPath) => {
        expect(["bounce", "feedback", "automatic", "other"]).toContain(read(Buffer.from(bytes), returnPath).kind);
      }),
    );
  });

  test("whatever is cut off or changed in a report, it is read", () => {
    const whole = reportBounce({ blocks: [BEN, BEN.replace("ben", "cleo")] });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        for (const { words } of read(changed.subarray(0, length)).recipients) {
          expect(words.length).toBeLessThanOrEqual(MAX_WORDS);
        }
      }),
    );
  });
});

test("every report that follows RFC 3464 says what was written into it", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9.+_-]{0,20}[a-z0-9]$/).filter((local) => !local.includes(".."));
  const recipient = fc.record({
    address: name.map((local) => `${local}@verein.example`),
    action: fc.constantFrom("failed", "delayed", "delivered", "relayed", "expanded"),
    status: fc.tuple(fc.constantFrom(2, 4, 5), fc.nat(7), fc.nat(99)).map((digits) => digits.join(".")),
  });
  fc.assert(
    fc.property(fc.array(recipient, { minLength: 1, maxLength: 20 }), fc.boolean(), (recipients, isActionFirst) => {
      const blocks = recipients.map(({ address, action, status }) => {
        const fields = [`Final-Recipient: rfc822; ${address}`, `Action: ${action}`, `Status: ${status}`];
        return (isActionFirst ? fields.toReversed() : fields).join("\n");
      });
      const report = read(reportBounce({ blocks }));
      expect(report.recipients.map(({ address, action, status }) => ({ address, action, status }))).toEqual(recipients);
    }),
  );
});
