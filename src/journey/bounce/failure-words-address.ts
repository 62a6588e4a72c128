import { type Wording, wordings } from "./failure-words.ts";

/** DNS that did not answer is not DNS that said no; asked before the words of the latter. */
export const DNS_WITHOUT_ANSWER: readonly Wording[] = wordings("soft", [
  [
    /not found,? try again|(?:host ?name|dns|name) lookup fail|malformed (?:or unexpected )?name server reply/,
    "Postfix, Sendmail",
  ],
  [
    /(?:temporary|transient) .{0,40}(?:dns|resolution|lookup|name)|dns query failed|servfail|no relevant answers/,
    "Gmail, Microsoft 365",
  ],
  [
    /name (?:server|service).{0,30}(?:timeout|timed out|try again)|dns (?:error|lookup) (?:timeout|timed out|failure)/,
    "Sendmail, James",
  ],
  [/unrouteable mail domain|unable to resolve route|mx record points to local host|mx list .{0,60}point/, "Exim"],
  [/dns records for the destination computer could not be found/, "Exchange"],
  // A program of the recipient's host has failed, whatever it says about users.
  [/couldn't create|procmail:/, "procmail"],
]);

/** The address or its account does not exist, or has moved for good. */
export const NOBODY_THERE: readonly Wording[] = wordings("hard", [
  [
    /(?:user|recipient|mailbox|account|addressee|alias|local.?part)s?:? (?:is |are |was )?(?:unknown|not known)\b/,
    "Sendmail, Postfix, qmail",
  ],
  [/(?<!ip )address(?:es)?:? (?:is |are |was )?(?:unknown|not known)\b/, "everywhere"],
  [
    /(?:user|recipient|mailbox|address) (?:<@>|@|\(@?\)|"@"|\[@\]|id|name|here) (?:is |are |was )?(?:unknown|not known)\b/,
    "Courier, Exim",
  ],
  [
    /(?:unknown|invalid|illegal|non-?existent|undeliverable) (?:virtual |local |destination |e-?mail |mail |recipient ){0,2}(?:user|recipient|mail ?box|account)\b/,
    "everywhere",
  ],
  [
    /(?:unknown|invalid|illegal|non-?existent|undeliverable) (?:virtual |local |destination |e-?mail |mail |recipient ){0,2}(?:alias|rcpt|person|address)\b/,
    "everywhere",
  ],
  [
    /(?:unknown|invalid)[ -](?:local[ -]?part|recipient)|(?:user|recipient|mailbox|(?<!ip )address) (?:is )?invalid|no valid recipients/,
    "Exim, Verizon",
  ],
  [
    /not a (?:known|valid|local) (?:\w{1,12} )?(?:user|recipient|mail ?box|account|address)|not an active address/,
    "Exim, Sendmail",
  ],
  [
    /(?:user|recipient|mail ?box|account|person|alias|addressee|(?<!ip )addresse?)s?\b.{0,80}?(?: not|n't) (?:be )?(?:exist|found|known)/,
    "everywhere",
  ],
  [
    /(?:user|recipient|mail ?box|account|alias|(?<!ip )address)s?\b.{0,80}?(?: not|n't) (?:be )?(?:present|valid|recogni[sz]ed)/,
    "everywhere",
  ],
  [
    /(?:user|recipient|mail ?box|account|alias|(?<!ip )address)s?\b.{0,80}? not (?:listed|local\b|on this server)/,
    "everywhere",
  ],
  [
    /(?:user|recipient|mail ?box|account|rcpt|<@>|@)\W.{0,60}(?:does not|doesn't|do not|did not) exist|n't exist\b|recipient-?user must exist/,
    "everywhere",
  ],
  [
    /no (?:mail ?box|one|account|user|person|valid recipient) (?:here |found|by that name|at this|with that|of that name|exists|available)/,
    "qmail, IMail",
  ],
  [
    /\bno mail ?box\b|\bno such (?:\w{1,12} ){0,2}(?:user|address|person|recipient|mail ?box|account)|no .{1,60} in name directory/,
    "qmail, MMDF",
  ],
  [
    /user .{0,60}doesn't have (?:an?|any) .{1,60}account|mail ?box not found|account not found|\buser not exist/,
    "Yahoo, AOL",
  ],
  [
    /<?@>? (?:is )?(?:not found|unknown)\b|recip\w{0,6} ?notfound|recipient not found|address lookup failed/,
    "Exchange, Domino",
  ],
  [
    /(?:mailbox|account|(?<!your |ip )address)\b.{0,60}(?:has been |was |is |been )?(?:closed|deleted|terminated|removed|cancell?ed|expired)/,
    "Lycos, hosters",
  ],
  [
    /(?:user|recipient|mailbox|account|address|@|employee)\W.{0,60}(?:no longer|is not) (?:\w{1,10} )?(?:valid|active|used|available)/,
    "Yahoo",
  ],
  [
    /(?:user|recipient|mailbox|account|address|@|employee)\W.{0,60}no longer (?:\w{1,10} )?(?:accept|with|works|working|employed|here|on server)/,
    "Apple",
  ],
  [
    /recipient no longer|inactive e-?mail address|mailbox disabled, not accepting|mailbox (?:invalid|deleted|not available)/,
    "Apple, PowerMTA",
  ],
  [
    /badrcptto|badrecipientto|validrcptto|bad[ _](?:recipient|destination|address)|envelope recipient has been denied/,
    "qmail, Postfix",
  ],
  [
    /recipient (?:is )?not (?:accepted|ok|local|valid)|not a local address|can't accept user|missing home directory/,
    "qmail, SMTPD32",
  ],
  [/5\.1\.0 address rejected/, "Cisco IronPort"],
  [/recipient (?:address )?rejected: (?:user ?unknown|undeliverable|no such)/, "Postfix"],
  [
    /(?:wasn't|couldn't be|could not be|not) found at|address (?:wasn't|couldn't be|could not be) found|e-?mail name is not found/,
    "Microsoft 365, Gmail",
  ],
  [
    /(?:address|recipient).{0,60} couldn't be found|recipient name is not recogni[sz]ed|not listed in (?:domino|public)/,
    "Exchange, Domino",
  ],
  [
    /unknown recipient|destination (?:addresses were unknown|server rejected recipients)|not e-?mail addresses/,
    "Exchange, Messaging Server",
  ],
  [
    /(?:address|recipient)s? (?:was|were) undeliverable|wrong or no longer valid|check if (?:the )?address is correct/,
    "TrendMicro",
  ],
  [
    /(?:user|recipient|mailbox|account|@>?) (?:has )?moved|has been replaced by|(?:new|changed) e-?mail address|user not local/,
    "RFC 5321 551",
  ],
  [
    /(?:not known|unknown) at this (?:site|host|server|domain)|(?:does not|doesn't) have an? e-?mail address here/,
    "old hosts, schools",
  ],
  [
    /(?:user|recipient|person|@>?) (?:\w{1,10} )?has no (?:e-?mail |mail )?account|user \S{1,60} has been (?:removed|deleted)/,
    "schools",
  ],
  [/\bnot (?:one of )?our (?:user|customer)s?\b|(?<!your )\bwrong (?:recipient(?! \w)|e-?mail address)/, "hosters"],
  [
    /(?:user|recipient|mail ?box|account|alias|@>?) (?:is |was )?not in our (?:directory|database|user (?:list|base))/,
    "companies",
  ],
  [
    /(?<!^53\d .{0,20})(?:unable to|could not|couldn't|can ?not|can't) find (?:the |this |that )?(?:user|recipient|mail ?box|account)\b/,
    "hosters",
  ],
  [/left the (?:company|organi[sz]ation)|no longer (?:works|employed|with us|at this company)/, "companies"],
]);

/** The domain does not exist, or takes no mail. */
export const NO_DOMAIN: readonly Wording[] = wordings("hard", [
  [
    /host (?:or domain name )?(?:is )?(?:unknown|not found)|\bunknown (?:host|domain|mail domain)|nxdomain/,
    "Postfix, Sendmail",
  ],
  [
    /domain (?:name )?(?:\S{1,99} )?(?:not found|is unknown|unknown|must exist|does not exist|doesn't exist|is not reachable)/,
    "OpenSMTPD, Exim",
  ],
  [
    /name or service not known|no such (?:domain|host)|unroute?able address|invalid domain\b(?!,| name)|is a dead domain/,
    "Postfix, Exim, SES",
  ],
  [
    /domain (?:name )?\S{0,99}(?: was| is)? ?(?:couldn't be|could not be|not) found|domain mentioned in e-?mail address is unknown/,
    "Gmail",
  ],
  [
    /nonexistent domain|relevant mx records point to non-?existent|illegal host\/domain|infodomainnonexistent/,
    "Exim, Microsoft 365",
  ],
  [
    /null ?mx|no mx record found|no smtp service\b|indicated no smtp|name server: \.: host not found/,
    "RFC 7505: Gmail, Yahoo, Exim",
  ],
  [
    /(?:host|domain).{0,40}(?:does not|doesn't) (?:receive|accept) (?:any )?e?-?mail(?! (?:from|for|with|over|via|larger))/,
    "RFC 7504, RFC 7505",
  ],
  [/(?<!your |sender |sender's |certificate.{0,20})\bdomain (?:name )?(?:\S{1,99} )?has expired/, "registrars"],
  [/couldn't find any host|account inbounds disabled/, "qmail, Mimecast"],
]);
