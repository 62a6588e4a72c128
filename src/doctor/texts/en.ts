import type { Texts } from "./texts.ts";

export const en: Texts = {
  "dns-failed": [
    "DNS did not answer when asked for {question} ({why}).",
    "Try again later. If it stays so: are the servers in dns.servers right?",
  ],
  "broken-off": ["The look took too long and was broken off.", "Try again later."],
  "host-no-address": [
    "{host} has no public address in DNS.",
    "Add an A record (with IPv6 an AAAA record) with the address of this server, and name it as hostname in config.json.",
  ],
  "mx-ok": ["Mail to {domain} goes to {servers}, that is here."],
  "mx-front": [
    "Mail to {domain} goes to {servers}.",
    "That is right if the mail server there hands it on to Rundmail. Otherwise set this record.",
  ],
  "mx-elsewhere": [
    "Mail to {domain} goes to {servers} and not to this server ({hostname}).",
    "Set this record. If a mail server there hands it on to Rundmail, name its address in authentication.trustedPeers.",
  ],
  "mx-implicit": ["{domain} has no MX record, only an address, which leads here.", "An MX record is better."],
  "mx-none": ["{domain} has no MX record: mail to the groups does not arrive.", "Add this record."],
  "mx-null": ["{domain} says with an empty MX that it takes no mail.", "Replace the empty MX by this record."],
  "mx-is-address": [
    "The MX of {domain} is the number {server}; a name must stand there.",
    "Replace the MX by this record.",
  ],
  "mx-no-address": [
    "The MX of {domain} is called {server}, but this name has no address.",
    "Correct the name in the MX, or add an A record for it.",
  ],
  "spf-ok": ["SPF of {domain} allows our address ({addresses})."],
  "spf-none": [
    "{domain} has no SPF record.",
    "Add it. If a hoster sends the mail, it knows the right one (mostly an include).",
  ],
  "spf-several": [
    "{domain} has {count} SPF records; then none counts.",
    "Put all into a single one and remove the others.",
  ],
  "spf-broken": [
    "The SPF record of {domain} is not valid ({why}).",
    "Correct it; at most 10 look-ups are allowed (include, a, mx, ptr, exists).",
  ],
  "spf-refused": [
    "SPF of {domain} does not allow our address {addresses} (result: {result}).",
    "Replace the SPF record that is there by this one.",
  ],
  "spf-relay": [
    "SPF of {domain} does not allow {addresses} of {relay} (result: {result}). If the relay sends from other addresses, it may still be right.",
    "Ask the hoster which include belongs into the SPF record of {domain}.",
  ],
  "spf-address-unknown": ["{domain} has an SPF record, but from which address our mail comes cannot be seen."],
  "dkim-off": [
    "Rundmail does not sign the mail of this sender. GMX and web.de refuse what is not signed.",
    "Create a key and name it under senders, unless the relay itself signs for this domain.",
  ],
  "dkim-key-useless": [
    "The key {file} is of no use ({why}).",
    "Restore the file, or create a new one with rundmail dkim create.",
  ],
  "dkim-short": ["The key {file} has only {bits} bits.", "Create a new one of 2048 bits under a new selector."],
  "dkim-ed25519": [
    "Mail is signed with Ed25519, which not all receivers understand yet.",
    "As long as big providers do not check it, an RSA key of 2048 bits is safer.",
  ],
  "dkim-ok": ["The key that we sign with stands at {name} ({type}, {bits} bits)."],
  "dkim-none": ["There is no key at {name}: nobody can check our signature.", "Add this record."],
  "dkim-several": ["There are several records at {name}.", "Remove all but this one."],
  "dkim-revoked": [
    "The key at {name} is declared invalid (p= is empty).",
    "Set this record, or choose a new selector.",
  ],
  "dkim-useless": ["The record {name} is of no use ({why}).", "Replace it by this one."],
  "dkim-other-key": ["At {name} stands another key than the one that we sign with.", "Replace it by this record."],
  "dkim-testing": ["The record {name} says that this is only a test (t=y).", "Replace it by this one."],
  "dmarc-ok": ["{domain}: DMARC {policy}, our signature fits the address of the sender."],
  "dmarc-none": [
    "{domain} has no DMARC record.",
    "Add this one; it changes nothing about delivery and orders reports.",
  ],
  "dmarc-several": ["There are several DMARC records at {at}; then none counts.", "Remove all but one, such as this."],
  "dmarc-useless": ["The DMARC record {at} is not valid.", "Replace it, for example by this."],
  "dmarc-spf-only": [
    "{domain}: DMARC {policy}. Only the return path ({returnPath}) vouches for the sender; nobody does once a mail is forwarded.",
    "Sign with a DKIM key of {domain}.",
  ],
  "dmarc-relay-signs": [
    "{domain}: DMARC {policy}. Whether {relay} signs with a key of {domain} cannot be seen from here.",
    "Send a test mail to an address of your own at Gmail and choose «Show original»: DKIM must say PASS and {domain}.",
  ],
  "dmarc-not-aligned": [
    "{domain}: DMARC {policy}, but nobody vouches for the sender: signature of {signs}, return path {returnPath}.",
    "Sign with a DKIM key of {domain} (dkim.domain).",
  ],
  "ptr-ok": ["{address} is called {name}, as we call ourselves."],
  "ptr-none": [
    "{address} has no name (PTR). GMX, web.de, T-Online and Gmail refuse such mail.",
    "Ask whoever runs the server for this record (reverse DNS).",
  ],
  "ptr-unconfirmed": [
    "{address} is called {name}, but this name does not lead back to {address}.",
    "Ask whoever runs the server for this record (reverse DNS).",
  ],
  "ptr-other-name": [
    "{address} is called {name}, but we call ourselves {hostname}.",
    "Set the PTR so, or hostname in config.json to {name}.",
  ],
  "ptr-generic": [
    "{address} is called {name}; that looks like a home connection, which GMX, web.de and T-Online refuse.",
    "Ask whoever runs the server for this record (reverse DNS).",
  ],
  "ptr-relay": [
    "From which addresses {relay} sends on cannot be seen from here; their names are the hoster's business.",
  ],
  "relay-ok": ["{server} takes our mail."],
  "relay-ok-login": ["{server} takes the login of {user}."],
  "relay-unreachable": [
    "{server} cannot be reached ({why}).",
    "Check host, port and security of the relay. Many networks block port 25; hosters take mail at 465 or 587.",
  ],
  "relay-refuses": ["{server} does not want to hear of us: {why}", "The answer says why; otherwise ask the hoster."],
  "relay-login-refused": [
    "{server} refuses the login of {user}: {why}",
    "Check user and password with the hoster, and correct the password file.",
  ],
  "relay-no-password": [
    "The password file {file} cannot be read ({why}).",
    "Create the file, and let the user of Rundmail read it.",
  ],
  "relay-not-encrypted": [
    "{server} offers no encryption (STARTTLS).",
    "Ask the hoster for an encrypted access (port 465 or 587).",
  ],
  "relay-open-login": [
    "The password of {user} goes to {server} unencrypted.",
    "Set security of this relay to starttls or tls.",
  ],
  "relay-certificate": ["The certificate of {server} is valid for {days|more day|more days}."],
  "relay-certificate-over": ["The certificate of {server} has expired.", "Tell whoever runs the relay."],
  "relay-certificate-unproven": [
    "The certificate of {server} is confirmed by nobody we know ({why}).",
    "With security starttls or tls the connection would be refused.",
  ],
  "size-ok": ["{server} takes mail as big as we do."],
  "size-unsaid": ["{server} does not say how big a mail it takes.", "With big attachments, ask the hoster."],
  "size-small": [
    "{server} takes mail only up to {limit}, we take it up to {biggest}.",
    "Set the limit in listen so, that the author hears of it at once.",
  ],
  "receives-ok": ["{address} takes mail ({server})."],
  "receives-refused": [
    "{address} takes no mail: {why}",
    "Create the mailbox, or choose another address of the sender.",
  ],
  "receives-no-server": [
    "{address} has no mail server: answers and failure reports are lost.",
    "Add an MX record for the domain, or choose another address.",
  ],
  "receives-unknown": [
    "Whether {address} takes mail could not be found out ({why}).",
    "Send a test mail to this address from elsewhere.",
  ],
  "certificate-lasts": [
    "The certificate of {listener} is valid for {days|more day|more days}.",
    "If that is soon: find out why it is not renewed ({file}).",
  ],
  "certificate-over": ["The certificate of {listener} has expired.", "Renew it and start Rundmail again ({file})."],
  "certificate-other-name": [
    "The certificate of {listener} is not for {hostname}.",
    "Have a certificate issued for this name.",
  ],
  "certificate-useless": ["The certificate {file} is of no use ({why}).", "Restore the file."],
  "consumer-host-limit": [
    "{server} belongs to {provider}, a provider for private persons, and allows {perDay} recipients a day ({source}).",
    "Take the mail server of your own hoster or a sending service. Until then set perDay.",
  ],
  "consumer-host": [
    "{server} belongs to {provider}, a provider for private persons. It blocks who writes to many, and does not say how many ({source}).",
    "Take the mail server of your own hoster or a sending service.",
  ],
  pace: ["The biggest group ({group}, {persons|person|people}) takes {minutes}."],
  "pace-long": [
    "The biggest group ({group}, {persons|person|people}) takes {minutes}.",
    "Ask the hoster how many mails an hour are allowed, and raise batch.",
  ],
  "disk-ok": ["{free} free in {folder}."],
  "disk-low": ["Only {free} free in {folder}; below {keep} no mail is taken.", "Make room."],
  "disk-full": ["Only {free} free in {folder}: no mail is taken any more (limit {keep}).", "Make room at once."],
  "database-ok": ["The database has {size}."],
  "database-damaged": [
    "The database {file} is damaged ({why}).",
    "Stop the server, put the file aside, and restore the last backup.",
  ],
  "database-wal": [
    "The journal of the database has {wal}.",
    "Another program reads the database and holds on to it; end it, or start Rundmail again.",
  ],
  "groups-ok": ["Where mail must be released, somebody can release it."],
  "groups-no-moderator": [
    "In {count|group|groups} somebody would have to release mail, but nobody with an address may: {names}",
    "Set moderatorRole, and give that role to somebody with an e-mail address.",
  ],
  "secrets-ok": ["Only Rundmail can read keys, passwords and the database."],
  "secrets-open": ["Others on this machine can read: {files}", "Set their rights so."],
  "secrets-windows": ["Who can read keys and passwords cannot be seen this way on Windows."],
};
