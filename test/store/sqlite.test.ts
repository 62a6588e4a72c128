import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { OperatorError } from "../../src/operator-error.ts";
import { addEvent } from "../../src/store/events.ts";
import { occupy } from "../../src/store/occupy.ts";
import { openStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import type { Read, Tx } from "../../src/store/tables.ts";

/** A path in an empty folder. */
function somewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "rundmail.db");
}

async function opened(path: string, mode: "server" | "command" = "command"): Promise<Store> {
  const store = await openStore({ path, mode, missing: "create" });
  onTestFinished(() => store.close());
  return store;
}

/** A second program that has the file open, such as a command or a backup. */
function otherProcess(path: string): Database.Database {
  const db = new Database(path, { timeout: 0 });
  onTestFinished(() => void db.close());
  return db;
}

const note = (tx: Tx, text: string) =>
  addEvent(tx, { at: 1, kind: "mail-dropped", message: null, address: null, text });
const notes = async (read: Read) => (await read.selectFrom("events").select("text").execute()).map(({ text }) => text);

async function refusalOf(opening: Promise<unknown>): Promise<OperatorError> {
  const refusal = await opening.catch((error: unknown) => error);
  if (!(refusal instanceof OperatorError)) throw new Error(`no refusal but ${refusal}`);
  return refusal;
}

describe("the file", () => {
  test("is created where it may be, and found again with what was in it", async () => {
    const path = somewhere();
    const first = await openStore({ path, mode: "command", missing: "create" });
    await first.atomically((tx) => note(tx, "kept"));
    await first.close();
    const second = await openStore({ path, mode: "server", missing: "fail" });
    expect(await second.snapshot(notes)).toEqual(["kept"]);
    await second.close();
  });

  test.skipIf(process.platform === "win32")("and those beside it are for their owner alone", async () => {
    const path = somewhere();
    const store = await opened(path);
    await store.atomically((tx) => note(tx, "the names of all members"));
    const files = readdirSync(dirname(path));
    expect(files).toContain("rundmail.db-wal");
    for (const file of files) expect(statSync(join(dirname(path), file)).mode & 0o077, file).toBe(0);
  });

  test("is not created by a command that needs it to be there", async () => {
    const { exitCode } = await refusalOf(openStore({ path: somewhere(), mode: "command", missing: "fail" }));
    expect(exitCode).toBe(66);
  });

  test("is opened and read while somebody imports for a long time", async () => {
    const path = somewhere();
    const first = await opened(path);
    await first.atomically((tx) => note(tx, "before"));
    otherProcess(path).exec("BEGIN IMMEDIATE");
    const second = await opened(path);
    expect(await second.snapshot(notes)).toEqual(["before"]);
  });

  test("may be opened for the first time by two at the same moment", async () => {
    const path = somewhere();
    const [one, two] = await Promise.all([opened(path), opened(path)]);
    await Promise.all([one.atomically((tx) => note(tx, "one")), two.atomically((tx) => note(tx, "two"))]);
    expect((await one.snapshot(notes)).toSorted()).toEqual(["one", "two"]);
  });

  test.each<[string, (path: string) => void]>([
    ["of another program", (path) => new Database(path).exec("CREATE TABLE notes (text)").close()],
    ["of a newer version", (path) => new Database(path).exec("PRAGMA user_version = 999").close()],
    ["that is no database", (path) => writeFileSync(path, "this is a letter and no database ".repeat(200))],
  ])("%s is left alone", async (_, write) => {
    const path = somewhere();
    write(path);
    const { exitCode } = await refusalOf(openStore({ path, mode: "server", missing: "create" }));
    expect(exitCode).toBe(69);
  });

  test("in a folder that is not there is refused with a hint", async () => {
    const path = join(somewhere(), "no", "such", "folder.db");
    const { exitCode, hint } = await refusalOf(openStore({ path, mode: "server", missing: "create" }));
    expect(exitCode).toBe(69);
    expect(hint).not.toBe("");
  });
});

