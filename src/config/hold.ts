/** The settings of questions: how long they wait, and how many of them somebody may get. */

import { z } from "zod";
import { formatDuration, parseDuration } from "./duration.ts";
import { atLeastOne, count, duration } from "./fields.ts";

const DEFAULT_REMIND_AFTER = ["1d", "3d"];

/** The setting `hold`. */
export const hold = z
  .strictObject({
    expireAfter: duration.prefault("5d").describe("Time after which an unanswered question expires."),
    // Its default is filled in afterwards: whoever lets questions expire sooner has not written these reminders.
    remindAfter: z
      .array(duration)
      .optional()
      .describe(
        "Times after which the question is asked again, each shorter than `hold.expireAfter`; by default 1d and 3d.",
      ),
    noticesPerHour: atLeastOne
      .default(10)
      .describe("Most questions and notices to one person in an hour; the rest waits."),
    attachUpTo: count.default(1_048_576).describe("Largest original that is attached to its question, in bytes."),
  })
  .superRefine(
    (written, context) => {
      const { data } = times.safeParse(written);
      for (const [index, remindAfterMs] of (data?.remindAfter ?? []).entries()) {
        if (data === undefined || typeof remindAfterMs !== "number" || remindAfterMs < data.expireAfter) continue;
        context.addIssue({
          code: "custom",
          path: ["remindAfter", index],
          message: `must be shorter than \`hold.expireAfter\` (${formatDuration(data.expireAfter)})`,
        });
      }
    },
    // Said even if other settings of questions are wrong, so that all problems are told at once.
    { when: ({ value }) => times.safeParse(value).success },
  );

/** What the check of the times needs, as it stands there after each was read; one that is wrong has its own problem. */
const times = z.object({ expireAfter: z.number(), remindAfter: z.array(z.unknown()).optional() });

/** The settings as the program uses them, with units in their names. */
export function resolveHold(written: z.output<typeof hold>) {
  return {
    expireAfterMs: written.expireAfter,
    remindAfterMs: written.remindAfter ?? DEFAULT_REMIND_AFTER.map((text) => parseDuration(text) ?? 0),
    noticesPerHour: written.noticesPerHour,
    attachUpToBytes: written.attachUpTo,
  };
}
