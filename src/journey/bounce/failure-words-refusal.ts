import { type Wording, wordings } from "./failure-words.ts";

/** What they suspect us of. Disclaimers speak of spam and viruses as well, so a code outweighs that. */
export const SUSPECTED: readonly Wording[] = wordings("policy", [
  [
    /spam|unsolicited|\bu[bc]e\b|junk ?mail|bulk (?:e-?mail|mail)|virus|infected|malware|phishing|\bworm\b|trojan/,
    "content filters",
  ],
  [/(?<!recipient )\bblocked\b|banned|blocklist|suspicious|complaints?\b|abuse\b|message filtered/, "everywhere"],
]);

/** Words of refusal that tell too little to outweigh a code. */
export const REFUSED: readonly Wording[] = wordings("policy", [
  [
    /\bcontent\b|attachment|executable|headers? (?:error|too large)|duplicate header|rfc ?(?:2?822|532[12])|bare (?:lf|line)/,
    "content filters",
  ],
  [
    /polic(?:y|ies)|denied|forbidden|prohibit|not (?:permitted|allowed|accepted|accepting)|unauthori[sz]ed|verification fail/,
    "everywhere",
  ],
  [/refused(?! by)|reject|\bfiltered\b|security|restrict|reputation/, "everywhere"],
  [/abgelehnt|abgewiesen|verweigert|gesperrt|blockiert|zurue?ckgewiesen|refusee?\b|rejete|bloque/, "German, French"],
  [
    /rifiutat|respint|bloccat|rechazad|denegad|bloquead|拒否|拒绝|отклонен/,
    "Italian, Spanish, Japanese, Chinese, Russian",
  ],
]);

/** The recipient is refused, and nothing is said against the mail. */
export const RECIPIENT_REFUSED: readonly Wording[] = wordings("hard", [
  [/recipient (?:address )?rejected\.?\W{0,3}(?:$|\(in reply|@\W{0,3}$)/, "au, Cox"],
  [/(?:^|[^a-z ]|\d ?)address(?:ee)? rejected\.?\W{0,3}(?:@|\(in reply|$)/, "Cisco IronPort"],
  [/^542 \W?@\W? rejected/, "MessageLabs"],
]);

/** What Microsoft says of an unknown recipient, and others of whatever they do not want (RFC 5321 §4.2.2). */
export const MAILBOX_UNAVAILABLE: readonly Wording[] = wordings("hard", [
  [
    /mailbox (?:is )?(?:unavailable|unavaiable|not available|disabled)|not available|not deliverable to/,
    "Outlook.com, RFC 5321 550",
  ],
]);

/** Trouble of the host or on the way to it. */
export const HOST_TROUBLE: readonly Wording[] = wordings("soft", [
  [
    /connection (?:refused|reset|lost|closed|dropped|failed|was|timed)|connect (?:to|failed)|unreachable|no route to/,
    "everywhere",
  ],
  [
    /network (?:error|is|unreach)|lost connection|could not connect|(?:able|unable) to (?:establish|contact|connect)|broken pipe/,
    "everywhere",
  ],
  [
    /conversation with|not reachable|did not (?:respond|accept our)|econn|enotfound|etimedout|getaddrinfo/,
    "Postfix, Node",
  ],
  [/timed? ?out|time-?out|expired|in the queue too long|for too long|retry time|giving up|gave up/, "everywhere"],
  [/\bloop|too many hops|hop count|exceeded \d{1,3} hops|could not find a gateway|mail exchanger/, "everywhere"],
  [
    /(?:system|internal|server|mailer|local|i\/o|configuration|config|software|protocol|syntax) (?:\w{1,8} )?error/,
    "everywhere",
  ],
  [
    /system (?:config|full|resources)|service (?:is )?(?:currently |temporarily )?(?:not available|unavailable)/,
    "everywhere",
  ],
  [/misconfigured|interrupted system call|queue file|can't create|could not load|duplicated message-id/, "everywhere"],
  [
    /disk space|disk full|no space|insufficient|resources|overload|\bbusy\b|maintenance|shutting down|out of memory/,
    "everywhere",
  ],
  [
    /\btls\b|certificate|encryption|handshake|starttls|command (?:parameter )?not implemented|malformed address/,
    "everywhere",
  ],
  [
    /procmail|exit (?:status|code)|permission denied|ldap|database|command (?:died|failed|output)|trouble in home/,
    "delivery agents",
  ],
  [
    /transaction failed|delivery failed \d{1,3} attempts|bad sequence|unrecogni[sz]ed command|lmtp|could not be composed/,
    "everywhere",
  ],
]);

/** It may go well another time: that also weakens a code that sounds final. */
export const ANOTHER_TIME: readonly Wording[] = wordings("soft", [
  [
    /temporar|transient|deferred|\bdelayed\b|try (?:again )?later|try again in\b|vorubergehend|spater|plus tard|piu tardi|mas tarde|しばらく/,
    "everywhere",
  ],
]);
