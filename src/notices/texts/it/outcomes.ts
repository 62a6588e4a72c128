import type { OutcomeTexts } from "../texts.ts";

export const outcomes: OutcomeTexts = {
  report: {
    sent: ["La sua mail è stata inviata."],
    nothingSent: ["La sua mail non ha raggiunto nessuno."],
    stopped: ["La sua mail è stata fermata. Una parte era già partita."],
    leftOutTitle: "Queste persone non hanno ricevuto nulla:",
    todo: ["Un indirizzo non è più giusto? Lo segnali all'indirizzo qui sotto."],
  },
  leftOut: {
    "no-address": "nessun indirizzo e-mail",
    hidden: "non riceve mail",
    "opted-out": "si è cancellata",
    suppressed: "l'indirizzo è bloccato",
  },
  failedTitle: "La mail non ha raggiunto questi indirizzi:",
  failures: {
    hard: "Questo indirizzo non esiste o non esiste più.",
    soft: "Per il momento non è stato possibile recapitare la mail.",
    "mailbox-full": "La casella di posta è piena.",
    policy: "Il fornitore di posta rifiuta la nostra mail; l'indirizzo non c'entra.",
    spared: "Il fornitore di posta al momento ci rifiuta; l'indirizzo non c'entra.",
    complaint: "La mail è stata segnalata come indesiderata.",
    unknown: "Il motivo non è noto.",
  },
  otherServers: "Le righe con > le ha scritte l'altro server di posta, per gli esperti.",
  bounces: {
    what: (addresses) => [`Dopo il rapporto la sua mail è tornata indietro anche da ${addresses}.`],
    countsTitle: "Ecco ora la situazione di tutto l'invio:",
  },
  newAddress: [
    "Un indirizzo non è più giusto? Chieda alla persona quello nuovo,",
    "e lo segnali all'indirizzo qui sotto.",
  ],
  overview: {
    what: (addresses) => `Ci sono problemi con le mail dei suoi gruppi presso ${addresses}.`,
    since: (moment) => `Novità da ${moment}:`,
    titles: {
      unreachable: "Questi indirizzi danno problemi, ma ricevono ancora le mail:",
      suppressed: "Questi indirizzi sono bloccati e non ricevono più mail:",
      removed: "Abbiamo tolto queste persone dal loro gruppo:",
      optedOut: "Queste persone si sono disiscritte:",
    },
    optedOut: {
      forResponsible: ["Qualcuno deve ricevere di nuovo le mail? Lo segnali all'indirizzo qui sotto."],
      forContact: ["Qualcuno deve ricevere di nuovo le mail? Questo comando lo permette:"],
      personWord: "NUMERO",
    },
    forResponsible: {
      suppressed: ["Un indirizzo bloccato è invece giusto? Lo segnali allo stesso indirizzo."],
      removed: ["Qualcuno deve tornare nel gruppo? Lo segnali allo stesso indirizzo."],
    },
    forContact: {
      newAddress: ["Un indirizzo non è più giusto? Chieda alla persona quello nuovo,", "e corregga la rubrica."],
      suppressed: ["Un indirizzo bloccato è invece giusto? Questo comando lo sblocca:"],
      removed: ["Qualcuno deve tornare nel gruppo? Vi iscriva di nuovo la persona."],
      addressWord: "INDIRIZZO",
      manual: (reports) => [
        `Non è stato possibile attribuire ${reports} a una persona.`,
        "Questo comando mostra i dettagli:",
      ],
    },
  },
  senderRed: {
    subject: (senders) => `Forse le mail non arrivano: mittente ${senders}`,
    what: (senders) => [
      `Rundmail ha controllato se le sue mail arrivano. Con il mittente ${senders}`,
      "qualcosa impedisce la consegna:",
    ],
    sender: "Mittente",
    todo: ["Quando è risolto, questo comando mostra se tutto va bene:"],
  },
  providerPaused: {
    subject: (provider) => `${provider} al momento non le accetta`,
    what: (provider) => [
      `Il fornitore di posta ${provider} al momento non accetta le nostre mail.`,
      "Ce ne siamo accorti con questa mail:",
    ],
    replyTitle: "Ecco la risposta del fornitore:",
    consequence: [
      "Gli indirizzi non c'entrano. Nessuno viene bloccato per questo.",
      "Le altre mail a questo fornitore attendono il prossimo tentativo e poi",
      "partono da sole. A ogni nuovo rifiuto attendono più a lungo.",
    ],
    readReply: ["Legga la risposta del fornitore; spesso un link vi spiega il motivo."],
    check: [
      "Controlli SPF, DKIM, DMARC e il nome del nostro indirizzo IP (reverse DNS),",
      "e se questo indirizzo IP si trova in una lista di blocco.",
    ],
    retry: [
      "Appena il fornitore accetta di nuovo le nostre mail, questo comando rinvia",
      "quanto di questa mail non è stato possibile recapitare:",
    ],
  },
};
