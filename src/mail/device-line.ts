import { wordsOf } from "./line-words.ts";

/** How lines begin that phones and mail apps add by themselves. */
const BEGINNINGS = new RegExp(
  `^(?:${[
    "Von (?=.{1,60}gesendet)",
    "Diese (?:E-Mail|Mail|Nachricht) wurde (?:von|mit) ",
    "Gesendet (?:von|mit|aus|über|via) ",
    "Verschickt (?:von|mit) ",
    "Sent (?:from|with|by|using|via) ",
    "Get ",
    "Download ",
    "Holen Sie sich ",
    "Beschaffen Sie sich ",
    "Laden Sie ",
    "Outlook (?:für|for|pour|per) ",
    "Envoyé (?:de|depuis|à partir|avec|via) ",
    "Télécharge[rz] ",
    "Obten(?:ez|ir) ",
    "Inviato (?:da|dal|con|tramite) ",
    "Scarica ",
    "Ottieni ",
    "Yahoo Mail",
    "BlueMail (?:für|for|pour|per) ",
  ].join("|")})`,
  "i",
);

/** Every further word must be one of these: «Gesendet von der falschen Adresse, bitte stoppen» is somebody's own. */
const DEVICE_WORDS = new Set(
  (
    "iphone ipad ipod apple watch mac android samsung galaxy huawei xiaomi pixel nokia sony xperia blackberry " +
    "fairphone oneplus oppo handy smartphone mobiltelefon telefon phone mobile mobilen mobilgerat tablet gerat device " +
    "dispositivo cellulare telephone portable appareil windows ios outlook mail mailapp app e email courrier " +
    "posta gmx web de freemail net gmail googlemail yahoo hotmail bluewin swisscom sunrise t online telekom " +
    "proton protonmail sichere sicheren orange sfr free libero virgilio tutanota tuta posteo mailbox k 9 k9 thunderbird spark " +
    "fairemail aqua aquamail mailspring airmail bluemail edison ultra plus pro max mini note s secure wetransfer von mit aus uber via " +
    "meinem meiner mein der die dem den das fur auf eine einem wurde diese gesendet verschickt nachricht herunter " +
    "herunterladen sich sie laden holen beschaffen from with by using my the for on sent get download a best free work mon ma mes le la " +
    "l'application d'outlook un une sur pour avec partir depuis envoye telecharger telechargez obtenez obtenir " +
    "application applicazione da dal dalla il mio mia per con tramite inviato scarica ottieni su 10 11 5g 4g lte"
  ).split(" "),
);

/** Lines that virus scanners put below a mail. */
const SCANNER =
  /^(?:Virenfrei|Virus-free|Garanti sans virus|Privo di virus)\b.{0,60}avast|^(?:Diese E-Mail wurde von Avast|This email has been checked for viruses by)/i;

/** «No virus found in this message.», without a name. */
const CLEAN =
  /^(?:No virus(?:es)? found in this|Keine Viren (?:in dieser|gefunden)|Aucun virus trouvé dans ce|Nessun virus (?:nel|trovato))\b/i;

const MAX_LENGTH = 200;

/** Whether a mail program wrote this line of its own accord: «Von meinem iPhone gesendet», "Get Outlook for Android". */
export function isDeviceLine(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  if (SCANNER.test(line) || CLEAN.test(line)) return true;
  // Outlook's advertisement carries its link behind the name.
  const spoken = line.replace(/[<([]?https?:\/\/[^\s<>()[\]]*[>)\]]?/gi, "").trim();
  if (!BEGINNINGS.test(spoken) || /[?!:]/.test(spoken)) return false;
  return wordsOf(spoken).every(
    (word) => DEVICE_WORDS.has(word.folded) || /^[a-z]{0,2}\d{1,4}[a-z]?$/.test(word.folded),
  );
}

/** Outlook and Gmail name a picture where it stood in the text: [cid:image001.png@01DC5F], [image: logo.png]. */
export function isPictureMark(line: string): boolean {
  return /^(?:\[(?:cid:[^\s[\]]{1,150}|(?:image|Bild|Image|Immagine): [^[\]]{1,100}\.(?:png|jpe?g|gif|bmp|svg))\]\s*)+$/.test(
    line,
  );
}

/** A link alone, as mail apps put it below their advertisement. */
export function isLink(line: string): boolean {
  return /^<?https?:\/\/[^\s<>]{1,200}>?$/.test(line);
}

const MAIL = "(?:e-?mails?|mails?|message|nachricht|courriel|messaggio)";
const MESSAGE = new RegExp(`\\b${MAIL}\\b`, "i");
const PRINT = "(?:(?:aus)?gedruckt|(?:aus)?drucken|(?:aus)?druckst|print(?:ing)?|imprim\\w+|stamp\\w+)";
const PAPER = new RegExp(`\\b${MAIL}\\b.{0,60}\\b${PRINT}\\b|\\b${PRINT}\\b.{0,40}\\b${MAIL}\\b`, "i");

/**
 * Whether a line asks to save paper. Below a closing greeting it belongs to the signature, although it often begins with a
 * no-word: «Nicht jede E-Mail muss gedruckt werden». Elsewhere it may be somebody's own.
 */
export function isPaperLine(line: string): boolean {
  return line.length <= MAX_LENGTH && PAPER.test(line);
}

const SECRET = /\b(?:vertraulich|confidential|confidentiel|riservat|confidenzial)/i;
const ADDRESSED = new RegExp(
  [
    "(?:richtig|vorgesehen|beabsichtigt|bestimmungsgem(?:ä|ae)(?:ß|ss)|angegeben|genannt|bezeichnet)\\w* (?:adressat|empf(?:ä|ae)nger)",
    "nicht der (?:adressat|empf(?:ä|ae)nger)",
    "(?:adressat|empf(?:ä|ae)nger)\\w* bestimmt",
    "(?:intended|named) (?:recipient|addressee)",
    "(?:destinataires? (?:visé|prévu|désigné|indiqué)|pas le (?:bon )?destinataire)",
    "(?:destinatari\\w* (?:indicat|previst)|non (?:siete|è|sei|fosse) il (?:corretto )?destinatari)",
  ].join("|"),
  "i",
);
/** Who speaks of himself writes no notice: «Diese Nachricht ist vertraulich, ich bin nicht der Empfänger». */
const ONESELF = /\b(?:I|[Ii]ch|[Mm]ich|[Mm]ir|[Mm]ein\w*|[Mm][ey]|[Jj]e|[Jj]['’]|[Mm]oi|[Mm]on|[Ii]o|[Mm]i[oa])\b/;
const NOTICE_BEGINS =
  /^[*_]{0,3}(?:Dies|Der Inhalt|Die in |This |The |Ce |Cette |Le |Les |Quest|Il |(?:Wenn|Falls|Sollten) Sie |If you |Si vous )/i;
const MAX_NOTICE = 3_000;

/**
 * Whether a paragraph is the notice that companies put below each mail: that it is confidential, and what others than
 * the addressee must not do. Below a closing greeting it belongs to the signature, although it is full of no-words.
 */
export function isConfidentialityNotice(paragraph: string): boolean {
  if (paragraph.length > MAX_NOTICE || !NOTICE_BEGINS.test(paragraph)) return false;
  if (paragraph.includes("!") || ONESELF.test(paragraph)) return false;
  return [MESSAGE, SECRET, ADDRESSED].every((pattern) => pattern.test(paragraph));
}
