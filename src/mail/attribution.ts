/** Something that can only stand in a line that names a mail: its date with time or year, or its author's address. */
const EVIDENCE = /\d{1,2}\s?[:h]\s?\d{2}|\b(?:19|20)\d{2}\b|[^\s<>"']@[^\s<>"']/;

type Language = "de" | "en" | "fr" | "it";

/** Attribution lines that begin with the date, per language. «Am Freitag schrieb ich dir:» has none. */
const DATED: Record<Language, RegExp[]> = {
  de: [
    // Gmail, Apple Mail, Thunderbird, K-9, Roundcube, and with the verb at the end the GMX app.
    /^Am\s\D{0,25}\d.*\sschrieb\b(?! ich\b).*:$/i,
    // Yahoo: Am Donnerstag, 26. November 2026 um 20:01:33 MEZ hat Ruth <…> Folgendes geschrieben:
    /^Am\s\D{0,25}\d.*\shat\s.*\sgeschrieben:$/i,
  ],
  en: [/^On\s\D{0,25}\d.*\swrote:$/i],
  fr: [/^Le\s\D{0,25}\d.*\sa écrit\s?:$/i],
  it: [/^(?:Il|In data)\s\D{0,25}\d.*\sha scritto\s?:$/i],
};

/** Attribution lines that begin with the author: Ruth <…> schrieb am Do., 26. Nov. 2026, 20:01: */
const NAMED: Record<Language, RegExp[]> = {
  de: [
    /^\S.*\sschrieb(?:\sam\s.*|\s\(?\d.*)?:$/i,
    /^\S.*\shat (?:am [\d.:, ]+(?:MEZ|MESZ|CET|CEST|UTC|GMT) )?(?:Folgendes )?geschrieben:$/i,
    /^Zitat von\s.*:$/i,
  ],
  en: [/^\S.*\swrote(?:\son\s.*)?:$/i, /^Quoting\s.*:$/i],
  fr: [/^\S.*\sa écrit(?:\sle\s.*)?\s?:$/i, /^Citation de\s.*:$/i],
  it: [/^\S.*\sha scritto(?:\sil\s.*)?\s?:$/i],
};

/**
 * Attribution lines without time and address. They count only directly above a quote, and only without words by which
 * somebody would object or speak of oneself: «Am Freitag schrieb ich dir:» and «On Friday nobody wrote:» are somebody's own,
 * and who says nothing else must not be taken for silent.
 */
const ABOVE_A_QUOTE = [
  /^Am\s(?!.*\b(?:ich|wir|nicht|nichts|nie|niemals|niemand|kein\w*)\b).{2,200}\s(?:schrieb\s.{1,120}|hat\s.{1,120}\sgeschrieben):$/i,
  /^On\s(?!.*\b(?:I|we|not|never|nobody|nothing|no)\b).{2,200}\swrote:$/i,
  /^Le\s(?!.*\b(?:je|j|nous|pas|jamais|personne|rien)\b).{2,200}\sa écrit\s?:$/i,
  /^(?:Il|In data)\s(?!.*\b(?:io|noi|non|mai|nessuno|niente)\b).{2,200}\sha scritto\s?:$/i,
];

/** No program writes these outside of an address: «Am 3.5.2026 um 10:00 schrieb das niemand:» is somebody's own. */
const OBJECTION =
  /\b(?:nicht|nichts|nie|niemals|niemand|kein\w*|not|never|nobody|nothing|pas|jamais|personne|rien|non|nessuno|niente)\b/i;
const ADDRESS = /<[^<>]*>/g;

/** Nextcloud names the author with address and the date, without a verb: "Ruth" ruth@… – 26. November 2026 20:01 */
const WITHOUT_VERB = /^"[^"]{1,100}" [^\s<>"']+@[^\s<>"']+ – .{0,40}\b20\d{2}\b.{0,20}\d{1,2}[:.]\d{2}\b.{0,5}$/;

/** Programs set to another language still write the time, then the address, and end with a colon. */
const UNKNOWN_LANGUAGE = /\d{1,2}:\d{2}.*<[^<>\s@]+@[^<>\s@]+>.*:$/;

/** Zoho sets the line between dashes, without a colon: ---- Am Do, 26 Nov 2026 20:01:33 +0100 Ruth <…> schrieb --- */
const BETWEEN_DASHES = /^-{3,}\s(.*[^\s-])\s-{3,}$/;

const COMPLETE = [...Object.values(DATED).flat(), UNKNOWN_LANGUAGE];
const BY_NAME = Object.values(NAMED).flat();

/** What names first the author and then the date is whole, so a line above it is none of it. */
const AUTHOR_AND_DATE =
  /^[^<>]*(?:<[^<>]*>|[^<>])\s(?:schrieb am|hat am|wrote on|a écrit le|ha scritto il)\s.*\d{1,2}[:.]\d{2}\b.*:$/i;
const WHOLE = [...COMPLETE, AUTHOR_AND_DATE];

/** Gmail and Apple Mail wrap the line at 72 to 78 columns, so a long name and address make it three or four. */
const MAX_WRAPPED = 4;
/** No program writes a longer one; bounds the work per line. */
const MAX_LENGTH = 600;

