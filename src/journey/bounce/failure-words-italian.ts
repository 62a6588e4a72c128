import { FEW_WORDS, type LanguageWordings, wordings } from "./failure-words.ts";

/** An account or its address; "il suo indirizzo" is ours. */
const NOUN =
  "(?<!suo |tuo |vostro |sua |tua |vostra )\\b(?:indirizzo|account|casella|utente|utenza|destinatario)(?: e-?mail| di posta(?: elettronica)?)?";

/** Where the keyboard has no accents, "è" is "e'" and "più" is "piu'". */
const GONE =
  "(?:non (?:e'? )?piu'? (?:attiv[oa]|valid[oa]|in uso|esistente|utilizzat[oa]|presente)|(?<!\\bha )(?:cancellat[oa]|cessat[oa]|chius[oa]|eliminat[oa]|rimoss[oa]|dismess[oa]))";

export const ITALIAN: LanguageWordings = {
  aboutMail: wordings("policy", [
    [/messaggio supera (?:la|il|le) (?:dimension|limit)/, "hosters"],
    [/dimension[ei] del messaggio (?:\w{1,8} )?(?:eccessiv|super|troppo)/, "hosters"],
    [/allegat[oi] (?:\w{1,8} )?non (?:consentit|ammess|permess)/, "gateways"],
    [/\blista nera\b/, "gateways"],
  ]),
  mailboxFull: wordings("mailbox-full", [
    [/casella.{0,60} piena|quota.{0,20}(?:superat|esaurit)|spazio.{0,30}(?:esaurit|insufficiente)/, "Aruba, Libero"],
    [/superat\w (?:la |il |lo )(?:quota|spazio|limite di spazio)/, "hosters"],
    [/casella\b.{0,40} (?:satura|supera la dimensione)\b/, "hosters"],
  ]),
  takesNothingNow: wordings("soft", [
    [/(?:casella|account).{0,30}(?:sospes|disabilitat|disattivat|bloccat)/, "Aruba, Libero"],
  ]),
  nobodyThere: wordings("hard", [
    [
      /(?:utente|destinatario|indirizzo|casella|dominio)\b.{0,60}(?:sconosciut[oa]|inesistente|non esiste|non (?:e stat[oa] )?trovat[oa])/,
      "Aruba, Libero",
    ],
    [/(?:utente|destinatario|indirizzo|casella)\b.{0,40}non valid[oa]|nessun utente simile/, "hosters"],
    [new RegExp(`${NOUN}${FEW_WORDS}:? ${GONE}\\b`), "hosters"],
    [/\bindirizzo (?:\w{1,12} ){0,2}errato\b/, "hosters"],
    [/nessun(?:a|o)? (?:utente|destinatario|account|casella) (?:con|a) (?:questo|tale) (?:nome|indirizzo)/, "hosters"],
  ]),
};
