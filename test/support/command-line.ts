import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { WithWorld } from "../../src/cli/commands/message.ts";
import { type RegisterCommand, run } from "../../src/cli/program.ts";
import { CONTACT, DOMAIN } from "./people.ts";
import type { TestWorld } from "./world.ts";

/** What a command has left behind. */
interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** The command line of a test world. */
export interface CommandLine {
  /** A folder that is gone when the test is over. */
  folder: string;
  rundmail(...argv: string[]): Promise<Ended>;
  /** A command with --json that must go well. */
  json<T>(...argv: string[]): Promise<T>;
}

/** @param command as main.ts registers it */
export function commandLine(world: TestWorld, command: (withWorld: WithWorld) => RegisterCommand): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-command-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ domain: DOMAIN, organisation: { contact: CONTACT } }));
  async function rundmail(...argv: string[]): Promise<Ended> {
    const written = { stdout: "", stderr: "" };
    const exitCode = await run(["--config", config, ...argv], [command((_, use) => use(world))], {
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
      env: {},
      isTty: false,
      now: world.clock,
    });
    return { exitCode, ...written };
  }
  return {
    folder,
    rundmail,
    async json<T>(...argv: string[]) {
      const { exitCode, stdout, stderr } = await rundmail(...argv, "--json");
      if (exitCode !== 0) throw new Error(`${argv.join(" ")}: ${exitCode} ${stderr}`);
      return JSON.parse(stdout) as T;
    },
  };
}