/** What happens to a database while it is open here and another program, with a SQLite of its own, looks into it. */
describe("an open database", () => {
  test.skipIf(process.platform !== "linux")("is known to the system as being in use", async () => {
    const path = somewhere();
    await opened(path, "server");
    const { ino } = statSync(path);
    const locks = readFileSync("/proc/locks", "utf8").split("\n");
    expect(locks.filter((line) => line.includes(`:${ino} `))).toEqual([expect.stringMatching(/POSIX +ADVISORY +READ/)]);
  });

  const python = ["-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM events').fetchall()"];
  const whyNot = spawnSync("python3", ["-c", "import sqlite3"]).status === 0 ? undefined : "python3 is not installed";
  test.skipIf(whyNot !== undefined)(
    `keeps its WAL file when Python looks into it${whyNot === undefined ? "" : ` (skipped: ${whyNot})`}`,
    async () => {
      const path = somewhere();
      const store = await opened(path, "server");
      await store.atomically((tx) => note(tx, "before"));
      const { ino } = statSync(`${path}-wal`);
      expect(spawnSync("python3", [...python, path]).status).toBe(0);
      expect(statSync(`${path}-wal`).ino).toBe(ino);
    },
  );
});

describe("a transition", () => {
  test("is all or nothing", async () => {
    const store = await opened(somewhere());
    const failing = store.atomically(async (tx) => {
      await note(tx, "half");
      throw new Error("and then it failed");
    });
    await expect(failing).rejects.toThrow("and then it failed");
    expect(await store.snapshot(notes)).toEqual([]);
  });

  test("that fails takes nothing of its neighbours with it", async () => {
    const store = await opened(somewhere());
    await Promise.allSettled([
      store.atomically((tx) => note(tx, "before")),
      store.atomically(async (tx) => {
        await note(tx, "half");
        await tx.insertInto("memberships").values({ group_id: 1, person_id: 1, role_id: 0 }).execute();
      }),
      store.atomically((tx) => note(tx, "after")),
    ]);
    expect(await store.snapshot(notes)).toEqual(["before", "after"]);
  });

  test("is synced to disk when it is answered: nothing but the WAL mode with full syncs promises that", async () => {
    const store = await opened(somewhere());
    const [journal, synchronous, keys] = await store.atomically(async (tx) => [
      await pragma(tx, "journal_mode"),
      await pragma(tx, "synchronous"),
      await pragma(tx, "foreign_keys"),
    ]);
    expect([journal, synchronous, keys]).toEqual(["wal", 2, 1]);
  });

  test("of a server waits for a lock without stopping the program", async () => {
    const path = somewhere();
    const store = await opened(path, "server");
    const other = otherProcess(path);
    other.exec("BEGIN IMMEDIATE");
    let isDone = false;
    const waiting = store
      .atomically((tx) => note(tx, "waited"))
      .then(() => {
        isDone = true;
      });
    // The program goes on: these turns of the event loop would not come if SQLite itself waited.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(isDone).toBe(false);
    other.exec("COMMIT");
    await waiting;
    expect(await store.snapshot(notes)).toEqual(["waited"]);
  });

  async function pragma(read: Read, name: "journal_mode" | "synchronous" | "foreign_keys"): Promise<unknown> {
    const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(read);
    return rows[0]?.[name];
  }
});

