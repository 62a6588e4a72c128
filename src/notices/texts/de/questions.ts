import type { QuestionTexts } from "../texts.ts";

export const questions: QuestionTexts = {
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
};
