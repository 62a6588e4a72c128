import { inGerman } from "./german-spelling.ts";

/** Sentences that say that delivery goes on: such a report never counts. */
export const DELAY_PHRASES: readonly RegExp[] = [
  // Exim, Symantec, Sendmail, Postfix, Gmail, Exchange
  /\b(?:has|have) not (?:yet|been) (?:yet )?been (?:delivered|sent|able)/,
  /\bnot yet been (?:delivered|sent)|\bhas(?: not|n't) been delivered yet|\byet to be delivered/,
  /\bwill be retried\b|\bstill (?:being retried|trying)|\bwill (?:continue|keep) (?:to )?(?:try|trying|attempt|attempts|be attempted|be made)/,
  /\bwill continue\b.{0,40}\b(?:some time|for \d|until)|\bdelivery attempts will continue\b|\bcontinue to attempt\b/,
  /\bwarning (?:message )?only\b|\bthis is (?:just |only )?a warning\b|\byou do not need to resend\b/,
  /\b(?:has|have|was|been|is|are|message) (?:been )?(?:temporarily )?delayed\b|\bdelayed (?:mail|by|for|\d+ hours?)|\bdelivery delay(?:ed)?\b|\bstatus notification \(delay\)|\bstatus notification: delayed/,
  /\bcould not (?:be delivered|send message) (?:for (?:more than|the last|past) )?.{0,20}\b(?:for|past) .{0,20}\bhours?\b.{0,120}\bretr/,
  /\bwarning: could not send message for past\b/,
  /\btransient non-fatal errors\b/,
  // German: Exchange, GMX, Postfix, Exim
  inGerman(
    /\b(?:noch|bisher|bislang) nicht\b.{0,80}\b(?:zugestellt|ausgeliefert|übermittelt|versendet)|\bverzöger(?:t|ung)\b|\bnur eine warnung\b|\bkonnte seit (?:mehr als )?\d/,
  ),
  /\b(?:wird|werden) weiter(?:hin)? versucht|\bzustellversuche? (?:wird|werden)\b.{0,40}\b(?:fort|wiederhol)|\bweitere (?:zustell)?versuche\b|\bversuch\w{1,3} (?:es|die zustellung) (?:noch|weiter)/,
  // French: Exchange, Exim, Postfix, Gmail
  /\bpas encore (?:pu )?(?:ete|etre) (?:remis|distribue|delivre|livre)|\bremise (?:differee|retardee)|\b(?:est|ete) retarde|\bn'a (?:pas )?pu etre\b.{0,40}\bdepuis (?:plus de )?\d/,
  /\b(?:seulement|qu')\s?un avertissement\b|\bnouvelles tentatives\b|\bnouveaux essais\b|\bnouvel essai en cours\b|\breessay(?:e|era|ee|ons)\b|\btentatives de (?:livraison|remise|distribution) (?:vont|se pours)/,
  // Italian: Exchange, Postfix, Gmail
  /\bnon e (?:stato )?ancora (?:stato )?(?:recapitat|consegnat)|\bconsegna ritardata|\brecapito (?:posticipato|ritardato)|\be solo un avviso\b|\b(?:altri|nuovi|ulteriori) tentativi\b|\btentativi di (?:recapito|consegna) contin/,
  /\bnon e stato (?:recapitato|consegnato) da (?:oltre|piu di) \d/,
  // Spanish, Portuguese
  /\baun no se ha (?:entregado|podido)|\bentrega (?:retrasada|demorada|atrasada)|\bainda nao foi entregue/,
  /\bnog niet (?:bezorgd|afgeleverd)|\bjeszcze nie zostal|\bзадерж|\bеще не доставл/,
  /(?:再送|再配送|再度送信)を?(?:試み|続け|行い)ます/,
];

/** Sentences that say that the server gave up, whatever is said of delays. */
export const GIVEN_UP_PHRASES: readonly RegExp[] = [
  // qmail, Exim, Sendmail, Postfix, Yahoo, Gmail
  /\bgiv(?:en|ing) up\b|\bnot going to try again\b|\bpermanent (?:fatal )?(?:error|failure)|\bfailed permanently\b|\bno further (?:delivery )?attempts\b|\bretry time(?:out)? (?:not|exceeded)|\bunsent message\b/,
  inGerman(
    /\bendgültig\b|\bkeine weiteren (?:zustell)?versuche\b|\bdefiniti[vf]|\bversuche (?:wurden |werden )?(?:eingestellt|aufgegeben)|\bgeben? (?:wir |ich )?(?:nun |jetzt )?auf\b/,
  ),
  /\b(?:aucune?|pas de) (?:nouvel(?:le)?|autre) (?:tentative|essai)|\babandonn(?:e|ee|ons)\b/,
  /\bnon (?:verranno|saranno) \w{1,12} (?:altri|nuovi|ulteriori) tentativi|\bnessun (?:altro|ulteriore) tentativo|\brinuncia(?:mo|to)?\b/,
];

/** What may come yet: «Wenn sie endgültig scheitern, erhalten Sie die Nachricht zurück.» */
export const CONDITION =
  /\b(?:wenn|falls|sobald|sollten?|si|se|quando|lorsque|qualora|en cas (?:de|d')|in caso di)\b[^.]{0,120}/g;

/** Beginnings of subjects that tell of success: a report of nothing else has the same words in its text as a failure. */
export const SUCCESS_SUBJECTS: readonly (readonly ["delivered" | "relayed", RegExp])[] = [
  // RFC 3464 writers, Postfix, GroupWise, Exchange in de, en, fr, it
  [
    "delivered",
    /^delivery status notification \(success\)|^successful mail delivery|^message status - delivered|^(?:delivered|zugestellt|remis|recapitato|consegnato) ?:/,
  ],
  ["relayed", /^delivery status notification \(relay(?:ed)?\)|^(?:relayed|weitergeleitet|relaye|inoltrato) ?:/],
];