describe("a snapshot", () => {
  test("sees one moment, whatever is written meanwhile", async () => {
    const store = await opened(somewhere());
    await store.snapshot(async (read) => {
      expect(await notes(read)).toEqual([]);
      await store.atomically((tx) => note(tx, "meanwhile"));
      expect(await notes(read)).toEqual([]);
    });
    expect(await store.snapshot(notes)).toEqual(["meanwhile"]);
  });

  test("that fails does not stop the next one", async () => {
    const store = await opened(somewhere());
    await expect(store.snapshot(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await store.snapshot(notes)).toEqual([]);
  });

  test("cannot write", async () => {
    const store = await opened(somewhere());
    const writing = store.snapshot((read) => read.deleteFrom("events").execute());
    await expect(writing).rejects.toThrow(/readonly/);
  });
});

test("what another process writes is noticed, once; what one writes oneself is not", async () => {
  const path = somewhere();
  const server = await opened(path, "server");
  const command = await opened(path);
  expect(server.changedElsewhere()).toBe(false);
  await server.atomically((tx) => note(tx, "own"));
  expect(server.changedElsewhere()).toBe(false);
  await command.atomically((tx) => note(tx, "by hand"));
  expect(server.changedElsewhere()).toBe(true);
  expect(server.changedElsewhere()).toBe(false);
});

test("names are compared without regard to case, umlauts too", async () => {
  const store = await opened(somewhere());
  const { rows } = await store.snapshot((read) => sql<{ text: string }>`SELECT lower('ÄÖÜ É') AS text`.execute(read));
  expect(rows).toEqual([{ text: "äöü é" }]);
});

describe("one server per database", () => {
  test("a second one is refused while the first runs, and welcome afterwards", () => {
    const path = somewhere();
    const leave = occupy(path);
    expect(() => occupy(path)).toThrow(OperatorError);
    expect(() => occupy(path)).toThrow("already runs");
    expect(() => occupy(join(path, "below"))).toThrow("below-server cannot be written");
    leave();
    occupy(path)();
  });

  test.skipIf(process.platform === "win32")(
    "also by a link to its file, and nobody else may even read the lock",
    () => {
      const path = somewhere();
      writeFileSync(path, "");
      const link = join(dirname(path), "current.db");
      symlinkSync(path, link);
      const leave = occupy(path);
      expect(() => occupy(link)).toThrow("already runs");
      expect(statSync(`${path}-server`).mode & 0o077).toBe(0);
      leave();
    },
  );

  test.skipIf(process.getuid?.() === 0 || process.platform === "win32")("a lock that may only be read is none", () => {
    const path = somewhere();
    writeFileSync(`${path}-server`, "", { mode: 0o444 });
    expect(() => occupy(path)).toThrow("cannot be written");
  });

  test("commands are welcome all the time", async () => {
    const path = somewhere();
    const leave = occupy(path);
    const store = await opened(path);
    await store.atomically((tx) => note(tx, "by hand"));
    expect(await store.snapshot(notes)).toEqual(["by hand"]);
    leave();
  });
});

describe("the schema itself says what cannot be", () => {
  const message = `INSERT INTO mails VALUES (1, 'f', '', NULL, 0, 0);
    INSERT INTO messages (id, mail_id, target_key, target_kind, target_id, target_name, target_address, author_address,
      author_wrote_to, author_name, category, authenticated, evidence, known_author, may_read, subject, state, received_at)
    VALUES (1, 1, 'group:1', 'group', '1', '', '', '', '', '', 'other', 0, '', 0, 0, '', 'queued', 0);`;
  const copy = (state: string, columns = "", values = "") =>
    `INSERT INTO copies (id, message_id, address, address_key, person_key, state${columns})
     VALUES (1, 1, 'a', 'a', 0, '${state}'${values});`;

  test.each([
    ["a due copy without a time", copy("queued")],
    ["a sent copy with a next try", copy("sent", ", sent_at, next_attempt_at", ", 1, 1")],
    ["a sent copy without the moment", copy("sent")],
    ["a copy on the wire that nobody has", copy("sending")],
    ["a state that there is not", copy("lost")],
    ["two copies for one recipient", copy("cancelled") + copy("cancelled").replace("(1,", "(2,")],
    ["a refused message without a reason", "UPDATE messages SET state = 'refused';"],
    [
      "two messages of one mail for one target",
      message.slice(message.indexOf("INSERT INTO messages")).replace("(1,", "(2,"),
    ],
    ["a decision without a moment", "INSERT INTO holds VALUES (1, 'confirm', 0, 1, 'released', NULL);"],
  ])("%s", async (_, statement) => {
    const path = somewhere();
    await (await openStore({ path, mode: "command", missing: "create" })).close();
    const db = otherProcess(path);
    db.exec(message);
    expect(() => db.exec(statement)).toThrow(/constraint/i);
  });
});
