import { sql } from "kysely";
import type { FailureCategory } from "../journey/bounce/failure.ts";
import type { Run } from "../journey/bounce/rules.ts";
import { addressKey, domainOf } from "../mail/address.ts";
import { addRowWithId } from "./add-row.ts";
import { domainOfKey } from "./key-domain.ts";
import type { Read, Tx } from "./tables.ts";

/** What a state means stands in schema.sql. */
export const BOUNCE_STATES = ["counted", "spared", "cleared", "replaced", "late", "manual", "dismissed"] as const;

export type BounceState = (typeof BOUNCE_STATES)[number];

export interface NewBounce {
  /** The report; null: said in the session. */
  mail: number | null;
  copy: number | null;
  message: number | null;
  address: string | null;
  category: FailureCategory;
  status: string | null;
  code: number | null;
  words: string;
  state: BounceState;
  triedAt: number;
  arrivedAt: number;
}

export interface Bounce extends NewBounce {
  id: number;
  addressKey: string | null;
  domain: string | null;
}

/**
 * Writes a failure down.
 *
 * @returns undefined when it is known already that this copy failed
 */
export async function addBounce(tx: Tx, bounce: NewBounce): Promise<number | undefined> {
  if (bounce.copy !== null && (await isKnown(tx, bounce.copy, bounce.category))) return undefined;
  const key = bounce.address === null ? null : addressKey(bounce.address);
  return addRowWithId(tx, "bounces", {
    mail_id: bounce.mail,
    copy_id: bounce.copy,
    message_id: bounce.message,
    address: bounce.address,
    address_key: key,
    domain: key === null ? null : domainOf(key),
    category: bounce.category,
    status: bounce.status,
    code: bounce.code,
    words: bounce.words,
    state: bounce.state,
    tried_at: bounce.triedAt,
    arrived_at: bounce.arrivedAt,
  });
}

async function isKnown(read: Read, copy: number, category: FailureCategory): Promise<boolean> {
  const row = await read
    .selectFrom("bounces")
    .select("id")
    .where("copy_id", "=", copy)
    .where("state", "in", ["counted", "spared", "late"])
    .where("category", category === "complaint" ? "=" : "!=", "complaint")
    .executeTakeFirst();
  return row !== undefined;
}

export async function loadBounce(read: Read, id: number): Promise<Bounce | undefined> {
  const row = await read.selectFrom("bounces").selectAll().where("id", "=", id).executeTakeFirst();
  return (
    row && {
      id: row.id,
      mail: row.mail_id,
      copy: row.copy_id,
      message: row.message_id,
      address: row.address,
      addressKey: row.address_key,
      domain: row.domain,
      category: row.category as FailureCategory,
      status: row.status,
      code: row.code,
      words: row.words,
      state: row.state as BounceState,
      triedAt: row.tried_at,
      arrivedAt: row.arrived_at,
    }
  );
}

/**
 * How many messages in a row did not reach an address around a failure: a run ends where a copy was delivered. Read from
 * the copies as they are now, so a delivery that turns out to be none joins two runs again.
 *
 * @param of.since failures that were heard of earlier do not count
 */
export async function countRun(
  read: Read,
  of: { failure: Pick<Bounce, "id" | "message" | "addressKey" | "category" | "triedAt">; since: number },
): Promise<Run> {
  const { failure, since } = of;
  const { addressKey, category, triedAt } = failure;
  const own = failure.message === null ? failure.id : -failure.message;
  const { rows } = await sql<{ failures: number; earlier: number; later: number }>`
    WITH delivered AS (SELECT sent_at FROM copies WHERE address_key = ${addressKey} AND state = 'sent'),
      run AS (
        SELECT coalesce(-b.message_id, b.id) AS message, b.tried_at FROM bounces b LEFT JOIN copies c ON c.id = b.copy_id
        WHERE b.address_key = ${addressKey} AND b.category = ${category} AND b.state = 'counted'
          AND b.arrived_at >= ${since}
          AND (b.category = 'complaint' OR c.id IS NULL OR c.state IN ('failed', 'bounced'))
          AND b.tried_at >= coalesce((SELECT max(sent_at) FROM delivered WHERE sent_at < ${triedAt}), 0)
          AND b.tried_at <= coalesce((SELECT min(sent_at) FROM delivered WHERE sent_at > ${triedAt}), ${Number.MAX_SAFE_INTEGER}))
    SELECT count(DISTINCT message) AS failures,
           count(DISTINCT message) FILTER (WHERE message <> ${own} AND tried_at <= ${triedAt}) AS earlier,
           count(DISTINCT message) FILTER (WHERE message <> ${own} AND tried_at > ${triedAt}) AS later
    FROM run`.execute(read);
  const { failures, earlier, later } = rows[0] ?? { failures: 0, earlier: 0, later: 0 };
  return { failures, before: Math.max(earlier, later) };
}

