import { type Wording, wordings } from "./failure-words.ts";

/**
 * Marks that one provider gives its refusals: they say more than the words around them, which are often the same for
 * several reasons. From the providers' postmaster pages (2024 to 2026) and the links in their replies.
 */
export const MARKED_BY_PROVIDER: readonly Wording[] = [
  ...wordings("hard", [
    [/[?&]p=nosuchuser\b/, "Gmail"],
    // The reply has no other word for it: "mailbox unavailable" stands there for refused senders as well.
    [/for explanation visit \S{1,99}[?&]c=r1601\b/, "GMX, web.de, 1&1"],
    [
      /access denied\. as\(201806281\)|5\.4\.1 .{0,20}recipient address rejected: access denied/,
      "Microsoft 365: edge blocking of unknown recipients",
    ],
    [/\b(?:lpn|ofr)\d{0,3}[_-]?41[68]\b/, "Orange, La Poste"],
  ]),
  ...wordings("mailbox-full", [
    [/[?&]p=overquota(?:temp|perm)?\b/, "Gmail"],
    [/\b(?:lpn|ofr)\d{0,3}[_-]?417\b/, "Orange, La Poste"],
    [/^552 for explanation visit/, "web.de"],
    [/for explanation visit \S{1,99}[?&]c=quot/, "GMX, web.de"],
    [/requested mail action aborted: exceeded storage allocation/, "GMX, web.de (RFC 5321 §4.2.2)"],
  ]),
  ...wordings("soft", [
    // Not for good: the owner wakes an archived or blocked account by logging in or paying.
    [/\b(?:lpn|ofr)\d{0,3}[_-]?42[06]\b/, "Orange, La Poste"],
    [/[?&]p=(?:disableduser|receivingrate\w{0,9}|mailloop|tlsrequired)\b/, "Gmail"],
    [/\b(?:lpn|ofr|ouk)\d{0,3}[_-]?(?:10[5-9]|201|505|423|424)\b/, "Orange, La Poste"],
    [/554[. ]30\b.{0,200}mailbox is disabled/, "Yahoo, AOL"],
  ]),
  ...wordings("policy", [
    [/nemesis esmtp service not available/, "GMX, web.de, 1&1"],
    // Whatever else they explain lies with the sender.
    [/for explanation visit/, "GMX, web.de, 1&1"],
    [
      /postmaster\.(?:gmx|web|1und1|1and1|ionos)\.\w{1,8}\/\S{0,40}(?:error-messages|case\b|fehlermeldungen)/,
      "GMX, web.de",
    ],
    [/\/mail\/senderguidelines\b/, "GMX"],
    [/\bip=\S{1,45} - (?:a problem|ein problem|none)/, "T-Online: IP address refused"],
    [/ask your postmaster for help or to contact/, "T-Online"],
    [/\(s31(?:40|50)\)|\bas\(?31(?:40|50)\b|\(s77[5-7]\)|\b(?:rp|dy|sc)-00\d\b/, "Outlook.com"],
    [/sender\.office\.com|\(as1601260[79]\)|antispam\/delist/, "Microsoft 365"],
    [/mail\.live\.com\/mail\/(?:troubleshooting|postmaster)|postmaster\.live\.com/, "Outlook.com"],
    [/\[(?:ts0[1-4]|tss\d\d|ph01|bl2[13]|gl01|ss01)\]/, "Yahoo, AOL"],
    [/\b(?:rtr|dyn|hvu|con|rly):[a-z]\w{0,3}\b|\((?:rtr|dyn|hvu|con|rly):\w{1,5}\)/, "AOL"],
    [/postmaster\.(?:yahooinc|verizonmedia|yahoo|aol)\.com|senders\.yahooinc/, "Yahoo, AOL"],
    [/\[(?:cs|hm|hme|vs)\d{1,2}\]/, "Apple iCloud"],
    [/\baup#[0-9a-z-]{1,12}/, "Cox, Charter, Rogers"],
    [/\bib(?:00\d|10\d|11\d|212|401|50\d|510|60\d|70\d)\b/, "GoDaddy"],
    [/\b(?:lpn|ofr|ouk)(?:aaa)?\d{0,3}[_-]?(?:10[1-4]|305|40[1-5]|415|421)\b/, "Orange, La Poste"],
    [/\b(?:lpn|ofr|ouk)\d{0,3}[_-]?(?:506|51\d|630|999)\b/, "Orange, La Poste"],
    [/groups\.google\.com\/support|support\.google\.com\/groups/, "Google Groups"],
    [/[?&]p=(?:unsolicited|rfcmessage|unauthenticated|dmarcrejection|ipv6authentication|blockedmessage)/, "Gmail"],
    [/[?&]p=(?:maxsize|notauthorized|customfromdenied|lowreputation|helo)/, "Gmail"],
    [/support\.google\.com\/(?:mail\/answer\/(?:188131|81126|6590)|a\/answer\/168383)\b/, "Gmail"],
    [/csi\.cloudmark\.com|cloudmark sender intelligence/, "Cloudmark: bluewin, Orange, GoDaddy"],
    [/bizsmtp .{0,60}(?:refused|rejected|blocked)/, "Cloudmark: bluewin, Proximus"],
    [/proofpoint\.com\/dnsbl|ipcheck\.proofpoint/, "Proofpoint"],
    [/mcspam/, "Mimecast"],
    [/spamhaus|spamcop|barracudacentral|\bsorbs\.net|abuseat\.org|uceprotect|manitu\.net|mailspike/, "block lists"],
    [
      /senderscore\.org|senderbase|backscatterer|hostkarma|abusix|invaluement|dnsbl|\b(?:rbl|surbl|uribl|psbl)\b/,
      "block lists",
    ],
    // The numbers in brackets are the last thing in the reply: others use brackets as well.
    [/\((?:bl|rbl)\)\W{0,3}$/, "T-Online"],
  ]),
];
