import { FEW_WORDS, type LanguageWordings, type Wording, wordings } from "./failure-words.ts";
import { inGerman } from "./german-spelling.ts";

/** An account or its address; "Absenderadresse" and "Ihre Adresse" are ours, and a mail "an das Postfach" is a mail. */
const NOUN =
  "(?<!\\b(?:ihre|ihr|unsere|unser|an (?:das|die|den|diese)) (?:e-?)?(?:mail-?)?)\\b(?:(?:e-?mail|mail|email|empfänger|ziel|benutzer)-?)?(?:adresse|konto|account|postfach|mailbox|empfänger|benutzer)";

const GONE =
  "(?:nicht mehr (?:aktiv|in (?:gebrauch|betrieb|verwendung)|gültig|vorhanden|existent|vergeben|verwendet|genutzt|benutzt)|geschlossen|aufgelöst|aufgehoben|gelöscht|gekündigt|erloschen|stillgelegt|nicht (?:gültig|registriert|eingerichtet))";
const LOCKED = "(?:gesperrt|blockiert|deaktiviert|inaktiv)";
const FULL = "(?:voll|übervoll|überfüllt|erschöpft|ausgeschöpft|überschritten|aufgebraucht)";

export const GERMAN: LanguageWordings = {
  aboutMail: german("policy", [
    [/(?:nachrichten?|mail)-?größe\b.{0,40}(?:überschr|überst|zu groß)/, "hosters"],
    [/(?:nachricht|mail|anhang|anlage) (?:ist |war )?(?:zu groß|größer als)/, "hosters"],
    [
      /(?:unzulässig|unerlaubt|verboten|gesperrt|nicht erlaubt|nicht zugelassen)\w{0,3} (?:datei)?(?:anhang|anhänge|anlage|dateityp)/,
      "gateways",
    ],
    [/schwarze[nr]? liste/, "gateways"],
  ]),
  mailboxFull: german("mailbox-full", [
    [
      /(?:speicher\w{0,20}|postfach|mailbox|konto|kontingent|quota)\b.{0,60}(?:überschritten|erschöpft|ausgeschöpft|aufgebraucht|\b(?:über)?voll\b)/,
      "German",
    ],
    [
      /(?:speicher\w{0,20}|kontingent|quota|postfach\w{0,3} .{0,20}maximale größe) (?:\w{1,12} ){0,2}erreicht/,
      "hosters",
    ],
    [new RegExp(`\\b${FULL}\\w{0,2} (?:postfach|mailbox)\\b`), "hosters"],
    [/kein (?:freier )?speicher(?:platz)?\b(?! auf dem (?:server|system))/, "hosters"],
    [
      /(?:nicht genügend|nicht ausreichend|ungenügend|zu wenig)\w{0,3} (?:freier )?speicher(?:platz)?\b(?! auf dem (?:server|system))/,
      "hosters",
    ],
    [/(?:postfach|mailbox).{0,30}(?:überfüllt|quota)/, "German"],
  ]),
  takesNothingNow: german("soft", [
    [/(?:konto|postfach|account).{0,30}(?:gesperrt|deaktiviert|inaktiv)/, "German"],
    [new RegExp(`${NOUN}\\w{0,3}${FEW_WORDS} ${LOCKED}`), "hosters"],
  ]),
  nobodyThere: german("hard", [
    [
      /(?:empfänger|benutzer|nutzer|teilnehmer|adresse|postfach|mailbox|konto)\w{0,12}\b.{0,80}(?:unbekannt|nicht bekannt|nicht gefunden)/,
      "GMX, web.de, Domino",
    ],
    [
      /(?:empfänger|benutzer|nutzer|postfach|adresse|mailbox|konto|domain)\w{0,12}\b.{0,80}(?:existiert (?:leider )?nicht|nicht vorhanden|gibt es nicht)/,
      "German",
    ],
    [
      /(?:empfänger|adresse|konto|postfach)\w{0,12}\b.{0,80}(?:ist )?(?:ungültig|nicht (?:mehr )?(?:gültig|existent|vergeben))/,
      "German",
    ],
    [
      /(?:adresse|domain)\w{0,3} (?:@ |<@> )?(?:ist )?(?:unbekannt|nicht bekannt)|(?:unbekannt|ungültig)e?r? (?:empfänger|benutzer|adresse|domain)/,
      "German",
    ],
    [
      /kein(?:e|en)? (?:solche\w{0,2} |solcher )?(?:empfänger|benutzer|postfach|mailbox)|(?:wurde|konnte) nicht gefunden/,
      "Microsoft 365",
    ],
    [/nicht (?:im|in der|in unserem) [\w-]{1,30}(?:verzeichnis|datei|adressbuch) (?:aufgeführt|enthalten)/, "Domino"],
    [/wurde unter \S{1,99} nicht gefunden/, "Microsoft 365"],
    [new RegExp(`${NOUN}\\w{0,3}${FEW_WORDS}:? ${GONE}\\b`), "hosters"],
    [
      new RegExp(
        `\\b(?:geschlossen|aufgelöst|gelöscht|erloschen|nicht mehr (?:aktiv|gültig|existent))e[smrn]? ${NOUN}`,
      ),
      "hosters",
    ],
    [/\bfalsche[srn]? (?:e-?mail-?|mail-?|empfänger-?)?adresse\b/, "gateways"],
    [/(?:adresse|empfänger|benutzer) (?:@ |<@> )?kennen wir nicht/, "gateways"],
    [
      /(?:mitarbeiter\w{0,4}|person|angestellte\w?) (?:\w{1,10} ){0,2}(?:ausgeschieden|ausgetreten)|arbeitet nicht mehr (?:bei|für|hier)/,
      "companies",
    ],
  ]),
};

function german(category: Wording["category"], table: readonly (readonly [RegExp, string])[]): readonly Wording[] {
  return wordings(
    category,
    table.map(([said, by]) => [inGerman(said), by]),
  );
}
