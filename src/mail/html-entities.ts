/** Character references of HTML (HTML Living Standard §13.5), as far as people and mail programs write them. */
import { decodeCharset } from "./charset.ts";

/** U+00A1 to U+00FF in order. */
const LATIN_1 =
  "iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para " +
  "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave " +
  "Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute " +
  "Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave " +
  "iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const NAMED = new Map<string, string>([
  ...LATIN_1.split(" ").map((name, place): [string, string] => [name, String.fromCharCode(0xa1 + place)]),
  ["amp", "&"],
  ["apos", "'"],
  ["gt", ">"],
  ["lt", "<"],
  ["nbsp", " "],
  ["quot", '"'],
  // Nobody writes these but around a placeholder.
  ["num", "#"],
  ["lowbar", "_"],
  ["vert", "|"],
  ["verbar", "|"],
  // A soft hyphen and the joiners are no letters: a word is read the same without them.
  ["shy", ""],
  ["zwj", ""],
  ["zwnj", ""],
  ...letters(
    "OElig:Œ oelig:œ Scaron:Š scaron:š Zcaron:Ž zcaron:ž Ccaron:Č ccaron:č Cacute:Ć cacute:ć Dstrok:Đ dstrok:đ",
  ),
  ...letters(
    "Lstrok:Ł lstrok:ł Yuml:Ÿ lsquo:‘ rsquo:’ sbquo:‚ ldquo:“ rdquo:” bdquo:„ lsaquo:‹ rsaquo:› ndash:– mdash:—",
  ),
  ...letters("hellip:… bull:• euro:€ trade:™ dagger:† permil:‰ prime:′ check:✓ hearts:♥ rarr:→ larr:← minus:−"),
  ["ensp", "\u2002"],
  ["emsp", "\u2003"],
  ["thinsp", "\u2009"],
]);

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,7}));?/g;
const REFERENCE_HERE = new RegExp(REFERENCE, "y");

/** The text with its character references resolved; unknown ones stay as written. */
export function decodeEntities(text: string): string {
  return text.replace(REFERENCE, (written, decimal, hex, name) => meaningOf(decimal, hex, name) ?? written);
}

/** The character reference that begins here, and where it ends; undefined where there is none that we know. */
export function entityAt(text: string, at: number): { meaning: string; end: number } | undefined {
  REFERENCE_HERE.lastIndex = at;
  const found = REFERENCE_HERE.exec(text);
  const meaning = found === null ? undefined : meaningOf(found[1], found[2], found[3]);
  return meaning === undefined ? undefined : { meaning, end: REFERENCE_HERE.lastIndex };
}

function meaningOf(decimal?: string, hex?: string, name?: string): string | undefined {
  if (name !== undefined) return NAMED.get(name);
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  // Old programs wrote &#150; for a dash, and so it is read.
  if (code >= 0x80 && code < 0xa0) return decodeCharset(Buffer.of(code), "windows-1252");
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function letters(pairs: string): [string, string][] {
  return pairs.split(" ").map((pair) => {
    const [name = "", letter = ""] = pair.split(":");
    return [name, letter];
  });
}
