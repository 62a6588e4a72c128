import type { QuestionTexts } from "../texts.ts";

export const questions: QuestionTexts = {
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
};
