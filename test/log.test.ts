import { spawnSync } from "node:child_process";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createLog, gathered, type LogSettings, silentLog } from "../src/log.ts";

/** The lines that a log writes while something happens. */
function lines(settings: LogSettings, happening: (log: ReturnType<typeof createLog>) => void, isTTY = false): string[] {
  const written: string[] = [];
  happening(createLog(settings, { write: (text) => written.push(text), isTTY }));
  return written;
}

test("in service each event is one JSON line with the id of its copy, and moments can be read", () => {
  const [line = ""] = lines({ level: "info", format: "auto" }, (log) =>
    log.copyDeferred({ copy: 12, message: 3, reply: "451 4.7.1 later", nextAttemptAt: Date.UTC(2026, 10, 26, 19, 1) }),
  );
  expect(JSON.parse(line)).toEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    copy: 12,
    message: 3,
    reply: "451 4.7.1 later",
    nextAttemptAt: "2026-11-26T19:01:00.000Z",
    msg: "copy deferred",
  });
});

test("on a terminal a person reads words, and a relay's reply cannot move the cursor", () => {
  const [line] = lines(
    { level: "info", format: "auto" },
    (log) => log.copyFailed({ copy: 1, message: 2, reply: "550 \u001b[2J\u009b2Jno" }),
    true,
  );
  expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}copy failed copy=1 message=2 reply="550 \\u001b\[2J\\u009b2Jno"\n$/);
});

test("a bug keeps its stack, whatever was thrown", () => {
  const [one = "", two = ""] = lines({ level: "info", format: "json" }, (log) => {
    log.bug({ where: "copies due", error: new TypeError("x is undefined"), copy: 4 });
    log.bug({ where: "copies due", error: "thrown text" });
  });
  expect(JSON.parse(one)).toMatchObject({
    level: "error",
    where: "copies due",
    copy: 4,
    error: "x is undefined",
    stack: expect.stringContaining("TypeError"),
  });
  expect(JSON.parse(two)).toMatchObject({ error: "thrown text" });
});

test("who asks for warnings only is not told that all is well", () => {
  const written = lines({ level: "warn", format: "pretty" }, (log) => {
    log.stopped();
    log.copySent({ copy: 1, message: 1, reply: "250 ok" });
    log.relayPaused({ sender: "default", why: "quota", untilAt: 0 });
  });
  expect(written).toHaveLength(1);
  expect(written[0]).toContain("relay paused");
});

test("the silent log takes every event and says nothing", () => {
  expect(silentLog.mailAccepted({ mail: 1, message: 1, target: "jugend@gruppen.example" })).toBeUndefined();
});

test("a server writes the lines of one turn together, and what comes after its end at once", async () => {
  const written: string[] = [];
  const stream = gathered({ write: (text) => written.push(text) });
  stream.write("one\n");
  stream.write("two\n");
  expect(written).toEqual([]);
  await nextTurn();
  expect(written).toEqual(["one\ntwo\n"]);
  stream.write("three\n");
  stream.end();
  expect(written).toEqual(["one\ntwo\n", "three\n"]);
  stream.write("four\n");
  await nextTurn();
  expect(written).toEqual(["one\ntwo\n", "three\n", "four\n"]);
});

test.each([
  ["is ended", "process.exit(0);"],
  ["ends by a mistake", "throw new Error('ours');"],
])("the last lines are written when the process %s", (_, ending) => {
  const log = fileURLToPath(new URL("../src/log.ts", import.meta.url));
  const script = `import { gathered } from ${JSON.stringify(log)};
    gathered(process.stderr).write("the last line\\n"); ${ending}`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr).toContain("the last line\n");
});
