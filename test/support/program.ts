/** The real program as an operator starts it: a folder with a config, a directory, a server process, further commands. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { CONTACT, DOMAIN } from "./people.ts";
import { type Sink, startSink } from "./sink.ts";

const BIN = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

/** Stories start the program dozens of times; compiled code is kept from one start to the next. */
const COMPILED = fileURLToPath(new URL("../../node_modules/.cache/stories", import.meta.url));

/** A command that has ended. */
interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Program {
  /** Holds config.json, directory.json and the database. */
  readonly folder: string;
  /** The relay: everything that leaves is there. */
  readonly sink: Sink;
  readonly smtpPort: number;
  readonly lmtpPort: number;
  /** What the server has written so far, over all its starts. */
  readonly stderr: string;
  /** Another command with the same configuration, while the server runs. */
  run(...args: string[]): Promise<Finished>;
  /** The same with --json; fails unless it ends with 0. */
  json<T>(...args: string[]): Promise<T>;
  /** Dies without a word, as in a power cut. */
  kill9(): Promise<void>;
  /** Starts the server again after `kill9` or `stop`; the ports are new. */
  restart(): Promise<void>;
  /**
   * Stops the server as a service manager does; fails unless it ends with 0 and has logged no bug.
   *
   * @param signalAgainAfterMs after each of these the signal is sent once more
   */
  stop(...signalAgainAfterMs: number[]): Promise<void>;
}

interface Start {
  /** What `directory import` reads. */
  directory: object;
  /** Over the configuration of the stories; objects are merged, everything else replaced. */
  config?: Record<string, unknown>;
}

const READY = /^ready smtp:\/\/127\.0\.0\.1:(\d+) lmtp:\/\/127\.0\.0\.1:(\d+)$/m;
const START_TIMEOUT_MS = 20_000;

/** Starts the program with a relay of its own. At the end of the test it is stopped, and must have ended well. */
export async function startProgram({ directory, config = {} }: Start): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "rundmail-"));
  const sink = await startSink();
  await writeFile(join(folder, "config.json"), JSON.stringify(merged(standardConfig(sink.port), config), null, 2));
  await writeFile(join(folder, "directory.json"), JSON.stringify(directory));

  let server: Server | undefined;
  let stderr = "";
  const running = (): Server => {
    if (server === undefined) throw new Error("the server does not run");
    return server;
  };
  const program: Program = {
    folder,
    sink,
    get smtpPort() {
      return running().smtpPort;
    },
    get lmtpPort() {
      return running().lmtpPort;
    },
    get stderr() {
      return stderr;
    },
    run: (...args) => finished(command(folder, args)),
    async json<T>(...args: string[]) {
      const { code, stdout, stderr: words } = await program.run(...args, "--json");
      if (code !== 0) throw new Error(`rundmail ${args.join(" ")} ended with ${code}: ${words}`);
      return JSON.parse(stdout) as T;
    },
    async kill9() {
      const { child } = running();
      server = undefined;
      child.kill("SIGKILL");
      await exitOf(child);
    },
    async restart() {
      server = await serve(folder, (text) => {
        stderr += text;
      });
    },
    async stop(...waits) {
      const { child } = running();
      server = undefined;
      child.kill("SIGTERM");
      for (const ms of waits) {
        await wait(ms);
        child.kill("SIGTERM");
      }
      const code = await exitOf(child);
      if (code !== 0) throw new Error(`the server ended with ${code}:\n${stderr}`);
      if (stderr.includes('"msg":"bug"')) throw new Error(`the server has logged a bug:\n${stderr}`);
    },
  };

  onTestFinished(async () => {
    try {
      if (server !== undefined) await program.stop();
    } finally {
      await sink.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
  const imported = await program.run("directory", "import", join(folder, "directory.json"));
  if (imported.code !== 0) throw new Error(`the directory was not imported: ${imported.stderr}`);
  await program.restart();
  return program;
}

/** No pace, so that stories are fast, and room for more questions than a person gets in an hour. */
function standardConfig(relayPort: number): Record<string, unknown> {
  return {
    domain: DOMAIN,
    organisation: { name: "Kirchgemeinde Aarau", contact: CONTACT },
    listen: [
      { protocol: "smtp", port: 0 },
      { protocol: "lmtp", port: 0 },
    ],
    relay: { port: relayPort, security: "none" },
    batch: { size: 0 },
    hold: { noticesPerHour: 1000 },
    // Nobody listens there and says no at once: stories ask the internet nothing.
    dns: { servers: ["127.0.0.1:9"] },
    // A story that is told at four in the morning is no other.
    doctor: { at: "never" },
    log: { format: "json" },
  };
}

function merged(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isPlain(below) && isPlain(value) ? merged(below, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Server {
  child: ChildProcess;
  smtpPort: number;
  lmtpPort: number;
}

/** Resolves when the server says that it is ready. */
function serve(folder: string, heard: (text: string) => void): Promise<Server> {
  const child = command(folder, ["serve"]);
  let words = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the server did not get ready:\n${words}`));
    }, START_TIMEOUT_MS);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words += text;
      heard(text);
      const [, smtpPort, lmtpPort] = READY.exec(words) ?? [];
      if (smtpPort === undefined || lmtpPort === undefined) return;
      clearTimeout(timer);
      resolve({ child, smtpPort: Number(smtpPort), lmtpPort: Number(lmtpPort) });
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}:\n${words}`));
    });
  });
}

function command(folder: string, args: readonly string[]): ChildProcess {
  const config = join(folder, "config.json");
  return spawn(process.execPath, [BIN, "--config", config, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: COMPILED },
  });
}

function finished(child: ChildProcess): Promise<Finished> {
  const heard = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    heard.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    heard.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, ...heard }));
  });
}

/** The exit code, or the name of the signal that ended it. */
function exitOf(child: ChildProcess): Promise<number | string> {
  const { exitCode, signalCode } = child;
  if (exitCode !== null || signalCode !== null) return Promise.resolve(exitCode ?? signalCode ?? -1);
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal ?? -1)));
}
