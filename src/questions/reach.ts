import { setImmediate as nextTurn } from "node:timers/promises";
import { fullName } from "../directory/name.ts";
import type { TargetRef } from "../directory/target.ts";
import type { LeftOutReason } from "../notices/outcomes.ts";
import {
  type Choice,
  type ChunkRow,
  chunkRows,
  NO_PERSON,
  nextChunk,
  resolveTarget,
  sharersOf,
} from "../store/recipients.ts";
import type { Store } from "../store/store.ts";
import type { Read } from "../store/tables.ts";

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
  withoutAddress: { persons: number; names: string[] };
  /** Persons who want no mail of the target. */
  optedOut: number;
  /** All who share the copy that shows best what can go wrong: that of the first person with the most gaps. */
  sample: ChunkRow[];
}

/**
 * Counts whom a target would reach now, as `release` will choose them, and picks one as a sample. Works in short steps,
 * so that a target of any size holds nothing up.
 *
 * @param gapsOf how many of the placeholders used are empty for a person
 */
export async function surveyReach(
  store: Store,
  ref: TargetRef,
  choice: Choice,
  gapsOf: (row: ChunkRow) => number,
): Promise<ReachSurvey> {
  const survey: ReachSurvey = {
    persons: 0,
    reached: 0,
    copies: 0,
    withoutAddress: { persons: 0, names: [] },
    optedOut: 0,
    sample: [],
  };
  const copyKeys = new Set<string>();
  let best: ChunkRow | undefined;
  let mostGaps = -1;
  await eachPerson(store, ref, choice, (rows) => {
    survey.persons += 1;
    const reachable = rows.filter(isReachable);
    const [first] = reachable;
    if (first === undefined) {
      const reason = leftOutReason(rows);
      if (reason === "no-address") countWithoutAddress(survey, rows);
      if (reason === "opted-out") survey.optedOut += 1;
      return;
    }
    survey.reached += 1;
    for (const row of reachable) copyKeys.add(copyKey(row, choice));
    const gaps = gapsOf(first);
    if (gaps <= mostGaps) return;
    mostGaps = gaps;
    best = first;
  });
  survey.copies = copyKeys.size;
  if (best !== undefined) survey.sample = await sharedCopy(store, ref, choice, best);
  return survey;
}

/** Shows every person whom a target stands for now, by id, with the addresses at which they would be reached. */
export async function eachPerson(
  store: Store,
  ref: TargetRef,
  choice: Choice,
  visit: (rows: readonly ChunkRow[]) => void,
): Promise<void> {
  for (let after = NO_PERSON; ; ) {
    const { rows, upTo, persons } = await store.snapshot(async (read) => {
      const target = await resolveTarget(read, ref);
      const chunk = await nextChunk(read, target, after, CHUNK_PERSONS);
      const found = chunk.persons === 0 ? [] : await chunkRows(read, target, choice, after, chunk.upTo);
      return { rows: found, ...chunk };
    });
    for (const of of Map.groupBy(rows, ({ person }) => person).values()) visit(of);
    if (persons < CHUNK_PERSONS) return;
    after = upTo;
    await nextTurn();
  }
}

/** One person of a target as `eachPerson` shows them; nothing where the target does not stand for that person now. */
export async function onePerson(read: Read, ref: TargetRef, choice: Choice, person: number): Promise<ChunkRow[]> {
  return chunkRows(read, await resolveTarget(read, ref), choice, person - 1, person);
}

/** All who get one copy together with somebody who is reached at this row's address, that person among them. */
export async function sharedCopy(store: Store, ref: TargetRef, choice: Choice, row: ChunkRow): Promise<ChunkRow[]> {
  const { addressKey } = row;
  if (choice.copies === "per-person" || addressKey === null) return [row];
  return store.snapshot(async (read) => {
    const sharers = await sharersOf(read, await resolveTarget(read, ref), choice, addressKey);
    const reached = sharers.filter(isReachable);
    // The directory may have changed since the row was read.
    return reached.length === 0 ? [row] : reached;
  });
}

/** Whether a copy goes to this person at this address. */
export function isReachable(row: ChunkRow): boolean {
  return row.addressKey !== null && !row.hidden && !row.optedOut && !row.suppressed;
}

/** Why a person of a target gets no copy, in the words in which it is recorded at release; undefined: they get one. */
export function leftOutReason(rows: readonly ChunkRow[]): LeftOutReason | undefined {
  if (rows.some(isReachable)) return undefined;
  if (rows.some(({ hidden }) => hidden)) return "hidden";
  if (rows.some(({ optedOut }) => optedOut)) return "opted-out";
  return rows.some(({ address }) => address !== null) ? "suppressed" : "no-address";
}

/** The same for all rows that become one copy. */
export function copyKey(row: ChunkRow, choice: Choice): string {
  return choice.copies === "per-person" ? `${row.addressKey} ${row.person}` : (row.addressKey ?? "");
}

function countWithoutAddress(survey: ReachSurvey, [row]: readonly ChunkRow[]): void {
  if (row === undefined) return;
  survey.withoutAddress.persons += 1;
  if (survey.withoutAddress.names.length < MOST_NAMES) survey.withoutAddress.names.push(fullName(row));
}
