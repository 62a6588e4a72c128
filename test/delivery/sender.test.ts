import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Sender, startSender } from "../../src/delivery/sender.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { type OutgoingMail, outgoingMails } from "../../src/questions/outgoing-mail.ts";
import { switchQueueByHand } from "../../src/transitions/decided-by-hand.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { mailTo } from "../support/mails.ts";
import { RUTH } from "../support/people.ts";
import { hand } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

const CONNECTIONS = 3;
const MEMBERS = 60;

/** Ruth has written to 60 people. */
async function crowd(): Promise<TestWorld> {
  const directory = stageWithCrowds({ 200: MEMBERS });
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: crowdAddress(200) }));
  while (await expandRecipients(world));
  return world;
}

/** The same world on a slow disk: every transaction begins so much later. */
function onSlowDisk(world: TestWorld, ms: number): TestWorld {
  const { store } = world;
  return {
    ...world,
    store: {
      ...store,
      async atomically(work) {
        await wait(ms);
        return store.atomically(work);
      },
    },
  };
}

/** A relay that asks what to do with each mail when it has come to its end. */
async function relay(taken: (arrived: number) => Promise<void>): Promise<number> {
  let arrived = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData(stream, _session, done) {
      stream.resume();
      stream.on("end", () => {
        arrived += 1;
        taken(arrived).then(() => done(), done);
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  await once(listening, "listening");
  return (listening.address() as AddressInfo).port;
}

/** @param takesLong whether a signature does */
function sending(world: TestWorld, port: number, takesLong = true): Sender {
  const sign = Object.assign((mail: OutgoingMail) => Promise.resolve(mail), { takesLong });
  const access = { host: "127.0.0.1", port, security: "none", hostname: "gruppen.example" } as const;
  const outfit = { name: "default", access, connections: CONNECTIONS, sign };
  const sender = startSender(world, outgoingMails(world), outfit, "server-1");
  onTestFinished(() => sender.stop());
  return sender;
}

async function countsOf(world: TestWorld) {
  const message = await describeMessage(world, 1);
  if (message === undefined) throw new Error("Ruth has written nothing");
  return message.copies;
}

test("a connection begins its next copy only after the record of its last is on disk, slow as that may be", async () => {
  const world = await crowd();
  const unrecorded: number[] = [];
  const port = await relay(async (arrived) => {
    unrecorded.push(arrived - (await countsOf(world)).sent);
  });
  sending(onSlowDisk(world, 20), port);
  await vi.waitFor(async () => expect((await countsOf(world)).sent).toBe(MEMBERS), 10_000);
  // Ruth's report may have come too.
  expect(unrecorded.length).toBeGreaterThanOrEqual(MEMBERS);
  expect(Math.max(...unrecorded)).toBeLessThanOrEqual(CONNECTIONS);
});

test("of a slow relay no more copies are claimed than it has connections, of a fast one as many again", async () => {
  const world = await crowd();
  const claimed: number[] = [];
  let ms = 150;
  const port = await relay(async () => {
    await wait(ms);
    claimed.push((await countsOf(world)).sending);
  });
  sending(world, port);
  await vi.waitFor(() => expect(claimed.length).toBeGreaterThanOrEqual(3 * CONNECTIONS), 10_000);
  expect(Math.max(...claimed)).toBe(CONNECTIONS);
  ms = 0;
  await vi.waitFor(async () => expect((await countsOf(world)).sent).toBe(MEMBERS), 10_000);
  expect(Math.max(...claimed)).toBe(2 * CONNECTIONS);
});

test("a mail that takes long holds up the record of no other", async () => {
  const world = await crowd();
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const port = await relay((arrived) => (arrived === 1 ? end : Promise.resolve()));
  sending(world, port);
  onTestFinished(() => resolve());
  await vi.waitFor(async () => expect((await countsOf(world)).sent).toBe(MEMBERS - 1), 10_000);
  resolve();
  await vi.waitFor(async () => expect((await countsOf(world)).sent).toBe(MEMBERS), 10_000);
});

test("a relay that shuts us out in its greeting is not asked once for each copy", async () => {
  const world = await crowd();
  let greeted = 0;
  const server = createServer((socket) => {
    greeted += 1;
    socket.on("error", () => undefined);
    socket.end("421 4.3.2 shutting down\r\n");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  sending(world, (server.address() as AddressInfo).port, false);
  await vi.waitFor(() => expect(greeted).toBeGreaterThan(0), 10_000);
  await wait(900);
  expect(greeted).toBeLessThanOrEqual(2 * CONNECTIONS);
  expect((await countsOf(world)).failed).toBe(0);
});

test("where a signature takes no time, nothing is claimed ahead", async () => {
  const world = await crowd();
  const claimed: number[] = [];
  const port = await relay(async () => void claimed.push((await countsOf(world)).sending));
  sending(world, port, false);
  await vi.waitFor(async () => expect((await countsOf(world)).sent).toBe(MEMBERS), 10_000);
  expect(Math.max(...claimed)).toBe(CONNECTIONS);
});

test("the server stops while it claims: nothing of that leaves", async () => {
  const world = await crowd();
  let came = 0;
  const port = await relay(async () => {
    came += 1;
  });
  const sender = sending(onSlowDisk(world, 50), port);
  await wait(10);
  await sender.stop();
  expect(came).toBe(0);
  expect((await countsOf(world)).queued).toBe(MEMBERS);
});

test.each([
  ["the server stops", (_world: TestWorld, sender: Sender) => sender.stop()],
  ["the operator pauses the queue", (world: TestWorld) => switchQueueByHand(world, "paused")],
] as const)("%s: what was claimed ahead is as if it had never been tried", async (_what, happens) => {
  const world = await crowd();
  let answer: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  // By then it is fast enough that copies are claimed ahead.
  let onTheWire = 0;
  const port = await relay(async (arrived) => {
    if (arrived <= 2 * CONNECTIONS) return;
    onTheWire += 1;
    await held;
  });
  const sender = sending(world, port);
  await vi.waitFor(() => expect(onTheWire).toBe(CONNECTIONS), 10_000);
  await vi.waitFor(async () => expect((await countsOf(world)).sending).toBe(2 * CONNECTIONS), 10_000);
  const happened = happens(world, sender);
  await wait(50);
  answer?.();
  await happened;
  await vi.waitFor(async () => expect((await countsOf(world)).sending).toBe(0), 10_000);
  const { sent, queued } = await countsOf(world);
  expect({ sent, queued }).toEqual({ sent: 3 * CONNECTIONS, queued: MEMBERS - 3 * CONNECTIONS });
});

/** A relay that does this with each connection, and speaks to none. @param opened when each came, in ms of this process */
async function muteRelay(greet: (socket: Socket) => void): Promise<{ port: number; opened: number[] }> {
  const opened: number[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    opened.push(performance.now());
    sockets.push(socket);
    socket.on("error", () => undefined);
    greet(socket);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, opened };
}

test("the server stops while a relay does not greet: nobody waits for that, and nothing has been tried", async () => {
  const world = await crowd();
  const { port, opened } = await muteRelay(() => undefined);
  const sender = sending(world, port);
  await vi.waitFor(() => expect(opened).toHaveLength(CONNECTIONS), 10_000);
  await sender.stop();
  expect(await countsOf(world)).toMatchObject({ queued: MEMBERS, deferred: 0, sending: 0 });
});

test("connections that fail together are one try: the relay is left alone for a second, not for four", async () => {
  const world = await crowd();
  const { port, opened } = await muteRelay((socket) => socket.destroy());
  sending(world, port);
  await vi.waitFor(() => expect(opened.length).toBeGreaterThan(CONNECTIONS), 7_000);
  const [first = 0] = opened;
  const [again = 0] = opened.slice(CONNECTIONS);
  expect(again - first).toBeGreaterThan(900);
  expect(again - first).toBeLessThan(3_000);
});
