import { sql } from "kysely";
import { addressKey } from "../mail/address.ts";
import type { Notice } from "../notices/notice.ts";
import { addRowWithId } from "./add-row.ts";
import type { Claim } from "./claims.ts";
import { statement, type Value } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

export interface NewNotice {
  notice: Notice;
  message: number | null;
  question: number | null;
  /** The mail that is passed on or answered. */
  mail: number | null;
  address: string;
  person: number | null;
  language: string | null;
  createdAt: number;
}

export interface ClaimedNotice extends NewNotice {
  id: number;
  attempts: number;
  firstAttemptAt: number;
}

/** Queues a mail of our own. It is composed and leaves later. */
export function queueNotice(tx: Tx, notice: NewNotice): Promise<number> {
  return addRowWithId(tx, "notices", {
    kind: notice.notice.kind,
    message_id: notice.message,
    question_id: notice.question,
    mail_id: notice.mail,
    address: notice.address,
    address_key: addressKey(notice.address),
    person_id: notice.person,
    language: notice.language,
    details: JSON.stringify(notice.notice),
    state: "queued",
    next_attempt_at: notice.createdAt,
    created_at: notice.createdAt,
  });
}

const HOUR_MS = 3_600_000;

/**
 * Takes up to `limit` due notices. Nobody is mailed more than `perHour` of them in an hour; what is above waits.
 */
export async function claimNotices(
  tx: Tx,
  limit: number,
  claim: Claim,
  now: number,
  perHour: number,
): Promise<ClaimedNotice[]> {
  if (limit === 0) return [];
  const claimed: ClaimedNotice[] = [];
  for (;;) {
    const [row] = (await selectNextDue(tx, { now })).rows;
    if (row === undefined) return claimed;
    const waitsUntil = await fullUntil(tx, row.address_key, now, perHour);
    if (waitsUntil !== undefined) {
      // All of theirs at once, or a flood of mail to postmaster would be postponed row by row.
      await postpone(tx, { key: row.address_key, now, until: waitsUntil });
      continue;
    }
    await tx
      .updateTable("notices")
      .set({
        state: "sending",
        next_attempt_at: null,
        claimed_by: claim.owner,
        claimed_until: claim.until,
        attempts: row.attempts + 1,
        first_attempt_at: row.first_attempt_at ?? now,
      })
      .where("id", "=", row.id)
      .execute();
    claimed.push({
      id: row.id,
      notice: JSON.parse(row.details) as Notice,
      message: row.message_id,
      question: row.question_id,
      mail: row.mail_id,
      address: row.address,
      person: row.person_id,
      language: row.language,
      createdAt: row.created_at,
      attempts: row.attempts + 1,
      firstAttemptAt: row.first_attempt_at ?? now,
    });
    if (claimed.length === limit) return claimed;
  }
}

const selectNextDue = statement((read, value: Value<{ now: number }>) =>
  read
    .selectFrom("notices")
    .selectAll()
    .where("next_attempt_at", "<=", value("now"))
    .orderBy("next_attempt_at")
    .orderBy("id")
    .limit(sql.lit(1)),
);

/** The plus keeps SQLite from looking through all that ever went to the address: what is due is the shorter list. */
const postpone = statement((tx, value: Value<{ key: string; now: number; until: number }>) =>
  tx
    .updateTable("notices")
    .set({ next_attempt_at: value("until") })
    .where("next_attempt_at", "<=", value("now"))
    .where(sql<boolean>`+address_key = ${value("key")}`),
);

/** When somebody who has had their share of this hour may be mailed again; undefined: now. */
async function fullUntil(tx: Tx, key: string, now: number, perHour: number): Promise<number | undefined> {
  const [recent] = (await selectRecent(tx, { key, since: now - HOUR_MS })).rows;
  if (recent === undefined || recent.sent + recent.onTheWire < perHour) return undefined;
  return (recent.oldestAt ?? now) + HOUR_MS + 1;
}

/** Each counted by its own index: a flood of notices that wait for the same person must not be looked through. */
const selectRecent = statement(
  (_, value: Value<{ key: string; since: number }>) => sql<{
    sent: number;
    oldestAt: number | null;
    onTheWire: number;
  }>`
    SELECT count(*) AS sent, min(sent_at) AS "oldestAt",
           (SELECT count(*) FROM notices WHERE state = 'sending' AND address_key = ${value("key")}) AS "onTheWire"
    FROM notices WHERE address_key = ${value("key")} AND sent_at > ${value("since")}`,
);

/** As `reclaimCopies`. */
export async function reclaimNotices(tx: Tx, now: number): Promise<number> {
  const result = await tx
    .updateTable("notices")
    .set({ state: "queued", next_attempt_at: now, claimed_by: null, claimed_until: null })
    .where("state", "=", "sending")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Questions that were not sent yet are not asked any more once the message is decided. */
export async function cancelQuestions(tx: Tx, message: number): Promise<void> {
  await tx
    .updateTable("notices")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("message_id", "=", message)
    .where("kind", "in", ["confirm", "moderate", "reminder"])
    .where("state", "in", ["queued", "deferred"])
    .execute();
}

type QuestionNotice = Extract<Notice, { facts: unknown }>;

/** What a question said when it was asked. */
export async function questionNotice(read: Read, question: number): Promise<QuestionNotice | undefined> {
  const row = await read
    .selectFrom("notices")
    .select("details")
    .where("question_id", "=", question)
    .where("kind", "in", ["confirm", "moderate"])
    .executeTakeFirst();
  return row && (JSON.parse(row.details) as QuestionNotice);
}

export async function loadNotice(
  read: Read,
  id: number,
): Promise<
  { kind: Notice["kind"]; message: number | null; address: string; addressKey: string; createdAt: number } | undefined
> {
  const row = await read
    .selectFrom("notices")
    .select(["kind", "message_id", "address", "address_key", "created_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    kind: row.kind as Notice["kind"],
    message: row.message_id,
    address: row.address,
    addressKey: row.address_key,
    createdAt: row.created_at,
  };
}

export async function countWaitingNotices(read: Read): Promise<number> {
  const { waiting } = await read
    .selectFrom("notices")
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .where("next_attempt_at", "is not", null)
    .executeTakeFirstOrThrow();
  return waiting;
}

export async function nextNoticeDueAt(read: Read): Promise<number | undefined> {
  const row = await read
    .selectFrom("notices")
    .select((eb) => eb.fn.min("next_attempt_at").as("dueAt"))
    .where("next_attempt_at", "is not", null)
    .executeTakeFirst();
  return row?.dueAt ?? undefined;
}
