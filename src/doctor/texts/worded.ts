import type { Finding } from "../../journey/finding.ts";
import type { Draft } from "../examination.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { Texts } from "./texts.ts";
import { type DoctorLanguage, doctorLanguage } from "./words.ts";

export const DOCTOR_TEXTS: Readonly<Record<DoctorLanguage, Texts>> = { de, en, fr, it };

/** What a stranger's server or record says is cut to this. */
const MOST_CHARACTERS = 300;

/** A record to paste is never cut in the middle, but one of this size comes from a stranger. */
const MOST_RECORD_CHARACTERS = 5_000;

/** Puts a finding into the words of a language. */
export function worded(draft: Draft, languageTag: string): Finding {
  const language = doctorLanguage(languageTag);
  const [found, fix] = DOCTOR_TEXTS[language][draft.text];
  const { sender, topic, verdict, record } = draft;
  const isFine = verdict === "ok";
  return {
    sender,
    topic,
    verdict,
    found: filled(found, draft.values ?? {}, languageTag),
    fix: fix === undefined || isFine ? null : filled(fix, draft.values ?? {}, languageTag),
    record: record === undefined || isFine ? null : harmless(record, MOST_RECORD_CHARACTERS),
    who: isFine ? null : (draft.who ?? null),
  };
}

function filled(text: string, values: NonNullable<Draft["values"]>, languageTag: string): string {
  return text.replace(/\{(\w+)(?:\|([^|}]+)\|([^|}]+))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a finding lacks its value ${name}`);
    if (typeof value === "string") return harmless(value, MOST_CHARACTERS);
    // French says the singular of 0, too.
    const noun = new Intl.PluralRules(languageTag).select(value) === "one" ? one : many;
    return [amount(name, value, languageTag), noun].filter((part) => part !== undefined).join(" ");
  });
}

const BYTES: ReadonlySet<string> = new Set(["free", "keep", "limit", "biggest", "size", "wal"]);

function amount(name: string, value: number, language: string): string {
  if (name === "minutes") return duration(value, language);
  if (!BYTES.has(name)) return new Intl.NumberFormat(language).format(value);
  const [unit, bytes] = value >= 1024 ** 3 ? ["gigabyte", 1024 ** 3] : ["megabyte", 1024 ** 2];
  const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(value / bytes);
}

/** Hours from two on, days from two on, as somebody would say it. */
function duration(minutes: number, language: string): string {
  const [unit, length] = minutes < 120 ? ["minute", 1] : minutes < 2_880 ? ["hour", 60] : ["day", 1_440];
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, style).format(minutes / length);
}

/** Without what could move a cursor or turn a line around, and no longer than a line or two. */
function harmless(text: string, mostCharacters: number): string {
  const plain = text.replace(/[\p{C}\u2028\u2029]+/gu, " ").trim();
  return plain.length > mostCharacters ? `${plain.slice(0, mostCharacters)}…` : plain;
}
