/**
 * How fast could copies leave at most? A loop over five connections that only does what the promise of a crash demands: it
 * hands over a ready-made mail, records it, claims the next, and five copies share one synced commit. No names are filled
 * in, no mail is looked at, nothing is logged. Beside it the same loop without any record, and one that writes a single
 * row per commit instead of two updates per copy. Against smtp-source, as in bench/send.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import Database from "better-sqlite3";
import { addressOf, type BenchGroup, leader } from "./support/association.ts";
import { ratio, report, rounds } from "./support/figures.ts";
import { handIn, letter } from "./support/letter.ts";
import { runSource, startSink, whatIsMissing } from "./support/postfix.ts";
import { command, install, serve, untilListed } from "./support/rundmail.ts";

const CONNECTIONS = 5;
const GROUP: BenchGroup = { id: 1, members: 10_000, loginsMaySend: "send" };
const BYTES = 5_500;
const LINE = `${"x".repeat(70)}\r\n`;
const MAIL = `Subject: x\r\n\r\n${LINE.repeat(BYTES / LINE.length)}.\r\n`;

const missing = whatIsMissing();
if (missing === undefined) await main();
else console.log(missing);

async function main(): Promise<void> {
  const sink = await startSink();
  const { database, remove } = await listOfCopies(sink.port);
  const db = new Database(database);
  const rates = { source: [] as number[], unrecorded: [] as number[], row: [] as number[], updates: [] as number[] };
  try {
    const recorders = { unrecorded: undefined, row: rowPerCommit(db), updates: updatesPerCopy(db) };
    for (let round = 0; round < rounds(5); round += 1) {
      rates.source.push(await runSource(sink.port, GROUP.members, ["-d", "-s", `${CONNECTIONS}`, "-l", `${BYTES}`]));
      for (const way of ["unrecorded", "row", "updates"] as const) {
        const copies = queuedAgain(db);
        rates[way].push(await rate(sink.port, copies, recorders[way]));
      }
    }
  } finally {
    db.close();
    await sink.stop();
    await remove();
  }
  report(`${GROUP.members} ready-made mails of ${BYTES} bytes, ${CONNECTIONS} connections`, [
    { what: "smtp-source -d -s 5, mails per second", values: rates.source },
    ratio(rates.unrecorded, rates.source, "nothing is recorded, to smtp-source"),
    ratio(rates.row, rates.source, "a row per commit, to smtp-source"),
    ratio(rates.updates, rates.source, "two updates per copy, to smtp-source"),
  ]);
}

/** A database as Rundmail makes it, with the copies of one message in it that are due. */
async function listOfCopies(sinkPort: number): Promise<{ database: string; remove(): Promise<void> }> {
  const installation = await install(sinkPort, [GROUP]);
  await command(installation, "queue", "pause");
  const server = await serve(installation);
  const to = addressOf(GROUP);
  await handIn(server.port, leader(0), to, await letter(leader(0), to));
  await untilListed(installation.database, GROUP.members);
  await server.stop();
  return installation;
}

interface Copy {
  id: number;
  address: string;
}

function queuedAgain(db: Database.Database): Copy[] {
  db.pragma("synchronous = FULL");
  db.exec("UPDATE copies SET state = 'queued', next_attempt_at = 0, claimed_by = NULL, claimed_until = NULL");
  db.pragma("wal_checkpoint(TRUNCATE)");
  return db.prepare<[], Copy>("SELECT id, address FROM copies ORDER BY id").all();
}

/** Has on disk, when it returns, that these are sent and those begin. */
type Recorder = (sent: readonly Copy[], next: readonly Copy[]) => void;

function rowPerCommit(db: Database.Database): Recorder {
  db.exec("CREATE TABLE steps (id INTEGER PRIMARY KEY, sent TEXT NOT NULL, next TEXT NOT NULL) STRICT");
  const add = db.prepare("INSERT INTO steps (sent, next) VALUES (?, ?)");
  const ids = (copies: readonly Copy[]) => copies.map(({ id }) => id).join(" ");
  return db.transaction((sent: readonly Copy[], next: readonly Copy[]) => {
    add.run(ids(sent), ids(next));
  }).immediate;
}

function updatesPerCopy(db: Database.Database): Recorder {
  const claim = db.prepare(
    `UPDATE copies SET state = 'sending', next_attempt_at = NULL, claimed_by = 'floor', claimed_until = 0,
       attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, 0) WHERE id = ?`,
  );
  const record = db.prepare(
    `UPDATE copies SET state = 'sent', sent_at = 0, claimed_by = NULL, claimed_until = NULL, last_reply = '250 2.0.0 Ok'
     WHERE id = ?`,
  );
  return db.transaction((sent: readonly Copy[], next: readonly Copy[]) => {
    for (const { id } of sent) record.run(id);
    for (const { id } of next) claim.run(id);
  }).immediate;
}

/** All connections begin their next mail together, when what became of the last ones is recorded. */
async function rate(port: number, copies: readonly Copy[], record: Recorder | undefined): Promise<number> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(port)));
  const startedAt = performance.now();
  let sent: readonly Copy[] = [];
  for (let first = 0; first < copies.length; first += CONNECTIONS) {
    const next = copies.slice(first, first + CONNECTIONS);
    record?.(sent, next);
    await Promise.all(next.map((copy, place) => connections[place]?.handOver(copy)));
    sent = next;
  }
  record?.(sent, []);
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { socket } of connections) socket.end("QUIT\r\n");
  return copies.length / seconds;
}

interface Connection {
  socket: Socket;
  handOver(copy: Copy): Promise<void>;
}

/** Knows nothing of what a server can say but how many lines it says. */
async function connected(port: number): Promise<Connection> {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  await once(socket, "connect");
  let awaited = 0;
  let go: (() => void) | undefined;
  socket.on("data", (piece) => {
    for (const byte of piece) if (byte === 0x0a) awaited -= 1;
    if (awaited === 0) go?.();
  });
  const lines = (count: number, command = "") =>
    new Promise<void>((resolve) => {
      awaited += count;
      go = resolve;
      if (command !== "") socket.write(command);
    });
  await lines(1);
  await lines(1, "HELO floor.example\r\n");
  return {
    socket,
    async handOver({ id, address }) {
      const from = `bounce-${id}@gruppen.example`;
      await lines(3, `MAIL FROM:<${from}> SIZE=${MAIL.length} BODY=8BITMIME\r\nRCPT TO:<${address}>\r\nDATA\r\n`);
      await lines(1, MAIL);
    },
  };
}