/**
 * How many addresses of one message failed at one provider, by category.
 *
 * @param domains all that are known to belong to the provider
 */
export async function failuresAtProvider(
  read: Read,
  message: number,
  domains: readonly string[],
): Promise<{ category: FailureCategory; failed: number }[]> {
  const { rows } = await sql<{ category: FailureCategory; failed: number }>`
    SELECT category, count(DISTINCT address_key) AS failed FROM bounces
    WHERE message_id = ${message} AND domain IN (${sql.join(domains)})
      AND state IN ('counted', 'spared') AND category <> 'complaint'
    GROUP BY category`.execute(read);
  return rows;
}

/** Addresses of a provider for which it is known what became of a message. Looks at all its copies. */
export async function triedAtProvider(read: Read, message: number, domains: readonly string[]): Promise<number> {
  const { rows } = await sql<{ tried: number }>`
    SELECT count(DISTINCT c.address_key) AS tried FROM copies c
    WHERE c.message_id = ${message} AND c.state IN ('sent', 'failed', 'bounced')
      AND ${domainOfKey(sql`c.address_key`)} IN (${sql.join(domains)})`.execute(read);
  return rows[0]?.tried ?? 0;
}

/** Whether failures of one kind at a provider were taken off the persons' account in this message before. */
export async function isSpared(
  read: Read,
  message: number,
  domains: readonly string[],
  category: FailureCategory,
): Promise<boolean> {
  const row = await read
    .selectFrom("bounces")
    .select("id")
    .where("message_id", "=", message)
    .where("domain", "in", domains)
    .where("category", "=", category)
    .where("state", "=", "spared")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes the failures of one kind at a provider in one message off the persons' account.
 *
 * @returns the ids of those that had been counted
 */
export async function spareFailures(
  tx: Tx,
  message: number,
  domains: readonly string[],
  category: FailureCategory,
): Promise<number[]> {
  const rows = await tx
    .updateTable("bounces")
    .set({ state: "spared" })
    .where("message_id", "=", message)
    .where("domain", "in", domains)
    .where("category", "=", category)
    .where("state", "=", "counted")
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** The newest failure of each message at a domain, the newest message first. */
export async function latestFailures(
  read: Read,
  at: { domain: string; since: number; most: number },
): Promise<{ message: number; words: string }[]> {
  const { rows } = await sql<{ message: number; words: string }>`
    SELECT message_id AS message, words FROM bounces WHERE id IN (
      SELECT max(id) FROM bounces
      WHERE domain = ${at.domain} AND arrived_at > ${at.since} AND message_id IS NOT NULL
        AND state IN ('counted', 'spared') AND category <> 'complaint'
      GROUP BY message_id ORDER BY max(id) DESC LIMIT ${at.most})
    ORDER BY id DESC`.execute(read);
  return rows;
}

/** What counted for an address counts no more: whoever lifts its suppression begins anew. */
export async function clearFailures(tx: Tx, addressKey: string): Promise<void> {
  await tx
    .updateTable("bounces")
    .set({ state: "cleared" })
    .where("address_key", "=", addressKey)
    .where("state", "=", "counted")
    .execute();
}

/** The failures of copies that are sent again. */
export async function replaceFailures(tx: Tx, message: number): Promise<void> {
  await sql`
    UPDATE bounces SET state = 'replaced'
    WHERE message_id = ${message} AND state IN ('counted', 'spared', 'cleared', 'late') AND category <> 'complaint'
      AND copy_id IN (SELECT id FROM copies WHERE message_id = ${message} AND state = 'queued')`.execute(tx);
}

/** Takes a report out of the manual folder. @returns false when it was not there */
export async function takeFromManual(
  tx: Tx,
  id: number,
  to:
    | { state: "counted" | "late"; copy: number | null; message: number | null; address: string; triedAt: number }
    | "dismissed",
): Promise<boolean> {
  const values =
    to === "dismissed"
      ? { state: to }
      : {
          state: to.state,
          copy_id: to.copy,
          message_id: to.message,
          address: to.address,
          address_key: addressKey(to.address),
          domain: domainOf(addressKey(to.address)),
          tried_at: to.triedAt,
        };
  const result = await tx
    .updateTable("bounces")
    .set(values)
    .where("id", "=", id)
    .where("state", "=", "manual")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Reports in the manual folder. */
export async function countManual(read: Read): Promise<number> {
  const { reports } = await read
    .selectFrom("bounces")
    .select((eb) => eb.fn.countAll<number>().as("reports"))
    .where("state", "=", "manual")
    .executeTakeFirstOrThrow();
  return reports;
}

/** Whether a report has left its traces already: it may arrive twice. */
export async function hasBounces(read: Read, mail: number): Promise<boolean> {
  const row = await read.selectFrom("bounces").select("id").where("mail_id", "=", mail).limit(1).executeTakeFirst();
  return row !== undefined;
}
