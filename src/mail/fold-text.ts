/** Text as word tables hold it: lower case, without accents and umlaut dots, ß as ss, one kind of apostrophe. */
export function foldText(text: string): string {
  return text
    .replace(/[’‘ʼ`´]/g, "'")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss");
}
