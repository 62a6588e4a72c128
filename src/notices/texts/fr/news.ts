import type { NewsTexts } from "../texts.ts";

export const news: NewsTexts = {
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
      todo: ["Faites ajouter des personnes à votre liste et envoyez le message à nouveau."],
    },
    "filter-empty": {
      what: ["La recherche enregistrée ne trouve personne en ce moment."],
      todo: ["Faites adapter la recherche et envoyez le message à nouveau."],
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
  optOutAsked: {
    subject: (target) => `désinscription de ${target}`,
    what: [
      "Quelqu'un ne souhaite plus recevoir les messages de ce groupe.",
      "Ici, le programme ne désinscrit personne de lui-même. À vous de décider.",
    ],
    todo: ["Le message est joint. Veuillez répondre directement à la personne."],
  },
  unsubscribed: {
    what: {
      "opted-out": [
        "Votre désinscription est enregistrée.",
        "Vous ne recevrez plus les messages envoyés à cette adresse :",
      ],
      already: [
        "Votre désinscription était déjà enregistrée.",
        "Vous ne recevez pas les messages envoyés à cette adresse :",
      ],
    },
    everybody: ["Cela vaut pour toutes les personnes qui ont votre adresse e-mail."],
    others: [
      "Vous recevrez toujours les messages des autres groupes.",
      "Ce qui est déjà en route peut encore vous parvenir.",
    ],
    todo: [
      "Souhaitez-vous revenir ? Ou ne vous êtes-vous pas désinscrit vous-même ?",
      "Veuillez alors écrire à l'adresse tout en bas.",
    ],
  },
  operator: "l'administration",
  archive: {
    what: ["Ce message est en cours d'envoi. Il est joint tel qu'il nous est parvenu."],
    confirmed: "confirmé",
    unconfirmed: "non confirmé",
    byRules: "personne ; sans question, selon les réglages du groupe",
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
};
