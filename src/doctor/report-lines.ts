import type { Finding, Verdict } from "../journey/finding.ts";
import { DOCTOR_WORDS, doctorLanguage } from "./texts/words.ts";

/** What is found about one identity, or about the installation, in lines for a person. */
export interface ReportPart {
  title: string;
  lines: string[];
}

/** The worst first. */
const ORDER: readonly Verdict[] = ["error", "warning", "note", "not-checkable", "ok"];

/** Puts findings into the order in which somebody works through them. */
export function reportLines(findings: readonly Finding[], languageTag: string): ReportPart[] {
  const words = DOCTOR_WORDS[doctorLanguage(languageTag)];
  const width = Math.max(...Object.values(words.verdicts).map((word) => word.length)) + 2;
  const parts = Map.groupBy(findings, ({ sender }) => sender);
  return [...parts].map(([sender, own]) => ({
    title: sender === null ? words.installation : words.sender(sender),
    lines: own
      .toSorted((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict))
      .flatMap(({ verdict, topic, found, fix, record, who }) => {
        const indent = " ".repeat(width);
        const todo = words.todo(who === null ? null : words.responsible[who]);
        return [
          `${words.verdicts[verdict].padEnd(width)}${words.topics[topic]}: ${found}`,
          ...(fix === null ? [] : [`${indent}${todo} ${fix}`]),
          ...(record === null ? [] : [`${indent}${record}`]),
        ];
      }),
  }));
}
