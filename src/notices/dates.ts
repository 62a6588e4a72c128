import type { Language } from "./language.ts";

/** One word of a date per key, as Intl names them; all of them are asked for, so none is missing. */
type DateWords = Record<"weekday" | "day" | "month" | "year" | "hour" | "minute", string>;

/** The order and the small words between them, as people write them in each language. */
const WRITTEN: Record<Language, (words: DateWords) => string> = {
  de: (w) => `${w.weekday}, ${w.day}. ${w.month} ${w.year}, ${w.hour}.${w.minute} Uhr`,
  en: (w) => `${w.weekday}, ${w.day} ${w.month} ${w.year}, ${w.hour}:${w.minute}`,
  fr: (w) => `${w.weekday} ${w.day === "1" ? "1er" : w.day} ${w.month} ${w.year}, ${w.hour} h ${w.minute}`,
  it: (w) => `${w.weekday} ${w.day === "1" ? "1º" : w.day} ${w.month} ${w.year}, ore ${w.hour}.${w.minute}`,
};

/**
 * A moment for people, such as `Donnerstag, 26. November 2026, 20.01 Uhr`.
 * @param at Unix ms
 * @param timezone IANA name; the clock on the reader's wall, so no offset is printed
 */
export function formatMoment(at: number, language: Language, timezone: string): string {
  const parts = new Intl.DateTimeFormat(language, {
    timeZone: timezone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const word = (type: keyof DateWords) => parts.find((part) => part.type === type)?.value ?? "";
  return WRITTEN[language]({
    weekday: word("weekday"),
    day: word("day"),
    month: word("month"),
    year: word("year"),
    hour: word("hour").padStart(2, "0"),
    minute: word("minute").padStart(2, "0"),
  });
}
