import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const entry = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-new-files-"));
  return () => rmSync(folder, { recursive: true });
});

/** A process of its own: what spins in a system call can only be ended from outside. */
function rundmail(...argv: string[]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, [entry, ...argv], { encoding: "utf8", timeout: 30_000 });
}

describe.each([
  ["init", ["init", "--domain", "gruppen.example.org"], "config.json"],
  ["dkim create", ["dkim", "create", "gruppen.example.org"], "dkim-gruppen.example.org-rundmail.pem"],
])("rundmail %s", (_, argv, name) => {
  // /proc says of every new folder that there is no such place, and there Node's own way to make folders never ends.
  test.skipIf(process.platform !== "linux")("says that nothing can be written in a place such as /proc", () => {
    expect(rundmail(...argv, "--dir", "/proc/rundmail/below")).toMatchObject({
      status: 69,
      stderr: expect.stringContaining(`/proc/rundmail/below/${name} cannot be written: ENOENT`),
    });
  });

  test("says that nothing can be written where a file stands instead of the folder", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(rundmail(...argv, "--dir", file)).toMatchObject({
      status: 69,
      stderr: expect.stringMatching(/cannot be written: ENOTDIR.*\nCheck that its folder can be made/),
    });
  });
});
