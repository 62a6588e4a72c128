/** The settings of what follows when copies do not arrive. */

import { z } from "zod";
import { atLeastOne, duration } from "./fields.ts";

const rule = z.strictObject({
  category: z
    .enum(["hard", "soft", "mailbox-full", "policy", "complaint", "unknown"])
    .describe("Kind of failure that is counted."),
  after: atLeastOne.describe("How many messages in a row must not have arrived; a delivery begins anew."),
  within: duration.describe("Span in which they are counted."),
  action: z
    .enum(["none", "notify", "suppress", "remove-from-group"])
    .describe(
      "`notify`: it stands in the overview; `suppress`: the address gets no more mail; `remove-from-group`: its persons leave that group. `policy` only ever notifies.",
    ),
});

/** A dead address is told at once and given up at the third time; what may pass is told when it does not pass. */
const DEFAULT_RULES: z.input<typeof rule>[] = [
  { category: "hard", after: 1, within: "90d", action: "notify" },
  { category: "hard", after: 3, within: "90d", action: "suppress" },
  { category: "mailbox-full", after: 3, within: "90d", action: "notify" },
  { category: "soft", after: 3, within: "90d", action: "notify" },
  { category: "unknown", after: 3, within: "90d", action: "notify" },
];

/** The setting `bounces`. */
export const bounces = z.strictObject({
  rules: z
    .array(rule)
    .prefault(DEFAULT_RULES)
    .describe("When something is done about an address. A complaint always suppresses."),
  gather: duration
    .prefault("10m")
    .describe("How long news of failures is gathered before it is told to the author or the responsible person."),
  tellEvery: duration.prefault("24h").describe("Each of them gets such news at most once in this span."),
});

export function resolveBounces({ rules, gather, tellEvery }: z.output<typeof bounces>) {
  return {
    rules: rules.map(({ within, ...written }) => ({ ...written, withinMs: within })),
    gatherMs: gather,
    tellEveryMs: tellEvery,
  };
}
