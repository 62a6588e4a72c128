import { type Wording, wordings } from "./failure-words.ts";

/** How much we send, how big it is and what is in it, in words that leave no doubt. */
export const ABOUT_MAIL: readonly Wording[] = wordings("policy", [
  // How much.
  [/(?:daily|hourly|sending|outgoing|outbound|relay|submission|sender's) (?:\w{1,12} ){0,2}quota/, "hosters"],
  [
    /exceeded the (?:\w{1,12} )?max(?:imum)? |sending limit|per (?:hour|minute|day)\b|rate.?limit|rate limited/,
    "cPanel, Postfix, Gmail",
  ],
  [
    /too many (?:concurrent |smtp )?(?:connections|con\b|sessions|recipients|errors|invalid recipients|e-?mails)/,
    "everywhere",
  ],
  [/too many (?:messages|mails) (?:from|this|in|per|to)\b|too much mail from|sent too many/, "everywhere"],
  [
    /trop de connexions|throttl|slow down|excessive volume|unusual (?:rate|volume)|unexpected volume|again slower/,
    "Orange, Apple, Gmail",
  ],
  [
    /max(?:imum)? (?:number of )?messages? per|(?:connection|session|thread|concurrency) (?:rate )?limit/,
    "Yahoo, Sendmail",
  ],
  [/zu viele (?:verbindungen|e-?mails in|nachrichten in|empfanger)|versandlimit/, "German hosters"],
  // How big. A limit of the recipient is no full mailbox.
  [
    /message (?:size |length |body |is |header size ){0,2}(?:\(?\d{1,12}(?: bytes)?\)? )?(?:exceeds|exceeded|too (?:big|large|long))/,
    "Postfix, Exim",
  ],
  [
    /message (?:size|length) .{0,30}exceed|(?:mail|e-?mail|header|line|attachment) size (?:limit )?(?:exceed|too)/,
    "Postfix, 1&1",
  ],
  [
    /(?<!mailbox |account |inbox )size limit(?: exceeded|=| of)|(?<!mail file size )exceeds (?:the )?(?:fixed |maximum |size |google)/,
    "Sendmail, Gmail",
  ],
  [
    /maximum e-?mail size|fixed maximum message size|larger than|line limit exceeded|line (?:is )?too long/,
    "Mimecast, Exim",
  ],
  [/too (?:big|large) for|(?:mail|message|headers?|attachment)s? (?:is |are )?too (?:big|large)/, "Sendmail, Exim"],
  [/taille (?:limite|maxi)/, "French"],
  [
    /messaggio (?:e )?troppo grande|(?:mensaje|correo).{0,20}demasiado grande|recipsizelimit|sendersizelimit/,
    "Italian, Spanish, Exchange",
  ],
  // Rules.
  [
    /(?:due to|for|because of|under|violates?) (?:\w{1,20} ){0,2}polic(?:y|ies)|policy (?:violation|reasons|restrict|reject)/,
    "everywhere",
  ],
  [
    /by policy|local policy|administrative prohibition|organi[sz]ation(?:al)? (?:policy|settings)|examination policy/,
    "Exim, Mimecast, Apple",
  ],
  [
    /not accepted for policy|message given low priority|mass mailer|protocol violation|transport\.rules/,
    "Yahoo, Exchange",
  ],
  // Content.
  [
    /(?:spam|virus|malware|phishing) (?:detected|message|content|rejected|found|refused|score|e-?mail|blocked)/,
    "everywhere",
  ],
  [
    /(?:spam|virus|malware|phishing)[ -](?:list|check|classification|block|filter|points|not accepted|rejection|like)/,
    "everywhere",
  ],
  [
    /(?:as|is|be|like|for|of|contains?|similar to|accept|infected|a|possible|suspected|probably) (?:spam|virus|malware|unsolicited|bulk)\b/,
    "everywhere",
  ],
  [
    /infected with|virus[- ]infected|your (?:e-?mail|message).{0,40}\bspam|appears to be (?:unsolicited|spam)/,
    "everywhere",
  ],
  [
    /(?:message|mail|e-?mail) content (?:rejected|denied|refused)|banned content|content filter|unacceptable content/,
    "amavis, MailScanner",
  ],
  [/illegal attachment|attachment (?:type|extension)|presents a potential security|not rfc (?:2?822|532[12])/, "Gmail"],
  // Whom the recipient lets in: the mailbox is there.
  [
    /may not exist, or you may not have permission|non-?member|members-only|closed (?:mailing )?list|not subscribed/,
    "Google Groups, Mailman",
  ],
  [
    /only (?:\w{1,12} )?(?:members|subscribers|senders)|not (?:authori[sz]ed|allowed|permitted) to (?:send|post|mail|deliver|e-?mail)/,
    "Exchange, lists",
  ],
  [
    /rst\.(?:notauthori[sz]ed|sender|restricted)|senders? not allowed|rule imposed mailbox access/,
    "Exchange, MailMarshal",
  ],
  [
    /blocked by (?:the )?(?:recipient|user)|recipient preferences|only accepting mail from|not accepting mail (?:with|from)/,
    "AOL, Facebook",
  ],
  [/refuses? to (?:receive|accept)|restricted sms|user reject\b|protected by|challenge.response/, "Willcom, AT&T, UOL"],
]);
