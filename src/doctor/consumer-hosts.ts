/** Mail providers for private persons, whose servers do not take the mail of a group: what is known of their limits, and from where. */

export interface ConsumerHost {
  name: string;
  /** The host of the server, or a domain above it. */
  domains: readonly string[];
  /** Recipients in 24 hours; null: the provider publishes none, and blocks who sends many. */
  perDay: number | null;
  source: string;
}

/** A hoster's server for the own domain, such as that of Google Workspace, has other limits, but often the same name. */
export const CONSUMER_HOSTS: readonly ConsumerHost[] = [
  {
    name: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    perDay: 500,
    source: "https://support.google.com/mail/answer/22839",
  },
  {
    name: "Outlook.com, Hotmail",
    domains: ["smtp-mail.outlook.com", "hotmail.com", "live.com", "outlook.de", "outlook.fr"],
    perDay: null,
    source: "https://support.microsoft.com/office/279ee200-594c-40f0-9ec8-bb6af7735c2e",
  },
  {
    name: "Yahoo, AOL",
    domains: ["mail.yahoo.com", "mail.yahoo.de", "aol.com"],
    perDay: 500,
    source: "https://help.yahoo.com/kb/SLN17518.html",
  },
  {
    name: "iCloud",
    domains: ["mail.me.com", "icloud.com"],
    perDay: 1_000,
    source: "https://support.apple.com/102198",
  },
  {
    name: "GMX",
    domains: ["gmx.net", "gmx.ch", "gmx.de", "gmx.at", "gmx.com"],
    perDay: null,
    source: "https://postmaster.gmx.net",
  },
  { name: "WEB.DE", domains: ["web.de"], perDay: null, source: "https://postmaster.web.de" },
  { name: "T-Online", domains: ["t-online.de"], perDay: null, source: "https://postmaster.t-online.de" },
  { name: "freenet", domains: ["freenet.de"], perDay: null, source: "https://kundenservice.freenet.de" },
  { name: "Bluewin", domains: ["bluewin.ch"], perDay: null, source: "https://postmaster.bluewin.ch" },
  {
    name: "Sunrise, UPC",
    domains: ["hispeed.ch", "sunrise.ch", "upcmail.net"],
    perDay: null,
    source: "https://www.sunrise.ch/help",
  },
  { name: "Orange", domains: ["orange.fr", "wanadoo.fr"], perDay: null, source: "https://postmaster.orange.fr" },
  { name: "Libero, Virgilio", domains: ["libero.it", "virgilio.it"], perDay: null, source: "https://aiuto.libero.it" },
];

/** @returns undefined for a server that is none of these */
export function consumerHostOf(host: string): ConsumerHost | undefined {
  return CONSUMER_HOSTS.find(({ domains }) => domains.some((domain) => host === domain || host.endsWith(`.${domain}`)));
}
