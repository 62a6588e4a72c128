import { type ComposePolicy, KnownFields, type Source } from "../journey/placeholders/fields.ts";
import { lacksValue } from "../journey/placeholders/values.ts";
import type { Warning } from "../journey/warning.ts";
import type { ChunkRow } from "../store/recipients.ts";
import { recipientOf } from "./recipient.ts";

/** Counts, while recipients are looked at, who has nothing to put in the place of which placeholder. */
export interface Gaps {
  /** How many placeholders are empty for this person. */
  count(row: ChunkRow): number;
  /** One warning per placeholder that is empty for somebody. */
  warnings(): Warning[];
}

/** @param used the known placeholders of the mail, in canonical form */
export function gapsOf(used: readonly string[], policy: ComposePolicy): Gaps {
  const known = new KnownFields(policy);
  const sources = new Map<string, Source>();
  for (const field of used) {
    const source = known.sourceOf({ field, context: "plain" });
    if (source !== undefined) sources.set(field, source);
  }
  const lacking = new Map<string, number>();
  return {
    count(row) {
      const recipient = sources.size === 0 ? undefined : recipientOf(row);
      let gaps = 0;
      for (const [field, source] of sources) {
        if (recipient === undefined || !lacksValue(source, recipient)) continue;
        gaps += 1;
        lacking.set(field, (lacking.get(field) ?? 0) + 1);
      }
      return gaps;
    },
    warnings: () =>
      [...lacking].map(([placeholder, persons]) => ({ kind: "empty-field", placeholder, persons }) as const),
  };
}
