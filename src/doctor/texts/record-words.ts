import type { DoctorLanguage } from "./words.ts";

/** What a record is for. */
export type RecordReason =
  | "mx"
  | "spf"
  | "spf-relay"
  | "dkim"
  | "dkim-cname"
  | "own-zone"
  | "dmarc"
  | "dmarc-kept"
  | "address"
  | "ptr"
  | "bounce-cname";

interface RecordWords {
  title: (domain: string) => string;
  /** Above the records that take the place of others. */
  cname: string;
  /** Above records of which nobody knows whether they stand there already. */
  unseen: string;
  /** Above what is only there to be compared, or is set by somebody else. */
  hint: string;
  reasons: Record<RecordReason, string>;
}

export const RECORD_WORDS: Readonly<Record<DoctorLanguage, RecordWords>> = {
  de: {
    title: (domain) => `Einträge für ${domain}; setzen muss sie, wer den DNS der Domain verwaltet`,
    cname:
      "Statt der Schlüssel oben, wenn sie bei uns bleiben sollen: dann kann der Schlüssel wechseln, ohne dass hier jemand etwas tut",
    unseen:
      "Der DNS antwortet gerade nicht. Erst nachsehen: steht so ein Eintrag schon da, wird er ergänzt; zwei davon gelten beide nicht",
    hint: "Zum Vergleich; den PTR setzt der Betreiber des Servers (Reverse DNS)",
    reasons: {
      mx: "Mail an die Gruppen kommt zu diesem Server (oder: der Mailserver davor)",
      spf: "von wo Mail dieser Domain kommen darf; es darf nur einen solchen Eintrag geben",
      "spf-relay": "dazu gehört noch, was der Hoster des Relays nennt (meist ein include)",
      dkim: "Schlüssel, mit dem Empfänger unsere Unterschrift prüfen",
      "dkim-cname": "führt zum Schlüssel in unserer Zone",
      "own-zone": "gehört in unsere eigene Zone",
      dmarc: "was mit Fälschungen geschehen soll, und wohin Berichte gehen",
      "dmarc-kept": "steht schon da und bleibt",
      address: "Adresse dieses Servers",
      ptr: "Name der Adresse",
      "bounce-cname":
        "Rückweg: SPF ist dann unseres; Fehlermeldungen dorthin nimmt Rundmail nicht an, nur die an die eigene Domain",
    },
  },
  en: {
    title: (domain) => `Records for ${domain}; whoever runs the DNS of the domain sets them`,
    cname:
      "Instead of the keys above, if they are to stay with us: then a key can change without anybody doing anything here",
    unseen:
      "DNS does not answer just now. Look first: if there is such a record already, add to it; of two neither counts",
    hint: "To compare; the PTR is set by whoever runs the server (reverse DNS)",
    reasons: {
      mx: "mail to the groups comes to this server (or: the mail server in front of it)",
      spf: "from where mail of this domain may come; there may be only one such record",
      "spf-relay": "what the hoster of the relay names belongs in it too (mostly an include)",
      dkim: "key with which receivers check our signature",
      "dkim-cname": "leads to the key in our zone",
      "own-zone": "belongs into our own zone",
      dmarc: "what is to happen with forgeries, and where reports go",
      "dmarc-kept": "is there already and stays",
      address: "address of this server",
      ptr: "name of the address",
      "bounce-cname": "return path: SPF is ours then; Rundmail takes failure reports only at its own domain, not there",
    },
  },
  fr: {
    title: (domain) => `Enregistrements pour ${domain} ; à créer par qui gère le DNS du domaine`,
    cname:
      "Au lieu des clés ci-dessus, si elles doivent rester chez nous : une clé peut alors changer sans que personne n'agisse ici",
    unseen:
      "Le DNS ne répond pas pour le moment. Vérifier d'abord : si un tel enregistrement existe déjà, le compléter ; de deux, aucun ne compte",
    hint: "Pour comparer ; le PTR est fixé par l'exploitant du serveur (reverse DNS)",
    reasons: {
      mx: "les messages aux groupes viennent à ce serveur (ou : au serveur de messagerie devant lui)",
      spf: "d'où peuvent venir les messages de ce domaine ; un seul enregistrement de ce genre est permis",
      "spf-relay": "il y faut aussi ce qu'indique l'hébergeur du relais (le plus souvent un include)",
      dkim: "clé avec laquelle les destinataires vérifient notre signature",
      "dkim-cname": "mène à la clé dans notre zone",
      "own-zone": "va dans notre propre zone",
      dmarc: "ce qu'il advient des faux, et où vont les rapports",
      "dmarc-kept": "existe déjà et reste",
      address: "adresse de ce serveur",
      ptr: "nom de l'adresse",
      "bounce-cname":
        "chemin de retour : le SPF est alors le nôtre ; Rundmail n'y accepte pas les avis d'échec, seulement dans son propre domaine",
    },
  },
  it: {
    title: (domain) => `Record per ${domain}; li crea chi gestisce il DNS del dominio`,
    cname:
      "Al posto delle chiavi qui sopra, se devono restare da noi: così una chiave può cambiare senza che qui nessuno faccia nulla",
    unseen:
      "Il DNS al momento non risponde. Prima controllare: se un record così c'è già, va completato; di due non vale nessuno",
    hint: "Per confronto; il PTR lo imposta il gestore del server (reverse DNS)",
    reasons: {
      mx: "la posta per i gruppi arriva a questo server (oppure: al server di posta davanti)",
      spf: "da dove può arrivare posta di questo dominio; è permesso un solo record di questo tipo",
      "spf-relay": "vi appartiene anche ciò che indica l'hoster del relay (per lo più un include)",
      dkim: "chiave con cui i destinatari controllano la nostra firma",
      "dkim-cname": "porta alla chiave nella nostra zona",
      "own-zone": "va nella nostra zona",
      dmarc: "che cosa succede con i falsi, e dove vanno i rapporti",
      "dmarc-kept": "c'è già e resta",
      address: "indirizzo di questo server",
      ptr: "nome dell'indirizzo",
      "bounce-cname":
        "via di ritorno: l’SPF è allora il nostro; gli avvisi di errore Rundmail li accetta solo nel proprio dominio",
    },
  },
};
