import { describe, expect, test } from "vitest";
import { actionInText } from "../../../src/journey/bounce/report-action.ts";

describe("delivery goes on:", () => {
  test.each([
    "Ihr Brief konnte bisher nicht zugestellt werden.",
    "Ihr Brief konnte bislang nicht\nan alle ausgeliefert werden.",
    "Dies ist nur eine Warnung.",
    "Weitere Versuche folgen.",
    "Die Zustellversuche werden drei Tage lang fortgesetzt.",
    "Die Zustellung hat sich verzoegert.",
    "Ceci est seulement un avertissement.",
    "Votre lettre n'a pu être livrée... elle n'a pas encore pu être livrée.",
    "De nouvelles tentatives auront lieu.",
    "Questo è solo un avviso.",
    "La lettera non è stato recapitato da oltre 3 ore.",
    "Seguono altri tentativi.",
  ])("%s", (text) => {
    expect(actionInText("Post", text)).toBe("delayed");
  });
});

describe("what may come yet is no end:", () => {
  test.each([
    "Nur eine Warnung. Wenn es endgültig scheitert, hören Sie von uns.",
    "Nur eine Warnung. Sobald die Zustellung endgueltig misslingt, schreiben wir.",
    "Seulement un avertissement. Si la remise échoue définitivement, vous serez averti.",
    "È solo un avviso. Quando fallisce definitivamente, lo diremo.",
  ])("%s", (text) => {
    expect(actionInText("Post", text)).toBe("delayed");
  });

  test.each([
    "Die Zustellung hat sich verzögert und ist nun endgültig gescheitert.",
    "Remise différée. Échec définitif.",
    "Er konnte seit 5 Tagen nicht zugestellt werden. Es folgen keine weiteren Versuche.",
    "Adresse inconnue. Merci de faire un nouvel essai avec une autre.",
    "N'a pu être livré depuis 5 jours. Aucune nouvelle tentative n'aura lieu.",
    "Non è stato recapitato da oltre 5 giorni. Non verranno fatti altri tentativi.",
  ])("but an end is one: %s", (text) => {
    expect(actionInText("Post", text)).toBe("failed");
  });
});

describe("a subject tells of success:", () => {
  test.each([
    ["delivered", "Delivery Status Notification (Success)"],
    ["delivered", "Successful Mail Delivery Report"],
    ["delivered", "Message status - delivered"],
    ["delivered", "Zugestellt: Probe am Freitag"],
    ["delivered", "Remis : Répétition"],
    ["relayed", "Weitergeleitet: Probe am Freitag"],
    ["relayed", "Inoltrato: Prova"],
  ])("%s: %s", (action, subject) => {
    expect(actionInText(subject, "It was not delivered earlier.")).toBe(action);
  });

  test("but not «Zustellung»", () => {
    expect(actionInText("Zustellung fehlgeschlagen", "")).toBe("failed");
  });
});
