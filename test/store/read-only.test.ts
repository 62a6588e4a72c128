import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { OperatorError } from "../../src/operator-error.ts";
import { addEvent } from "../../src/store/events.ts";
import { openReadOnly } from "../../src/store/read-only.ts";
import { openStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import type { Read, Tx } from "../../src/store/tables.ts";

/** A path in an empty folder. */
function somewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-read-only-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "rundmail.db");
}

async function server(path: string): Promise<Store> {
  const store = await openStore({ path, mode: "server", missing: "create" });
  await store.atomically((tx) => note(tx, "kept"));
  return store;
}

const note = (tx: Tx, text: string) =>
  addEvent(tx, { at: 1, kind: "mail-dropped", message: null, address: null, text });
const notes = async (read: Read) => (await read.selectFrom("events").select("text").execute()).map(({ text }) => text);

/** What of a database is on disk: the file, and what was committed and not yet carried over. */
function bytesOf(path: string): (Buffer | undefined)[] {
  const wal = `${path}-wal`;
  const carried = existsSync(wal) ? readFileSync(wal) : undefined;
  return [readFileSync(path), carried?.length === 0 ? undefined : carried];
}

async function notesSeen(path: string): Promise<string[]> {
  const store = openReadOnly(path);
  try {
    return await store.snapshot(notes);
  } finally {
    await store.close();
  }
}

test("what lies there is seen, and not a byte of it changes", async () => {
  const path = somewhere();
  await (await server(path)).close();
  const before = bytesOf(path);
  expect(await notesSeen(path)).toEqual(["kept"]);
  expect(bytesOf(path)).toEqual(before);
});

test("beside a server everything committed is seen, and the server goes on", async () => {
  const path = somewhere();
  const running = await server(path);
  onTestFinished(() => running.close());
  const before = bytesOf(path);
  const looking = openReadOnly(path);
  expect(await looking.snapshot(notes)).toEqual(["kept"]);
  expect(bytesOf(path)).toEqual(before);
  expect(running.changedElsewhere()).toBe(false);

  await running.atomically((tx) => note(tx, "later"));
  expect(await looking.snapshot(notes)).toEqual(["kept", "later"]);
  await looking.close();
});

test("what a server left behind that was killed is seen and left for the next one", async () => {
  const path = somewhere();
  const running = await server(path);
  const crashed = join(dirname(path), "crashed.db");
  for (const end of ["", "-wal"]) copyFileSync(path + end, crashed + end);
  await running.close();
  const before = bytesOf(crashed);
  expect(await notesSeen(crashed)).toEqual(["kept"]);
  expect(bytesOf(crashed)).toEqual(before);
  const next = await openStore({ path: crashed, mode: "server", missing: "fail" });
  expect(await next.snapshot(notes)).toEqual(["kept"]);
  await next.close();
});

test("nothing can be written, whatever is tried", async () => {
  const path = somewhere();
  await (await server(path)).close();
  const store = openReadOnly(path);
  onTestFinished(() => store.close());
  await expect(store.atomically((tx) => note(tx, "more"))).rejects.toThrow(/read-only/);
  await expect(store.snapshot((read) => note(read as Tx, "more"))).rejects.toThrow(/readonly/);
  expect(await store.snapshot(notes)).toEqual(["kept"]);
});

test("names are compared as everywhere, and the version of the directory is known", async () => {
  const path = somewhere();
  const running = await server(path);
  onTestFinished(() => running.close());
  const looking = openReadOnly(path);
  onTestFinished(() => looking.close());
  expect(await looking.directoryVersion()).toBe(await running.directoryVersion());
  const lower = await looking.snapshot((read) =>
    read.selectNoFrom((eb) => eb.fn("lower", [eb.val("MÜLLER")]).as("name")).execute(),
  );
  expect(lower).toEqual([{ name: "müller" }]);
});

test.each([
  ["nothing lies there", () => undefined, 66],
  ["something else lies there", (path: string) => writeFileSync(path, "Liebe Jugend, ".repeat(500)), 69],
  ["an empty file lies there", (path: string) => writeFileSync(path, ""), 69],
])("%s, and the operator is told", (_, put, exitCode) => {
  const path = somewhere();
  put(path);
  let refusal: unknown;
  try {
    openReadOnly(path);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(OperatorError);
  expect(refusal).toMatchObject({ exitCode });
});
