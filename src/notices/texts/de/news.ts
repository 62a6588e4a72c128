import type { NewsTexts } from "../texts.ts";

export const news: NewsTexts = {
  held: {
    what: ["Ihre Mail ist angekommen.", "Bevor sie verschickt wird, muss jemand sie freigeben."],
    todo: [
      "Sie müssen nichts tun. Wir schreiben Ihnen, sobald entschieden ist.",
      "Entscheidet bis zur Frist niemand, wird die Mail nicht verschickt.",
    ],
  },
  released: {
    what: ["Ihre Mail ist freigegeben und wird jetzt verschickt."],
    todo: ["Sie müssen nichts tun. Am Schluss bekommen Sie einen Bericht."],
  },
  rejected: {
    what: ["Ihre Mail wurde abgelehnt. Sie ist nicht verschickt worden."],
    reasonTitle: "Als Grund steht da:",
    todo: ["Möchten Sie es noch einmal versuchen? Dann schicken Sie die Mail neu."],
  },
  cancelled: {
    what: ["Ihre Mail ist abgebrochen worden. Niemand hat sie bekommen."],
    todo: ["Fragen Sie nach, bevor Sie sie noch einmal schicken."],
  },
  expired: {
    confirm: {
      what: ["Diese Mail ist nicht verschickt worden.", "Bis zur Frist haben wir keine Antwort von Ihnen bekommen."],
      todo: [
        "Braucht es die Mail noch? Dann schicken Sie sie neu.",
        "Haben Sie sie gar nicht geschrieben? Dann müssen Sie nichts tun.",
      ],
    },
    moderate: {
      what: ["Ihre Mail ist nicht verschickt worden.", "Bis zur Frist hat niemand darüber entschieden."],
      todo: ["Braucht es die Mail noch? Dann schicken Sie sie neu oder fragen Sie nach."],
    },
  },
  refused: ["Ihre Mail ist nicht verschickt worden."],
  refusals: {
    "login-required": {
      what: [
        "An diese Adresse darf nur schreiben, wer ein Benutzerkonto hat.",
        "Zu Ihrer Absenderadresse gehört keines.",
      ],
      todo: ["Schreiben Sie mit der Adresse Ihres Benutzerkontos, oder fragen Sie nach."],
    },
    "no-access": {
      what: ["Sie haben ein Benutzerkonto.", "Aber es hat kein Recht auf diese Empfänger."],
      todo: ["Wenn Sie das Recht brauchen, fragen Sie nach."],
    },
    "sender-not-allowed": {
      what: ["Mit Ihrer Absenderadresse dürfen Sie diesen Empfängern nicht schreiben."],
      todo: ["Schreiben Sie mit einer anderen Adresse, die wir von Ihnen kennen,", "oder fragen Sie nach."],
    },
    "my-list-empty": {
      what: ["Ihre persönliche Liste ist leer."],
      todo: ["Lassen Sie Personen in Ihre Liste aufnehmen, und schicken Sie die Mail neu."],
    },
    "filter-empty": {
      what: ["Die gespeicherte Suche findet zurzeit niemanden."],
      todo: ["Lassen Sie die Suche anpassen, und schicken Sie die Mail neu."],
    },
    "no-recipients": {
      what: ["Unter dieser Adresse ist zurzeit niemand mit E-Mail erreichbar."],
      todo: ["Prüfen Sie die Adresse, oder fragen Sie nach."],
    },
    "too-many-recipients": {
      what: ["Die Mail ginge an mehr Empfänger, als erlaubt sind."],
      todo: ["Schreiben Sie an kleinere Gruppen, oder fragen Sie nach."],
    },
    "no-moderator": {
      what: ["Jemand müsste diese Mail freigeben.", "Aber dafür ist niemand mit einer E-Mail-Adresse eingetragen."],
      todo: ["Melden Sie das bitte der Adresse am Schluss dieser Mail."],
    },
    "signed-placeholders": {
      what: [
        "Ihre Mail ist digital unterschrieben oder verschlüsselt.",
        "Deshalb dürfen wir darin keine Platzhalter ersetzen.",
      ],
      todo: [
        "Schicken Sie die Mail ohne digitale Unterschrift und Verschlüsselung,",
        "oder nehmen Sie die Platzhalter heraus.",
      ],
    },
  },
  forwarded: {
    what: ["Jemand hat an eine Adresse geschrieben, die das Programm nicht selbst liest."],
    todo: [
      "Die Mail ist angehängt. Bitte lesen Sie sie.",
      "Wenn sie eine Antwort braucht, schreiben Sie dem Absender direkt.",
    ],
  },
  optOutAsked: {
    subject: (target) => `Abmeldung von ${target}`,
    what: [
      "Jemand möchte keine Mails dieser Gruppe mehr bekommen.",
      "Hier meldet das Programm niemanden von selbst ab. Bitte entscheiden Sie.",
    ],
    todo: ["Die Mail ist angehängt. Antworten Sie der Person direkt."],
  },
  unsubscribed: {
    what: {
      "opted-out": ["Sie sind abgemeldet.", "Sie bekommen keine Mails mehr, die an diese Adresse gehen:"],
      already: ["Sie waren schon abgemeldet.", "Sie bekommen keine Mails, die an diese Adresse gehen:"],
    },
    everybody: ["Das gilt für alle, die Ihre E-Mail-Adresse haben."],
    others: ["Mails anderer Gruppen bekommen Sie weiterhin.", "Was schon unterwegs ist, kann noch ankommen."],
    todo: [
      "Möchten Sie wieder dabei sein? Oder haben Sie sich gar nicht abgemeldet?",
      "Dann schreiben Sie an die Adresse ganz unten.",
    ],
  },
  operator: "die Verwaltung",
  archive: {
    what: ["Diese Mail wird verschickt. Sie ist angehängt, so wie sie bei uns ankam."],
    confirmed: "bestätigt",
    unconfirmed: "nicht bestätigt",
    byRules: "niemand; nach den Einstellungen der Gruppe ohne Frage",
  },
  decided: ["Über diese Mail ist entschieden. Sie müssen nichts mehr tun."],
  undecided: [
    "Über diese Mail hat bis zur Frist niemand entschieden.",
    "Sie ist nicht verschickt worden. Sie müssen nichts mehr tun.",
  ],
  decisions: {
    released: "freigegeben",
    rejected: "abgelehnt",
    expired: "Frist abgelaufen, nicht verschickt",
    cancelled: "abgebrochen",
  },
  unclear: {
    what: ["Ihre Antwort war für uns weder ein klares Ja noch ein klares Nein.", "Die Mail wartet weiter."],
    todo: ["Antworten Sie bitte noch einmal, am besten gleich auf diese Mail."],
  },
  notYours: [
    "Ihre Antwort auf eine Frage unseres Programms hat nichts entschieden.",
    "Gefragt war jemand anders, oder wir kennen Ihre Absenderadresse nicht.",
    "Waren Sie gefragt? Dann antworten Sie mit der Adresse, die die Frage bekam.",
  ],
  late: ["Ihre Antwort ändert nichts mehr: Über diese Mail war schon entschieden."],
};
