import { describe, expect, test } from "vitest";
import { type Report, readReport } from "../../../src/journey/bounce/report.ts";
import { mailOf, OUR_DOMAIN, textBounce } from "../../support/bounces.ts";

function readText(text: string, subject = "Undelivered mail"): Report {
  return readReport(textBounce({ subject, text }), { returnPath: "", ownDomain: OUR_DOMAIN });
}

describe("the reason stands", () => {
  test.each([
    [
      "below a heading",
      "hard",
      "Your letter was not delivered to:\n\n  ben@verein.example\n\nbecause:\n\n  No such user",
    ],
    ["below «Grund:»", "hard", "Nicht zugestellt an:\n\n ben@verein.example\n\nGrund:\n\n Benutzer unbekannt"],
    ["below «Motif :»", "hard", "Message non remis à :\n\n ben@verein.example\n\nMotif :\n\n Compte supprimé"],
    ["below «Motivo:»", "hard", "Non recapitato, destinatario:\n\n ben@verein.example\n\nMotivo:\n\n Utenza cessata"],
    [
      "before the recipient",
      "mailbox-full",
      "This letter was undeliverable due to the following reason:\n\nHis mailbox is full.\n\nWho did not get it:\n\n  <ben@verein.example>\n\nGreetings from the post",
    ],
    [
      "in a paragraph of its own",
      "hard",
      "Nicht zugestellt:\n\n  ben@verein.example\n\nGuten Tag.\n\nDieses Konto wurde aufgelöst.",
    ],
  ])("%s", (_where, category, text) => {
    expect(readText(text).recipients).toMatchObject([{ address: "ben@verein.example", category }]);
  });

  test.each([
    "The user may be unknown.\nPlease check whether this\naddress does not exist.",
    "Possible reasons:\n\n- The user is unknown.\n- This account does not exist.",
    "Mögliche Gründe:\n- Benutzer unbekannt.\n- Konto gelöscht.",
    "Peut-être le compte a été supprimé.",
    "Se l'utente è sconosciuto, correggere.",
  ])("nowhere where a server only supposes one: %j", (supposed) => {
    const text = `Could not be delivered to:\n\n  ben@verein.example\n\nSorry.\n\n${supposed}`;

    expect(readText(text).recipients).toMatchObject([{ address: "ben@verein.example", category: "unknown" }]);
  });

  test("above a list whose recipients say nothing themselves", () => {
    const text =
      "Sorry.\n\nThese users do not exist:\n\n  ben@verein.example\n  cleo@verein.example\n\nMailbox full:\n\n  dora@verein.example\n  emil@verein.example";

    expect(readText(text).recipients).toMatchObject([
      { address: "ben@verein.example", category: "hard" },
      { address: "cleo@verein.example", category: "hard" },
      { address: "dora@verein.example", category: "mailbox-full" },
      { address: "emil@verein.example", category: "mailbox-full" },
    ]);
  });

  test("beside one recipient, and is not the next one's", () => {
    const text = "Could not be delivered to:\n\n  ben@verein.example\n\n  550 User unknown\n\n  cleo@verein.example\n";

    expect(readText(text).recipients).toMatchObject([
      { address: "ben@verein.example", category: "hard" },
      { address: "cleo@verein.example", category: "unknown" },
    ]);
  });

  test("in a group of fields that names nobody, where one is named above", () => {
    const report = readReport(
      mailOf(
        "From: MAILER-DAEMON@mx.verein.example",
        "Subject: Delivery failed",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "",
        "--b\n",
        "<ben@verein.example>: it went wrong",
        "--b",
        "Content-Type: message/delivery-status\n",
        "Reporting-MTA: dns; mx.verein.example\n",
        "Action: failed",
        "Status: 5.1.1",
        "--b--",
      ),
      { returnPath: "", ownDomain: OUR_DOMAIN },
    );

    expect(report.recipients).toMatchObject([{ address: "ben@verein.example", status: "5.1.1", category: "hard" }]);
  });
});

describe("a failure is told in lines that are wrapped anywhere:", () => {
  test.each([
    "The letter of yesterday could\nnot be delivered. Look at whom it was for:\n\n  ben@verein.example",
    "Der Brief von gestern konnte\nleider nicht zu diesem Empfänger\nübermittelt werden\n\n  ben@verein.example",
    "Der Brief von gestern konnte\r\nleider nicht\r\nuebermittelt werden:\r\n\r\n  ben@verein.example",
  ])("%j", (text) => {
    expect(readText(text, "Probe am Freitag").recipients).toMatchObject([{ address: "ben@verein.example" }]);
  });
});

describe("whom a line names:", () => {
  test("who failed is told in words that resemble those for a new address", () => {
    const text = "Die Nachricht konnte auch neu nicht zugestellt werden an: ben@verein.example";

    expect(readText(text).recipients).toMatchObject([{ address: "ben@verein.example" }]);
  });

  test("a sender is no recipient, whatever the label is compounded of", () => {
    const text =
      "Nicht zugestellt.\n\nAbsenderadresse: chor@verein.example\nEmpfängeradresse: ben@schule.example\nFehler: 550 5.1.1 unbekannt";

    expect(readText(text).recipients).toMatchObject([{ address: "ben@schule.example", category: "hard" }]);
  });

  test("a reply can begin with the recipient", () => {
    expect(
      readText("550 ben@verein.example user unknown\n\nThe choir is chor@schule.example").recipients,
    ).toMatchObject([{ address: "ben@verein.example", code: 550, category: "hard" }]);
  });

  test("the code before RCPT is the reply's", () => {
    const text = "550 RCPT TO:<ben@verein.example> User unknown\n452 RCPT TO:<cleo@verein.example> Over quota";

    expect(readText(`Delivery failed.\n\n${text}`).recipients).toMatchObject([
      { address: "ben@verein.example", code: 550, category: "hard" },
      { address: "cleo@verein.example", code: 452, category: "mailbox-full" },
    ]);
  });

  test.each([
    "Bitte verwenden Sie:",
    "Neue Adresse:",
    "Please use",
    "Nouvelle adresse :",
    "Nuovo indirizzo:",
    "Veuillez utiliser",
    "Bitte verwenden Sie neu\n",
  ])("where a person is to be reached now failed nobody: %j", (words) => {
    const text = `Could not be delivered to:\n\n  ben@verein.example\n  550 gone\n\n${words} ben@schule.example`;

    expect(readText(text).recipients).toMatchObject([{ address: "ben@verein.example" }]);
    expect(readText(`Not delivered. ${words} ben@schule.example`).recipients).toMatchObject([{ address: null }]);
  });
});
