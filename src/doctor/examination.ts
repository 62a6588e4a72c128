import type { Config } from "../config/config.ts";
import type { Finding } from "../journey/finding.ts";
import type { DoctorFacts } from "../questions/doctor-facts.ts";
import type { DnsQuestions } from "./dns-questions.ts";
import type { TextKey } from "./texts/texts.ts";

/** All that one look has at hand. */
export interface Examination {
  config: Config;
  dns: DnsQuestions;
  facts: DoctorFacts;
  now: number;
  /** When everything is to be broken off. */
  signal: AbortSignal;
  /** Where other mail servers listen; only a test has them somewhere else. */
  mailPort: number;
}

/** A finding before it is put into words. Whatever strangers have said stands in `values`. */
export interface Draft extends Pick<Finding, "sender" | "topic" | "verdict"> {
  text: TextKey;
  values?: Record<string, string | number>;
  record?: string;
  who?: Finding["who"];
}

/** DNS did not answer: nobody can tell. */
export function unanswered(
  about: Pick<Draft, "sender" | "topic">,
  { question, why }: { question: string; why: string },
): Draft {
  return { ...about, verdict: "not-checkable", text: "dns-failed", values: { question, why } };
}
