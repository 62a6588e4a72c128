import { type Wording, wordings } from "./failure-words.ts";
import { inGerman } from "./german-spelling.ts";

/**
 * About us, our address or our server, in words that also sound like a missing mailbox ("domain of sender address does
 * not exist"); so these are asked before the words about the recipient.
 */
export const ABOUT_SENDER: readonly Wording[] = [
  // The router behind "lookup fails" speaks: the domain has no server. The rest of the sentence only guesses.
  ...wordings("hard", [[/account or domain may not exist, they may be blacklisted/, "cPanel's Exim"]]),
  ...wordings("soft", [
    [/gr[ea]y.?list/, "Postgrey, milter-greylist, Exim"],
    [/receiving mail (?:at a rate|too quickly|at too)/, "Gmail, Yahoo"],
    // Whether we or they have set something up wrongly nobody knows: it is the server that is not responsible.
    [
      /relay(?:ing)? (?:access )?(?:is |was )?(?:denied|not (?:permitted|allowed|authori[sz]ed)|prohibited)/,
      "Postfix, Exim",
    ],
    [
      /relaying (?:mail )?to .{1,99} (?:is )?not allowed|(?:unable|cannot|refuse) to relay|cannot relay/,
      "MDaemon, Exchange",
    ],
    [
      /\bno(?:t)? relaying|do(?:es)? not relay|allowed to relay|open relay|as a relay|insecure mail relay/,
      "Sendmail, Mimecast",
    ],
    [/in my list of allowed rcpthosts|send to a non-local e-?mail address/, "qmail, MailEnable"],
  ]),
  ...wordings("policy", [
    // The address we send from.
    [/sender (?:e-?mail )?address (?:rejected|is not allowed|has null mx|blocked|not verified|verif)/, "Postfix, GMX"],
    [
      /sender(?:'s)? (?:address|domain).{0,99}(?:not exist|not (?:be )?found|not resolve|is empty|must (?:exist|resolve)|invalid)/,
      "Sendmail",
    ],
    [
      /domain of sender|sender's domain|sender (?:verify failed|domain (?:listed|must)|id |unknown|not pre-approved|is spammer)/,
      "Sendmail, Exim",
    ],
    [
      /sender (?:was |is )?(?:rejected|denied|blacklisted|blocked|refused|unauthenticated|invalid|not authori[sz]ed)/,
      "Cox, IronPort",
    ],
    [
      /(?:invalid|null|bogus|unroutable|forged|fake|unverified|bad|unknown) (?:envelope )?(?:sender|return path|mail from|from)/,
      "Exim, IMail",
    ],
    [
      /(?:mail from|from domain|return.path|envelope.from|from address|from: domain).{0,80}(?:not|invalid|no mx|unresolv)/,
      "Yahoo, GoDaddy",
    ],
    [
      /unresolvable (?:rfc|from|domain)|could not verify sender|from: (?:header|domain)|purported responsible address/,
      "Yahoo, Exim, Sender ID",
    ],
    [
      /does not exist e2110|without a valid sender domain|invalid dns mx|invalid domain name|mx records for .{1,99} (?:violate|not)/,
      "Biglobe, GMX",
    ],
    [
      /mail from not owned|empty envelope|batv|blank from|backscatter|third-party dsns|returned mail not accepted here/,
      "IMail, BATV",
    ],
    [
      /(?:your|from) (?:e-?mail )?address:|sender has no|callback setup failed|sender (?:callout|verify callout)/,
      "Exim",
    ],
    [/e-?mail address is not verified|identities failed the check|account not subscribed/, "Amazon SES"],
    [
      /emetteur (?:invalide|inconnu)|expediteur.{0,60}(?:invalide|refuse|inconnu|non|n'existe|n'est|supprime|ferme)/,
      "Orange, French",
    ],
    [
      inGerman(
        /absender.{0,80}(?:ungültig|unbekannt|abgelehnt|gesperrt|nicht|verweigert|blockiert|gelöscht|geschlossen|aufgelöst)/,
      ),
      "German",
    ],
    [
      /(?:mittente|remitente|remetente|odesilat|nadawc).{0,60}(?:non|no |sconosciut|rifiutat|rechazad|desconocid|cancellat|errat|bloccat)/,
      "Italian, Spanish",
    ],
    // The server we send from.
    [
      /(?:reverse|rdns|\bptr\b).{0,60}(?:fail|required|not |no |invalid|missing|lookup|record|must|validation|generic)/,
      "everywhere",
    ],
    [/(?:bad|no|invalid|missing|valid|generic|fix|custom).{0,30}(?:reverse|rdns|\bptr\b)/, "GMX, AOL, Exim"],
    [
      /cannot find your|ip name lookup failed|cannot resolve your|unresolvable relay|dns\/ip mismatch/,
      "Postfix, Sendmail",
    ],
    [/client host.{0,60}(?:rejected|blocked)|helo command rejected|bad helo/, "Postfix"],
    [/(?:helo|ehlo) .{0,60}(?:invalid|not allowed|rejected|forged|not found|unknown|argument)/, "everywhere"],
    [
      /dynamic ip|dial-?up|hosts? with dynamic|(?:connect\w{0,4}|mail|mails?) from unknown host|residential/,
      "everywhere",
    ],
    [
      /blocked (?:using|at|by) .{0,60}(?:\.org|\.net|\.com|\.de|list)|(?<!not )(?:listed|listing) (?:in|on|at|by) /,
      "DNS block lists",
    ],
    [/blocked using|blac?k.?list|block ?-?list|deny ?-?list|banned (?:sending|sender|ip|host)/, "everywhere"],
    [/\bip\b.{0,60}(?:blocked|banned|reject|denied|not allowed|reputation|refused|gesperrt|bloquee?)/, "everywhere"],
    [/\breputation\b/, "Gmail, Cisco, Mimecast"],
    [/accept(?:ing)? (?:any )?(?:e-?mails?|mails?|messages) from|has blocked (?:you|your)/, "everywhere"],
    [/ip-?adresse|adresse ip|indirizzo ip|direccion ip/, "German, French, Italian, Spanish"],
    [/ont ete bloques par nos services|spf\/dns de votre nom/, "La Poste, Orange"],
    [
      /suspiciously like spam|open proxy|confirm this mail server|server requires confirmation|smtp server of your isp/,
      "Sendmail, qmail",
    ],
    [/messages from .{1,60} (?:weren't sent|temporarily deferred|will be permanently deferred)/, "Outlook.com, Yahoo"],
    [
      /no access from mail server|mail server at .{1,60} is blocked|server access .{0,60}forbidden|go away/,
      "EarthLink, 1&1",
    ],
    // Who we are.
    [/\b(?:spf|dkim|dmarc|senderid|sender policy framework)\b/, "everywhere"],
    [
      /unauthenticated|authentication (?:checks|required|information|failure|failed)|requires? authentication/,
      "Gmail, Yahoo",
    ],
    [/authentification requise|code d'? ?authentification invalide|anti-?spoofing/, "Orange, Mimecast"],
  ]),
];
