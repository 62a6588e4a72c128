import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { parseConfig } from "../config/load.ts";
import type { Log } from "../log.ts";
import { planImport } from "../questions/directory.ts";
import { type MessageSummary, summariseMessages } from "../questions/messages.ts";
import { describeQueue } from "../questions/queue.ts";
import { directoryChanged } from "../transitions/directory-changed.ts";
import type { World } from "../world.ts";
import { DOMAIN, ORGANISATION, sampleDirectory } from "./sample-directory.ts";

/** The program that is shown. */
export interface Rundmail {
  start(config: Config, log: Log): Promise<{ listeners: readonly { port: number }[]; stop(): Promise<void> }>;
  /** Opens the database of an installation, as a command does beside a server. */
  inWorld<T>(config: Config, missing: "create" | "fail", use: (world: World) => Promise<T>): Promise<T>;
}

/** What a server knows when everything is over. */
export interface Books {
  /** All messages, oldest first. */
  messages: MessageSummary[];
  /** Copies and notices that have not left. */
  waiting: number;
}

/**
 * Runs a server with the sample directory for as long as it is used, and throws its database away afterwards.
 *
 * @param relayPort where it sends
 * @param use is told the port where the server takes mail
 * @returns what is in the database at the end, when the server has stopped
 */
export async function withSampleServer(
  rundmail: Rundmail,
  relayPort: number,
  log: Log,
  use: (port: number) => Promise<void>,
): Promise<Books> {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-demo-"));
  try {
    const config = sampleConfig(folder, relayPort);
    await rundmail.inWorld(config, "create", (world) => importDirectory(world, config));
    const server = await rundmail.start(config, log);
    try {
      const [listener] = server.listeners;
      if (listener === undefined) throw new Error("the server takes mail nowhere");
      await use(listener.port);
    } finally {
      await server.stop();
    }
    return await rundmail.inWorld(config, "fail", readBooks);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A usual configuration but for what makes it work on any machine: free ports, and every author believed. */
function sampleConfig(folder: string, relayPort: number): Config {
  const parsed = parseConfig(
    {
      domain: DOMAIN,
      organisation: ORGANISATION,
      listen: [{ protocol: "smtp", host: "127.0.0.1", port: 0 }],
      relay: { host: "127.0.0.1", port: relayPort, security: "none" },
      doctor: { at: "never" },
      // No server in front vouches for anybody here, and nobody else can reach this port.
      authentication: { mode: "ignore" },
      intake: { keepFreeBytes: 0 },
    },
    folder,
  );
  if (!parsed.ok) throw new Error(`the sample configuration is wrong: ${JSON.stringify(parsed.problems)}`);
  return parsed.config;
}

async function importDirectory({ store }: World, { domain, subgroupRoles }: Config): Promise<void> {
  const rules = { domain, subgroupRoles, senders: ["default"] };
  const plan = await planImport(store, sampleDirectory(), rules, "keep");
  if (!plan.ok) throw new Error(`the sample directory is wrong: ${JSON.stringify(plan.problems)}`);
  await directoryChanged(store, plan.difference);
}

async function readBooks(world: World): Promise<Books> {
  const messages = await summariseMessages(world, { state: undefined, limit: Number.MAX_SAFE_INTEGER });
  return { messages: messages.toReversed(), waiting: (await describeQueue(world)).waiting };
}
