import { sql } from "kysely";
import { addressKey } from "../mail/address.ts";
import type { QueuedNotice } from "../notices/notice.ts";
import { addRowWithId } from "./add-row.ts";
import { statement, type Value } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

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
  if (notice.kind === "archive") return ARCHIVED;
  if (message === null || isBroughtAboutByPersons(notice)) return 0;
  if ("authenticated" in notice) return notice.authenticated ? 0 : 1;
  const [about] = (await selectAuthenticated(tx, { message })).rows;
  return about?.authenticated === 1 ? 0 : 1;
}

/** The precedence of what is only passed on. */
export const PASSED_ON = 2;

/** The precedence of what nobody waits for, and of which there is one for each message, however many that are. */
export const ARCHIVED = 3;

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

/** Questions that were not sent yet are not asked any more once the message is decided. */
export async function cancelQuestions(tx: Tx, message: number): Promise<void> {
  await waitingQuestionsCancelled(tx).where("message_id", "=", message).execute();
}

/** Stops questions that came back into the queue after their message was decided. */
export async function cancelStrayQuestions(tx: Tx): Promise<void> {
  await waitingQuestionsCancelled(tx)
    .where("message_id", "not in", (eb) => eb.selectFrom("messages").select("id").where("state", "=", "held"))
    .execute();
}

function waitingQuestionsCancelled(tx: Tx) {
  return tx
    .updateTable("notices")
    .set({ state: "cancelled", next_attempt_at: null })
    .where("kind", "in", ["confirm", "moderate", "reminder"])
    .where("state", "in", ["queued", "deferred"]);
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
