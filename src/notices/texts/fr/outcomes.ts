import type { OutcomeTexts } from "../texts.ts";

export const outcomes: OutcomeTexts = {
  report: {
    sent: ["Votre message est envoyé."],
    nothingSent: ["Votre message n'a atteint personne."],
    stopped: ["Votre message a été arrêté. Une partie était déjà en route."],
    leftOutTitle: "Ces personnes n'ont pas reçu de message :",
    todo: ["Une adresse n'est plus juste ? Signalez-le à l'adresse tout en bas."],
  },
  leftOut: {
    "no-address": "pas d'adresse e-mail",
    hidden: "ne reçoit pas de messages",
    "opted-out": "a renoncé aux messages",
    suppressed: "l'adresse est bloquée",
  },
  failedTitle: "Le message n'a pas atteint ces adresses :",
  failures: {
    hard: "Cette adresse n'existe pas ou n'existe plus.",
    soft: "Pour le moment, le message n'a pas pu y être remis.",
    "mailbox-full": "La boîte aux lettres est pleine.",
    policy: "Le fournisseur refuse notre message ; l'adresse n'y est pour rien.",
    spared: "Le fournisseur nous refuse en ce moment ; l'adresse n'y est pour rien.",
    complaint: "Le message y a été signalé comme indésirable.",
    unknown: "La raison n'est pas connue.",
  },
  otherServers: "Les lignes avec > viennent de l'autre serveur, pour les spécialistes.",
  bounces: {
    what: (addresses) => [`Après le rapport, votre message est encore revenu de ${addresses}.`],
    countsTitle: "Voici où en est maintenant tout l'envoi :",
  },
  newAddress: [
    "Une adresse n'est plus juste ? Demandez la nouvelle à la personne,",
    "et signalez-la à l'adresse tout en bas.",
  ],
  overview: {
    what: (addresses) => `Il y a des problèmes avec les messages de vos groupes à ${addresses}.`,
    since: (moment) => `Nouveau depuis le ${moment} :`,
    titles: {
      unreachable: "Ces adresses posent problème, mais reçoivent encore les messages :",
      suppressed: "Ces adresses sont bloquées et ne reçoivent plus de messages :",
      removed: "Nous avons retiré ces personnes de leur groupe :",
      optedOut: "Ces personnes se sont désinscrites :",
    },
    optedOut: {
      forResponsible: ["Quelqu'un doit de nouveau recevoir les messages ?", "Signalez-le à l'adresse tout en bas."],
      forContact: ["Quelqu'un doit de nouveau recevoir les messages ? Cette commande le permet :"],
      personWord: "NUMERO",
    },
    forResponsible: {
      suppressed: ["Une adresse bloquée est pourtant juste ? Signalez-le à la même adresse."],
      removed: ["Quelqu'un doit revenir dans le groupe ? Signalez-le à la même adresse."],
    },
    forContact: {
      newAddress: ["Une adresse n'est plus juste ? Demandez la nouvelle à la personne,", "et corrigez l'annuaire."],
      suppressed: ["Une adresse bloquée est pourtant juste ? Cette commande la débloque :"],
      removed: ["Quelqu'un doit revenir dans le groupe ? Inscrivez-y la personne à nouveau."],
      addressWord: "ADRESSE",
      manual: (reports) => [`Impossible d'attribuer ${reports} à une personne.`, "Cette commande montre le détail :"],
    },
  },
  senderRed: {
    subject: (senders) => `Des messages risquent de ne pas arriver : expéditeur ${senders}`,
    what: (senders) => [
      `Rundmail a vérifié si ses messages arrivent. Chez l'expéditeur ${senders},`,
      "quelque chose empêche la remise :",
    ],
    sender: "Expéditeur",
    todo: ["Une fois la chose réparée, cette commande montre si tout va bien :"],
  },
  providerPaused: {
    subject: (provider) => `${provider} ne les accepte pas en ce moment`,
    what: (provider) => [
      `Le fournisseur ${provider} n'accepte pas nos messages en ce moment.`,
      "Nous l'avons remarqué avec ce message :",
    ],
    replyTitle: "Voici la réponse du fournisseur :",
    consequence: [
      "Les adresses n'y sont pour rien. Aucune n'est bloquée pour cela.",
      "Les autres messages à ce fournisseur attendent le prochain essai, puis",
      "partent d'eux-mêmes. À chaque nouveau refus, ils attendent plus longtemps.",
    ],
    readReply: ["Lisez la réponse du fournisseur ; souvent, un lien y explique la raison."],
    check: [
      "Vérifiez SPF, DKIM, DMARC et le nom de notre adresse IP (reverse DNS),",
      "et si cette adresse IP figure sur une liste de blocage.",
    ],
    retry: [
      "Dès que le fournisseur accepte à nouveau nos messages, cette commande",
      "renvoie ce qui n'a pas pu être remis de ce message :",
    ],
  },
};
