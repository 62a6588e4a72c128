import type { Texts } from "./texts.ts";

/** German as it is written in Switzerland: no ß, «», the polite form. */
export const de: Texts = {
  greeting: (name) => (name === "" ? "Guten Tag" : `Guten Tag ${name}`),
  closing: (contact) => ["Diese Mail hat das Programm Rundmail geschrieben.", `Fragen beantwortet Ihnen: ${contact}`],
  quotes: { open: "«", close: "»", innerOpen: "‹", innerClose: "›" },
  noSubject: "(ohne Betreff)",
  mailTo: (mail, target) => `${mail} an ${target}`,
  heads: {
    confirm: "Bitte bestätigen:",
    moderate: "Freigeben?",
    reminder: "Erinnerung:",
    held: "Wartet auf Freigabe:",
    released: "Freigegeben:",
    rejected: "Abgelehnt:",
    cancelled: "Abgebrochen:",
    notSent: "Nicht verschickt:",
    forwarded: "Weitergeleitet:",
    decided: "Erledigt:",
    unclear: "Bitte noch einmal antworten:",
    notYours: "Nichts entschieden:",
    late: "Schon entschieden:",
    sent: "Verschickt:",
  },
  labels: {
    from: "Von:",
    to: "An:",
    subject: "Betreff:",
    recipients: "Empfänger:",
    duration: "Dauer:",
    deadline: "Frist:",
    replies: "Antworten der Empfänger gehen an:",
    decision: "Entscheid:",
    decidedBy: "Entschieden von:",
    decidedAt: "Entschieden am:",
    allowed: "Erlaubt:",
    found: "Gefunden:",
    began: "Beginn:",
    ended: "Ende:",
    sent: "Verschickt:",
    failed: "Nicht zustellbar:",
    already: "Schon über eine andere Adresse dieser Mail verschickt:",
    cancelled: "Vorher abgebrochen:",
    leftOut: "Ohne Mail geblieben:",
  },
  person: { one: "Person", many: "Personen" },
  address: { one: "Adresse", many: "Adressen" },
  mail: { one: "Mail", many: "Mails" },
  personsAt: (persons, addresses) => `${persons} an ${addresses}`,
  withoutAddress: (number) => `${number} ohne E-Mail-Adresse`,
  duration: {
    atOnce: "geht sofort weg",
    underOneMinute: "weniger als 1 Minute",
    about: (duration) => `rund ${duration}`,
    minute: { one: "Minute", many: "Minuten" },
    hour: { one: "Stunde", many: "Stunden" },
    day: { one: "Tag", many: "Tage" },
  },
  andMore: (number) => `und ${number} weitere`,

  confirm: {
    opening: ["In Ihrem Namen wartet eine Mail: Soll sie verschickt werden?"],
    unconfirmed: [
      "Absender nicht bestätigt: Vielleicht hat jemand anders sie geschrieben.",
      "Wenn Sie diese Mail nicht selbst geschrieben haben, antworten Sie mit Nein.",
    ],
    howTo: [
      "Wenn ja: Antworten Sie auf diese Mail, ohne Text oder mit «Ja».",
      "Wenn nein: Schreiben Sie «Nein» in die erste Zeile Ihrer Antwort.",
      "Ohne Ihre Antwort bis zur Frist wird nichts verschickt.",
    ],
    rejectByMail: ["Statt «Nein» zu antworten, können Sie auch eine leere Mail schicken an:"],
  },
  moderate: {
    opening: ["Eine Mail wartet auf Ihre Freigabe: Soll sie verschickt werden?"],
    unconfirmed: [
      "Absender nicht bestätigt: Vielleicht hat jemand anders sie geschrieben.",
      "Fragen Sie im Zweifel nach, bevor Sie zustimmen.",
    ],
    howTo: [
      "Wenn ja: Antworten Sie auf diese Mail, ohne Text oder mit «Ja».",
      "Wenn nein: Schreiben Sie «Nein» in die erste Zeile, dahinter den Grund.",
      "Antwortet bis zur Frist niemand, wird nichts verschickt.",
    ],
    rejectByMail: [
      "Wer geschrieben hat, erfährt den Grund, wenn wir die Person kennen.",
      "Sind mehrere gefragt, so gilt die erste Antwort.",
      "Statt «Nein» zu antworten, können Sie auch eine leere Mail schicken an:",
    ],
  },
  reminder: ["Erinnerung: Ihre Antwort fehlt noch."],
  warningsTitle: "Bitte beachten Sie:",
  warnings: {
    "unknown-placeholder": ({ placeholder, nearest }) => [
      `Dieser Platzhalter wird nicht ersetzt: ${placeholder}`,
      ...(nearest === null ? [] : [`Vielleicht ist dieser gemeint: ${nearest}`]),
    ],
    "empty-field": ({ placeholder, persons }) => [`Der Platzhalter ${placeholder} bleibt bei ${persons} leer.`],
    "big-mail": ({ bytes }) => [`Die Mail ist mit ${bytes} gross. Manche Postfächer nehmen sie nicht an.`],
    "blind-copy": () => ["Die Adresse dieser Empfänger steht weder bei «An» noch bei «Kopie»."],
    "vacation-subject": () => ["Der Betreff klingt nach einer automatischen Abwesenheitsmeldung."],
    "replies-to-group": () => ["Wer auf die Mail antwortet, schreibt allen Empfängern."],
  },
  withoutAddressTitle: "Diese Personen bekommen keine Mail, weil ihre E-Mail-Adresse fehlt:",
  previewTitle: (name) => `--- So sieht es für ${name} aus ---`,
  previewEnd: "--- Ende der Ansicht ---",
  originalTitle: "--- Text der Mail ---",
  originalEnd: "--- Ende der Mail ---",
  attachmentsTitle: "Anhänge der Mail:",
  originalAttached: ["Die ganze Mail ist angehängt."],
  originalTooBig: ["Die Mail selbst ist zu gross, um sie hier anzuhängen."],
  originalUnconfirmed: ["Die Mail selbst ist nicht angehängt, weil ihr Absender nicht bestätigt ist."],

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
      todo: ["Nehmen Sie Personen in Ihre Liste auf, und schicken Sie die Mail neu."],
    },
    "filter-empty": {
      what: ["Die gespeicherte Suche findet zurzeit niemanden."],
      todo: ["Passen Sie die Suche an, und schicken Sie die Mail neu."],
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
  report: {
    sent: ["Ihre Mail ist verschickt."],
    nothingSent: ["Ihre Mail hat niemanden erreicht."],
    failedTitle: "Diese Adressen haben die Mail nicht angenommen:",
    leftOutTitle: "Diese Personen haben keine Mail bekommen:",
    todo: ["Stimmt eine Adresse nicht mehr? Melden Sie es an die Adresse ganz unten."],
  },
  leftOut: {
    "no-address": "keine E-Mail-Adresse",
    hidden: "bekommt keine Mails",
    "opted-out": "hat sich abgemeldet",
    suppressed: "die Adresse ist gesperrt",
  },
};
