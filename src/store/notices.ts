import { type RawBuilder, type Selectable, sql } from "kysely";
import { addressKey } from "../mail/address.ts";
import type { Notice, QueuedNotice } from "../notices/notice.ts";
import { addRowWithId } from "./add-row.ts";
import type { Claim } from "./claims.ts";
import { integer, statement, type Value } from "./statement.ts";
import type { Read, Tables, Tx } from "./tables.ts";

export interface NewNotice {
  notice: QueuedNotice;
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
export async function queueNotice(tx: Tx, notice: NewNotice): Promise<number> {
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
    precedence: await precedenceOf(tx, notice),
    state: "queued",
    next_attempt_at: notice.createdAt,
    created_at: notice.createdAt,
  });
}

/**
 * Whose mail goes first: what people wait for, then what a mail brought about that may be forged, then what is only
 * passed on.
 */
async function precedenceOf(tx: Tx, { notice, message }: NewNotice): Promise<number> {
  if (notice.kind === "forwarded") return PASSED_ON;
  if (message === null || isBroughtAboutByPersons(notice)) return 0;
  const [about] = (await selectAuthenticated(tx, { message })).rows;
  return about?.authenticated === 1 ? 0 : 1;
}

const PASSED_ON = 2;

/** Questions, and that nobody answered them, come of a mail alone; all else somebody has asked for or decided. */
function isBroughtAboutByPersons(notice: QueuedNotice): boolean {
  switch (notice.kind) {
    case "confirm":
    case "moderate":
    case "reminder":
    case "held":
    case "expired":
      return false;
    case "decided":
      return notice.decision !== "expired";
    default:
      return true;
  }
}

const selectAuthenticated = statement((read, value: Value<{ message: number }>) =>
  read.selectFrom("messages").select("authenticated").where("id", "=", value("message")),
);

const HOUR_MS = 3_600_000;

/**
 * Takes up to `limit` due notices, by precedence and then as they are due. Nobody is mailed more than `perHour` of them
 * in an hour; what is above waits. What is passed on to somebody is counted apart: whoever wants to keep a person's
 * questions back need only write to postmaster otherwise.
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
    const waitsUntil = await fullUntil(tx, share, row.address_key, now, perHour);
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

/** One look at the index for each precedence, and no further one once a notice is found. */
const selectNextDue = statement((_, value: Value<{ now: number }>) => {
  const next = (precedence: 0 | 1 | 2) => sql`
    SELECT * FROM (SELECT * FROM notices
      WHERE precedence = ${sql.lit(precedence)} AND next_attempt_at <= ${integer(value("now"))}
      ORDER BY next_attempt_at, id LIMIT 1)`;
  return sql<NoticeRow>`${next(0)} UNION ALL ${next(1)} UNION ALL ${next(2)} LIMIT 1`;
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

/** When somebody who has had their share of this hour may be mailed again; undefined: now. */
async function fullUntil(
  tx: Tx,
  share: ReturnType<typeof shareOf>,
  key: string,
  now: number,
  perHour: number,
): Promise<number | undefined> {
  const [recent] = (await share.selectRecent(tx, { key, since: now - HOUR_MS })).rows;
  if (recent === undefined || recent.sent + recent.onTheWire < perHour) return undefined;
  return (recent.oldestAt ?? now) + HOUR_MS + 1;
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
    // By way of the message, whose few notices have an index already.
    .where("message_id", "=", (eb) =>
      eb.selectFrom("questions").select("questions.message_id").where("questions.id", "=", question),
    )
    .where("question_id", "=", question)
    .where("kind", "in", ["confirm", "moderate"])
    .executeTakeFirst();
  return row && (JSON.parse(row.details) as QuestionNotice);
}

export async function loadNotice(
  read: Read,
  id: number,
): Promise<
  | { kind: QueuedNotice["kind"]; message: number | null; address: string; addressKey: string; createdAt: number }
  | undefined
> {
  const row = await read
    .selectFrom("notices")
    .select(["kind", "message_id", "address", "address_key", "created_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    kind: row.kind as QueuedNotice["kind"],
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

/** What waits to be passed on. */
export async function waitingToBePassedOn(read: Read): Promise<{ mails: number; bytes: number }> {
  const [waiting] = (await selectWaitingToBePassedOn(read, {})).rows;
  return { mails: waiting?.mails ?? 0, bytes: waiting?.bytes ?? 0 };
}

const selectWaitingToBePassedOn = statement(
  () => sql<{ mails: number; bytes: number | null }>`
    SELECT count(*) AS mails, sum(m.size_bytes) AS bytes FROM notices n JOIN mails m ON m.id = n.mail_id
    WHERE n.precedence = ${sql.lit(PASSED_ON)} AND n.next_attempt_at IS NOT NULL`,
);

/** Notices that wait only because their addressees have had their share: nothing else puts off what was never tried. */
export async function noticesHeldBack(read: Read, now: number): Promise<{ waiting: number; nextAt: number } | null> {
  const { waiting, nextAt } = await read
    .selectFrom("notices")
    .select((eb) => [eb.fn.countAll<number>().as("waiting"), eb.fn.min("next_attempt_at").as("nextAt")])
    .where("next_attempt_at", ">", now)
    .where("state", "=", "queued")
    .executeTakeFirstOrThrow();
  return nextAt === null ? null : { waiting, nextAt };
}

export async function nextNoticeDueAt(read: Read): Promise<number | undefined> {
  const row = await read
    .selectFrom("notices")
    .select((eb) => eb.fn.min("next_attempt_at").as("dueAt"))
    .where("next_attempt_at", "is not", null)
    .executeTakeFirst();
  return row?.dueAt ?? undefined;
}
