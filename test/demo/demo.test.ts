import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { start } from "../../src/app.ts";
import { demoCommand } from "../../src/cli/commands/demo.ts";
import { run } from "../../src/cli/program.ts";
import type { Config } from "../../src/config/config.ts";
import { playDemo } from "../../src/demo/demo.ts";
import type { Rundmail } from "../../src/demo/sample-server.ts";
import { silentLog } from "../../src/log.ts";
import { openWorld } from "../../src/open-world.ts";
import { OperatorError } from "../../src/operator-error.ts";
import { openForgingRelay } from "./forging-relay.ts";

/** Where the demo makes its folders. */
let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "rundmail-demo-test-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

describe("somebody tries Rundmail for the first time", () => {
  test("the demo tells the whole round trip, keeps every mail, and ends well", { timeout: 30_000 }, async () => {
    const bin = fileURLToPath(new URL("../../bin/rundmail.js", import.meta.url));
    const demo = spawn(process.execPath, [bin, "demo"], { env: { ...process.env, TMPDIR: temporary } });
    const [stdout, stderr, [exitCode]] = await Promise.all([text(demo.stdout), text(demo.stderr), once(demo, "exit")]);

    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").filter((line) => /^\d {2}/.test(line))).toEqual([
      "1  A server starts",
      "2  A leader writes to her group",
      "3  The question that comes back",
      "4  She answers «Ja», and everybody gets a mail of their own",
      "5  A stranger writes, and is refused",
      "6  A member writes, and the moderator says no",
      "7  The report to the author",
      "8  The server stops",
    ]);
    expect(stdout).toContain("Soll sie verschickt werden?");
    expect(stdout).toMatch(/│ Lieber Beat +│ │ Liebe Anna, lieber Urs +│ │ Chère Léa +│/);
    expect(stdout).toMatch(/The server replies: +550 5\.7\.1 \[sender-not-allowed\]/);
    expect(stdout).toContain("> bitte ohne Preis");
    expect(stdout).toContain("Verschickt: 5 Mails");
    expect(stdout).not.toContain("\u001b");

    const [folder = "", ...others] = readdirSync(temporary);
    expect(others, "the database is thrown away").toEqual([]);
    expect(stdout.trimEnd().split("\n").at(-1)?.trim()).toBe(join(temporary, folder));
    const files = readdirSync(join(temporary, folder));
    expect(files.map((name) => name.replace(/^\d\d-/, "")).toSorted()).toEqual([
      "confirm-to-ruth.eml",
      "copy-to-beat.eml",
      "copy-to-familie.wuethrich.eml",
      "copy-to-kim.eml",
      "copy-to-lea.eml",
      "copy-to-ruth.eml",
      "held-to-beat.eml",
      "moderate-to-ruth.eml",
      "rejected-to-beat.eml",
      "released-to-ruth.eml",
      "report-to-ruth.eml",
      "sent-by-beat.eml",
      "sent-by-otto.eml",
      "sent-by-ruth.eml",
      "sent-by-ruth.eml",
      "sent-by-ruth.eml",
    ]);
    const copy = files.find((name) => name.includes("copy-to-beat")) ?? "";
    expect(readFileSync(join(temporary, folder, copy), "utf8")).toMatch(/^Received: by gruppen\.kg-aarau\.example /);
  });
});

describe("something is not as planned, and the demo says what", () => {
  /** Plays the demo with a program that differs in this from the real one. */
  async function difference(broken: Partial<Rundmail>, patience?: AbortSignal): Promise<string | undefined> {
    vi.stubEnv("TMPDIR", temporary);
    let shown = "";
    const screen = { stdout: { write: (text: string) => (shown += text) }, env: {} };
    const told = await playDemo(screen, { start, inWorld, ...broken }, patience);
    expect(shown, "the mails so far can be read").toContain(join(temporary, "rundmail-demo-mails-"));
    expect(readdirSync(temporary), "the database is thrown away").toHaveLength(1);
    return told;
  }

  const inWorld: Rundmail["inWorld"] = async (config, missing, use) => {
    const world = await openWorld(config, silentLog, { mode: "command", missing });
    try {
      return await use(world);
    } finally {
      await world.store.close();
    }
  };

  /** Plays the demo with a relay that forges what it passes on. */
  async function differenceBehind(forge: (recipient: string, raw: string) => string[]): Promise<string | undefined> {
    const relay = await openForgingRelay(forge);
    try {
      return await difference({ start: (config, log) => start(relay.inFrontOf(config), log) });
    } finally {
      await relay.close();
    }
  }

  test("nothing is, behind a relay that forges nothing", async () => {
    expect(await differenceBehind((_recipient, raw) => [raw])).toBeUndefined();
  });

  test("Beat's copy greets somebody else", async () => {
    expect(
      await differenceBehind((_recipient, raw) => [raw.replace("\r\n\r\nLieber Beat", "\r\n\r\nLiebe Beate")]),
    ).toMatch(/^the text in the copy to beat@muster\.example should be "Lieber Beat\\n/);
  });

  test("one byte of the attachment to Kim is another", async () => {
    const forged = await differenceBehind((recipient, raw) => [
      recipient === "kim@post.example" ? raw.replace("\r\nJVBERi0x", "\r\nJVBERi0y") : raw,
    ]);
    expect(forged).toMatch(/^the SHA-256 of the attachment in the copy to kim@post\.example should be/);
  });

  test("Léa gets two copies", async () => {
    const forged = await differenceBehind((recipient, raw) =>
      recipient === "lea@dubois.example" ? [raw, raw] : [raw],
    );
    expect(forged).toMatch(
      /^the relay should have got .*, but got .*copy to lea@dubois\.example, copy to lea@dubois\.example/,
    );
  });

  test("the server sends nothing", async () => {
    const told = await difference(
      {
        start: (config, log) => {
          const [sender] = config.senders;
          const senders: Config["senders"] = [{ ...sender, relay: { ...sender.relay, host: "127.0.0.2", port: 1 } }];
          return start({ ...config, senders }, log);
        },
      },
      AbortSignal.timeout(1_000),
    );
    expect(told).toBe("the relay should have got confirm to ruth@post.example, but got nothing");
  });

  test("the server takes no mail from anybody", async () => {
    const told = await difference({
      start: (config, log) => start({ ...config, intake: { keepFreeBytes: Number.MAX_SAFE_INTEGER } }, log),
    });
    expect(told).toMatch(/^Ruth's mail should be taken, but the server says: 452 /);
  });

  test("the server notes a fault of its own", async () => {
    const told = await difference({
      start: (config, log) => {
        log.bug({ where: "sender", error: new OperatorError({ sentence: "The disk has gone.", exitCode: 69 }) });
        return start(config, log);
      },
    });
    expect(told).toContain("sender: The disk has gone.");
  });

  test("the server does not start", async () => {
    const sentence = "The port is in use.";
    const told = await difference({ start: () => Promise.reject(new OperatorError({ sentence, exitCode: 69 })) });
    expect(told).toBe(sentence);
  });

  test("the command says what differed, and its exit code is 1", async () => {
    let stderr = "";
    const stream = { write: (text: string | Uint8Array) => (stderr += text) };
    const io = { stdout: stream, stderr: stream, env: {}, isTty: false, now: Date.now };
    const exitCode = await run(["demo"], [demoCommand(() => Promise.resolve("Beat got nothing"))], io);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: "The demo did not go as planned: Beat got nothing\n",
    });
  });
});
