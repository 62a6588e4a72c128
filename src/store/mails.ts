import { sql } from "kysely";
import { addRowWithId } from "./add-row.ts";
import { statement, type Value } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

/** The same mail within this span is the same one, however often it is handed in. */
const SAME_MAIL_SPAN_MS = 24 * 3_600_000;

export interface ArrivedMail {
  /** Hash over Message-ID and content. */
  fingerprint: string;
  returnPath: string;
  /** Null where only the facts are kept, because the mail was refused or dropped. */
  raw: Buffer | null;
  sizeBytes: number;
  receivedAt: number;
}

/** The mail with this fingerprint that was stored within the span, if any. */
export async function findSameMail(read: Read, fingerprint: string, now: number): Promise<number | undefined> {
  const { rows } = await selectSame(read, { fingerprint, since: now - SAME_MAIL_SPAN_MS });
  // Within the span there is at most one. To ask for the newest only would have SQLite plan anew each time.
  return rows[0]?.id;
}

const selectSame = statement((read, value: Value<{ fingerprint: string; since: number }>) =>
  read
    .selectFrom("mails")
    .select("id")
    .where("fingerprint", "=", value("fingerprint"))
    .where("received_at", ">", value("since"))
    .where("raw", "is not", null),
);

export function addMail(tx: Tx, mail: ArrivedMail): Promise<number> {
  return addRowWithId(tx, "mails", {
    fingerprint: mail.fingerprint,
    return_path: mail.returnPath,
    raw: mail.raw,
    size_bytes: mail.sizeBytes,
    received_at: mail.receivedAt,
  });
}

/** The bytes as they were received, or null where they were not kept. */
export async function rawOf(read: Read, mail: number): Promise<Buffer | null> {
  const row = await read.selectFrom("mails").select("raw").where("id", "=", mail).executeTakeFirst();
  return row?.raw ?? null;
}

/**
 * Whether a mail was taken down as a report before, however long ago. What was kept for another reason (it was passed on,
 * or became a message) and left no trace among the failures was not.
 */
export async function isKnownReport(read: Read, fingerprint: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT m.id FROM mails m WHERE m.fingerprint = ${fingerprint} AND m.raw IS NOT NULL
      AND (EXISTS (SELECT 1 FROM bounces b WHERE b.mail_id = m.id)
        OR NOT EXISTS (SELECT 1 FROM notices n WHERE n.mail_id = m.id)
          AND NOT EXISTS (SELECT 1 FROM messages t WHERE t.mail_id = m.id))
    LIMIT 1`.execute(read);
  return rows.length > 0;
}
