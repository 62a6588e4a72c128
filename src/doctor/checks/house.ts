import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../../config/config.ts";
import type { Draft, Examination } from "../examination.ts";

const HOUR_MS = 3_600_000;

/** What a group finds long, and what is no longer of use to a mail about tomorrow. */
const LONG_MS = 4 * HOUR_MS;
const TOO_LONG_MS = 24 * HOUR_MS;

/** A journal of this size means that it is never carried over: something reads the database without end. */
const MOST_WAL_BYTES = 512 * 1024 * 1024;

/** Groups that are named; the rest is counted. */
const MOST_NAMES = 10;

/** Disk, database, files, groups: what can be seen without asking anybody. */
export async function checkHouse(exam: Examination): Promise<Draft[]> {
  return [
    ...(await checkDisk(exam)),
    ...(await checkDatabase(exam)),
    ...checkGroups(exam),
    ...(await checkSecrets(exam)),
  ];
}

/** How long the biggest group takes. */
export function checkPace({ facts }: Examination, sender: string): Draft[] {
  const about = { sender, topic: "pace" } as const;
  const biggest = facts.biggestGroups.find((one) => one.sender === sender);
  if (biggest === undefined) return [];
  const { name, persons, durationMs } = biggest;
  const values = { group: name, persons, minutes: Math.ceil(durationMs / 60_000) };
  if (durationMs <= LONG_MS) return [{ ...about, verdict: "ok", text: "pace", values }];
  return [
    { ...about, verdict: durationMs > TOO_LONG_MS ? "warning" : "note", text: "pace-long", values, who: "operator" },
  ];
}

async function checkDisk({ config }: Examination): Promise<Draft[]> {
  const about = { sender: null, topic: "disk" } as const;
  const { bavail, bsize } = await statfs(dirname(config.database));
  const free = bavail * bsize;
  const keep = config.intake.keepFreeBytes;
  const values = { free, keep, folder: dirname(config.database) };
  if (free < keep) return [{ ...about, verdict: "error", text: "disk-full", values, who: "operator" }];
  if (free < 4 * keep) return [{ ...about, verdict: "warning", text: "disk-low", values, who: "operator" }];
  return [{ ...about, verdict: "ok", text: "disk-ok", values }];
}

async function checkDatabase({ config, facts }: Examination): Promise<Draft[]> {
  const about = { sender: null, topic: "database" } as const;
  const { bytes, damage } = facts.database;
  const wal = await bytesOf(`${config.database}-wal`);
  const values = { file: config.database, size: bytes, wal, why: damage ?? "" };
  if (damage !== undefined) return [{ ...about, verdict: "error", text: "database-damaged", values, who: "operator" }];
  if (wal > MOST_WAL_BYTES) return [{ ...about, verdict: "warning", text: "database-wal", values, who: "operator" }];
  return [{ ...about, verdict: "ok", text: "database-ok", values }];
}

function checkGroups({ facts }: Examination): Draft[] {
  const about = { sender: null, topic: "groups" } as const;
  const { withoutModerator } = facts;
  if (withoutModerator.length === 0) return [{ ...about, verdict: "ok", text: "groups-ok" }];
  const named = withoutModerator.slice(0, MOST_NAMES);
  const names = `${named.join(", ")}${named.length < withoutModerator.length ? ", …" : ""}`;
  const values = { count: withoutModerator.length, names };
  return [{ ...about, verdict: "warning", text: "groups-no-moderator", values, who: "operator" }];
}

/** Files that nobody else on this machine may read. */
async function checkSecrets({ config }: Examination): Promise<Draft[]> {
  const about = { sender: null, topic: "secrets" } as const;
  // Windows has no such rights; they would all look open.
  if (process.platform === "win32") return [{ ...about, verdict: "not-checkable", text: "secrets-windows" }];
  const open: string[] = [];
  for (const file of secretFiles(config)) {
    const mode = await stat(file).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & 0o077) !== 0) open.push(file);
  }
  if (open.length === 0) return [{ ...about, verdict: "ok", text: "secrets-ok" }];
  const record = `chmod 600 ${open.map(shellQuoted).join(" ")}`;
  return [
    { ...about, verdict: "warning", text: "secrets-open", values: { files: open.join(", ") }, record, who: "operator" },
  ];
}

function secretFiles({ secretFile, database, senders, listen }: Config): string[] {
  const files = [
    secretFile,
    database,
    ...senders.flatMap(({ relay, dkim }) => [relay.passwordFile, dkim?.keyFile]),
    ...listen.map(({ tls }) => tls?.keyFile),
  ];
  return [...new Set(files.filter((file) => file !== undefined))];
}

async function bytesOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function shellQuoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
