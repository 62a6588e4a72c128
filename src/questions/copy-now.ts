import type { LeftOutReason } from "../notices/outcomes.ts";
import type { ChunkRow } from "../store/recipients.ts";
import type { World } from "../world.ts";
import { isReachable, leftOutReason, onePerson, sharedCopy } from "./reach.ts";
import type { TargetFacts } from "./target-facts.ts";

/** Who shares the copy that somebody would get now, or why they get none. */
export type CopyNow =
  | { kind: "copy"; sharers: ChunkRow[] }
  | { kind: "no-copy"; reason: LeftOutReason | "not-in-target" };

/**
 * Finds the copy of the first of some persons who would get one now.
 *
 * @param addressKey which of a person's copies is meant where there are several; null: the first
 */
export async function copyNow(
  world: World,
  { target: { ref }, choice }: Pick<TargetFacts, "target" | "choice">,
  persons: readonly number[],
  addressKey: string | null,
): Promise<CopyNow> {
  const found = await world.store.snapshot((read) =>
    Promise.all(persons.map((person) => onePerson(read, ref, choice, person))),
  );
  const reachable = found.flat().filter(isReachable);
  const chosen = reachable.find((row) => row.addressKey === addressKey) ?? reachable[0];
  if (chosen !== undefined) return { kind: "copy", sharers: await sharedCopy(world.store, ref, choice, chosen) };
  const reasons = found.flatMap((rows) => (rows.length === 0 ? [] : (leftOutReason(rows) ?? [])));
  return { kind: "no-copy", reason: reasons[0] ?? "not-in-target" };
}