/** Words between dashes above a quoted or forwarded mail, folded by case only. Samsung may run the mail together behind. */
const SEPARATORS = new RegExp(
  `^-{2,}\\s*(?:${[
    "Urspr(?:ü|ue)ngliche (?:Nachricht|Mail|E-Mail)",
    "Original-?\\s?Nachricht",
    "Originalnachricht",
    "Weitergeleitete Nachricht",
    "Original (?:Message|Mail|Appointment)",
    "Forwarded message",
    "Reply message",
    "Message d['’]origine",
    "(?:Message|Mail) (?:original|initial|transféré)",
    "Courriel original",
    "Messaggio (?:originale|inoltrato)",
    "Messaggio di origine",
  ].join("|")})(?:\\s+(?:von|from|de|da)\\s.*)?\\s*-{2,}(?:\\s*(?:Von|From|De|Da)\\s?:\\s.*)?$`,
  "i",
);

/** Apple Mail's line above a forwarded mail. */
const FORWARDED =
  /^(?:Anfang der weitergeleiteten Nachricht|Begin forwarded message|Début du message (?:réexpédié|transféré)|Inizio messaggio inoltrato)\s?:$/i;

/** Labels above a mail quoted by Outlook, GMX, web.de, Samsung, Bluewin, per language. */
const LABELS = [
  { name: "from", words: "Von|Absender|From|De|Expéditeur|Da|Mittente" },
  { name: "sent", words: "Gesendet|Gesendet am|Datum|Sent|Date|Envoyé|Envoyé le|Inviato|Inviato il|Data" },
  { name: "to", words: "An|Empfänger|To|À|A|Destinataire|Pour|Destinatario" },
  { name: "subject", words: "Betreff|Subject|Objet|Sujet|Oggetto" },
];
const LABEL_PATTERNS = LABELS.map(({ name, words }) => {
  // Bold labels come as *Von:* or **Von:**, and French ones have a blank before the colon. «Von: 14:00» is a time of day.
  const label = `(?:${words})\\*{0,2}\\s?:${name === "from" ? "(?!\\**\\s*\\d)" : ""}`;
  return {
    name,
    atStart: new RegExp(`^\\*{0,2}${label}`, "i"),
    anywhere: new RegExp(`(?:^|[\\s*])${label}`, "i"),
  };
});
/** From, Sent, To and Subject with a wrapped list of recipients between. */
const MAX_BLOCK_LINES = 8;

/** Whether what a mail program quotes without marks begins at this line: attribution, separator or header block. */
export function startsQuotation(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  return SEPARATORS.test(line) || FORWARDED.test(line) || startsHeaderBlock(lines, at) || startsAttribution(lines, at);
}

/**
 * One line, or up to MAX_WRAPPED joined. Joining must never swallow an own line that stands directly above: «Nein» and
 * «Am 26.11.2026 um 20:01 schrieb Ruth:» are two lines although together they end like an attribution.
 */
function startsAttribution(lines: readonly string[], at: number): boolean {
  const wrapped: string[] = [];
  for (const line of lines.slice(at, at + MAX_WRAPPED)) {
    wrapped.push(line);
    // A blank line or a quote mark ends what was wrapped.
    if (line === "" || line.startsWith(">")) break;
    if (line.endsWith(":") && isAttribution(wrapped)) return true;
  }
  const [line = ""] = wrapped;
  const dashed = BETWEEN_DASHES.exec(line)?.[1];
  if (WITHOUT_VERB.test(line) || (dashed !== undefined && isAttribution([`${dashed}:`]))) return true;
  const below = lines.slice(at + 1, at + 1 + MAX_WRAPPED).find((next) => next !== "");
  return below?.startsWith(">") === true && line.length <= MAX_LENGTH && matchesAny(ABOVE_A_QUOTE, line);
}

function isAttribution(wrapped: readonly string[]): boolean {
  const joined = wrapped.join(" ");
  if (joined.length > MAX_LENGTH || !EVIDENCE.test(joined) || OBJECTION.test(joined.replace(ADDRESS, ""))) return false;
  if (wrapped.some((_line, from) => from > 0 && matchesAny(WHOLE, wrapped.slice(from).join(" ")))) return false;
  const first = wrapped[0] ?? "";
  if (wrapped.length === 1) return matchesAny(COMPLETE, joined) || matchesAny(BY_NAME, joined);
  // Lines are wrapped behind a date or an address, never behind a word or two.
  if (matchesAny(BY_NAME, joined) && /[<@]/.test(first)) return true;
  return matchesAny(COMPLETE, joined) && /\d/.test(first);
}

function matchesAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/**
 * A label at the beginning of the line, and a block of at least three labels, one of them the sender's. «Von: falsch»,
 * «Datum: falsch» and «Betreff: falsch» are somebody's own.
 */
function startsHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = lines[at] ?? "";
  if (!LABEL_PATTERNS.some((label) => label.atStart.test(first))) return false;
  const block = lines.slice(at, at + MAX_BLOCK_LINES).map((line) => line.slice(0, MAX_LENGTH));
  const found = LABEL_PATTERNS.filter((label) => block.some((line) => label.anywhere.test(line)));
  const isProven = block.some((line) => EVIDENCE.test(line) && found.some((label) => label.anywhere.test(line)));
  return isProven && found.length >= 3 && found.some((label) => label.name === "from");
}
