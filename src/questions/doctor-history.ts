import type { Finding } from "../journey/finding.ts";
import { findSender } from "../journey/installation.ts";
import { doctorHistory, lastReportOfServer, redSenders } from "../store/doctor-reports.ts";
import type { World } from "../world.ts";

/** A finding of an earlier look, as commands print it. */
export interface EarlierFinding extends Finding {
  /** ISO 8601 UTC. */
  at: string;
  by: "server" | "command";
}

/** What was found in the last looks, the newest first. */
export async function earlierFindings(world: World, mostReports: number): Promise<EarlierFinding[]> {
  const findings = await world.store.snapshot((read) => doctorHistory(read, mostReports));
  return findings.map(({ at, ...finding }) => ({ ...finding, at: new Date(at).toISOString() }));
}

/**
 * When the server has looked by itself, and whether somebody waits for better news: of a sender that the configuration
 * has no more there will be none.
 */
export async function lastLook(world: World): Promise<{ at: number | undefined; hasRed: boolean }> {
  return world.store.snapshot(async (read) => ({
    at: await lastReportOfServer(read),
    hasRed: (await redSenders(read)).some((sender) => findSender(world.installation, sender) !== undefined),
  }));
}
