import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { OperatorError } from "../../src/operator-error.ts";
import { openReadOnly } from "../../src/store/read-only.ts";
import { openStore } from "../../src/store/sqlite.ts";

/** A path in an empty folder. */
function somewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-unusable-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "rundmail.db");
}

const open = (path: string) => openStore({ path, mode: "command", missing: "create" });
const look = async (path: string) => openReadOnly(path);

async function refusalOf(opening: Promise<unknown>): Promise<OperatorError> {
  const refusal = await opening.catch((error: unknown) => error);
  if (!(refusal instanceof OperatorError)) throw new Error(`no refusal but ${refusal}`);
  return refusal;
}

describe.each([
  ["whoever works with it", open],
  ["whoever only looks", look],
])("%s", (_, opening) => {
  test.each([0, 1, 7])("leaves a database of another program, of its version %i, as it was", async (version) => {
    const path = somewhere();
    const other = new Database(path);
    other.exec(`CREATE TABLE accounts (id INTEGER); PRAGMA user_version = ${version};`);
    other.close();
    const before = readFileSync(path);
    const refusal = await refusalOf(opening(path));
    expect(refusal).toMatchObject({ exitCode: 69, sentence: `The database ${path} is of another program.` });
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(dirname(path))).toEqual(["rundmail.db"]);
  });

  test("is told of another version of ours, and what to do", async () => {
    const path = somewhere();
    await (await open(path)).close();
    const newer = new Database(path);
    newer.pragma("user_version = 99");
    newer.close();
    const refusal = await refusalOf(opening(path));
    expect(refusal).toMatchObject({ exitCode: 69, hint: expect.stringContaining("Update Rundmail") });
    expect(refusal.sentence).toContain("its form is 99");
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["behind its first page", (bytes) => bytes.fill(0x41, 4096)],
    ["from its first byte", (bytes) => bytes.fill(0x41)],
    ["in its middle, because it was copied halfway", (bytes) => bytes.subarray(0, 6000)],
  ])("is told that it is damaged %s, and what to do", async (_place, harm) => {
    const path = somewhere();
    await (await open(path)).close();
    writeFileSync(path, harm(readFileSync(path)));
    const refusal = await refusalOf(opening(path));
    expect(refusal).toMatchObject({ exitCode: 69, hint: expect.stringContaining("Put a backup in its place") });
    expect(refusal.sentence).toContain(`The database ${path} is damaged`);
  });
});
