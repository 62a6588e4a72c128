import { type RawBuilder, type Selectable, sql } from "kysely";
import type { QueuedNotice } from "../notices/notice.ts";
import type { Claim } from "./claims.ts";
import { ARCHIVED, type NewNotice, PASSED_ON } from "./notices.ts";
import { integer, statement, type Value } from "./statement.ts";
import type { Tables, Tx } from "./tables.ts";

/** A notice on its way to the wire. */
export interface ClaimedNotice extends NewNotice {
  id: number;
  attempts: number;
  firstAttemptAt: number;
}

const HOUR_MS = 3_600_000;

/**
 * Takes up to `limit` due notices, by precedence and then as they are due. Nobody is mailed more than `perHour` of them
 * in an hour; what is above waits. What is passed on to somebody is counted apart: whoever wants to keep a person's
 * questions back need only write to postmaster otherwise. The archive is nobody's mailbox and gets what there is.
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
    const share = row.precedence === PASSED_ON ? PASSED_ON_SHARE : OWN_SHARE;
    const hasNoLimit = row.precedence === ARCHIVED;
    const waitsUntil = hasNoLimit ? undefined : await fullUntil(tx, share, await keysOf(tx, row), now, perHour);
    if (waitsUntil !== undefined) {
      // All of theirs at once, or a flood would be postponed row by row.
      await share.postpone(tx, { key: row.address_key, now, until: waitsUntil });
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
      notice: JSON.parse(row.details) as QueuedNotice,
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

type NoticeRow = Selectable<Tables["notices"]>;

/** One look at the index for each precedence. */
const selectNextDue = statement((_, value: Value<{ now: number }>) => {
  const next = (precedence: 0 | 1 | 2 | 3) => sql`
    SELECT * FROM (SELECT * FROM notices
      WHERE precedence = ${sql.lit(precedence)} AND next_attempt_at <= ${integer(value("now"))}
      ORDER BY next_attempt_at, id LIMIT 1)`;
  return sql<NoticeRow>`${next(0)} UNION ALL ${next(1)} UNION ALL ${next(2)}
    UNION ALL ${next(3)} ORDER BY precedence LIMIT 1`;
});

/** What somebody may get in an hour, counted for itself. */
function shareOf(precedences: RawBuilder<unknown>) {
  return {
    /** The plus keeps SQLite from looking through all that ever went to the address: what is due is the shorter list. */
    postpone: statement(
      (_, value: Value<{ key: string; now: number; until: number }>) => sql`
        UPDATE notices SET next_attempt_at = ${value("until")}
        WHERE precedence IN ${precedences} AND next_attempt_at <= ${integer(value("now"))}
          AND +address_key = ${value("key")}`,
    ),
    /** Each counted by its own index: a flood of notices that wait for the same person must not be looked through. */
    selectRecent: statement(
      (_, value: Value<{ key: string; since: number }>) => sql<{
        sent: number;
        oldestAt: number | null;
        onTheWire: number;
      }>`
        SELECT count(*) AS sent, min(sent_at) AS "oldestAt",
               (SELECT count(*) FROM notices WHERE state = 'sending' AND address_key = ${value("key")}
                  AND +precedence IN ${precedences}) AS "onTheWire"
        FROM notices
        WHERE address_key = ${value("key")} AND sent_at > ${integer(value("since"))} AND +precedence IN ${precedences}`,
    ),
  };
}

const OWN_SHARE = shareOf(sql`(0, 1)`);
const PASSED_ON_SHARE = shareOf(sql`(2)`);

/** The address of a notice, and all others at which the same person is mailed: the limit is a person's. */
async function keysOf(tx: Tx, { person_id, address_key }: NoticeRow): Promise<Set<string>> {
  if (person_id === null) return new Set([address_key]);
  const { rows } = await selectKeys(tx, { person: person_id });
  return new Set([address_key, ...rows.map(({ key }) => key)]);
}

const selectKeys = statement(
  (_, value: Value<{ person: number }>) => sql<{ key: string }>`
    SELECT address_key AS key FROM person_addresses WHERE person_id = ${value("person")}
    UNION SELECT admin_email_key FROM logins WHERE person_id = ${value("person")} AND admin_email_key IS NOT NULL`,
);

/** When somebody who has had their share of this hour may be mailed again; undefined: now. */
async function fullUntil(
  tx: Tx,
  share: ReturnType<typeof shareOf>,
  keys: ReadonlySet<string>,
  now: number,
  perHour: number,
): Promise<number | undefined> {
  let mails = 0;
  let oldestAt: number | undefined;
  for (const key of keys) {
    const [recent] = (await share.selectRecent(tx, { key, since: now - HOUR_MS })).rows;
    if (recent === undefined) continue;
    mails += recent.sent + recent.onTheWire;
    if (recent.oldestAt !== null) oldestAt = Math.min(recent.oldestAt, oldestAt ?? recent.oldestAt);
  }
  return mails < perHour ? undefined : (oldestAt ?? now) + HOUR_MS + 1;
}

/** As `reclaimCopies`. */
export async function reclaimNotices(tx: Tx, now: number): Promise<number> {
  const result = await tx
    .updateTable("notices")
    .set({ state: "queued", next_attempt_at: now, claimed_by: null, claimed_until: null })
    .where("state", "=", "sending")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
