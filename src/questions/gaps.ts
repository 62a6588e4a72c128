import { type ComposePolicy, KnownFields, type Source } from "../journey/placeholders/fields.ts";
import { lacksValue } from "../journey/placeholders/values.ts";
import type { Warning } from "../journey/warning.ts";
import type { World } from "../world.ts";
import { type ReachSurvey, surveyReach } from "./reach.ts";
import { recipientOf, type StoredValues } from "./recipient.ts";
import { remembered } from "./remembered.ts";
import type { TargetFacts } from "./target-facts.ts";

/** Whom a mail would reach, and what it lacks for them. */
export interface ReachAndGaps {
  reach: ReachSurvey;
  /** One per placeholder that is empty for somebody. */
  gaps: Extract<Warning, { kind: "empty-field" }>[];
}

/**
 * Counts whom a target would reach and, on the way, who has nothing to put in the place of which placeholder.
 *
 * @param used the known placeholders of the mail, in canonical form
 */
export function reachAndGaps(
  world: World,
  { target: { ref }, choice }: Pick<TargetFacts, "target" | "choice">,
  used: readonly string[],
  policy: ComposePolicy,
): Promise<Readonly<ReachAndGaps>> {
  return remembered(world, `reach ${JSON.stringify([ref, choice, used, policy])}`, async () => {
    const lacking = new Map<string, number>();
    const reach = await surveyReach(world.store, ref, choice, gapCounter(used, policy, lacking));
    const gaps = [...lacking].map(([placeholder, persons]) => ({ kind: "empty-field", placeholder, persons }) as const);
    return { reach, gaps };
  });
}

/**
 * Counts how many placeholders are empty for a person.
 *
 * @param used as in `reachAndGaps`
 * @param lacking for how many persons each of them was empty so far
 */
export function gapCounter(
  used: readonly string[],
  policy: ComposePolicy,
  lacking = new Map<string, number>(),
): (row: StoredValues) => number {
  const known = new KnownFields(policy);
  const sources = new Map<string, Source>();
  for (const field of used) {
    const source = known.sourceOf({ field, context: "plain" });
    if (source !== undefined) sources.set(field, source);
  }
  return (row) => {
    const recipient = sources.size === 0 ? undefined : recipientOf(row);
    let gaps = 0;
    for (const [field, source] of sources) {
      if (recipient === undefined || !lacksValue(source, recipient)) continue;
      gaps += 1;
      lacking.set(field, (lacking.get(field) ?? 0) + 1);
    }
    return gaps;
  };
}
