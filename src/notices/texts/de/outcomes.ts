import type { OutcomeTexts } from "../texts.ts";

export const outcomes: OutcomeTexts = {
  report: {
    sent: ["Ihre Mail ist verschickt."],
    nothingSent: ["Ihre Mail hat niemanden erreicht."],
    stopped: ["Ihre Mail ist abgebrochen worden. Ein Teil war schon unterwegs."],
    leftOutTitle: "Diese Personen haben keine Mail bekommen:",
    todo: ["Stimmt eine Adresse nicht mehr? Melden Sie es an die Adresse ganz unten."],
  },
  leftOut: {
    "no-address": "keine E-Mail-Adresse",
    hidden: "bekommt keine Mails",
    "opted-out": "hat sich abgemeldet",
    suppressed: "die Adresse ist gesperrt",
  },
  failedTitle: "Diese Adressen hat die Mail nicht erreicht:",
  failures: {
    hard: "Diese Adresse gibt es nicht oder nicht mehr.",
    soft: "Die Mail konnte dort vorübergehend nicht zugestellt werden.",
    "mailbox-full": "Das Postfach ist voll.",
    policy: "Der Mailanbieter lehnt unsere Mail ab; an der Adresse liegt es nicht.",
    spared: "Der Mailanbieter lehnt uns zurzeit ab; an der Adresse liegt es nicht.",
    complaint: "Dort wurde die Mail als unerwünscht gemeldet.",
    unknown: "Der Grund ist nicht bekannt.",
  },
  otherServers: "Die Zeilen mit > hat der andere Mailserver geschrieben, für Fachleute.",
  bounces: {
    what: (addresses) => [`Nach dem Bericht ist Ihre Mail noch von ${addresses} zurückgekommen.`],
    countsTitle: "So steht es jetzt um die ganze Mail:",
  },
  newAddress: [
    "Stimmt eine Adresse nicht mehr? Fragen Sie die Person nach der neuen,",
    "und melden Sie diese an die Adresse ganz unten.",
  ],
  overview: {
    what: (addresses) => `Bei ${addresses} gibt es Probleme mit den Mails Ihrer Gruppen.`,
    since: (moment) => `Neu seit ${moment}:`,
    titles: {
      unreachable: "Diese Adressen machen Probleme, bekommen aber weiterhin Mails:",
      suppressed: "Diese Adressen sind gesperrt und bekommen keine Mails mehr:",
      removed: "Diese Personen haben wir aus ihrer Gruppe genommen:",
      optedOut: "Diese Personen haben sich abgemeldet:",
    },
    optedOut: {
      forResponsible: ["Soll jemand wieder Mails bekommen? Melden Sie es an die Adresse ganz unten."],
      forContact: ["Soll jemand wieder Mails bekommen? Dieser Befehl nimmt eine Abmeldung zurück:"],
      personWord: "NUMMER",
    },
    forResponsible: {
      suppressed: ["Ist eine gesperrte Adresse doch richtig? Melden Sie auch das dort."],
      removed: ["Soll jemand wieder in die Gruppe? Melden Sie auch das dort."],
    },
    forContact: {
      newAddress: [
        "Stimmt eine Adresse nicht mehr? Fragen Sie die Person nach der neuen,",
        "und berichtigen Sie das Verzeichnis.",
      ],
      suppressed: ["Ist eine gesperrte Adresse doch richtig? Dieser Befehl hebt die Sperre auf:"],
      removed: ["Soll jemand wieder in die Gruppe? Tragen Sie die Person dort wieder ein."],
      addressWord: "ADRESSE",
      manual: (reports) => [
        `Wir konnten ${reports} anderer Mailserver keiner Person zuordnen.`,
        "Dieser Befehl zeigt sie:",
      ],
    },
  },
  senderRed: {
    subject: (senders) => `Mails kommen vielleicht nicht an: Absender ${senders}`,
    what: (senders) => [
      `Rundmail hat geprüft, ob seine Mails ankommen. Beim Absender ${senders}`,
      "stimmt etwas nicht, was die Zustellung verhindert:",
    ],
    sender: "Absender",
    todo: ["Wenn es behoben ist, zeigt dieser Befehl, ob alles stimmt:"],
  },
  providerPaused: {
    subject: (provider) => `${provider} nimmt sie im Moment nicht an`,
    what: (provider) => [
      `Der Mailanbieter ${provider} nimmt unsere Mails im Moment nicht an.`,
      "Gemerkt haben wir es bei dieser Mail:",
    ],
    replyTitle: "Das antwortet der Anbieter:",
    consequence: [
      "An den Adressen liegt es nicht. Deswegen wird keine gesperrt.",
      "Weitere Mails an diesen Anbieter warten bis zum nächsten Versuch und gehen",
      "dann von selbst weiter. Lehnt er wieder ab, warten sie jedes Mal länger.",
    ],
    readReply: ["Lesen Sie die Antwort des Anbieters; oft führt ein Link darin zum Grund."],
    check: [
      "Prüfen Sie SPF, DKIM, DMARC und den Namen unserer IP-Adresse (Reverse DNS),",
      "und ob diese IP-Adresse auf einer Sperrliste steht.",
    ],
    retry: [
      "Sobald der Anbieter wieder annimmt, verschickt dieser Befehl noch einmal,",
      "was von dieser Mail nicht zustellbar war:",
    ],
  },
};
