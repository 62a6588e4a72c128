import type { Finding, Responsible, Topic, Verdict } from "../journey/finding.ts";
import { addRowWithId } from "./add-row.ts";
import { rowChunks } from "./chunks.ts";
import type { Read, Tx } from "./tables.ts";

/** Who has looked: the running server by itself, or somebody with a command. */
export type Examiner = "server" | "command";

/** Writes down what was found, and forgets the oldest looks but for `keep` of them. */
export async function addDoctorReport(
  tx: Tx,
  report: { at: number; by: Examiner; findings: readonly Finding[]; keep: number },
): Promise<void> {
  const id = await addRowWithId(tx, "doctor_reports", { at: report.at, by: report.by });
  const rows = report.findings.map((finding, position) => ({ report_id: id, position, ...finding }));
  for (const chunk of rowChunks(rows)) await tx.insertInto("doctor_findings").values(chunk).execute();
  const oldest = await tx
    .selectFrom("doctor_reports")
    .select("id")
    .orderBy("id", "desc")
    .offset(report.keep)
    .limit(1)
    .executeTakeFirst();
  if (oldest !== undefined) await tx.deleteFrom("doctor_reports").where("id", "<=", oldest.id).execute();
}

/** The topics that were an error of a sender when each was last looked at with success. */
export async function topicsInError(read: Read, sender: string): Promise<Set<Topic>> {
  const rows = await read
    .selectFrom("doctor_findings as f")
    .select("f.topic")
    .where("f.sender", "=", sender)
    .where("f.verdict", "=", "error")
    .where((eb) =>
      eb(
        "f.report_id",
        "=",
        eb
          .selectFrom("doctor_findings as last")
          .select(({ fn }) => fn.max("last.report_id").as("id"))
          .whereRef("last.sender", "=", "f.sender")
          .whereRef("last.topic", "=", "f.topic")
          .where("last.verdict", "!=", "not-checkable"),
      ),
    )
    .execute();
  return new Set(rows.map(({ topic }) => topic as Topic));
}

export interface RememberedFinding extends Finding {
  at: number;
  by: Examiner;
}

/** What was found in the last looks, the newest first, in the order in which it was found. */
export async function doctorHistory(read: Read, mostReports: number): Promise<RememberedFinding[]> {
  const rows = await read
    .selectFrom("doctor_findings as f")
    .innerJoin("doctor_reports as r", "r.id", "f.report_id")
    .select(["r.at", "r.by", "f.sender", "f.topic", "f.verdict", "f.found", "f.fix", "f.record", "f.who"])
    .where("r.id", "in", (eb) => eb.selectFrom("doctor_reports").select("id").orderBy("id", "desc").limit(mostReports))
    .orderBy("r.id", "desc")
    .orderBy("f.position")
    .execute();
  return rows.map((row) => ({
    ...row,
    by: row.by as Examiner,
    topic: row.topic as Topic,
    verdict: row.verdict as Verdict,
    who: row.who as Responsible | null,
  }));
}

/** When the server looked by itself for the last time. */
export async function lastReportOfServer(read: Read): Promise<number | undefined> {
  const row = await read
    .selectFrom("doctor_reports")
    .select("at")
    .where("by", "=", "server")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row?.at;
}

/** The identities that were red when somebody looked last. */
export async function redSenders(read: Read): Promise<string[]> {
  const rows = await read.selectFrom("sender_states").select("sender").where("state", "=", "red").execute();
  return rows.map(({ sender }) => sender);
}
