import { sql } from "kysely";
import { domainOf } from "../mail/address.ts";
import { domainOfKey } from "./key-domain.ts";
import type { Read, Tx } from "./tables.ts";

/** A provider that refuses us as a whole, and until when mail to it waits. */
export interface ProviderPause {
  provider: string;
  /** Pauses in a row. */
  failures: number;
  resumeAt: number;
  reply: string;
}

/** Who runs the mail servers of a domain, as far as anybody asked; else the domain itself. */
export async function providerOf(read: Read, domain: string): Promise<string> {
  const row = await read.selectFrom("mail_domains").select("provider").where("domain", "=", domain).executeTakeFirst();
  return row?.provider ?? domain;
}

/** The domains that are known to belong to a provider, the one that bears its name among them. */
export async function domainsOf(read: Read, provider: string): Promise<string[]> {
  const rows = await read.selectFrom("mail_domains").select("domain").where("provider", "=", provider).execute();
  return [...new Set([provider, ...rows.map(({ domain }) => domain)])];
}

/**
 * Domains of failed copies of which nobody has asked yet whose servers they have, or too long ago. That nothing was
 * found out is no state of its own: such a domain stands for itself, as one that runs its own servers does, and both
 * are asked about again soon, as long as their failures are fresh.
 *
 * @param since.failedAfter older failures are no reason to ask
 * @param since.knownSince what was answered before is out of date
 * @param since.unsureSince the same for a domain that stands for itself
 */
export async function domainsToLookUp(
  read: Read,
  since: { failedAfter: number; knownSince: number; unsureSince: number },
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    SELECT DISTINCT b.domain FROM bounces b LEFT JOIN mail_domains d ON d.domain = b.domain
    WHERE b.domain IS NOT NULL AND b.copy_id IS NOT NULL AND b.arrived_at > ${since.failedAfter}
      AND (d.domain IS NULL
        OR d.looked_up_at <= CASE WHEN d.provider = d.domain THEN ${since.unsureSince} ELSE ${since.knownSince} END)
    ORDER BY b.domain LIMIT ${limit}`.execute(read);
  return rows.map(({ domain }) => domain);
}

export async function rememberProvider(
  tx: Tx,
  found: { domain: string; provider: string; lookedUpAt: number },
): Promise<void> {
  const values = { provider: found.provider, looked_up_at: found.lookedUpAt };
  await tx
    .insertInto("mail_domains")
    .values({ domain: found.domain, ...values })
    .onConflict((conflict) => conflict.column("domain").doUpdateSet(values))
    .execute();
}

export async function providerPause(read: Read, provider: string): Promise<ProviderPause | undefined> {
  const row = await read.selectFrom("provider_pauses").selectAll().where("provider", "=", provider).executeTakeFirst();
  return row && { provider: row.provider, failures: row.failures, resumeAt: row.resume_at, reply: row.reply };
}

/** Those that last at this moment. */
export async function providerPauses(read: Read, now: number): Promise<ProviderPause[]> {
  const rows = await read
    .selectFrom("provider_pauses")
    .selectAll()
    .where("resume_at", ">", now)
    .orderBy("provider")
    .execute();
  return rows.map((row) => ({
    provider: row.provider,
    failures: row.failures,
    resumeAt: row.resume_at,
    reply: row.reply,
  }));
}

export async function pauseProvider(tx: Tx, pause: ProviderPause): Promise<void> {
  const values = { failures: pause.failures, resume_at: pause.resumeAt, reply: pause.reply };
  await tx
    .insertInto("provider_pauses")
    .values({ provider: pause.provider, ...values })
    .onConflict((conflict) => conflict.column("provider").doUpdateSet(values))
    .execute();
}

/** Puts off the copies of a message, or of all, that have just become due and go to a provider that rests. */
export async function holdBackAtPauses(tx: Tx, message: number | "all", now: number): Promise<void> {
  for (const { provider, resumeAt } of await providerPauses(tx, now)) {
    await holdBackCopies(tx, await domainsOf(tx, provider), resumeAt, message);
  }
}

/**
 * Puts off one copy that was on the wire when the pause of its provider began, and has come back since.
 *
 * @returns when it is due; undefined where no pause puts it off
 */
export async function holdBackCopy(
  tx: Tx,
  copy: { id: number; addressKey: string },
  now: number,
): Promise<number | undefined> {
  const pause = await providerPause(tx, await providerOf(tx, domainOf(copy.addressKey)));
  if (pause === undefined || pause.resumeAt <= now) return undefined;
  const { resumeAt } = pause;
  const result = await tx
    .updateTable("copies")
    .set({ next_attempt_at: resumeAt })
    .where("id", "=", copy.id)
    .where("next_attempt_at", "<", resumeAt)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n ? resumeAt : undefined;
}

/**
 * Puts off the copies that wait for a domain. Done when a pause begins and when copies become due, so that choosing
 * what leaves next need not look at domains at all.
 *
 * @param of only of this message
 */
export async function holdBackCopies(
  tx: Tx,
  domains: readonly string[],
  until: number,
  of: number | "all" = "all",
): Promise<void> {
  if (domains.length === 0) return;
  await sql`
    UPDATE copies SET next_attempt_at = ${until}
    WHERE next_attempt_at < ${until} AND ${domainOfKey(sql`address_key`)} IN (${sql.join(domains)})
      ${of === "all" ? sql`` : sql`AND message_id = ${of}`}`.execute(tx);
}
