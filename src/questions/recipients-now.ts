import { fullName } from "../directory/name.ts";
import type { LeftOutReason } from "../notices/outcomes.ts";
import type { Store } from "../store/store.ts";
import { copyKey, eachPerson, isReachable, leftOutReason } from "./reach.ts";
import type { TargetFacts } from "./target-facts.ts";

/** Everybody whom a target stands for: who gets a copy where, and who gets none and why. */
export interface RecipientsNow {
  /** One per copy. */
  recipients: { address: string; persons: number[]; names: string[] }[];
  leftOut: { person: number; name: string; reason: LeftOutReason }[];
}

/** Lists whom a target would reach now, as `release` will choose them; by the number of the person. */
export async function recipientsNow(
  store: Store,
  { target: { ref }, choice }: Pick<TargetFacts, "choice"> & { target: Pick<TargetFacts["target"], "ref"> },
): Promise<RecipientsNow> {
  const copies = new Map<string, RecipientsNow["recipients"][number]>();
  const leftOut: RecipientsNow["leftOut"] = [];
  await eachPerson(store, ref, choice, (rows) => {
    const [person] = rows;
    if (person === undefined) return;
    const reason = leftOutReason(rows);
    if (reason !== undefined) leftOut.push({ person: person.person, name: fullName(person), reason });
    for (const row of rows.filter(isReachable)) {
      const key = copyKey(row, choice);
      const copy = copies.get(key) ?? { address: row.address ?? "", persons: [], names: [] };
      copy.persons.push(row.person);
      copy.names.push(fullName(row));
      copies.set(key, copy);
    }
  });
  return { recipients: [...copies.values()], leftOut };
}
