import { listSuppressions } from "../store/suppressions.ts";
import type { World } from "../world.ts";

/** One line of `suppression list`. */
export interface SuppressionSummary {
  address: string;
  /** Ids of the persons who have the address now. */
  persons: number[];
  /** Of the failures, or `manual`. */
  category: string;
  reason: string;
  /** ISO 8601 in UTC. */
  since: string;
  by: string;
}

/** Newest first. */
export async function summariseSuppressions(world: World): Promise<SuppressionSummary[]> {
  const suppressions = await world.store.snapshot(listSuppressions);
  return suppressions.map(({ address, persons, category, reason, sinceAt, by }) => ({
    address,
    persons,
    category,
    reason,
    since: new Date(sinceAt).toISOString(),
    by,
  }));
}
