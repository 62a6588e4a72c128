import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const entry = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-streams-"));
  const config = { domain: "gruppen.example.org", organisation: { contact: "sekretariat@example.org" } };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  // More than a pipe holds.
  const persons = Array.from({ length: 5000 }, (_, index) => ({ id: index + 1, gender: "w" }));
  writeFileSync(join(folder, "people.json"), JSON.stringify({ persons }));
  return () => rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === "win32")(
  "who reads only the first of many mistakes does not change the exit code",
  () => {
    const script = `{ "${process.execPath}" "${entry}" directory import people.json 2>&1; echo $? >&3; } 3>code | head -1; cat code`;
    const { stdout } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect(stdout).toBe("people.json has 5000 mistakes; nothing was changed.\n65\n");
  },
);

test.skipIf(process.platform !== "linux")("a list that the disk has no room for is told, in a sentence", () => {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [entry, "--help"], { stdio: ["ignore", full, "pipe"] });
  expect(status).toBe(69);
  expect(String(stderr)).toMatch(/^Not everything could be printed: ENOSPC[^\n]*\n$/);
});
