import type { Language } from "./language.ts";

/** A noun in its two forms. */
export interface Noun {
  one: string;
  many: string;
}

/** The words that `formatDuration` needs. */
export interface DurationWords {
  atOnce: string;
  underOneMinute: string;
  about: (duration: string) => string;
  minute: Noun;
  hour: Noun;
  day: Noun;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** A whole number with its thousands apart, as written in Switzerland: `2'600`, in English `2,600`. */
export function formatNumber(number: number, language: Language): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, language === "en" ? "," : "'");
}

/** Number and noun, such as `1 Person` or `2'600 Personen`. French says the singular for 0, too. */
export function formatCount(count: number, noun: Noun, language: Language): string {
  const singular = count === 1 || (count === 0 && language === "fr");
  return `${formatNumber(count, language)} ${singular ? noun.one : noun.many}`;
}

/** A duration as somebody would say it, such as `rund 10 Minuten`: the coarsest unit that still tells enough. */
export function formatDuration(durationMs: number, words: DurationWords, language: Language): string {
  if (durationMs <= 0) return words.atOnce;
  if (durationMs < MINUTE_MS) return words.underOneMinute;
  const about = (unitMs: number, noun: Noun) =>
    words.about(formatCount(Math.round(durationMs / unitMs), noun, language));
  if (durationMs < 2 * HOUR_MS) return about(MINUTE_MS, words.minute);
  if (durationMs < 2 * DAY_MS) return about(HOUR_MS, words.hour);
  return about(DAY_MS, words.day);
}

/** A size such as `8 MB`, `1.2 MB` or `40 kB`; French counts in `Mo` and `ko`. */
export function formatBytes(bytes: number, language: Language): string {
  const unit = language === "fr" ? "o" : "B";
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / KILOBYTE)} k${unit}`;
  const megabytes = bytes / MEGABYTE;
  const tenths = Math.round(megabytes * 10) / 10;
  return `${megabytes >= 10 ? formatNumber(Math.round(megabytes), language) : tenths} M${unit}`;
}
