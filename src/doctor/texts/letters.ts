import type { LetterFacts } from "../letter.ts";
import type { DoctorLanguage } from "./words.ts";

/** The letter in each language, as lines ready for a mail. */
export const LETTERS: Readonly<Record<DoctorLanguage, (facts: LetterFacts) => string[]>> = {
  de: (facts) => [
    `Betreff: Bitte um Freigabe: Mails von ${facts.organisation}`,
    "",
    "Guten Tag",
    "",
    `${facts.organisation} schreibt den eigenen Mitgliedern und Mitarbeitenden über einen`,
    "Gruppenmail-Server. Einige von ihnen haben ihre Adresse bei Ihnen, und unsere Mails",
    "kommen dort nicht zuverlässig an. Wir bitten Sie, diese Mails nicht zu filtern und nicht",
    "zu verzögern. Daran erkennen Sie sie:",
    "",
    ...rows(facts, {
      from: "Absenderdomains",
      sources: "Sendende Server",
      hostname: "Name des Servers (HELO)",
      signatures: "DKIM-Unterschrift",
      returnPaths: "Rückweg (Envelope-From)",
      list: "Kennzeichen im Kopf",
    }),
    "",
    ...(facts.signatures.length === 0
      ? [
          "Verlassen Sie sich bitte auf die sendenden Server, nicht auf den Absender allein: den kann",
          "jeder fälschen.",
        ]
      : ["Am sichersten ist die Freigabe nach der DKIM-Unterschrift; den Absender allein kann jeder", "fälschen."]),
    "Jede Mail geht einzeln an eine Adresse von Menschen, die zu uns gehören. Wer keine mehr",
    "möchte, meldet sich mit dem Knopf «Abmelden» des eigenen Mailprogramms ab.",
    "",
    `Fragen beantwortet gern: ${facts.contact}`,
    "",
    "Freundliche Grüsse",
    facts.organisation,
  ],
  en: (facts) => [
    `Subject: Please let mail of ${facts.organisation} through`,
    "",
    "Hello,",
    "",
    `${facts.organisation} writes to its own members and staff through a group mail server.`,
    "Some of them have their address with you, and our mail does not reach them reliably.",
    "Please do not filter or delay this mail. This is how you recognise it:",
    "",
    ...rows(facts, {
      from: "Sender domains",
      sources: "Sending servers",
      hostname: "Name of the server (HELO)",
      signatures: "DKIM signature",
      returnPaths: "Return path (envelope from)",
      list: "Mark in the header",
    }),
    "",
    ...(facts.signatures.length === 0
      ? ["Please rely on the sending servers and not on the sender alone, which anybody can forge."]
      : ["Safest is to allow it by the DKIM signature; the sender alone anybody can forge."]),
    "Each mail goes singly to one address of people who belong to us. Who wants no more can",
    "unsubscribe with the button of the mail program.",
    "",
    `Questions are welcome at ${facts.contact}`,
    "",
    "Kind regards",
    facts.organisation,
  ],
  fr: (facts) => [
    `Objet : Demande d'autorisation : messages de ${facts.organisation}`,
    "",
    "Bonjour,",
    "",
    `${facts.organisation} écrit à ses membres et collaborateurs par un serveur de messages de groupe.`,
    "Certains ont leur adresse chez vous, et nos messages ne leur parviennent pas de façon fiable.",
    "Nous vous prions de ne pas filtrer ni retarder ces messages. Voici comment les reconnaître :",
    "",
    ...rows(
      facts,
      {
        from: "Domaines des expéditeurs",
        sources: "Serveurs expéditeurs",
        hostname: "Nom du serveur (HELO)",
        signatures: "Signature DKIM",
        returnPaths: "Chemin de retour",
        list: "Marque dans l'en-tête",
      },
      " : ",
    ),
    "",
    ...(facts.signatures.length === 0
      ? ["Fiez-vous aux serveurs expéditeurs, et non à l'expéditeur seul, que n'importe qui peut falsifier."]
      : ["Le plus sûr est d'autoriser selon la signature DKIM ; l'expéditeur seul peut être falsifié."]),
    "Chaque message va séparément à une adresse de personnes qui font partie des nôtres. Qui n'en",
    "veut plus peut se désinscrire avec le bouton de son programme de messagerie.",
    "",
    `Nous répondons volontiers à vos questions : ${facts.contact}`,
    "",
    "Avec nos meilleures salutations",
    facts.organisation,
  ],
  it: (facts) => [
    `Oggetto: Richiesta di autorizzazione: mail di ${facts.organisation}`,
    "",
    "Buongiorno,",
    "",
    `${facts.organisation} scrive ai propri membri e collaboratori con un server di mail di gruppo.`,
    "Alcuni hanno il loro indirizzo da voi, e le nostre mail non vi arrivano in modo affidabile.",
    "Vi preghiamo di non filtrare né ritardare queste mail. Ecco come riconoscerle:",
    "",
    ...rows(facts, {
      from: "Domini dei mittenti",
      sources: "Server mittenti",
      hostname: "Nome del server (HELO)",
      signatures: "Firma DKIM",
      returnPaths: "Via di ritorno",
      list: "Segno nell'intestazione",
    }),
    "",
    ...(facts.signatures.length === 0
      ? ["Affidatevi ai server mittenti e non al solo mittente, che chiunque può falsificare."]
      : ["La cosa più sicura è autorizzare secondo la firma DKIM; il solo mittente si può falsificare."]),
    "Ogni mail va singolarmente a un indirizzo di persone che fanno parte di noi. Chi non ne vuole",
    "più può disiscriversi con il pulsante del proprio programma di posta.",
    "",
    `Per domande: ${facts.contact}`,
    "",
    "Cordiali saluti",
    facts.organisation,
  ],
};

function rows(
  facts: LetterFacts,
  labels: Record<"from" | "sources" | "hostname" | "signatures" | "returnPaths" | "list", string>,
  colon = ": ",
): string[] {
  const values: [string, string[]][] = [
    [labels.from, facts.fromDomains],
    [labels.sources, facts.sources],
    [labels.hostname, [facts.hostname]],
    [labels.signatures, facts.signatures],
    [labels.returnPaths, facts.returnPaths],
    [labels.list, [`List-Id: … <….${facts.listDomain}>`, "X-Rundmail-Message: …"]],
  ];
  return values.flatMap(([label, lines]) =>
    lines.map((line, place) => `  ${place === 0 ? `${label}${colon}` : "    "}${line}`),
  );
}
