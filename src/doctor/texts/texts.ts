import type { Responsible, Topic, Verdict } from "../../journey/finding.ts";
import type { de } from "./de.ts";

/** What was found, and what to do about it; `{name}` stands for a value, `{name|one|many}` for a number and its noun. */
export type Text = readonly [found: string, fix?: string];

export type TextKey = keyof typeof de;

/** All findings in one language. */
export type Texts = Readonly<Record<TextKey, Text>>;

/** What stands around the findings. */
export interface DoctorWords {
  verdicts: Record<Verdict, string>;
  topics: Record<Topic, string>;
  responsible: Record<Responsible, string>;
  installation: string;
  sender: (name: string) => string;
  /** Before what is to be done, with who has to do it. */
  todo: (who: string | null) => string;
}
