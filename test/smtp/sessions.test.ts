import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { configSchema } from "../../src/config/config.ts";
import { summariseMessages } from "../../src/questions/messages.ts";
import { type Listener, listen } from "../../src/smtp/listener.ts";
import { SESSION_LIMITS, type SessionLimits } from "../../src/smtp/sessions.ts";
import { mailData, talk } from "../support/dialogue.ts";
import { mailTo } from "../support/mails.ts";
import { CONTACT, DOMAIN, JUGEND, RUTH } from "../support/people.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

/** A client that says what it likes when it likes, and remembers what it heard. */
interface Client {
  socket: Socket;
  heard(): string;
  say(line: string): void;
  /** Resolves when the server has said that. */
  hears(words: RegExp): Promise<void>;
  isHungUpOn(): Promise<void>;
}

async function comes(port: number): Promise<Client> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  let heard = "";
  socket.on("data", (chunk) => {
    heard += String(chunk);
  });
  await once(socket, "connect");
  return {
    socket,
    heard: () => heard,
    say: (line) => void socket.write(`${line}\r\n`),
    isHungUpOn: () => expect.poll(() => socket.destroyed, { timeout: 5_000 }).toBe(true),
    hears: (words) => expect.poll(() => heard, { timeout: 5_000, interval: 10 }).toMatch(words),
  };
}

/** Has said everything up to DATA, and nothing of the mail. */
async function inTheMiddle(port: number): Promise<Client> {
  const client = await comes(port);
  const lastLine = (): string => client.heard().trimEnd().split("\r\n").at(-1) ?? "";
  await client.hears(/^220 /);
  for (const line of ["EHLO mail.post.example", `MAIL FROM:<${RUTH}>`, `RCPT TO:<${JUGEND}>`, "DATA"]) {
    const before = client.heard().length;
    client.say(line);
    await expect.poll(() => client.heard().length, { interval: 10 }).toBeGreaterThan(before);
    await expect.poll(lastLine, { interval: 10 }).toMatch(line === "DATA" ? /^354 / : /^250 /);
  }
  return client;
}

const NOTHING_PROVEN = { authenticated: false, disowned: false, evidence: "nothing" };

async function listening(
  limits: Partial<SessionLimits>,
  authentication: object = {},
): Promise<{ world: TestWorld; listener: Listener; database: string }> {
  const world = await testWorld();
  const database = databaseFile();
  const config = configSchema.parse({
    domain: DOMAIN,
    database,
    organisation: { contact: CONTACT },
    authentication,
    intake: { keepFreeBytes: 0 },
    listen: [{ protocol: "smtp", port: 0 }],
  });
  const [settings] = config.listen;
  if (settings === undefined) throw new Error("there is one");
  const given = { ...SESSION_LIMITS, exempt: [], ...limits };
  const listener = await listen(
    world,
    config,
    settings,
    async () => NOTHING_PROVEN,
    () => undefined,
    given,
  );
  onTestFinished(() => listener.close());
  return { world, listener, database };
}

/** What a listener looks at of it: that it is there, and the same. */
function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-sessions-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "rundmail.db"), "");
  return join(folder, "rundmail.db");
}

test.each<[string, (database: string) => void]>([
  ["removed", (database) => rmSync(database)],
  [
    "replaced by a backup",
    (database) => {
      writeFileSync(`${database}.old`, "");
      renameSync(`${database}.old`, database);
    },
  ],
])("mail is put off while the database file is %s: it would be lost with the one that is open", async (_, happens) => {
  const { listener, database } = await listening({});
  happens(database);
  const client = await comes(listener.port);
  await client.hears(/^220 /);
  client.say("EHLO post.example");
  await client.hears(/^250 /m);
  client.say(`MAIL FROM:<${RUTH}>`);
  await client.hears(/^451 4\.3\.0 /m);
});

const letter = mailTo({ from: RUTH, to: JUGEND, text: "Grüezi\n" });

