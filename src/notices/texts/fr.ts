import type { Texts } from "./texts.ts";

/** French as it is written in Switzerland. */
export const fr: Texts = {
  greeting: (name) => (name === "" ? "Bonjour," : `Bonjour ${name},`),
  closing: (contact) => ["Ce message a été écrit par le programme Rundmail.", `Pour toute question : ${contact}`],
  quotes: { open: "« ", close: " »", innerOpen: "‹", innerClose: "›" },
  noSubject: "(sans objet)",
  mailTo: (mail, target) => `${mail} à ${target}`,
  heads: {
    confirm: "À confirmer :",
    moderate: "Autoriser ?",
    reminder: "Rappel :",
    held: "En attente d'autorisation :",
    released: "Autorisé :",
    rejected: "Refusé :",
    cancelled: "Arrêté :",
    notSent: "Pas envoyé :",
    forwarded: "Transmis :",
    decided: "Réglé :",
    unclear: "Veuillez répondre à nouveau :",
    notYours: "Rien n'est décidé :",
    late: "Déjà décidé :",
    sent: "Envoyé :",
  },
  labels: {
    from: "De :",
    to: "À :",
    subject: "Objet :",
    recipients: "Destinataires :",
    duration: "Durée :",
    deadline: "Délai :",
    replies: "Les réponses des destinataires vont à :",
    decision: "Décision :",
    decidedBy: "Décidé par :",
    decidedAt: "Décidé le :",
    allowed: "Permis :",
    found: "Trouvé :",
    began: "Début :",
    ended: "Fin :",
    sent: "Envoyé :",
    failed: "Impossible à remettre :",
    already: "Déjà envoyé par une autre adresse de ce message :",
    cancelled: "Arrêté avant l'envoi :",
    leftOut: "Sans message :",
  },
  person: { one: "personne", many: "personnes" },
  address: { one: "adresse", many: "adresses" },
  mail: { one: "message", many: "messages" },
  personsAt: (persons, addresses) => `${persons} à ${addresses}`,
  withoutAddress: (number) => `${number} sans adresse e-mail`,
  duration: {
    atOnce: "part tout de suite",
    underOneMinute: "moins de 1 minute",
    about: (duration) => `environ ${duration}`,
    minute: { one: "minute", many: "minutes" },
    hour: { one: "heure", many: "heures" },
    day: { one: "jour", many: "jours" },
  },
  andMore: (number) => `et ${number} de plus`,

  confirm: {
    opening: ["Un message attend en votre nom : faut-il l'envoyer ?"],
    unconfirmed: [
      "Auteur pas confirmé : ce message vient peut-être de quelqu'un d'autre.",
      "Vous ne l'avez pas écrit vous-même ? Alors répondez par Non.",
    ],
    howTo: [
      "Pour dire oui : répondez à ce message, sans texte ou par « Oui ».",
      "Pour dire non : écrivez « Non » sur la première ligne de votre réponse.",
      "Sans réponse de votre part dans le délai, rien ne sera envoyé.",
    ],
    rejectByMail: ["Au lieu de répondre « Non », vous pouvez écrire un message vide à :"],
  },
  moderate: {
    opening: ["Un message attend votre autorisation : faut-il l'envoyer ?"],
    unconfirmed: [
      "Auteur pas confirmé : ce message vient peut-être de quelqu'un d'autre.",
      "En cas de doute, demandez à l'auteur avant d'accepter.",
    ],
    howTo: [
      "Pour dire oui : répondez à ce message, sans texte ou par « Oui ».",
      "Pour dire non : écrivez « Non » sur la première ligne, puis le motif.",
      "Sans aucune réponse dans le délai, rien ne sera envoyé.",
    ],
    rejectByMail: [
      "La personne qui a écrit apprendra le motif, si nous la connaissons.",
      "Quand plusieurs personnes sont interrogées, la première réponse compte.",
      "Au lieu de répondre « Non », vous pouvez écrire un message vide à :",
    ],
  },
  reminder: ["Rappel : votre réponse manque encore."],
  warningsTitle: "À noter :",
  warnings: {
    "unknown-placeholder": ({ placeholder, nearest }) => [
      `Ce champ ne sera pas rempli : ${placeholder}`,
      ...(nearest === null ? [] : [`Le bon est peut-être : ${nearest}`]),
    ],
    "empty-field": ({ placeholder, persons }) => [`Le champ ${placeholder} restera vide pour ${persons}.`],
    "big-mail": ({ bytes }) => [`Le message est lourd (${bytes}). Certaines boîtes ne l'accepteront pas.`],
    "blind-copy": () => ["L'adresse de ces destinataires n'est ni dans « À » ni dans « Copie »."],
    "vacation-subject": () => ["L'objet ressemble à un avis d'absence automatique."],
    "replies-to-group": () => ["Toute réponse à ce message ira à tous les destinataires."],
  },
  withoutAddressTitle: "Ces personnes ne reçoivent rien, car leur adresse e-mail manque :",
  previewTitle: (name) => `--- Voici le message pour ${name} ---`,
  previewEnd: "--- Fin de l'aperçu ---",
  originalTitle: "--- Texte du message ---",
  originalEnd: "--- Fin du message ---",
  attachmentsTitle: "Pièces jointes du message :",
  originalAttached: ["Le message complet est joint."],
  originalTooBig: ["Le message lui-même est trop lourd pour être joint ici."],
  originalUnconfirmed: ["Le message lui-même n'est pas joint, car son auteur n'est pas confirmé."],

  held: {
    what: ["Votre message est arrivé.", "Avant l'envoi, quelqu'un doit l'autoriser."],
    todo: [
      "Vous n'avez rien à faire. Nous vous écrirons dès que ce sera décidé.",
      "Sans décision dans le délai, le message ne sera pas envoyé.",
    ],
  },
  released: {
    what: ["Votre message est autorisé. L'envoi commence maintenant."],
    todo: ["Vous n'avez rien à faire. À la fin, vous recevrez un rapport."],
  },
  rejected: {
    what: ["Votre message a été refusé. Il n'a pas été envoyé."],
    reasonTitle: "Le motif indiqué :",
    todo: ["Voulez-vous essayer encore une fois ? Alors envoyez le message à nouveau."],
  },
  cancelled: {
    what: ["Votre message a été arrêté. Personne ne l'a reçu."],
    todo: ["Renseignez-vous avant de l'envoyer à nouveau."],
  },
  expired: {
    confirm: {
      what: ["Ce message n'a pas été envoyé.", "Nous n'avons pas reçu de réponse de votre part dans le délai."],
      todo: [
        "Est-il encore utile ? Alors envoyez-le à nouveau.",
        "Vous ne l'avez pas écrit ? Alors vous n'avez rien à faire.",
      ],
    },
    moderate: {
      what: ["Votre message n'a pas été envoyé.", "Personne n'a décidé dans le délai."],
      todo: ["Est-il encore utile ? Alors envoyez-le à nouveau, ou renseignez-vous."],
    },
  },
  refused: ["Votre message n'a pas été envoyé."],
  refusals: {
    "login-required": {
      what: [
        "Seules les personnes avec un compte peuvent écrire à cette adresse.",
        "Votre adresse d'expéditeur n'appartient à aucun compte.",
      ],
      todo: ["Écrivez avec l'adresse de votre compte, ou renseignez-vous."],
    },
    "no-access": {
      what: ["Vous avez un compte.", "Mais il ne donne pas accès à ces destinataires."],
      todo: ["Avez-vous besoin de cet accès ? Alors demandez-le."],
    },
    "sender-not-allowed": {
      what: ["Avec votre adresse d'expéditeur, vous ne pouvez pas écrire ici."],
      todo: ["Écrivez avec une autre adresse que nous connaissons de vous,", "ou renseignez-vous."],
    },
    "my-list-empty": {
      what: ["Votre liste personnelle est vide."],
      todo: ["Ajoutez des personnes à votre liste et envoyez le message à nouveau."],
    },
    "filter-empty": {
      what: ["La recherche enregistrée ne trouve personne en ce moment."],
      todo: ["Adaptez la recherche et envoyez le message à nouveau."],
    },
    "no-recipients": {
      what: ["En ce moment, personne n'est joignable par e-mail à cette adresse."],
      todo: ["Vérifiez l'adresse, ou renseignez-vous."],
    },
    "too-many-recipients": {
      what: ["Le message irait à plus de destinataires que permis."],
      todo: ["Écrivez à des groupes plus petits, ou renseignez-vous."],
    },
    "no-moderator": {
      what: [
        "Quelqu'un devrait autoriser ce message.",
        "Mais aucune personne avec une adresse e-mail n'est prévue pour cela.",
      ],
      todo: ["Veuillez le signaler à l'adresse à la fin de ce message."],
    },
    "signed-placeholders": {
      what: ["Votre message est signé numériquement ou chiffré.", "Nous ne pouvons donc pas y remplir de champs."],
      todo: ["Envoyez le message sans signature numérique ni chiffrement,", "ou enlevez les champs."],
    },
  },
  forwarded: {
    what: ["Quelqu'un a écrit à une adresse que le programme ne lit pas lui-même."],
    todo: ["Le message est joint. Veuillez le lire.", "Faut-il une réponse ? Alors écrivez directement à son auteur."],
  },
  decided: ["La décision sur ce message est prise. Vous n'avez plus rien à faire."],
  undecided: [
    "Personne n'a décidé de ce message dans le délai.",
    "Il n'a pas été envoyé. Vous n'avez plus rien à faire.",
  ],
  decisions: {
    released: "autorisé",
    rejected: "refusé",
    expired: "délai passé, pas envoyé",
    cancelled: "arrêté",
  },
  unclear: {
    what: ["Pour nous, votre réponse n'était ni un oui clair ni un non clair.", "Le message attend toujours."],
    todo: ["Veuillez répondre encore une fois, de préférence à ce message."],
  },
  notYours: [
    "Votre réponse à une question de notre programme n'a rien décidé.",
    "Une autre personne était interrogée, ou votre adresse nous est inconnue.",
    "Étiez-vous la bonne personne ? Alors répondez avec l'adresse qui a reçu",
    "la question.",
  ],
  late: ["Votre réponse ne change plus rien : la décision était déjà prise."],
  report: {
    sent: ["Votre message est envoyé."],
    nothingSent: ["Votre message n'a atteint personne."],
    failedTitle: "Ces adresses n'ont pas accepté le message :",
    leftOutTitle: "Ces personnes n'ont pas reçu de message :",
    todo: ["Une adresse n'est plus juste ? Signalez-le à l'adresse tout en bas."],
  },
  leftOut: {
    "no-address": "pas d'adresse e-mail",
    hidden: "ne reçoit pas de messages",
    "opted-out": "a renoncé aux messages",
    suppressed: "l'adresse est bloquée",
  },
};
