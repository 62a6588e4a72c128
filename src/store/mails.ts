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
  const row = await read
    .selectFrom("mails")
    .select("id")
    .where("fingerprint", "=", fingerprint)
    .where("received_at", ">", now - SAME_MAIL_SPAN_MS)
    .where("raw", "is not", null)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

export async function addMail(tx: Tx, mail: ArrivedMail): Promise<number> {
  const { id } = await tx
    .insertInto("mails")
    .values({
      fingerprint: mail.fingerprint,
      return_path: mail.returnPath,
      raw: mail.raw,
      size_bytes: mail.sizeBytes,
      received_at: mail.receivedAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The bytes as they were received, or null where they were not kept. */
export async function rawOf(read: Read, mail: number): Promise<Buffer | null> {
  const row = await read.selectFrom("mails").select("raw").where("id", "=", mail).executeTakeFirst();
  return row?.raw ?? null;
}

/** Keeps a mail that came back to a return path of ours. */
export async function addReturnedMail(
  tx: Tx,
  returned: { mail: number; copy: number | null; notice: number | null; at: number },
): Promise<void> {
  await tx
    .insertInto("returned_mails")
    .values({ mail_id: returned.mail, copy_id: returned.copy, notice_id: returned.notice, received_at: returned.at })
    .execute();
}
