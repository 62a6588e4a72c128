import type { Texts } from "./texts.ts";

/** Italian as it is written in Switzerland, in the polite form. */
export const it: Texts = {
  greeting: (name) => (name === "" ? "Buongiorno," : `Buongiorno ${name},`),
  closing: (contact) => ["Questa mail è stata scritta dal programma Rundmail.", `Per domande: ${contact}`],
  quotes: { open: "«", close: "»", innerOpen: "‹", innerClose: "›" },
  noSubject: "(senza oggetto)",
  mailTo: (mail, target) => `${mail} a ${target}`,
  heads: {
    confirm: "Da confermare:",
    moderate: "Autorizzare?",
    reminder: "Promemoria:",
    held: "In attesa di autorizzazione:",
    released: "Autorizzata:",
    rejected: "Rifiutata:",
    cancelled: "Fermata:",
    notSent: "Non inviata:",
    forwarded: "Inoltrata:",
    decided: "Già decisa:",
    unclear: "Per favore risponda ancora una volta:",
    notYours: "Nulla di deciso:",
    late: "Già decisa:",
    sent: "Inviata:",
  },
  labels: {
    from: "Da:",
    to: "A:",
    subject: "Oggetto:",
    recipients: "Destinatari:",
    duration: "Durata:",
    deadline: "Termine:",
    replies: "Le risposte dei destinatari vanno a:",
    decision: "Decisione:",
    decidedBy: "Deciso da:",
    decidedAt: "Deciso il:",
    allowed: "Permessi:",
    found: "Trovati:",
    began: "Inizio:",
    ended: "Fine:",
    sent: "Inviate:",
    failed: "Non recapitabili:",
    already: "Già inviate tramite un altro indirizzo di questa mail:",
    cancelled: "Fermate prima dell'invio:",
    leftOut: "Senza mail:",
  },
  person: { one: "persona", many: "persone" },
  address: { one: "indirizzo", many: "indirizzi" },
  mail: { one: "mail", many: "mail" },
  personsAt: (persons, addresses) => `${persons} a ${addresses}`,
  withoutAddress: (number) => `${number} senza indirizzo e-mail`,
  duration: {
    atOnce: "parte subito",
    underOneMinute: "meno di 1 minuto",
    about: (duration) => `circa ${duration}`,
    minute: { one: "minuto", many: "minuti" },
    hour: { one: "ora", many: "ore" },
    day: { one: "giorno", many: "giorni" },
  },
  andMore: (number) => `e altri ${number}`,

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

  held: {
    what: ["La sua mail è arrivata.", "Prima dell'invio qualcuno deve autorizzarla."],
    todo: [
      "Non deve fare nulla. Le scriveremo appena sarà deciso.",
      "Se entro il termine nessuno decide, la mail non viene inviata.",
    ],
  },
  released: {
    what: ["La sua mail è autorizzata. L'invio comincia ora."],
    todo: ["Non deve fare nulla. Alla fine riceverà un rapporto."],
  },
  rejected: {
    what: ["La sua mail è stata rifiutata. Non è stata inviata."],
    reasonTitle: "Il motivo indicato:",
    todo: ["Vuole riprovare? Allora invii la mail di nuovo."],
  },
  cancelled: {
    what: ["La sua mail è stata fermata. Nessuno l'ha ricevuta."],
    todo: ["Chieda informazioni prima di inviarla di nuovo."],
  },
  expired: {
    confirm: {
      what: ["Questa mail non è stata inviata.", "Non abbiamo ricevuto la sua risposta entro il termine."],
      todo: ["Serve ancora? Allora la invii di nuovo.", "Non l'ha scritta lei? Allora non deve fare nulla."],
    },
    moderate: {
      what: ["La sua mail non è stata inviata.", "Entro il termine nessuno ha deciso."],
      todo: ["Serve ancora? Allora la invii di nuovo, oppure chieda informazioni."],
    },
  },
  refused: ["La sua mail non è stata inviata."],
  refusals: {
    "login-required": {
      what: [
        "A questo indirizzo può scrivere solo chi ha un conto utente.",
        "Il suo indirizzo di mittente non appartiene a nessun conto.",
      ],
      todo: ["Scriva con l'indirizzo del suo conto utente, oppure chieda informazioni."],
    },
    "no-access": {
      what: ["Lei ha un conto utente.", "Ma il conto non dà accesso a questi destinatari."],
      todo: ["Se le serve l'accesso, lo chieda."],
    },
    "sender-not-allowed": {
      what: ["Con il suo indirizzo di mittente non può scrivere a questi destinatari."],
      todo: ["Scriva con un altro indirizzo che conosciamo di lei,", "oppure chieda informazioni."],
    },
    "my-list-empty": {
      what: ["La sua lista personale è vuota."],
      todo: ["Aggiunga persone alla lista e invii la mail di nuovo."],
    },
    "filter-empty": {
      what: ["La ricerca salvata al momento non trova nessuno."],
      todo: ["Modifichi la ricerca e invii la mail di nuovo."],
    },
    "no-recipients": {
      what: ["Al momento nessuno è raggiungibile per e-mail a questo indirizzo."],
      todo: ["Controlli l'indirizzo, oppure chieda informazioni."],
    },
    "too-many-recipients": {
      what: ["La mail andrebbe a più destinatari di quanti sono permessi."],
      todo: ["Scriva a gruppi più piccoli, oppure chieda informazioni."],
    },
    "no-moderator": {
      what: [
        "Qualcuno dovrebbe autorizzare questa mail.",
        "Ma per questo non è prevista nessuna persona con un indirizzo e-mail.",
      ],
      todo: ["Per favore lo segnali all'indirizzo alla fine di questa mail."],
    },
    "signed-placeholders": {
      what: ["La sua mail è firmata digitalmente o cifrata.", "Perciò non possiamo sostituire i segnaposto."],
      todo: ["Invii la mail senza firma digitale e senza cifratura,", "oppure tolga i segnaposto."],
    },
  },
  forwarded: {
    what: ["Qualcuno ha scritto a un indirizzo che il programma non legge da sé."],
    todo: ["La mail è allegata. Per favore la legga.", "Se serve una risposta, scriva direttamente al mittente."],
  },
  decided: ["Su questa mail è stato deciso. Non deve fare più nulla."],
  undecided: ["Entro il termine nessuno ha deciso su questa mail.", "Non è stata inviata. Non deve fare più nulla."],
  decisions: {
    released: "autorizzata",
    rejected: "rifiutata",
    expired: "termine scaduto, non inviata",
    cancelled: "fermata",
  },
  unclear: {
    what: ["Per noi la sua risposta non era né un sì chiaro né un no chiaro.", "La mail è ancora in attesa."],
    todo: ["Per favore risponda ancora una volta, meglio se a questa mail."],
  },
  notYours: [
    "La sua risposta a una domanda del nostro programma non ha deciso nulla.",
    "La domanda era per un'altra persona, o non conosciamo il suo indirizzo.",
    "Era per lei? Allora risponda con l'indirizzo a cui è arrivata la domanda.",
  ],
  late: ["La sua risposta non cambia più nulla: la decisione era già presa."],
  report: {
    sent: ["La sua mail è stata inviata."],
    nothingSent: ["La sua mail non ha raggiunto nessuno."],
    failedTitle: "Questi indirizzi non hanno accettato la mail:",
    leftOutTitle: "Queste persone non hanno ricevuto nulla:",
    todo: ["Un indirizzo non è più giusto? Lo segnali all'indirizzo qui sotto."],
  },
  leftOut: {
    "no-address": "nessun indirizzo e-mail",
    hidden: "non riceve mail",
    "opted-out": "si è cancellata",
    suppressed: "l'indirizzo è bloccato",
  },
};
