import { inGerman } from "./german-spelling.ts";

/**
 * Words of a report that only asks for something, so the mail may still arrive: Boxbe, and other systems that answer
 * strangers with a question, write them into a delivery report.
 */
export const CHALLENGE_PHRASES: readonly RegExp[] = [
  /\bx-boxbe-notice\b|\bsender not pre-approved\b/,
  /\b(?:confirm|verify) (?:that )?you(?:r message| are| sent)|\b(?:challenge[- ]response|tmda|spam ?arrest|sender verification) (?:request|required|message)/,
];

/**
 * The same in a mere text, which must leave no doubt that an answer is all that is wanted: «please verify the address»
 * stands below many a failure.
 */
export const ASKING_PHRASES: readonly RegExp[] = [
  /\b(?:confirm|verify) (?:that )?you are (?:a |an )?(?:human|person|real)|\bguest list so your messages\b|\bto release your message\b/,
  inGerman(
    /\bbestätigen sie (?:bitte )?(?:diese|ihre|die) (?:e-?mail|nachricht|mail)\b|\bbestätigen sie,? dass sie (?:ein mensch|kein)/,
  ),
  /\bpour (?:le|la|que votre message soit) (?:delivre|remettre|distribue|remis)[a-z]*,? cliquez|\bdemande d'authentification de votre (?:e-?mail|message|adresse)/,
  /\bconferm(?:i|are|a) (?:di essere una persona|l'invio del (?:suo |tuo )?messaggio|il (?:suo |tuo )?messaggio)/,
];
