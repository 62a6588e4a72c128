import { inGerman } from "./german-spelling.ts";

/**
 * How mail systems say in free text that a mail did not arrive. All expressions are for folded text (lower case, without
 * accents: й is и, で is て, 한 is its letters). Each entry names the systems that write it; where nothing else is said, the form is known from the
 * samples and modules of sisimai, from Mailman's bounce runner, or from the source of the mail system itself.
 */

/** Local parts and names of senders that are a mail system. */
export const MAIL_SYSTEM_SENDERS: readonly RegExp[] = [
  // RFC 5321 §4.5.1 and Sendmail's name for itself, used by nearly everybody; «mailer daemon», MAILER-DAEMON
  /^mailer[-_. ]?daemon\b/,
  /^(?:mdaemon|maildaemon|mail-daemon|postmasters)$/,
  // Verizon writes post_master
  /^post[-_. ]?master\b/,
  // «Mail Delivery System» (Postfix, Exim), «Mail Deliver System» (Mail2000), «Mail Delivery Subsystem» (Sendmail, Gmail)
  /\bmail[ .-]?deliver(?:y)?[ .-]?(?:sub)?system\b/,
  /\bdelivery subsystem\b/,
  // Microsoft: «System Administrator», «Systemadministrator», «Microsoft Outlook»
  /^(?:system ?administrator|microsoft outlook|microsoft exchange|administrateur systeme|amministratore di sistema|administrador del sistema|e-?mail administrator|mail administrator)$/,
  // gateways: E500_SMTP_Mail_Service (McAfee), Symantec_AntiVirus_for_SMTP_Gateways, InterScan, MMSC NDR (Verizon)
  /smtp[_ -](?:mail[_ -]service|gateways?)|interscan|content[- ]filter|\bndr administrator\b/,
  // «Mail System», «Internet Mail Delivery» (PMDF), «Bounce», «returned mail»
  /^(?:mail system|mail-?system|internet mail delivery|pmdf|e-?mail[- ]delivery|mail ?server|listserv|undeliver(?:ed|able) mail|majordomo|lmtp|uucp)$/,
];

/** Such a name a family or a shop may have as well: «mail@muster.example». */
export const PERHAPS_MAIL_SYSTEM: readonly RegExp[] = [/^(?:mail|mailer|bounces?|smtp)$/];

