/** Rules over several settings, each of which is right by itself. */

import type { z } from "zod";

/** One mistake: where, and what is wrong. */
export interface Mistake {
  path: PropertyKey[];
  problem: string;
}

/**
 * A rule that is left out where a setting it reads cannot be read, for that has a problem of its own already. So every
 * other rule is applied, whatever else is wrong.
 *
 * @param reads the settings that the rule needs, and no others
 */
export function rule<Reads extends z.ZodType>(
  reads: Reads,
  mistakesOf: (settings: z.output<Reads>) => Mistake[],
): (settings: unknown) => Mistake[] {
  return (settings) => {
    const read = reads.safeParse(settings);
    return read.success ? mistakesOf(read.data) : [];
  };
}
