import { describe, expect, test } from "vitest";
import { type Report, readReport } from "../../../src/journey/bounce/report.ts";
import { mailOf, OUR_DOMAIN } from "../../support/bounces.ts";

function readMail(returnPath: string, header: readonly string[], text: string): Report {
  const raw = mailOf(...header, "Content-Type: text/plain; charset=utf-8", "", text);
  return readReport(raw, { returnPath, ownDomain: OUR_DOMAIN });
}

const GONE = "ben@verein.example: this user does not exist.";

describe("a family's address is no mail system:", () => {
  test.each([
    ["Familie Berg <mail@berg.example>", "Frage"],
    ["Mail Berg <mail@berg.example>", "Frage"],
    ["Smtp <smtp@berg.example>", "Ausflug"],
  ])("%s", (from, subject) => {
    const report = readMail("mail@berg.example", [`From: ${from}`, `Subject: ${subject}`], GONE);

    expect(report).toMatchObject({ kind: "other", recipients: [] });
  });

  test("unless the envelope or the subject says so too", () => {
    const system = ["From: mail@berg.example", "Subject: Frage"];
    expect(readMail("", system, GONE).kind).toBe("bounce");
    expect(readMail("mail@berg.example", ["From: mail@berg.example", "Subject: Undeliverable mail"], GONE).kind).toBe(
      "bounce",
    );
  });
});

describe("a person's subject begins like a report's:", () => {
  test.each([
    ["Fehler bei der Adressliste", "Unzustellbar, weil falsch:\nben@verein.example"],
    ["Zustellung der Noten", `Konnten nicht zugestellt werden.\n${GONE}`],
    ["Warning: mail from the choir", GONE],
    ["Livraison des pommes", `N'a pas pu être livré.\n${GONE}`],
    ["Failure notice?", `I got a failure notice: mail to ben@verein.example could not be delivered.\n${GONE}`],
  ])("%s", (subject, text) => {
    const report = readMail("anna@schule.example", ["From: Anna <anna@schule.example>", `Subject: ${subject}`], text);

    expect(report).toMatchObject({ kind: "other", recipients: [] });
  });

  test.each([
    ["a subject of programs", "Subject: Undelivered Mail Returned to Sender", GONE],
    ["the field for it", "Subject: Warning: mail\nX-Failed-Recipients: ben@verein.example", GONE],
    [
      "the header of the mail",
      "Subject: Warning: mail",
      `${GONE}\n\n--- Original message follows.\n\nReceived: x\nMessage-ID: <m17.c4@gruppen.example>\nSubject: Probe`,
    ],
  ])("a gateway under a person's name has %s", (_what, header, text) => {
    const report = readMail("gate@schule.example", ["From: Gate <gate@schule.example>", header], text);

    expect(report).toMatchObject({ kind: "bounce", recipients: [{ address: "ben@verein.example" }] });
  });
});

describe("a program answers for a person who has moved:", () => {
  test.each([
    ["Zustellung nicht möglich", "Ben ist weg. Ihre Mail konnte nicht zugestellt werden. Neu: ben@schule.example"],
    ["Delivery failed", "My mailbox does not exist any more, your mail was not delivered.\nben@schule.example"],
    ["Non remis, nouvelle adresse", "Adresse inconnue.\n\nben@schule.example: nouvelle adresse"],
  ])("%s", (subject, text) => {
    for (const mark of ["Auto-Submitted: auto-replied", "X-Autoreply: yes"]) {
      const report = readMail("", ["From: Ben <ben@verein.example>", `Subject: ${subject}`, mark], text);
      expect(report).toMatchObject({ kind: "automatic", recipients: [] });
    }
  });

  test("a mail system marks its reports the same way", () => {
    const header = ["From: MAILER-DAEMON@mx.verein.example", "Subject: Mail failure", "Auto-Submitted: auto-replied"];

    expect(readMail("", header, GONE)).toMatchObject({ kind: "bounce", recipients: [{ category: "hard" }] });
  });
});

describe("a server asks for an answer, and the mail may still arrive:", () => {
  const from = ["From: postmaster@verein.example", "Subject: Ihre Mail"];
  test.each([
    "Your mail to ben@verein.example could not be delivered yet. Verify that you are a human.",
    "Ihre Mail an ben@verein.example wurde nicht zugestellt. Bestätigen Sie diese Nachricht mit einer Antwort.",
    "Ihre Mail an ben@verein.example wurde nicht zugestellt. Bitte bestaetigen Sie Ihre Mail\nmit einem Klick.",
    "Votre message à ben@verein.example n'a pas été remis. Pour le distribuer, cliquez ici.",
    "Il messaggio a ben@verein.example non è stato consegnato. Confermi l'invio del messaggio.",
  ])("%s", (text) => {
    expect(readMail("", from, text)).toMatchObject({ kind: "automatic", recipients: [] });
  });

  test("but not where it has refused the mail", () => {
    const text = "It could not be delivered.\n\n<ben@verein.example>: 550 5.7.1 refused. Verify that you are a human.";

    expect(readMail("", from, text).kind).toBe("bounce");
  });
});

describe("a receipt of a mail system", () => {
  const receipt = (subject: string, text: string) =>
    readReport(
      mailOf(
        "From: postmaster@verein.example",
        `Subject: ${subject}`,
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "",
        "--b\n",
        text,
        "--b",
        "Content-Type: message/disposition-notification\n",
        "Final-Recipient: rfc822; ben@verein.example",
        "Disposition: automatic-action/MDN-sent-automatically; deleted",
        "--b--",
      ),
      { returnPath: "", ownDomain: OUR_DOMAIN },
    );

  test("says that nobody has read the mail, which has arrived", () => {
    const text = "The message to ben@verein.example was deleted unread.";
    expect(receipt("Not read: Probe", text)).toMatchObject({ kind: "automatic", recipients: [] });
    expect(receipt("Ungelesen gelöscht: Probe", text)).toMatchObject({ kind: "automatic", recipients: [] });
  });

  test("can refuse it, as Dovecot does", () => {
    const report = receipt("Rejected: Probe", "Your message to <ben@verein.example> was automatically rejected: no.");

    expect(report).toMatchObject({ kind: "bounce", recipients: [{ address: "ben@verein.example" }] });
  });
});

test("a report of success in mere text charges nobody", () => {
  const header = ["From: Mailer-Daemon@verein.example", "Subject: Message status - delivered"];

  expect(readMail("", header, "Delivered to:\n  ben@verein.example")).toMatchObject({
    kind: "bounce",
    recipients: [{ address: "ben@verein.example", action: "delivered", category: "unknown" }],
  });
});
