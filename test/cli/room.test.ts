import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));

/** Prints at the end how much room there is for new objects, in bytes. */
const PRINTS_ROOM = `data:text/javascript,${encodeURIComponent(`
  import { getHeapSpaceStatistics } from "node:v8";
  process.on("exit", () => {
    const { space_size } = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
    process.stdout.write("\\n" + space_size);
  });`)}`;

test("what it takes to load the program is not kept as room for new objects", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", PRINTS_ROOM, PROGRAM, "--help"]);
  const room = Number(stdout.split("\n").at(-1));
  expect(room).toBeGreaterThan(4_000_000);
  expect(room).toBeLessThan(16_000_000);
});
