/** Names can contain anything: "virus@", "this-user-does-not-exist@". */
const ADDRESS = /[^\s<>()"',;:@[\]]{1,80}@[^\s<>()"',;:@]{1,200}[^\s<>()"',;:@.]/g;

/** Who speaks: "host mx.blacklist.example[192.0.2.1] said:". */
const SPEAKER = /\bhost \S{1,120}\[[^\]\s]{1,60}\](?::\d{1,5})?(?= (?:said|refused)| in reply|:)/g;

/** Reply code and status in front of each line of a long reply (RFC 5321 §4.2.1). */
const CODES = /(?<![\w.])[45]\d\d(?:[- ]{1,2}#?[45]\.\d{1,3}\.\d{1,3})?[- ]{1,2}/g;

/** A server's words as the tables of wordings hold them. */
export function plainWords(said: string): string {
  let isFirst = true;
  return (
    said
      .normalize("NFKD")
      // Not foldText: without their marks kana make other words.
      .replace(/(?<=\p{Script=Latin})\p{M}/gu, "")
      .normalize("NFC")
      .toLowerCase()
      .replace(/[’‘ʼ`´]/g, "'")
      .replace(/ß/g, "ss")
      .replace(/\s+/g, " ")
      // Type of the diagnostic (RFC 3464 §2.3.6).
      .replace(/^ ?[\w-]{1,40}; ?/, "")
      .replace(ADDRESS, "@")
      .replace(SPEAKER, "")
      // What goes over two lines reads as one.
      .replace(CODES, (codes) => {
        const kept = isFirst ? codes.replace("-", " ").replace("#", "") : " ";
        isFirst = false;
        return kept;
      })
      .replace(/ {2,}/g, " ")
      .trim()
  );
}
