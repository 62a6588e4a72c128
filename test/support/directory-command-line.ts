import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { directoryCommands } from "../../src/cli/commands/directory.ts";
import { run } from "../../src/cli/program.ts";
import { openStore } from "../../src/store/sqlite.ts";

/** The commands of the directory, for a test file: each test has a folder with a configuration of its own. */
export function directoryCommandLine() {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rundmail-directory-"));
    const config = { domain: "gruppen.example.org", organisation: { contact: "sekretariat@example.org" } };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const commands = directoryCommands(async (config, missing, use) => {
    const store = await openStore({ path: config.database, mode: "command", missing });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  });

  /** Runs one command line in the folder of this test. */
  async function rundmail(...argv: string[]) {
    const written = { stdout: "", stderr: "" };
    const exitCode = await run(["--config", join(folder, "config.json"), ...argv], [commands], {
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
      env: {},
      isTty: false,
      now: () => 0,
    });
    return { exitCode, ...written };
  }

  /** Runs a command that must go well, and gives back what it prints. */
  async function done(...argv: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await rundmail(...argv);
    if (exitCode !== 0) throw new Error(`${argv.join(" ")}: ${exitCode} ${stderr}`);
    return stdout;
  }

  async function json(...argv: string[]): Promise<unknown> {
    return JSON.parse(await done(...argv, "--json"));
  }

  /** Path of a file beside the configuration. */
  function path(name: string): string {
    return join(folder, name);
  }

  /** Writes a file beside the configuration, and gives back its path. */
  function file(content: unknown): string {
    const written = typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(path("people.json"), written);
    return path("people.json");
  }

  return { rundmail, done, json, path, file };
}
