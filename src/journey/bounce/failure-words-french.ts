import { FEW_WORDS, type LanguageWordings, wordings } from "./failure-words.ts";

/** An account or its address; "votre adresse" is ours. */
const NOUN =
  "(?<!votre |notre )\\b(?:adresse|compte|boite|messagerie|bal|utilisateur|destinataire|abonne)(?: (?:e-?mail|mail|electronique|aux lettres|de reception))?";

const GONE =
  "(?:n'(?:est|etait) plus (?:valide|valable|active?|utilisee?|attribuee?|en service)|n'est pas (?:valide|valable)|ne figure (?:pas|plus)|(?<!\\ba )(?:supprimee?|resiliee?|fermee?|clos|close|cloturee?))";
const LOCKED = "(?:bloquee?|suspendue?|desactivee?|verrouillee?)";

export const FRENCH: LanguageWordings = {
  aboutMail: wordings("policy", [
    [/message (?:\w{1,8} )?trop (?:volumineux|grand|gros|lourd)/, "hosters"],
    [/taille du (?:message|courriel|mail) (?:\w{1,8} )?(?:trop|depass|superieure|excessive)/, "hosters"],
    [/pieces? jointes? (?:\w{1,8} )?(?:interdite|non autorisee|refusee|bloquee)/, "gateways"],
    [/\bliste noire\b/, "gateways"],
  ]),
  mailboxFull: wordings("mailbox-full", [
    [
      /bo[iu]te.{0,60} pleine|messagerie pleine|depass.{0,20}quota|quota.{0,30}(?:depasse|atteint)|espace .{0,20}insuffisant/,
      "Orange, La Poste, Free",
    ],
    [/(?:boite|messagerie|bal|espace|stockage)\b.{0,40} saturee?\b/, "hosters"],
    [
      /(?:boite|messagerie|compte)\b.{0,40} depass\w{1,3} (?:la |sa |le |son |l'|l )(?:taille|capacite|espace|limite)/,
      "hosters",
    ],
  ]),
  takesNothingNow: wordings("soft", [
    [/le compte du destinataire est bloque|boite du destinataire archivee/, "La Poste"],
    [new RegExp(`${NOUN}${FEW_WORDS} ${LOCKED}\\b`), "hosters"],
  ]),
  nobodyThere: wordings("hard", [
    [
      /(?:destinataire|utilisateur|adresse|boite|compte|domaine)s?\b.{0,60}(?:inconnue?|n'existe (?:pas|plus)|introuvable|inexistante?)/,
      "Free, SFR",
    ],
    [
      /(?:destinataire|adresse)s?\b.{0,40} invalide|(?:utilisateur|destinataire) non trouve|(?:n'a pas ete|est) introuvable/,
      "Orange, La Poste",
    ],
    [new RegExp(`${NOUN}${FEW_WORDS}:? ${GONE}\\b`), "hosters"],
    [
      /(?:aucune?|pas (?:de |d'))\W?(?:utilisateur|boite|compte|destinataire|abonne|adresse) (?:a|de|avec|sous) (?:ce|cette) (?:nom|adresse)/,
      "hosters",
    ],
  ]),
};
