/** The settings of the daily look at everything that decides whether mail arrives. */

import { z } from "zod";

/** The setting `doctor`. */
export const doctor = z.strictObject({
  at: z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|never)$/, 'must be a time of day such as "04:00", or "never"')
    .default("04:00")
    .describe(
      "When the running server looks by itself every day, in `timezone`; `never`: only `rundmail doctor` does.",
    ),
});
