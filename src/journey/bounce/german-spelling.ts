const VOWELS = { ä: "ae?", ö: "oe?", ü: "ue?", ß: "ss" } as const;

/**
 * An expression written in German as one for folded text: there «gelöscht» is «geloscht», and «geloescht» where a server
 * knows ASCII only. An umlaut stands for several letters, so never in a class or before a quantifier.
 */
export function inGerman(written: RegExp): RegExp {
  const source = written.source.replaceAll(/[äöüß]/g, (letter) => VOWELS[letter as keyof typeof VOWELS]);
  return new RegExp(source, written.flags);
}
