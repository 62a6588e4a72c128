/** Postfix's test programs: a sender and a sink written in C, so that what is measured is us and not the other end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const FOLDERS = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];

const smtpSource = findProgram("smtp-source");
const smtpSink = findProgram("smtp-sink");

/** Tells why a bench cannot run here, undefined where it can. */
export function whatIsMissing(): string | undefined {
  if (smtpSource !== undefined && smtpSink !== undefined) return undefined;
  return "Skipped: smtp-source and smtp-sink are not here. They come with Postfix (Debian: apt-get install postfix).";
}

export interface Sink {
  port: number;
  stop(): Promise<void>;
}

const WAITING_CONNECTIONS = "1000";

/** A relay that takes every mail and forgets it. */
export async function startSink(): Promise<Sink> {
  const port = await freePort();
  // It refuses to run as root without saying as whom instead.
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const sink = spawn(smtpSink ?? "", [...user, `127.0.0.1:${port}`, WAITING_CONNECTIONS], { stdio: "ignore" });
  await untilItListens(port);
  return {
    port,
    async stop() {
      sink.kill();
      await once(sink, "exit");
    },
  };
}

/** Lets smtp-source send and returns how many messages per second it got rid of. `options` as in its manual. */
export async function runSource(port: number, messages: number, options: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const source = spawn(smtpSource ?? "", ["-m", String(messages), ...options, `127.0.0.1:${port}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(source, "exit");
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
  return messages / ((performance.now() - startedAt) / 1000);
}

/** A port that nobody uses; for programs that cannot choose one themselves. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

const LISTENS_WITHIN_MS = 5_000;

async function untilItListens(port: number): Promise<void> {
  const giveUpAt = performance.now() + LISTENS_WITHIN_MS;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isThere) return;
    if (performance.now() > giveUpAt) throw new Error(`nothing listens on port ${port}`);
    await wait(20);
  }
}

function findProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}
