import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkCommand } from "../../src/cli/commands/check.ts";
import { initCommand } from "../../src/cli/commands/init.ts";
import { printJson, printTable } from "../../src/cli/output.ts";
import { type RegisterCommand, run } from "../../src/cli/program.ts";
import { type Io, showProgress } from "../../src/cli/terminal.ts";
import { loadConfig } from "../../src/config/load.ts";
import { OperatorError } from "../../src/operator-error.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-cli-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A screen that remembers what was written on it. */
function screen(overrides: Partial<Io> = {}) {
  const written = { stdout: "", stderr: "" };
  const io: Io = {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env: {},
    isTty: false,
    now: () => 0,
    ...overrides,
  };
  return { io, written };
}

const createDatabase = (path: string): void => writeFileSync(path, "empty database");

/** Runs one command line with the commands of this test; nothing else can be reached. */
async function rundmail(argv: string[], ...more: RegisterCommand[]) {
  const { io, written } = screen();
  const exitCode = await run(argv, [initCommand(createDatabase), checkCommand(), ...more], io);
  return { exitCode, ...written };
}

function failing(error: unknown): RegisterCommand {
  return (program) => {
    program.command("fail").action(() => {
      throw error;
    });
  };
}

describe("somebody mistypes a command", () => {
  test("the command that was meant is suggested, and the exit code is 64", async () => {
    const { exitCode, stderr, stdout } = await rundmail(["chekc"]);
    expect(exitCode).toBe(64);
    expect(stderr).toContain("Did you mean check?");
    expect(stdout).toBe("");
  });

  test.each([
    [["chekc", "--help"], "check"],
    [["--config", "x.json", "chekc", "-h"], "check"],
    [["help", "chekc"], "check"],
    [["queue", "shwo", "--help"], "show"],
    [["queue", "help", "shwo"], "show"],
  ])("asking for help about %j is no way around that", async (argv, meant) => {
    const noun: RegisterCommand = (program) => {
      program.command("queue").command("show").alias("see");
    };
    const { exitCode, stderr, stdout } = await rundmail(argv, noun);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^error: unknown command '(chekc|shwo)'\n\\(Did you mean ${meant}\\?\\)\n`));
    expect(stderr).not.toContain("Usage:");
    expect(await rundmail(["queue", "see", "--help"], noun)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await rundmail(["queue", "help", "show"], noun)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await rundmail(["queue", "--help"], noun)).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("an unknown option and a missing one are wrong use too", async () => {
    expect(await rundmail(["check", "--al"])).toMatchObject({ exitCode: 64 });
    const missing = await rundmail(["init"]);
    expect(missing.exitCode).toBe(64);
    expect(missing.stderr).toContain("--domain <domain>");
  });

  test("no command at all shows the first steps", async () => {
    const { exitCode, stderr } = await rundmail([]);
    expect(exitCode).toBe(64);
    expect(stderr).toContain("rundmail demo");
  });

  test("--help and --version go to stdout and end well", async () => {
    expect(await rundmail(["--help"])).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: expect.stringContaining("First steps"),
    });
    expect(await rundmail(["--version"])).toMatchObject({ exitCode: 0, stdout: "0.1.0\n" });
    expect(await rundmail(["init", "--help"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("Nothing is ever overwritten"),
    });
  });
});

describe("a command fails", () => {
  test("an operator reads a sentence, each mistake on a line, and a hint", async () => {
    const error = new OperatorError({
      sentence: "The directory has one mistake.",
      hint: "Correct it.",
      exitCode: 65,
      problems: [{ path: "persons[0].id", found: '"\u001b[2Jx"', problem: "must be a number" }],
    });
    expect(await rundmail(["fail"], failing(error))).toEqual({
      exitCode: 65,
      stdout: "",
      stderr: 'The directory has one mistake.\n  persons[0].id: found " [2Jx", must be a number\nCorrect it.\n',
    });
  });

  test("our own mistake shows its stack and ends with 70", async () => {
    const { exitCode, stderr } = await rundmail(["fail"], failing(new TypeError("x is not iterable")));
    expect(exitCode).toBe(70);
    expect(stderr).toContain("TypeError: x is not iterable\n    at ");
  });
});

describe("what a command prints", () => {
  const headings = ["id", "subject"];
  const rows = [
    [1, "Sommerfest"],
    [20, "Böse\tZeile\u001b[31m\n\u202Egnp.exe"],
    [3, null],
  ] as const;

  test("in a pipe a table is tab-separated lines, and a stranger's subject cannot break them", () => {
    const { io, written } = screen();
    printTable(io, headings, rows);
    expect(written.stdout).toBe("id\tsubject\n1\tSommerfest\n20\tBöse Zeile [31m gnp.exe\n3\t\n");
  });

  test("on a terminal it is drawn in columns, with bold headings", () => {
    const { io, written } = screen({ isTty: true });
    printTable(io, headings, rows);
    expect(written.stdout).toBe(
      "\u001b[1mid\u001b[22m  \u001b[1msubject\u001b[22m\n1   Sommerfest\n20  Böse Zeile [31m gnp.exe\n3\n",
    );
  });

  test("NO_COLOR keeps the columns and drops the rest", () => {
    const { io, written } = screen({ isTty: true, env: { NO_COLOR: "1" } });
    printTable(io, headings, rows.slice(0, 1));
    expect(written.stdout).toBe("id  subject\n1   Sommerfest\n");
  });

  test("--json is one value and nothing else", () => {
    const { io, written } = screen();
    printJson(io, [{ id: 1 }]);
    expect(written.stdout).toBe('[{"id":1}]\n');
  });

  test("progress is for people who watch", () => {
    const unwatched = screen();
    showProgress(unwatched.io, "50 %");
    expect(unwatched.written.stderr).toBe("");
    let seen = "";
    showProgress(screen({ stderr: { isTTY: true, write: (text) => (seen += text) } }).io, "50 %");
    expect(seen).toBe("\r\u001b[K50 %");
  });
});

describe("rundmail init", () => {
  test("writes a configuration that is right, a secret and a database, for the owner alone", async () => {
    const { exitCode, stdout, stderr } = await rundmail([
      "init",
      "--domain",
      "gruppen.example.org",
      "--contact",
      "a@example.org",
      "--dir",
      folder,
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).not.toContain("Edit organisation.contact");
    const config = loadConfig(join(folder, "config.json"));
    expect(config).toMatchObject({ domain: "gruppen.example.org", organisation: { contact: "a@example.org" } });
    expect(readFileSync(config.database, "utf8")).toBe("empty database");
    expect(statSync(join(folder, "config.json")).mode & 0o777).toBe(0o600);
    expect(statSync(config.secretFile).mode & 0o777).toBe(0o600);
  });

  test("without a contact it says that one must be given, and check repeats it", async () => {
    const config = join(folder, "deep", "rundmail.json");
    const init = await rundmail(["--config", config, "init", "--domain", "gruppen.example.org"]);
    expect(init).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Edit organisation.contact") });
    const check = await rundmail(["--config", config, "check"]);
    expect(check).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("warning: organisation.contact is postmaster@localhost"),
    });
  });

  test.each(["config.json", "rundmail.secret", "rundmail.db"])(
    "a %s that is there stays, and nothing is written",
    async (name) => {
      const path = join(folder, name);
      writeFileSync(path, "mine");
      const { exitCode, stderr } = await rundmail(["init", "--domain", "gruppen.example.org", "--dir", folder]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(path);
      expect(readFileSync(path, "utf8")).toBe("mine");
      const others = ["config.json", "rundmail.secret", "rundmail.db"].filter((other) => other !== name);
      expect(others.filter((other) => existsSync(join(folder, other)))).toEqual([]);
    },
  );

  test("a folder that cannot be made is told, and where it should be", async () => {
    writeFileSync(join(folder, "file"), "");
    const below = join(folder, "file", "below");
    const { exitCode, stderr } = await rundmail(["init", "--domain", "gruppen.example.org", "--dir", below]);
    expect(exitCode).toBe(69);
    expect(stderr).toContain(`${join(below, "config.json")} cannot be written`);
    expect(stderr).toContain("Check that its folder can be made");
  });

  test("a domain that is none is wrong use, and nothing is written", async () => {
    const { exitCode, stderr } = await rundmail(["init", "--domain", "my church", "--dir", folder]);
    expect(exitCode).toBe(64);
    expect(stderr).toContain('domain: found "my church"');
    expect(existsSync(join(folder, "config.json"))).toBe(false);
  });
});

describe("rundmail check", () => {
  async function check(settings: object, directory?: RegisterCommand) {
    await rundmail(["init", "--domain", "gruppen.example.org", "--contact", "a@example.org", "--dir", folder]);
    const path = join(folder, "config.json");
    const written: object = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...written, ...settings }));
    const { io, written: seen } = screen();
    const exitCode = await run(["--config", path, "check"], [directory ?? checkCommand()], io);
    return { exitCode, ...seen };
  }

  test("is content with what init wrote", async () => {
    expect(await check({})).toEqual({ exitCode: 0, stdout: "", stderr: `${join(folder, "config.json")} is right.\n` });
  });

  test("tells every mistake of the configuration, and ends with 78", async () => {
    const { exitCode, stderr } = await check({ language: "rm", maxRecipients: -1 });
    expect(exitCode).toBe(78);
    expect(stderr).toContain("language:");
    expect(stderr).toContain("maxRecipients: found -1, must be at least 0");
  });

  test("tells folders that are missing before anything starts", async () => {
    const { exitCode, stderr } = await check({ database: "data/mail.db", secretFile: "keys/secret" });
    expect(exitCode).toBe(78);
    expect(stderr).toContain(
      `database: found "${join(folder, "data", "mail.db")}", lies in a folder that does not exist`,
    );
    expect(stderr).toContain("secretFile: found");
  });

  test("warns who takes every sender as the real one, and still ends well", async () => {
    const { exitCode, stderr } = await check({ authentication: { mode: "ignore" } });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning: authentication.mode is "ignore"');
  });

  test("warns of half a trust and of a password that may travel unencrypted", async () => {
    writeFileSync(join(folder, "password"), "geheim\n");
    const { stderr } = await check({
      authentication: { trustedPeers: ["192.0.2.7"] },
      relay: { user: "x", passwordFile: "password" },
    });
    expect(stderr.split("\n").filter((line) => line.startsWith("warning:"))).toEqual([
      expect.stringContaining("trustedPeers and trustedAuthServers"),
      expect.stringContaining("may travel unencrypted"),
    ]);
  });

  test("a missing secret file is a mistake of the configuration", async () => {
    const { exitCode, stderr } = await check({ secretFile: "elsewhere" });
    expect(exitCode).toBe(78);
    // Whoever has lost it cannot use `init`, which overwrites nothing, nor any command that decides, which needs one.
    expect(stderr).not.toContain("`rundmail init` creates it");
    expect(stderr).toContain("openssl rand -base64 32");
  });

  test("the directory is asked too, and its mistakes end with 65", async () => {
    const problem = { path: "groups[123]", problem: "its moderator role does not exist" };
    const { exitCode, stderr } = await check(
      {},
      checkCommand(() => Promise.resolve([problem])),
    );
    expect(exitCode).toBe(65);
    expect(stderr).toContain("  groups[123]: its moderator role does not exist\n");
  });
});
