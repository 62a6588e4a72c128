import type { App } from "./app.ts";
import { allowlistCommand } from "./cli/commands/allowlist.ts";
import { bounceCommand } from "./cli/commands/bounce.ts";
import { checkCommand } from "./cli/commands/check.ts";
import { demoCommand } from "./cli/commands/demo.ts";
import { directoryCommands } from "./cli/commands/directory.ts";
import { dkimCommand } from "./cli/commands/dkim.ts";
import { dnsCommand } from "./cli/commands/dns.ts";
import { doctorCommand } from "./cli/commands/doctor.ts";
import { eventCommand } from "./cli/commands/event.ts";
import { explainCommand } from "./cli/commands/explain.ts";
import { initCommand } from "./cli/commands/init.ts";
import { messageCommand } from "./cli/commands/message.ts";
import { queueCommand } from "./cli/commands/queue.ts";
import { serveCommand } from "./cli/commands/serve.ts";
import { suppressionCommand } from "./cli/commands/suppression.ts";
import { rulesOf } from "./cli/directory/access.ts";
import { run } from "./cli/program.ts";
import { processIo } from "./cli/terminal.ts";
import type { Config } from "./config/config.ts";
import { type Log, silentLog } from "./log.ts";
import { openWorld, openWorldToLook } from "./open-world.ts";
import { directoryProblems } from "./questions/directory.ts";
import { earlierFindings } from "./questions/doctor-history.ts";
import { openStore } from "./store/sqlite.ts";
import { StoreBusyError } from "./store/store.ts";
import {
  databaseBusy,
  databaseDamaged,
  databaseUnwritable,
  isDamaged,
  isUnwritable,
} from "./store/unusable-database.ts";
import type { World } from "./world.ts";

/** Runs one command line and returns its exit code. */
export function main(argv: readonly string[]): Promise<number> {
  return run(
    argv,
    [
      initCommand(createDatabase),
      serveCommand(start),
      demoCommand(async (io) => {
        const { playDemo } = await import("./demo/demo.ts");
        return playDemo(io, { start, inWorld });
      }),
      checkCommand((config) => inWorld(config, "create", ({ store }) => directoryProblems(store, rulesOf(config)))),
      directoryCommands((config, missing, use) => inWorld(config, missing, ({ store }) => use(store))),
      messageCommand((config, use) => inWorld(config, "fail", use)),
      explainCommand(lookIntoWorld),
      queueCommand((config, use) => inWorld(config, "fail", use)),
      bounceCommand((config, use) => inWorld(config, "fail", use)),
      suppressionCommand((config, use) => inWorld(config, "fail", use)),
      eventCommand((config, use) => inWorld(config, "fail", use)),
      doctorCommand({
        async examine(config) {
          const { examineByHand } = await import("./doctor/by-hand.ts");
          return inWorld(config, "fail", (world) => examineByHand(config, world));
        },
        async describe(findings, language) {
          const { reportLines } = await import("./doctor/report-lines.ts");
          return reportLines(findings, language);
        },
        earlier: (config, reports) => inWorld(config, "fail", (world) => earlierFindings(world, reports)),
      }),
      dkimCommand(async (name, text) => {
        const { zoneLine } = await import("./doctor/zone.ts");
        return zoneLine(name, "TXT", text);
      }),
      dnsCommand(async (config, domain) => {
        const [{ recordsFor }, { zoneFile }] = await Promise.all([
          import("./doctor/records.ts"),
          import("./doctor/zone-file.ts"),
        ]);
        const records = await recordsFor(config, domain, new AbortController().signal);
        return { lines: zoneFile(domain, records, config.language), records };
      }),
      allowlistCommand(async (config, language) => {
        const { allowlistLetter } = await import("./doctor/letter.ts");
        return allowlistLetter(config, language, new AbortController().signal);
      }),
    ],
    processIo(),
  );
}

/** Loaded where it is needed: most commands only look into the database, and reading the server's code takes longer. */
async function start(config: Config, log: Log): Promise<App> {
  const app = await import("./app.ts");
  return app.start(config, log).catch((error: unknown) => {
    throw inWords(config, error);
  });
}

async function inWorld<T>(config: Config, missing: "create" | "fail", use: (world: World) => Promise<T>): Promise<T> {
  return useAndClose(config, await openWorld(config, silentLog, { mode: "command", missing }), use);
}

async function lookIntoWorld<T>(config: Config, use: (world: World) => Promise<T>): Promise<T> {
  return useAndClose(config, openWorldToLook(config, silentLog), use);
}

async function useAndClose<T>(config: Config, world: World, use: (world: World) => Promise<T>): Promise<T> {
  try {
    return await use(world);
  } catch (error) {
    throw inWords(config, error);
  } finally {
    await world.store.close();
  }
}

/** Trouble with the database as the operator can mend it; everything else is our own mistake. */
function inWords({ database }: Config, error: unknown): unknown {
  if (isDamaged(error)) return databaseDamaged(database, error);
  if (isUnwritable(error)) return databaseUnwritable(database, error);
  return error instanceof StoreBusyError ? databaseBusy(database, error) : error;
}

async function createDatabase(path: string): Promise<void> {
  const store = await openStore({ path, mode: "command", missing: "create" });
  await store.close();
}
