import type { NewsTexts } from "../texts.ts";

export const news: NewsTexts = {
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
      todo: ["Faccia aggiungere persone alla lista e invii la mail di nuovo."],
    },
    "filter-empty": {
      what: ["La ricerca salvata al momento non trova nessuno."],
      todo: ["Faccia modificare la ricerca e invii la mail di nuovo."],
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
  optOutAsked: {
    subject: (target) => `disiscrizione da ${target}`,
    what: [
      "Qualcuno non desidera più ricevere le mail di questo gruppo.",
      "Qui il programma non disiscrive nessuno da solo. Decida lei.",
    ],
    todo: ["La mail è allegata. Risponda direttamente alla persona."],
  },
  unsubscribed: {
    what: {
      "opted-out": ["La sua disiscrizione è registrata.", "Non riceverà più le mail inviate a questo indirizzo:"],
      already: ["La sua disiscrizione era già registrata.", "Non riceve le mail inviate a questo indirizzo:"],
    },
    everybody: ["Questo vale per tutte le persone che hanno il suo indirizzo e-mail."],
    others: ["Continuerà a ricevere le mail degli altri gruppi.", "Quello che è già in viaggio può ancora arrivare."],
    todo: ["Desidera tornare? Oppure non si è disiscritto lei?", "Allora scriva all'indirizzo qui sotto."],
  },
  operator: "l'amministrazione",
  archive: {
    what: ["Questa mail viene inviata. È allegata così come ci è arrivata."],
    confirmed: "confermato",
    unconfirmed: "non confermato",
    byRules: "nessuno; senza domanda, secondo le impostazioni del gruppo",
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
};
