import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/notices/language.ts";
import type { Notice } from "../../src/notices/notice.ts";
import { noticeText } from "../../src/notices/notice-text.ts";
import type { ReportCounts, UnreachedWhy } from "../../src/notices/outcomes.ts";
import { address, frame, inJugend, JUGEND, OVERVIEW, overview, PAUSED, UNREACHED } from "./samples.ts";

const MAIL = { target: JUGEND, subject: "Sommerlager" };
const COUNTS: ReportCounts = { copies: 34, sent: 27, failed: 7, already: 0, cancelled: 0, leftOut: 0, optedOut: 0 };
const BOUNCES = { kind: "bounces", ...MAIL, counts: COUNTS, failed: Object.values(UNREACHED), news: 7 } as const;
const CONTACT = { to: { name: "", address: address("Sekretariat@example.org") } };

function tell(notice: Notice, changes = {}) {
  const { subject, paragraphs } = noticeText(notice, frame({ answer: null, original: null, ...changes }));
  return { subject, text: paragraphs.map((lines) => lines.join("\n")).join("\n\n") };
}

describe("why an address was not reached", () => {
  const sentences: Record<UnreachedWhy, string> = {
    hard: "Diese Adresse gibt es nicht oder nicht mehr.",
    soft: "Die Mail konnte dort vorübergehend nicht zugestellt werden.",
    "mailbox-full": "Das Postfach ist voll.",
    policy: "Der Mailanbieter lehnt unsere Mail ab; an der Adresse liegt es nicht.",
    spared: "Der Mailanbieter lehnt uns zurzeit ab; an der Adresse liegt es nicht.",
    complaint: "Dort wurde die Mail als unerwünscht gemeldet.",
    unknown: "Der Grund ist nicht bekannt.",
  };

  test.each(Object.values(UNREACHED))("$category: Ruth reads one plain sentence, then the server's words", (copy) => {
    const { text } = tell({ ...BOUNCES, failed: [copy], news: 1 });
    const who = copy.name === "" ? copy.address : `${copy.name} (${copy.address})`;
    expect(text).toContain(`  1. ${who}\n     ${sentences[copy.category]}\n`);
    for (const line of copy.reply.split("\n")) expect(text).toContain(line === "" ? "" : `     > ${line}\n`);
  });

  test.each(LANGUAGES)("in %s every reason has words of its own", (language) => {
    const told = Object.values(UNREACHED).map(
      ({ category }) =>
        tell({ ...BOUNCES, failed: [{ address: "a@b.example", name: "", category, reply: "" }] }, { language }).text,
    );
    expect(new Set(told).size).toBe(told.length);
  });

  test("where no server said anything, nothing is said about its words", () => {
    expect(tell(BOUNCES).text).toContain("\nDie Zeilen mit > hat der andere Mailserver geschrieben, für Fachleute.\n");
    expect(tell({ ...BOUNCES, failed: [UNREACHED.complaint] }).text).not.toContain("Die Zeilen mit >");
  });

  test("a chatty server fills a few lines, not the mail", () => {
    const { text } = tell({ ...BOUNCES, failed: [{ ...UNREACHED.hard, reply: "550 no\n".repeat(500) }] });
    expect(text.match(/> 550 no/g)).toHaveLength(4);
    expect(text).toContain("     > […]\n");
  });
});

describe("what came back after the report", () => {
  test("Ruth sees at once that something came back, from how many, how it stands now, and what to do", () => {
    const { subject, text } = tell(BOUNCES);
    expect(subject).toBe("Zurückgekommen: «Sommerlager» an Jugend");
    expect(text).toContain("Nach dem Bericht ist Ihre Mail noch von 7 Adressen zurückgekommen.\n\n  An: Jugend");
    expect(text).toContain(
      "So steht es jetzt um die ganze Mail:\n  Verschickt: 27 Mails\n  Nicht zustellbar: 7 Mails\n\n",
    );
    expect(text).toContain("Fragen Sie die Person nach der neuen,\nund melden Sie diese an die Adresse ganz unten.");
  });

  test("of more than it names it says how many", () => {
    const { text } = tell({ ...BOUNCES, news: 1250 });
    expect(text).toContain("noch von 1'250 Adressen zurückgekommen");
    expect(text).toContain("  und 1'243 weitere\n");
  });
});

