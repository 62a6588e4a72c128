import { setImmediate as nextTurn } from "node:timers/promises";
import type { TargetRef } from "../directory/target.ts";
import { type Choice, type ChunkRow, chunkRows, NO_PERSON, nextChunk, resolveTarget } from "../store/recipients.ts";
import type { Store } from "../store/store.ts";

/** Persons looked at in one go; between two such steps other work has its turn. */
const CHUNK_PERSONS = 2_000;

/** Names that are kept for people to read. */
const MOST_NAMES = 20;

/** Whom a target would reach now. */
export interface ReachSurvey {
  /** Everybody it stands for. */
  persons: number;
  /** Of these, those who get a copy. */
  reached: number;
  copies: number;
  withoutAddress: { persons: number; ids: number[]; names: string[] };
  /** A recipient whose copy shows best what can go wrong: the first with the most gaps. */
  sample: ChunkRow[];
}

/**
 * Counts whom a target would reach now, as `release` will choose them, and picks one as a sample. Works in short steps,
 * so that a target of any size holds nothing up.
 *
 * @param gapsOf how many of the placeholders used are empty for a person
 * @param keepIds how many ids of persons without address to keep
 */
export async function surveyReach(
  store: Store,
  ref: TargetRef,
  choice: Choice,
  gapsOf: (row: ChunkRow) => number,
  keepIds = MOST_NAMES,
): Promise<ReachSurvey> {
  const survey: ReachSurvey = {
    persons: 0,
    reached: 0,
    copies: 0,
    withoutAddress: { persons: 0, ids: [], names: [] },
    sample: [],
  };
  const copyKeys = new Set<string>();
  let mostGaps = -1;
  for (let after = NO_PERSON; ; ) {
    const { rows, upTo, persons } = await store.snapshot(async (read) => {
      const target = await resolveTarget(read, ref);
      const chunk = await nextChunk(read, target, after, CHUNK_PERSONS);
      const found = chunk.persons === 0 ? [] : await chunkRows(read, target, choice, after, chunk.upTo);
      return { rows: found, ...chunk };
    });
    survey.persons += persons;
    for (const of of Map.groupBy(rows, ({ person }) => person).values()) {
      const reachable = of.filter((row) => row.addressKey !== null && !row.hidden && !row.suppressed);
      const [first] = reachable;
      if (first === undefined) {
        if (of.every((row) => row.address === null && !row.hidden)) countWithoutAddress(survey, of, keepIds);
        continue;
      }
      survey.reached += 1;
      for (const row of reachable) copyKeys.add(copyKey(row, choice));
      const gaps = gapsOf(first);
      if (gaps > mostGaps) {
        mostGaps = gaps;
        survey.sample = [first];
      } else if (survey.sample[0] !== undefined && sharesCopy(first, survey.sample[0], choice)) {
        survey.sample.push(first);
      }
    }
    if (persons < CHUNK_PERSONS) break;
    after = upTo;
    await nextTurn();
  }
  survey.copies = copyKeys.size;
  return survey;
}

function countWithoutAddress(survey: ReachSurvey, [row]: readonly ChunkRow[], keepIds: number): void {
  if (row === undefined) return;
  survey.withoutAddress.persons += 1;
  if (survey.withoutAddress.ids.length < keepIds) survey.withoutAddress.ids.push(row.person);
  if (survey.withoutAddress.names.length < MOST_NAMES) {
    survey.withoutAddress.names.push(`${row.firstName} ${row.lastName}`.trim());
  }
}

function copyKey(row: ChunkRow, choice: Choice): string {
  return choice.copies === "per-person" ? `${row.addressKey} ${row.person}` : (row.addressKey ?? "");
}

function sharesCopy(row: ChunkRow, sample: ChunkRow, choice: Choice): boolean {
  return choice.copies === "per-address" && row.addressKey === sample.addressKey && row.person !== sample.person;
}
