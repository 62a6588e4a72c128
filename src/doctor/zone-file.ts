import type { WantedRecord } from "./records.ts";
import { RECORD_WORDS } from "./texts/record-words.ts";
import { doctorLanguage } from "./texts/words.ts";
import { zoneLine } from "./zone.ts";

/**
 * Records as a zone file, with what each is for. What must not be set in the same zone, or stands in the place of
 * others, is a comment: whoever pastes all of it does no harm.
 */
export function zoneFile(domain: string, records: readonly WantedRecord[], languageTag: string): string[] {
  const words = RECORD_WORDS[doctorLanguage(languageTag)];
  const lines = (form: WantedRecord["form"][], mark: string): string[] =>
    records
      .filter((record) => form.includes(record.form))
      .flatMap(({ name, type, value, why }) => [`; ${words.reasons[why]}`, `${mark}${zoneLine(name, type, value)}`]);
  const section = (title: string, below: string[]): string[] =>
    below.length === 0 ? [] : ["", `; ${title}`, ...below];
  return [
    `; ${words.title(domain)}`,
    ...lines(["zone"], ""),
    ...section(words.unseen, lines(["unseen"], ";")),
    ...section(words.cname, lines(["cname", "own-zone"], ";")),
    ...section(words.hint, lines(["hint"], ";")),
  ];
}
