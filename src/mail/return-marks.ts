/**
 * Lines below which a report returns the mail it is about, as expressions for folded text (lower case, no accents). Each
 * entry names the systems that write it; most forms are also in the modules of sisimai and of Mailman's bounce runner.
 */
export const RETURN_MARKS: readonly RegExp[] = [
  // qmail and its kin, Yahoo, Exim, Postini: "--- Below this line is a copy of the message."
  /^-{2,} ?(?:below (?:this|the next) line is|this is a copy of|enclosed is a copy|attachment is a copy|a copy of)/,
  // Exim, 1&1, GMX, Courier: "--- The header of the original message is following. ---"
  /^-* ?the headers? (?:of the original message|and top \d+ lines|is following|are following|follow)/,
  // Gmail, Sendmail, Lotus Notes, demon.co.uk, phquery: "----- Unsent message follows -----" and variants
  /^[-|=*#_ ]{2,} ?(?:start of )?(?:the )?(?:original|returned|unsent|undelivered|undeliverable|bounced) (?:mail|message|e-?mail)/,
  // Sendmail, Smail: "----- Message header follows -----", "|--- Message text follows: ---|"
  /^[-|=*#_ ]{2,} ?(?:message|mail) (?:headers?|text|body|contents?) (?:follow|suppressed)/,
  // m-FILTER: "-------original mail info"
  /^-{3,} ?original mail info/,
  // usa.net, Netscape and others
  /^[-=*]{3,} ?(?:returned mail follows|your message)|^[-=* ]*here is your returned mail/,
  // MailMarshal
  /^[ +]{8,}$/,
  // Yahoo, X2, IMail, SMTP32, DragonFly: "--- Original message follows.", "Message headers follow."
  /^(?:-{2,} ?)?(?:the )?(?:original )?(?:message|mail) (?:headers? )?(?:follows?|is following|as follows|as received is as follows)\b/,
  // FML: "Original mail as follows:"
  /^original (?:mail|message) as (?:follows|received)/,
  // OpenSMTPD: "Below is a copy of the original message:"
  /^(?:below|here|this|attached|included|enclosed|following) is (?:a |the )?(?:copy|first part|header)s? (?:of|from)/,
  // demon.co.uk, MXLogic: "Included is a copy of the message header:", "A copy of the original message …"
  /^a copy of (?:the|your) (?:original )?(?:message|mail)/,
  // Microsoft 365 and Exchange in many languages: "Original message headers:"
  /^(?:original message headers|ursprungliche nachrichten(?:kopfzeilen|header)|en-tetes (?:de message d'origine|du message d'origine|originaux du message|de message originaux)|intestazioni (?:dei messaggi originali|originali del messaggio|del messaggio originale)|encabezados (?:de mensajes originales|originales del mensaje|de mensaje originales)|cabecalhos (?:de mensagens originais|da mensagem original)|(?:oorspronkelijke|originele) berichtkoppen|originale meddelelseshoveder|ursprungliga meddelandehuvuden)/,
  // Microsoft SMTPSVC, hotpop, Verizon, LSMTP: "Old message:", "Original message:", "Original message attached"
  /^(?:old|original|returned|unsent|undelivered) message(?: attached| below)?:?$/,
  // Vodafone, dadoservice.it: "Your message reads (in part):"
  /^your message reads/,
  // Exim in German and freemailers: "Es folgt der Kopf der Nachricht", "Kopie der Nachricht"
  /^[-= ]*(?:es folgt|nachfolgend|hier folgt|im folgenden|unten|anbei) .{0,40}(?:nachricht|mail|kopf|header)/,
  /^[-= ]*(?:original ?nachricht|ursprungliche nachricht|kopie (?:der|ihrer) (?:e-?mail|nachricht|mail)|kopfzeilen der|(?:der )?header der)/,
  // French, Italian, Spanish, Portuguese servers
  /^[-= ]*(?:message (?:d'origine|original|initial)|copie (?:de votre|du) message|en-tetes? du message)/,
  /^[-= ]*(?:messaggio originale|copia del (?:tuo |suo )?messaggio|intestazion[ei] del messaggio)/,
  /^[-= ]*(?:mensaje original|copia del mensaje|mensagem original|copia da mensagem)/,
  // Mail.Ru, Rambler, Yandex
  /^[-= *]*(?:исходное|оригинал|копия|текст|заголовк)[а-я]* .{0,20}(?:сообщени|письм)/,
];
