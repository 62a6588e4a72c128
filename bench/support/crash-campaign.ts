/** The server is killed again and again while it sends; afterwards every copy is counted. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import Database from "better-sqlite3";
import { SMTPServer } from "smtp-server";
import { addressOf, type BenchGroup, leader } from "./association.ts";
import { handIn, letter } from "./letter.ts";
import { type Installation, install, type Server, serve } from "./rundmail.ts";

const GROUP: BenchGroup = { id: 1, members: 1_000, loginsMaySend: "send" };

/** What `install` gives the relay: more copies than this cannot be on the wire. */
const CONNECTIONS = 5;

/** Each life of the server ends this long after its first copy at the latest. */
const LONGEST_LIFE_MS = 300;

/** How long the relay takes for a mail: long enough that there is always one on the wire. */
const RELAY_TAKES_MS = 1;

const SETTLED_WITHIN_MS = 120_000;

export interface CrashResult {
  kills: number;
  /** What had to arrive. */
  copies: number;
  missing: number;
  /** Copies that arrived once more than they should. */
  doubled: number;
  /** The most of them that the rule allows. */
  mostDoubled: number;
  /** Of these, how many were not the same mail, byte for byte. */
  different: number;
}

/**
 * Kills a sending server `kills` times with SIGKILL.
 *
 * @param random numbers between 0 and 1: when each life ends
 */
export async function crashCampaign(kills: number, random: () => number): Promise<CrashResult> {
  const sink = await startCountingSink();
  const installation = await install(sink.port, [GROUP]);
  let messages = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await serve(installation);
      if (messages * GROUP.members - sink.arrived.size < GROUP.members) messages += await handOver(server);
      const before = sink.mails;
      await until(() => sink.mails > before, "no copy left");
      await wait(random() * LONGEST_LIFE_MS);
      await server.kill();
    }
    const server = await serve(installation);
    await untilSettled(installation, messages);
    await server.stop();
  } finally {
    await sink.stop();
    await installation.remove();
  }
  const copies = messages * GROUP.members;
  return {
    kills,
    copies,
    missing: copies - sink.arrived.size,
    doubled: sink.doubled,
    mostDoubled: kills * CONNECTIONS,
    different: sink.different,
  };
}

/** Numbers that are random, but the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function handOver({ port }: Server): Promise<number> {
  const to = addressOf(GROUP);
  await handIn(port, leader(0), to, await letter(leader(0), to));
  return 1;
}

interface CountingSink {
  readonly port: number;
  readonly mails: number;
  /** Hash of each copy by message and recipient. */
  readonly arrived: Map<string, string>;
  readonly doubled: number;
  readonly different: number;
  stop(): Promise<void>;
}

async function startCountingSink(): Promise<CountingSink> {
  const arrived = new Map<string, string>();
  const count = { mails: 0, doubled: 0, different: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        take(Buffer.concat(chunks), session.envelope.rcptTo[0]?.address ?? "");
        setTimeout(done, RELAY_TAKES_MS);
      });
    },
  });
  function take(mail: Buffer, recipient: string): void {
    const header = mail.toString("latin1", 0, mail.indexOf("\r\n\r\n"));
    if (/^X-Rundmail-Notice:/im.test(header)) return;
    count.mails += 1;
    const key = `${recipient} ${/^Message-ID:\s*(\S+)/im.exec(header)?.[1]}`;
    const hash = createHash("sha256").update(mail).digest("base64");
    const known = arrived.get(key);
    if (known === undefined) arrived.set(key, hash);
    else count.doubled += 1;
    if (known !== undefined && known !== hash) count.different += 1;
  }
  // Whoever is killed breaks off.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    get mails() {
      return count.mails;
    },
    arrived,
    get doubled() {
      return count.doubled;
    },
    get different() {
      return count.different;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function untilSettled({ database }: Installation, messages: number): Promise<void> {
  const db = new Database(database, { readonly: true });
  const settled = db.prepare("SELECT count(*) FROM messages WHERE settled_at IS NOT NULL").pluck();
  try {
    await until(() => settled.get() === messages, "not everything was sent");
  } finally {
    db.close();
  }
}

async function until(isTrue: () => boolean, otherwise: string): Promise<void> {
  const giveUpAt = performance.now() + SETTLED_WITHIN_MS;
  while (!isTrue()) {
    if (performance.now() > giveUpAt) throw new Error(`${otherwise} within ${SETTLED_WITHIN_MS} ms`);
    await wait(2);
  }
}
