import { type Wording, wordings } from "./failure-words.ts";

/** The address exists, and its mailbox takes nothing now. */
export const MAILBOX_TAKES_NOTHING: readonly Wording[] = [
  ...wordings("mailbox-full", [
    [
      /(?:mail ?box|inbox|mail ?dir|mail ?folder)(?: for .{1,60}| of .{1,60}| @| <@>)? (?:is |has been |was |currently )?(?:over ?)?full\b/,
      "Sendmail, Exchange",
    ],
    [
      /full mailbox|mailbox_full|overquota|over quota|quotaexceeded|shutoffquota|not enough quota/,
      "Exim, Exchange, Postfix",
    ],
    [
      /(?:over|above|beyond|out of) (?:the |its |their |his |your |allowed |disk |disc |storage |mail |message ){1,3}quota/,
      "everywhere",
    ],
    [
      /quota (?:is |was |has been |usage |limit )?(?:exceed|full|reached|violation|erreicht|uberschritten|ausgeschopft)/,
      "everywhere",
    ],
    [
      /(?:exceed\w{0,4}|reached|violat\w{0,4}) (?:\w{1,20} ){0,4}quota|dis[ck] ?quota|quota exceed/,
      "Dovecot, procmail",
    ],
    [
      /exceeded storage allocation|exceeds allowed size|would exceed|account storage limit|exceeding receiving limits/,
      "Exim, GoDaddy",
    ],
    [
      /(?:mailbox|account|inbox|user|recipient)\b.{0,40}(?:storage (?:limit|space|quota|allocation)|size limit|disk space|space limit)/,
      "everywhere",
    ],
    [
      /out of storage|(?:not |insufficient |in)?(?:enough )?(?:mailbox|user) (?:space|storage)|not enough (?:storage )?space/,
      "Gmail, Exim",
    ],
    [/\b(?:account|storage|inbox) (?:is |has been )?full\b|(?:quota|storage) (?:\w{1,12} ){0,4}exhausted/, "hosters"],
    [
      /(?:not |in)sufficient (?:disk |system |mail )?(?:space|storage) for (?:the |this )?(?:user|recipient|mail ?box)/,
      "hosters",
    ],
    [/does not have enough (?:\w{1,10} )?space|no space left .{0,20}mail|over storage/, "IMail, T-Online"],
    [
      /mailbox (?:has )?(?:exceeded|over\b|overfull|limit|size)|messages in recipient's mailbox|exceeded the local limit/,
      "Biglobe",
    ],
    [/exhausted allowed storage|too many messages on the server|zu ?viele mails auf dem server/, "web.de"],
    [
      /mail file size exceeds|space has been used up|too much mail data|memory allocation exceeded/,
      "Domino, 163.com, docomo",
    ],
    [/(?:buzon|bandeja).{0,60} llen[oa]|cuota.{0,20}(?:excedida|superada)|caixa.{0,60} cheia/, "Spanish, Portuguese"],
    [
      /postbus.{0,20} vol\b|(?:skrzynka|konto).{0,40}(?:pelna|przepelnion|zapelnion)|переполнен/,
      "Dutch, Polish, Russian",
    ],
    [
      /メールボックスが?(?:一杯|いっぱい|満杯)|容量.{0,6}(?:超|オーバー|制限)|邮箱已满|郵箱已滿|空间已满/,
      "Japanese, Chinese",
    ],
  ]),
  ...wordings("soft", [
    // The same words are used when the recipient's own filter refuses a mail: the server has taken the address before.
    [
      /(?:unknown user|user unknown|no such user)\b.{0,120}(?:in reply to (?:end of )?data|smtp command data)/,
      "docomo, au, Willcom",
    ],
    [
      /(?:after end of data|smtp command data|after i sent the message)\b.{0,160}(?:unknown user|user unknown|no such user)/,
      "docomo, au",
    ],
    // Owners come back from a lock, an unpaid bill and a long absence.
    [
      /(?:account|mailbox|user|address|recipient|service)\b.{0,60}\b(?:suspended|locked|frozen|on hold|dormant|barred)/,
      "163.com, vdelivermail",
    ],
    [
      /(?:account|mailbox|user|address|recipient|service)\b.{0,60}temporar(?:il)?y (?:disabled|inactive|unavailable|closed|deactivated)/,
      "everywhere",
    ],
    [/\b(?:suspended|locked|frozen|deactivated|inactive|disabled) (?:account|mailbox|user|recipient)/, "QQ, Sendmail"],
    [
      /account (?:that you tried to reach )?(?:is |has been |was )?(?:disabled|inactive|deactivated|blocked)/,
      "Gmail, GoDaddy",
    ],
    [/user (?:account )?(?:is |has been )?disabled|disabled or discontinued|user (?:is )?not active/, "Yahoo, AOL"],
    [/currently suspended|this (?:mailbox|user) is (?:disabled|inactive)/, "Yahoo, AOL"],
    [
      /extended inactivity|invalid\/inactive|temporarily inactive|mailbox (?:is )?(?:currently )?inactive|temporary locked/,
      "AOL, Hotmail",
    ],
    [
      /recipient suspend the service|unavailable or access denied|is not accepting (?:any )?(?:mail|messages)\b/,
      "KDDI, mail.ru",
    ],
  ]),
];
