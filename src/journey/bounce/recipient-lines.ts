/**
 * The lines in which mail systems name the recipient that failed. Expressions are for folded text, like those in
 * `free-texts.ts`, and match what stands before the address.
 */

/** Labels that stand before an address which failed. */
export const RECIPIENT_LABELS: readonly RegExp[] = [
  // DSN fields in mere text and their translations: "Final-Recipient: rfc822;", "Recipient:", "Intended recipient:"
  /(?:^|\W)(?:final|original|intended|failed|affected|invalid|rejected|bad|undeliverable)?[ -]?(?:recipients?|address(?:es)?|mailbox)(?:\(s\))?(?: address(?:es)?)?(?: is| was| are)? ?[:=] ?(?:[\w-]{2,12};)?[[<"'( ]*(?:smtp:)?$/,
  // transcripts of Sendmail, Courier, InterScan, James, indimail: ">>> RCPT To:<", "RCPT: <"
  /^(?:[>\s]*|.{0,120}\W)rcpt(?: to)? ?: ?[<"' ]*$/,
  // LSMTP: "Error-for:", SurfControl: "Addressed To:", hotpop: "Undeliverable Address:"
  /^\W*(?:error-for|addressed to|undeliverable address|empfanger(?:adresse)?|destinataires?|destinatari[oa]?s?|odbiorca|ontvanger|кому|получатель|宛先)\b[^\p{L}]{0,3}[:=][[<"'( ]*$/u,
  // IMail, SMTP32, Vircom: "Delivery failed 20 attempts:", "Invalid final delivery userid:", "Unknown user:"
  /\b(?:delivery failed(?: \d+ attempts)?|final delivery userid|unknown (?:user|host|local user|address)|user unknown|no such (?:user|mailbox|account|domain)|user mailbox exceeds allowed size|mailbox is full|user not found|account disabled|undeliverable)(?: in domain)?:? ?[<"'( ]*$/,
  // "undeliverable to", "Unable to deliver message to", "error delivering your mail to", "Could not be delivered to:"
  /\b(?:un)?deliver(?:able|ed|ing|y)?\b[^.;]{0,60}\b(?:to|for)(?: the)?(?: following)?(?: \w+)?:? ?[<"'( ]*$/,
  // "did not reach the following recipient:", "could not be reached:", "You sent mail to", "Your message to"
  /\b(?:did not reach|could not reach|unable to (?:reach|contact|send)|failed to (?:reach|send)|message (?:sent )?(?:to|for)|mail (?:sent )?(?:to|for)|e-?mail (?:sent )?(?:to|for)|messages? addressed to|addressed to)(?: the)?(?: following)?(?: recipients?| users?| address(?:es)?)?(?:\(s\))?:? ?[<"'( ]*$/,
  // LLNL: "The address to which your message was addressed, …, did not match"
  /\b(?:was|is|were) addressed(?: to)?,? ?[<"'( ]*$/,
  // FML: "You are not a member of this mailing list <", X4: "To:<anna@host>:" is told from a header by its end
  /\bmember of (?:this|the) (?:mailing )?list ?<?$/,
  // X6: "The following recipients returned permanent errors:"
  /\brecipients?\b[^.;]{0,60}\b(?:errors?|failed|rejected|affected|reached)\b[^.;]{0,20}:? ?[<"'( ]*$/,
  // FML: "Duplicated Message-ID in <", Exchange in X.400: "dda:SMTP="
  /\bduplicated message-id in ?<?$|\bdda:(?:rfc-?822|smtp)[=-]$/,
  // German, French, Italian, Spanish, Dutch
  /\b(?:nachricht|e-?mail|mail|zustellung) (?:an|fur)(?: den)?(?: folgenden?)?(?: \p{L}+)?:? ?[<"'( ]*$/u,
  /\b(?:message|courriel|courrier|mail|e-?mail) (?:a|pour|destine a|adresse a)(?: l'adresse)?:? ?[<"'( ]*$/,
  /\b(?:messaggio|mail|e-?mail) (?:a|per|per il destinatario|all'indirizzo|inviato a|indirizzato a):? ?[<"'( ]*$/,
  /\b(?:mensaje|correo|mensagem) (?:a|para|enviado a|dirigido a)(?: la direccion)?:? ?[<"'( ]*$/,
  /\b(?:bericht|mail) (?:aan|voor):? ?[<"'( ]*$/,
];

/** Behind such words stands whom to ask, never who failed. */
export const CONTACT_WORDS =
  /(?:contact|write to|assistance|support|help ?desk|questions?|please (?:send|mail|e-?mail|forward)|more information|wenden|kontakt|ruckfragen|fragen an|hilfe|contacte|adressez|assistenza|contatt|ayuda|pongase)\b[^.:]{0,60}:? ?[<"'( ]*$/;

/** Behind such words stands where a person is to be reached now: another address than the one that failed. */
export const NEW_ADDRESS_WORDS: RegExp =
  /\b(?:(?:verwenden|benutzen) sie|neue (?:e-?mail-?|mail-?)?adresse|please use|new (?:e-?mail )?address|(?<!vous )utilisez|(?:veuillez |d')utiliser|nouvelle adresse|nuov[oa] (?:indirizzo|e-?mail|casella)|(?:si prega di|pregasi|prego) (?:usare|utilizzare))\b[^.:]{0,60}:? ?[<"'( ]*$|\b(?:neu(?: unter)?|please try(?: instead)?) ?:? ?[<"'( ]*$/;

/** Addresses of services, which stand in texts as contacts. */
export const SERVICE_LOCAL_PARTS =
  /^(?:postmaster|abuse|support|help|helpdesk|hostmaster|webmaster|noc|admin|administrator|info-?desk|mailer-daemon|mail-daemon|no-?reply|security|unblock|delist|removal|spam)$/;

/** Labels that name whom the mail came from ("Sender address:" of Microsoft 365). */
export const SENDER_LABELS =
  /\b(?:sender|originator|author|mail from|envelope from|return|reply|absender[a-z-]*|expediteur|mittente|remitente)\b[^:=]{0,20}[:=][\s<"'(]*$/;

/** Labels of lines that name somebody else, or the mail itself. */
export const OTHER_LABELS =
  /(?:^|\W)(?:from|sender|reply-?to|return-?path|mail from|envelope-?(?:from|sender)|cc|bcc|to|an|von|subject|betreff|message-?id|contact|errors-to|sent|date|absender|expediteur|mittente|remitente|de|da|generated (?:from|by)|by|via|list-[a-z]+|mailto|x-[\w-]+)\s*[:=]?[\s<"'(]*$/;
