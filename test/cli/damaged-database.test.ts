import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const entry = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

test("a database that turns out to be damaged in the middle of a command is told in a sentence", () => {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-damaged-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const rundmail = (...argv: string[]) =>
    spawnSync(process.execPath, [entry, ...argv], { cwd: folder, encoding: "utf8" });
  const persons = Array.from({ length: 3000 }, (_, index) => ({
    id: index + 1,
    firstName: "Anna",
    lastName: "Keller",
  }));
  writeFileSync(join(folder, "people.json"), JSON.stringify({ persons }));
  expect(rundmail("init", "--domain", "gruppen.example.org").status).toBe(0);
  expect(rundmail("directory", "import", "people.json").status).toBe(0);

  const database = join(folder, "rundmail.db");
  const bytes = readFileSync(database);
  // The schema stands in front and stays, so that the database opens.
  writeFileSync(database, bytes.fill(0x41, bytes.length / 2));

  expect(rundmail("directory", "export")).toMatchObject({
    status: 69,
    stdout: "",
    stderr: expect.stringMatching(/^The database \S+ is damaged, .*\nPut a backup in its place/),
  });
});

test.skipIf(process.platform === "win32")(
  "a disk without room for a change is told in a sentence, and nothing is changed",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "rundmail-full-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const rundmail = (...argv: string[]) =>
      spawnSync(process.execPath, [entry, ...argv], { cwd: folder, encoding: "utf8" });
    expect(rundmail("init", "--domain", "gruppen.example.org").status).toBe(0);
    const persons = Array.from({ length: 2000 }, (_, index) => ({
      id: index + 1,
      firstName: "Anna",
      lastName: "Keller",
    }));
    writeFileSync(join(folder, "people.json"), JSON.stringify({ persons }));
    // A limit on the size of files, here of the WAL file, is as good as a full disk.
    const script = `trap "" XFSZ; ulimit -f 40; exec "${process.execPath}" "${entry}" directory import people.json`;
    const { status, stderr } = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 69,
      stderr: expect.stringMatching(
        /^The database \S+ cannot be written: [^\n]*; what failed was undone\.\nCheck that there is room/,
      ),
    });
    expect(JSON.parse(rundmail("directory", "export").stdout)).toMatchObject({ persons: [] });
  },
);