test.each(["a..b@docomo.example", "a.@docomo.example", "a@my_host.example", `${"a".repeat(200)}@post.example`])(
  "a mail with the envelope sender <%s> is judged by its From",
  async (sender) => {
    const { world, listener } = await listening({});
    const replies = await talk(listener.port, [
      "EHLO post.example",
      `MAIL FROM:<${sender}>`,
      `RCPT TO:<${JUGEND}>`,
      `RCPT TO:<a..b@${DOMAIN}>`,
      "DATA",
      mailData(letter.raw),
    ]);
    expect(replies.slice(2).map((reply) => reply.replace(/^(\d+( \d[.\d]+)?).*/, "$1"))).toEqual([
      "250",
      "250",
      "550 5.1.1",
      "354",
      "250 2.6.0",
    ]);
    expect(await summariseMessages(world, { state: "held", limit: 9 })).toHaveLength(1);
  },
);

describe("one client has only so many sessions at the same time", () => {
  test("the next one is sent away, until one of them has gone", async () => {
    const { listener } = await listening({ perClient: 2 });
    const [first, second] = [await comes(listener.port), await comes(listener.port)];
    await first.hears(/^220 /);
    await second.hears(/^220 /);
    const third = await comes(listener.port);
    await third.hears(/^421 4\.7\.0 too many connections from your address\r\n$/);
    await third.isHungUpOn();
    first.say("QUIT");
    await first.hears(/^221 /m);
    first.socket.destroy();
    await wait(50);
    await (await comes(listener.port)).hears(/^220 /);
  });

  test("but a trusted peer and this machine may have more", async () => {
    const trusted = await listening({ perClient: 1 }, { trustedPeers: ["127.0.0.0/8"], trustedAuthServers: ["mx"] });
    for (let client = 0; client < 3; client += 1) await (await comes(trusted.listener.port)).hears(/^220 /);
    const local = await listening({ perClient: 1, exempt: SESSION_LIMITS.exempt });
    for (let client = 0; client < 3; client += 1) await (await comes(local.listener.port)).hears(/^220 /);
  });
});

describe("nobody keeps a session for ever", () => {
  test("a mail that comes byte by byte is broken off, whoever sends it", async () => {
    const { listener, world } = await listening(
      { dataMs: 300 },
      { trustedPeers: ["127.0.0.1"], trustedAuthServers: [] },
    );
    const slow = await inTheMiddle(listener.port);
    const drip = setInterval(() => slow.socket.write("x"), 20);
    onTestFinished(() => clearInterval(drip));
    await slow.hears(/^421 4\.4\.2 this mail took too long/m);
    expect(await summariseMessages(world, { state: undefined, limit: 1 })).toEqual([]);
  });

  test("one that says nothing that leads anywhere is ended", async () => {
    const { listener } = await listening({ sessionMs: 300 });
    const idle = await comes(listener.port);
    await idle.hears(/^220 /);
    const noise = setInterval(() => idle.say("NOOP"), 20);
    onTestFinished(() => clearInterval(noise));
    await idle.hears(/^421 4\.4\.2 this session took too long/m);
    await idle.isHungUpOn();
  });

  test("a mail on its way in is still taken and answered, and then it is over", async () => {
    const { listener, world } = await listening({ sessionMs: 700 });
    const client = await inTheMiddle(listener.port);
    await wait(800);
    expect(client.heard()).not.toContain("421");
    client.socket.write(mailData(letter.raw));
    await client.hears(/^250 2\.6\.0 [^\r]*\r\n421 4\.4\.2 this session took too long/m);
    expect(await summariseMessages(world, { state: undefined, limit: 9 })).toHaveLength(1);
  });
});

describe("the server stops", () => {
  test("whoever hands over no mail is sent away at once", async () => {
    const { listener } = await listening({});
    const idle = await comes(listener.port);
    await idle.hears(/^220 /);
    const startedAt = Date.now();
    await listener.close();
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    await idle.hears(/^421 4\.3\.2 the server is shutting down/m);
  });

  test("a mail that ends soon is taken, and one that does not is dropped after some seconds", async () => {
    const { listener, world } = await listening({});
    const [quick, dead] = [await inTheMiddle(listener.port), await inTheMiddle(listener.port)];
    // Hears nothing any more, and does not hang up.
    dead.socket.pause();
    const startedAt = Date.now();
    const closed = listener.close();
    await wait(500);
    quick.socket.write(mailData(letter.raw));
    await quick.hears(/^250 2\.6\.0 /m);
    await closed;
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    expect(await summariseMessages(world, { state: undefined, limit: 9 })).toHaveLength(1);
    dead.socket.resume();
    await dead.hears(/^421 /m);
    await dead.isHungUpOn();
  });
});
