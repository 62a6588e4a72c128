import type { QuestionTexts } from "../texts.ts";

export const questions: QuestionTexts = {
  confirm: {
    opening: ["A suo nome c'è una mail in attesa: la inviamo?"],
    unconfirmed: [
      "Mittente non confermato: forse questa mail l'ha scritta qualcun altro.",
      "Se non l'ha scritta lei, risponda con No.",
    ],
    howTo: [
      "Per dire sì: risponda a questa mail, senza testo o con «Sì».",
      "Per dire no: scriva «No» nella prima riga della risposta.",
      "Senza la sua risposta entro il termine non inviamo nulla.",
    ],
    rejectByMail: ["Invece di rispondere «No» può anche scrivere una mail vuota a:"],
  },
  moderate: {
    opening: ["Una mail attende la sua autorizzazione: la inviamo?"],
    unconfirmed: [
      "Mittente non confermato: forse questa mail l'ha scritta qualcun altro.",
      "In caso di dubbio chieda al mittente prima di accettare.",
    ],
    howTo: [
      "Per dire sì: risponda a questa mail, senza testo o con «Sì».",
      "Per dire no: scriva «No» nella prima riga, seguito dal motivo.",
      "Senza alcuna risposta entro il termine non inviamo nulla.",
    ],
    rejectByMail: [
      "Chi ha scritto viene a sapere il motivo, se conosciamo la persona.",
      "Quando sono interpellate più persone, vale la prima risposta.",
      "Invece di rispondere «No» può anche scrivere una mail vuota a:",
    ],
  },
  reminder: ["Promemoria: manca ancora la sua risposta."],
  warningsTitle: "Da notare:",
  warnings: {
    "unknown-placeholder": ({ placeholder, nearest }) => [
      `Questo segnaposto resta com'è: ${placeholder}`,
      ...(nearest === null ? [] : [`Forse si intende: ${nearest}`]),
    ],
    "empty-field": ({ placeholder, persons }) => [`Il segnaposto ${placeholder} resta vuoto per ${persons}.`],
    "big-mail": ({ bytes }) => [`La mail è pesante (${bytes}). Alcune caselle non la accettano.`],
    "blind-copy": () => ["L'indirizzo di questi destinatari non sta né in «A» né in «Copia»."],
    "vacation-subject": () => ["L'oggetto sembra quello di un avviso automatico di assenza."],
    "replies-to-group": () => ["Chi risponde alla mail scrive a tutti i destinatari."],
  },
  withoutAddressTitle: "Queste persone non ricevono nulla, perché manca l'indirizzo e-mail:",
  previewTitle: (name) => `--- Ecco la mail per ${name} ---`,
  previewEnd: "--- Qui finisce l'anteprima ---",
  originalTitle: "--- Testo della mail ---",
  originalEnd: "--- Qui finisce la mail ---",
  attachmentsTitle: "Allegati della mail:",
  originalAttached: ["La mail completa è allegata."],
  originalTooBig: ["La mail stessa è troppo pesante per essere allegata qui."],
  originalUnconfirmed: ["La mail stessa non è allegata, perché il mittente non è confermato."],
};
