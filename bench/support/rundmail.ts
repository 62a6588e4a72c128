/** The real program in processes of its own, with a real configuration and a database on disk. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { type BenchGroup, DOMAIN, directoryFile } from "./association.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

const STARTS_WITHIN_MS = 20_000;
const SENT_WITHIN_MS = 300_000;

/** A folder with a configuration and a filled database. */
export interface Installation {
  folder: string;
  config: string;
  database: string;
  remove(): Promise<void>;
}

/**
 * Sets up an installation that sends without a pace over five connections to a relay on this machine.
 *
 * @param settings further ones of config.json
 */
export async function install(
  relayPort: number,
  groups: readonly BenchGroup[],
  settings: object = {},
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "rundmail-bench-"));
  const config = join(folder, "config.json");
  await writeFile(
    config,
    JSON.stringify({
      domain: DOMAIN,
      organisation: { name: "Verein", contact: "kontakt@verein.example" },
      listen: [{ protocol: "smtp", host: "127.0.0.1", port: 0, maxMessageBytes: 40_000_000 }],
      relay: { host: "127.0.0.1", port: relayPort, security: "none", connections: 5 },
      batch: { size: 0 },
      placeholders: { fields: ["ORT"] },
      // The benches write as the leaders themselves; who may do that is measured, how it is proved is not.
      authentication: { mode: "ignore" },
      log: { level: "info", format: "json" },
      ...settings,
    }),
  );
  const directory = join(folder, "directory.json");
  await writeFile(directory, JSON.stringify(directoryFile(groups)));
  await promisify(execFile)(process.execPath, [PROGRAM, "--config", config, "directory", "import", directory]);
  return {
    folder,
    config,
    database: join(folder, "rundmail.db"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Server {
  port: number;
  /** The most memory it has had in use since it started, in MB (VmHWM). */
  peakMemoryMb(): number;
  stop(): Promise<void>;
  /** Dies without a word. */
  kill(): Promise<void>;
}

/** Starts `rundmail serve` and waits until it listens. The log goes to a file, as under a service manager. */
export async function serve({ folder, config }: Installation): Promise<Server> {
  const log = join(folder, "serve.log");
  const logFile = openSync(log, "w");
  const server = spawn(process.execPath, [PROGRAM, "--config", config, "serve"], {
    stdio: ["ignore", "ignore", logFile],
    cwd: folder,
  });
  closeSync(logFile);
  const port = await listeningPort(log, () => server.exitCode !== null);
  return {
    port,
    peakMemoryMb: () => peakMemoryMb(server.pid),
    async stop() {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
    },
    async kill() {
      server.kill("SIGKILL");
      if (server.signalCode === null) await once(server, "exit");
    },
  };
}

async function listeningPort(log: string, hasEnded: () => boolean): Promise<number> {
  const giveUpAt = performance.now() + STARTS_WITHIN_MS;
  for (;;) {
    const text = readFileSync(log, "utf8");
    const port = /ready smtp:\/\/[\d.]+:(\d+)/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
    if (hasEnded() || performance.now() > giveUpAt) throw new Error(`the server does not start:\n${text}`);
    await wait(20);
  }
}

function peakMemoryMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** When a message was released and when its last copy was settled, Unix ms. */
export interface Sending {
  releasedAt: number;
  settledAt: number;
  copies: number;
}

/** Waits until the newest message is settled, looking at the database without holding anything up. */
export async function untilSent(database: string, copies: number): Promise<Sending> {
  const giveUpAt = performance.now() + SENT_WITHIN_MS;
  const db = new Database(database, { readonly: true });
  try {
    for (;;) {
      const newest = db
        .prepare("SELECT id, released_at AS releasedAt, settled_at AS settledAt FROM messages ORDER BY id DESC LIMIT 1")
        .get() as { id: number; releasedAt: number; settledAt: number | null } | undefined;
      if (newest !== undefined && newest.settledAt !== null) {
        const sent = db
          .prepare("SELECT count(*) FROM copies WHERE message_id = ? AND state = 'sent'")
          .pluck()
          .get(newest.id);
        if (sent !== copies) throw new Error(`${sent} of ${copies} copies were sent`);
        return { releasedAt: newest.releasedAt, settledAt: newest.settledAt, copies };
      }
      if (performance.now() > giveUpAt)
        throw new Error(`not sent within ${SENT_WITHIN_MS} ms: ${JSON.stringify(newest)}`);
      await wait(50);
    }
  } finally {
    db.close();
  }
}

/** Waits until the list of copies of the newest message is complete. */
export async function untilListed(database: string, copies: number): Promise<void> {
  const giveUpAt = performance.now() + SENT_WITHIN_MS;
  const db = new Database(database, { readonly: true });
  const newest = db.prepare(
    "SELECT id, released_at AS at, expand_after AS after FROM messages ORDER BY id DESC LIMIT 1",
  );
  const listed = db.prepare("SELECT count(*) FROM copies WHERE message_id = ?").pluck();
  try {
    for (;;) {
      const message = newest.get() as { id: number; at: number | null; after: number | null } | undefined;
      if (message?.at != null && message.after === null) {
        const found = listed.get(message.id);
        if (found !== copies) throw new Error(`${found} of ${copies} copies were made`);
        return;
      }
      if (performance.now() > giveUpAt) throw new Error(`not released within ${SENT_WITHIN_MS} ms`);
      await wait(20);
    }
  } finally {
    db.close();
  }
}

/** Runs another command on the same installation. */
export async function command({ config }: Installation, ...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [PROGRAM, "--config", config, ...args]);
}

/** How many messages have an author who is proven. */
export function countProven(database: string): number {
  const db = new Database(database, { readonly: true });
  try {
    const count = db.prepare("SELECT count(*) FROM messages WHERE authenticated = 1 AND evidence LIKE 'dmarc=pass%'");
    return Number(count.pluck().get());
  } finally {
    db.close();
  }
}

/** How many messages wait for an answer. */
export function countHeld(database: string): number {
  const db = new Database(database, { readonly: true });
  try {
    return Number(db.prepare("SELECT count(*) FROM messages WHERE state = 'held'").pluck().get());
  } finally {
    db.close();
  }
}
