/** Character references that mail programs write in German, English, French and Italian text (HTML 5 §13.5). */
const NAMED = new Map<string, string>([
  ["amp", "&"],
  ["apos", "'"],
  ["gt", ">"],
  ["lt", "<"],
  ["nbsp", " "],
  ["quot", '"'],
  ...letters(
    "Agrave:À Aacute:Á Acirc:Â Auml:Ä Ccedil:Ç Egrave:È Eacute:É Ecirc:Ê Euml:Ë Icirc:Î Iuml:Ï Ocirc:Ô Ouml:Ö",
  ),
  ...letters("Ugrave:Ù Ucirc:Û Uuml:Ü szlig:ß agrave:à aacute:á acirc:â auml:ä aelig:æ ccedil:ç egrave:è eacute:é"),
  ...letters(
    "ecirc:ê euml:ë igrave:ì iacute:í icirc:î iuml:ï ntilde:ñ ograve:ò oacute:ó ocirc:ô ouml:ö oelig:œ ugrave:ù",
  ),
  ...letters("uacute:ú ucirc:û uuml:ü yuml:ÿ laquo:« raquo:» lsquo:‘ rsquo:’ ldquo:“ rdquo:” bdquo:„ sbquo:‚ ndash:–"),
  ...letters("mdash:— hellip:… euro:€ bull:• middot:· copy:© reg:® deg:° shy: zwnj: zwj: check:✓"),
]);

/** The text with its character references resolved; unknown ones stay as written. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}));?/g, (written, decimal, hex, name) => {
    if (name !== undefined) return NAMED.get(name) ?? written;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}

function letters(pairs: string): [string, string][] {
  return pairs.split(" ").map((pair) => {
    const [name = "", letter = ""] = pair.split(":");
    return [name, letter];
  });
}