/** Beginnings of subjects of reports, behind encoded words and list tags. */
export const REPORT_SUBJECTS: readonly RegExp[] = [
  // Sendmail, X1: «Returned mail: see transcript for details», «Return Mail», «Returned to sender»
  /^return(?:ed|ing)?(?: e?-?mail| message| to sender|:)/,
  // Postfix, Zoho, Mimecast: «Undelivered Mail Returned to Sender», «Undeliverable: …» (Exchange), «Undeliverable mail»
  /^(?:\[[^\]]{0,60}\] ?)?undeliver(?:ed|able|y)\b/,
  // qmail, Yahoo, m-FILTER: «failure notice», «failure delivery»
  /^(?:permanent |temporary )?(?:delivery )?failure (?:notice|delivery|notification)/,
  // Exim, GMX, 1&1: «Mail delivery failed: returning message to sender», «Mail failure», «mail failed, …»
  /^(?:e-?)?mail (?:delivery )?(?:system error|fail(?:ed|ure)|problem|error|could not be delivered|undeliverable|rejected|returned)/,
  // RFC 3464 writers: «Delivery Status Notification (Failure)», «Delivery report», «Delivery Notification: …» (iPlanet)
  /^(?:\W{0,3})?(?:mail |e-?mail |message |permanent |final )?deliver(?:y|e)(?: (?:status|notification|report|failure|failed|problem|error|delayed|delay|has|was|is|could|to|of|unsuccessful|attempt))*\b(?: ?(?:status|notification|notice|report|failure|failed|problem|error|delayed|delay|unsuccessful))/,
  /^(?:delivery status|delivery failure|delivery notification|delivery failed|delivery problem|delivery error|delivery delayed|delivery report|delivery)\b/,
  // MailFoundry, MailEnable, Zoho, SurfControl: «Message delivery has failed», «Message could not be delivered»
  /^(?:your )?(?:message|mail|e-?mail)s? (?:delivery|(?:you sent )?(?:could|can|was|has|is|were) ?(?:not|n't|been|delayed|blocked|rejected|returned)|delayed|rejected|undeliverable|blocked|not delivered|bounced|status|you sent)/,
  // Courier: «NOTICE: mail delivery status.»; Sendmail and Exim: «Warning: could not send message for past 4 hours»
  /^(?:notice|warning|attention|notification|alert): ?(?:mail|e-?mail|message|could not|delivery|your message|undeliver)/,
  // Postfix: «Delayed Mail (still being retried)», «Successful Mail Delivery Report»
  /^(?:delayed mail|successful mail delivery|non[- ]?deliver(?:y|able)|failed (?:mail|message|delivery|to deliver)|could not (?:send|deliver)|unable to deliver|unsuccessful|not delivered|there was an error sending|nondeliverable|bounced? (?:mail|message)|error (?:mail|sending)|smtp (?:error|delivery)|automatically rejected|rejected mail|postmaster notify|lost mail|nack\b|ndn\b|ndr\b)/,
  // Lotus Domino: «DELIVERY FAILURE: …», «Mail Router»; FML: loops and refusals
  /^(?:loop alert|you .{0,40} are not (?:a )?member|not member)/,
  // German: Exchange «Unzustellbar: …», GMX, T-Online, Postfix in German
  inGerman(
    /^(?:unzustellbar|nicht zustellbar|nicht zugestellt|unzustellbare|zustellung|zustellungs|zustell|fehler bei der|ihre (?:e-?mail|nachricht|mail) (?:konnte|wurde|an)|die (?:e-?mail|nachricht) (?:konnte|wurde)|e-?mail(?:-| )(?:zustellung|konnte)|nachricht (?:konnte|nicht|verzögert)|unzustellbarkeits|rückgabe|mail konnte|verzögerung|rückläufer|zugestellt:|weitergeleitet:)/,
  ),
  // French: Exchange «Non remis : …», «Remise différée», Orange
  /^(?:non remis|non delivre|non distribu|non livr|remise|echec (?:de|d')|message non|courrier non|undelivrable|avis de non|notification (?:de |d')|votre message (?:n'a|est)|livraison|rapport de (?:non|remise))/,
  // Italian: Exchange «Non recapitabile: …», Tiscali
  /^(?:non recapitabil|mancat[oa] (?:recapito|consegna)|impossibile (?:recapitare|consegnare)|recapito|messaggio non|errore (?:di|nella) (?:consegna|recapito)|avviso di mancat|consegna|notifica (?:di|dello stato))/,
  // Spanish and Portuguese: Exchange «No se puede entregar: …», «Não é possível entregar»
  /^(?:no (?:se puede|se pudo|ha sido|entregad)|mensaje (?:no|devuelto)|correo (?:no|devuelto)|error (?:de|al|en) (?:entrega|enviar|el)|entrega|devolucion|fallo|nao (?:e possivel|foi|entregue)|mensagem nao|falha (?:na|de)|devolvid)/,
  // Dutch, Danish, Swedish, Norwegian, Polish, Czech
  /^(?:onbestelbaar|niet besteld|bezorging|kan ikke leveres|ikke leveret|kunne ikke|uleveret|olevererbart|det gar inte|ikke levert|niedostarczon|niedoreczon|nie (?:dostarczono|mozna)|zwrot|nedorucen|nedorucit)/,
  // Mail.Ru: «Ваше сообщение не доставлено», Yandex: «Недоставленное сообщение»
  /не доставлен|недоставленн|сообщение не|ошибка доставки/,
  // Japanese carriers and providers, Sina: 配信, 送信, 退信, 系统退信
  /(?:配信|配送|送信|送達)(?:エラー|不能|失敗|てきません|に失敗)|エラーメール|退信|投递失败|無法傳遞|未传递|전달되지/,
  // Amazon SNS with notifications of SES
  /^(?:aws notification message|amazon ses )/,
  // Apache James: «[BOUNCE]»; FML: «NOT MEMBER article from …», «fml system error message»
  /^\[bounce\]|^(?:ignored )?not member article|^reject mail|^spam mail from a spammer|^fml system error|^loop back warning|^message frozen|^error\(s\) in forwarding/,
  // KDDI: «Mail» alone from no-reply; only with the null sender and words of failure
  /^mail$/,
];

/**
 * Subjects that only programs write: they say that a mail is a report though neither its From nor its envelope does. A
 * person's mail may well begin with «Zustellung» or «Warning: mail».
 */
export const PROGRAM_SUBJECTS: readonly RegExp[] = [
  // Postfix, Exim, Sendmail, Gmail, qmail
  /^undelivered mail returned to sender|^mail delivery failed: returning message|^returned mail: |^delivery status notification \(|^failure notice$/,
  // Exchange and Domino, with the subject of the mail behind it
  /^(?:undeliverable|unzustellbar|non remis|non recapitabile|no se puede entregar|delivery failure|non ?delivery report) ?: /,
  // FML, Apache James
  /^\[bounce\]|^(?:ignored )?not member article|^reject mail|^spam mail from a spammer|^fml system error|^loop back warning|^loop alert|^error\(s\) in forwarding|^you .{0,40} are not (?:a )?member|^not member/,
];

/** Sentences and headings that say that a mail was not delivered. */
export const FAILURE_PHRASES: readonly RegExp[] = [
  // «could not be delivered», «was not delivered to», «couldn't deliver», «cannot be delivered», «unable to deliver»
  /\b(?:could|can|was|were|has|have|is|will|would)(?: ?not|n't)(?: be| been| able to)*(?: successfully)? (?:deliver|reach|sen[dt]\b|relay|transmi|handled|processed|accepted|forwarded|send\b)/,
  /\b(?:unable|failed|impossible|not possible) to (?:\w+ )?(?:deliver|reach|send|relay|transmit|contact)/,
  /\bwasn't able to (?:deliver|establish)/,
  // Exim, MXLogic, Gmail, Outlook, SMTP32: «The following address(es) failed:», «Delivery to … failed», «Delivery failed»
  /\b(?:address(?:\(?es\)?)?|recipients?(?:\(s\))?|delivery|deliveries|users?|destinations?)\b.{0,80}\b(?:failed|aborted|unsuccessful|(?:was|were|has been|have been) (?:rejected|refused|affected|aborted|returned)|failing)\b/,
  /\b(?:failed|undeliverable|rejected|invalid|unknown|unreachable|bad) (?:recipients?|address(?:es)?|users?|mailbox(?:es)?)\b/,
  // Sendmail, McAfee, Biglobe, Mail2000: «The following addresses had permanent fatal errors»
  /\b(?:address(?:es)?|recipients?)\b.{0,40}\b(?:had|returned|with|have|has|caused)\b.{0,30}\b(?:errors?|problems?)\b/,
  // Exchange, SpamLion: «did not reach the following recipient(s)», EZweb: «did not receive this message»
  /\b(?:did|does) not (?:reach|receive|get)\b/,
  /\bdid not like our (?:rcpt|data|final data|mail|helo|ehlo)/,
  // SMTP32: «Delivery failed 20 attempts», «undeliverable to», Lotus: «Failure Reasons», phquery: «Message not delivered»
  /\bundeliver(?:able|ed)\b|\bfailure reasons?\b|\b(?:message|mail|e-?mail) (?:was )?not (?:been )?(?:delivered|sent|accepted)\b|\bdelivery (?:failure|failed|error|problem|has failed)/,
  // «error(s) while delivering», «There was an error delivering your mail», «We had trouble delivering»
  /\b(?:errors?|problems?|trouble|difficult(?:y|ies)|failure)\b.{0,60}\b(?:deliver|sending|transmit|processing the enclosed|returned below)/,
  /\bencountered (?:a )?(?:delivery )?(?:problem|error)/,
  // «was rejected», «has been refused», «blocked by», «returned to sender», «not accepting mail»
  /\b(?:message|mail|e-?mail|recipient|it|which)\b.{0,60}\b(?:was|been|were|is being) (?:automatically )?(?:rejected|refused|blocked|bounced|denied|returned|quarantined|deleted|discarded)\b/,
  /\bnot accepting (?:mail|messages|e-?mail)|\breturned to (?:the )?sender\b/,
  // KDDI, EZweb, Symantec, Prodigy: the bare reason
  /\b(?:user|recipient|mailbox|account|address|name|domain|host)(?:e?s)?\b.{0,40}\b(?:unknown|not found|not known|do(?:es)?(?: not|n't) exist|disabled|not recognized|not listed|is (?:over quota|full)|invalid|not valid|unavailable)/,
  /\b(?:no such|unknown|not a (?:valid|known)|invalid|that's not a valid) (?:user|recipient|address|mailbox|account|domain|host|final delivery userid)/,
  /\b(?:mailbox|mailfolder|quota) (?:is )?(?:full|exceeded)|\bover quota\b|\bquota exceeded\b/,
  // Sendmail's «Transcript of session follows», phquery's error detail, qmail's «permanent error; I've given up»
  /\btranscript of session\b|\bi've given up\b|\bthis is a permanent error\b|\bpermanent failure\b|\berror[- ](?:detail|description|for)\b/,
  // Groups of Google, Microsoft and others: «may not exist, or you may not have permission to post»
  /\bmay not (?:exist|have permission)/,
  // Netscape: «The following destination addresses were unknown», Exim: «malformed address», «was rejected by the local …»
  /\baddress(?:es)? (?:was|were|is|are) (?:unknown|incorrect|invalid|malformed|not)|\bmalformed address\b|\bfrozen\b/,
  // FML: «Duplicated Message-ID in <…>», «You are not member»
  /^duplicated message-id in\b|^loop alert\b|\bnot (?:a )?member of\b/,
  // German: GMX, web.de, T-Online, freenet, Exchange, Postfix
  inGerman(
    /\b(?:konnte|konnten|kann|können|wurde|wurden)\b.{0,120}\b(?:nicht|leider nicht)\b.{0,80}\b(?:zugestellt|zustellen|ausgeliefert|gesendet|versendet|verschickt|erreicht|übermittelt|weitergeleitet|angenommen|gefunden|ermittelt)/,
  ),
  inGerman(
    /\b(?:nicht|un)(?: ?zustellbar| zugestellt)|\bzustell(?:ung|versuch)[a-z]* .{0,60}(?:fehl|gescheitert|nicht|misslungen|erfolglos)|\bfehler bei der (?:nachrichten|mail)?-?(?:zustellung|übermittlung)|\b(?:empfänger|adresse|postfach|benutzer|konto)\b.{0,60}\b(?:unbekannt|nicht gefunden|existiert nicht|voll|überfüllt|gesperrt|ungültig|abgelehnt|zurückgewiesen)|\bdauerhafter fehler/,
  ),
  // French: Orange, Free, Exchange
  /\b(?:n'a|n'ont|ne) (?:pas )?(?:pu|peut|ete|pourra)\b.{0,60}\b(?:remis|livr|delivr|distribu|etre|achemin|envoy)|\bechec de (?:la )?(?:remise|livraison|distribution)|\b(?:destinataire|adresse|boite|utilisateur)\b.{0,60}\b(?:inconnu|introuvable|pleine|n'existe|inexistant|refuse)|\bnon (?:remis|distribue|delivre)/,
  // Italian: Tiscali, Libero, Exchange
  /\bnon (?:e stato possibile|e possibile|puo essere|e stato|ha potuto|stato)\b.{0,60}\b(?:recapit|consegn|invia|trova|raggiun)|\b(?:recapito|consegna)\b.{0,60}\b(?:non riuscit|fallit|impossibile)|\bimpossibile (?:recapitare|consegnare)|\b(?:destinatario|indirizzo|casella|utente)\b.{0,60}\b(?:sconosciut|inesistent|non trovat|pien[ao])/,
  // Spanish and Portuguese
  /\bno (?:se )?(?:ha |pudo |puede |fue |pudimos )?(?:podido |sido |ser )?(?:entrega|enviar|envia|entregar)|\bno existe\b|\bno ha llegado\b|\bentrega\b.{0,40}\b(?:fallo|fallid|error)|\b(?:destinatario|usuario|buzon|direccion|grupo)\b.{0,60}\b(?:desconocid|no encontrad|llen[oa]|no exista)|\bnao (?:foi|pode|pude)[a-z]*\b.{0,40}\b(?:entreg|envia)/,
  // Dutch, Danish, Swedish, Norwegian, Polish, Czech
  /\b(?:kon|kan|konden|is|werd)\b.{0,60}\bniet\b.{0,40}\b(?:bezorgd|afgeleverd|besteld|worden)|\b(?:kunne|kan) ikke (?:leveres|sendes|levere)|\b(?:kunde|kan) inte (?:levereras|skickas)|\bnie (?:mogla|moze|mozna|zostal[ao]?|udalo|dostarcz)[a-z]*\b.{0,60}\b(?:dostarcz|doreczon|wysla)|\bodbiorc[a-z]+\b.{0,60}\bnie\b|\bnelze doruc|\bnebyl[ao]? doruc/,
  // Russian: Mail.Ru, Yandex, Rambler
  /не (?:может|могло|удалось|было|был|смог)[а-я]* .{0,60}(?:доставл|достав|отправ)|не доставлен|недоставлен|получател[а-я]+ .{0,60}(?:не существует|не наиден|переполнен)/,
  // Japanese: m-FILTER, EZweb, DoCoMo, Biglobe, OCN, Domino; Chinese: Sina, eYou, Tencent
  /送信てきません|配信てきません|配送てきません|送信に失敗|配送に失敗|配信に失敗|届けられません|見つかりません|お届けてきません|送信されません|存在しないか|退信|无法(?:投递|送达|发送)|無法(?:傳送|投遞|寄達)|未能(?:送达|投递)|可能不存在|投递失败|不存在/,
  // Hindi and Korean texts of Google Groups name the group with X-Failed-Recipients, so words are not needed
];