describe("the overview", () => {
  test("who leads a group reads who, in which group, why and what became of them, and no command", () => {
    const { subject, text } = tell(OVERVIEW);
    expect(subject).toBe("Bitte prüfen: 4 Adressen");
    expect(text).toContain(
      "bekommen keine Mails mehr:\n  1. Anna Keller (anna@weg.example)\n     Gruppe: Jugend\n     Diese Adresse gibt",
    );
    expect(text).toContain("aus ihrer Gruppe genommen:\n  1. Maria di Matteo (maria@post.example)\n     Gruppe: Konf");
    expect(text).toContain("bekommen aber weiterhin Mails:\n  1. Urs Wüthrich (urs@voll.example)\n");
    expect(text).toContain("  2. sekretariat@weg.example\n     Der Grund");
    expect(text).not.toMatch(/rundmail |Verzeichnis|5\.1\.1/);
  });

  test("the contact is not sent to itself: it has the directory and the commands", () => {
    const { text } = tell(OVERVIEW, CONTACT);
    expect(text).toContain("und berichtigen Sie das Verzeichnis.");
    expect(text).toContain("Dieser Befehl hebt die Sperre auf:\n  rundmail suppression remove ADRESSE\n");
    expect(text).not.toContain("ganz unten");
  });

  test("what to do is said only about what happened", () => {
    const unreachable = overview({ unreachable: [inJugend("soft")] });
    for (const around of [{}, CONTACT]) {
      const { text } = tell(unreachable, around);
      expect(text).toContain("Bei 1 Adresse gibt es Probleme mit den Mails Ihrer Gruppen.");
      expect(text).not.toMatch(/gesperrt|suppression|wieder in die Gruppe/);
    }
  });

  test("what fits nobody is told with the command that shows it, also where there is nothing else to tell", () => {
    const { subject, text } = tell(overview({}, 3), CONTACT);
    expect(subject).toBe("Nicht zuzuordnen: 3 Rückmeldungen");
    expect(text.split("\n\n").slice(1, -1)).toEqual([
      "Wir konnten 3 Rückmeldungen anderer Mailserver keiner Person zuordnen.\n" +
        "Dieser Befehl zeigt sie:\n  rundmail bounce list --state manual",
    ]);
    expect(tell(OVERVIEW).text).not.toContain("Rückmeldung");
  });

  test("of each list it says how many more there are", () => {
    const long = { ...OVERVIEW, counts: { unreachable: 2, suppressed: 251, removed: 1, optedOut: 0 } };
    expect(tell(long).subject).toBe("Bitte prüfen: 254 Adressen");
    expect(tell(long).text).toContain("nicht mehr.\n  und 250 weitere\n");
  });

  test("an address that a shell would carry out stands in no command", () => {
    const lines = tell(
      overview({ suppressed: [{ ...inJugend("hard"), address: "`id`$x@weg.example" }] }),
      CONTACT,
    ).text;
    for (const line of lines.split("\n").filter((line) => line.startsWith("  rundmail "))) {
      expect(line).toMatch(/^ {2}rundmail [a-z -]+[A-Z]*$/);
    }
  });
});

describe("a provider that refuses us", () => {
  test("the operator reads who, how many, until when, that nobody is charged, and how to send again", () => {
    const { subject, text } = tell(PAUSED, CONTACT);
    expect(subject).toBe("Mails warten: gmx.example nimmt sie im Moment nicht an");
    expect(text).toContain("Der Mailanbieter gmx.example nimmt unsere Mails im Moment nicht an.\n");
    expect(text).toContain("  Nicht zustellbar: 12 Adressen\n  Nächster Versuch: Donnerstag, 26. November 2026, 20.01");
    expect(text).toContain("Das antwortet der Anbieter:\n> 554-gmx.example\n> 554 For explanation visit https://");
    expect(text).toContain("Deswegen wird keine gesperrt.");
    expect(text).toContain("  rundmail message retry 12\n");
  });

  test("without the provider's words, or without a message, nothing is said of them", () => {
    const { text } = tell({ ...PAUSED, reply: "" }, { ...CONTACT, message: null });
    expect(text).not.toMatch(/Das antwortet|Lesen Sie die Antwort|rundmail /);
  });
});

describe("whatever strangers call themselves and their servers say", () => {
  const hostile = { name: "FREMD", address: "fremd@weg.example", reply: "FREMD\r\nFREMD" };
  const line = { ...hostile, category: "hard", target: "FREMD" } as const;
  const target = { name: "FREMD", address: "fremd@gruppen.example.org" };
  const told: Notice[] = [
    { ...BOUNCES, target, subject: "FREMD", failed: [line] },
    overview({ unreachable: [line], suppressed: [line], removed: [line] }),
    { ...PAUSED, target, subject: "FREMD", provider: "FREMD", reply: hostile.reply },
    {
      kind: "operator",
      about: "sender-red",
      senders: ["FREMD"],
      problems: [{ sender: "FREMD", found: "FREMD", fix: "FREMD\nFREMD", record: "" }],
    },
  ];

  test.each(LANGUAGES)("in %s it stands inside our lines or behind the mark of a quote", (language) => {
    for (const notice of told) {
      for (const text of tell(notice, { language }).text.split("\n")) expect(text).not.toMatch(/^\s*FREMD/i);
    }
  });
});
