import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { breachesOf, importsOf, MAY_IMPORT, roomOf } from "./support/house.ts";
import { codeOnly, withoutComments } from "./support/source-text.ts";

const src = fileURLToPath(new URL("../src", import.meta.url));
const files = globSync("**/*.ts", { cwd: src });

describe("the house as it stands", () => {
  test.each(files)("src/%s keeps to the plan", (path) => {
    expect(breachesOf(path, readFileSync(`${src}/${path}`, "utf8"))).toEqual([]);
  });

  test("there is no room that the plan does not know", () => {
    expect(files.map(roomOf).filter((room) => !(room in MAY_IMPORT))).toEqual([]);
    expect(files.length).toBeGreaterThan(20);
  });
});

describe("somebody builds against the plan, and the test sees it", () => {
  test.each([
    [
      "mail/header.ts",
      'import { greet } from "../directory/salutation.ts";',
      "imports directory (../directory/salutation.ts)",
    ],
    [
      "directory/group.ts",
      'import type { Verdict } from "../journey/judge.ts";',
      "imports types of journey (../journey/judge.ts)",
    ],
    ["smtp/server.ts", 'import { claim } from "../delivery/claim.ts";', "imports delivery (../delivery/claim.ts)"],
    ["cli/program.ts", 'import { start } from "../app.ts";', "imports app (../app.ts)"],
    ["cli/commands/demo.ts", 'const demo = await import("../../demo/demo.ts");', "imports demo (../../demo/demo.ts)"],
    ["smtp/server.ts", 'import { judge } from "../journey/judge.ts";', "imports journey (../journey/judge.ts)"],
    [
      "smtp/server.ts",
      'import { type Verdict, judge } from "../journey/judge.ts";',
      "imports journey (../journey/judge.ts)",
    ],
    ["smtp/server.ts", 'export { judge } from "../journey/judge.ts";', "imports journey (../journey/judge.ts)"],
    ["smtp/server.ts", 'import "../store/open.ts";', "imports store (../store/open.ts)"],
    ["smtp/server.ts", "import {\n  addMail,\n} from '../store/mail.ts';", "imports store (../store/mail.ts)"],
    ["store/mail.ts", 'import { loadConfig } from "../config/load.ts";', "imports config (../config/load.ts)"],
    [
      "cellar/wine.ts",
      'import { parseAddress } from "../mail/address.ts";',
      "is in a room that the plan does not know",
    ],
    ["transitions/mail-arrived.ts", 'import { sql } from "kysely";', "imports kysely outside store/"],
    ["questions/queue.ts", 'import Database from "better-sqlite3";', "imports better-sqlite3 outside store/"],
    ["mail/header.ts", 'import { readFileSync } from "node:fs";', "imports node:fs in a pure room"],
    ["mail/header.ts", 'import { isIP } from "node:net";', "imports node:net in a pure room"],
    ["journey/pace.ts", "const now = Date.now();", "reads the clock in a pure room"],
    ["journey/pace.ts", "const now = new Date();", "reads the clock in a pure room"],
    ["journey/pace.ts", "const roll = Math.random();", "takes a random number in a pure room"],
    ["mail/token.ts", "randomBytes(16);", "takes random bytes in a pure room"],
    ["journey/judge.ts", "await Promise.resolve();", "waits in a pure room"],
    ["journey/judge.ts", "const zone = process.env;", "reads the environment in a pure room"],
    ["journey/judge.ts", "setTimeout(judge, 1);", "starts a timer in a pure room"],
    ["journey/judge.ts", `const text = \`now \${new Date()} and \${{ a: 1 }.a}\`;`, "reads the clock in a pure room"],
    ["smtp/server.ts", "process.exit(1);", "calls process.exit"],
    ["smtp/server.ts", "let a = 1;\n".repeat(301), "has more than 300 lines"],
  ])("%s: %s", (path, source, breach) => {
    expect(breachesOf(path, source)).toEqual([`src/${path} ${breach}`]);
  });

  test("two mistakes in one file are two", () => {
    expect(breachesOf("mail/header.ts", 'import { createServer } from "node:net";\nprocess.exit();\n')).toHaveLength(3);
  });
});

describe("somebody keeps to the plan, and the test is content", () => {
  test.each([
    ["directory/person.ts", 'import { parseAddress } from "../mail/address.ts";'],
    ["smtp/server.ts", 'import type { Verdict } from "../journey/judge.ts";'],
    ["smtp/server.ts", 'import { type Verdict, type Reason } from "../journey/judge.ts";'],
    ["cli/commands/init.ts", 'import { say } from "../output.ts";'],
    ["mail/header.ts", 'import { OperatorError } from "../operator-error.ts";'],
    ["store/open.ts", 'import Database from "better-sqlite3";'],
    ["app.ts", 'import { open } from "./store/open.ts";'],
    ["main.ts", 'import { start } from "./app.ts";'],
    ["journey/hold.ts", "const expiresAt = new Date(receivedAt + waitMs);"],
    [
      "journey/hold.ts",
      '// Never await or read Date.now() here.\nconst word = "await Date.now()";\nconst rule = /["`]await/;',
    ],
    ["mail/address.ts", "const atext = /[!#$%&'*+/=?^_`{|}~-]+/; const half = a / b; // process.env /"],
    ["smtp/server.ts", "process.exitCode = 1;"],
  ])("%s: %s", (path, source) => {
    expect(breachesOf(path, source)).toEqual([]);
  });
});

describe("how the test reads a source", () => {
  test("comments and text are blanked, code and line breaks stay", () => {
    expect(withoutComments('a("//x"); // b\n/* c\n */ d')).toBe('a("//x");     \n    \n    d');
    expect(codeOnly('a("//x"); // b')).toBe("a(     );     ");
    expect(codeOnly(`a\`b\${\`c\${d}e\`}f\`g`)).toBe(`a${" ".repeat(8)}d${" ".repeat(6)}g`);
    expect(codeOnly('x = /[/"]/g.test(y) / 2')).toBe(`x = ${" ".repeat(7)}.test(y) / 2`);
  });

  test("an import that is only written about is none", () => {
    expect(importsOf('// import { a } from "../a.ts";\nimport b from "./b.ts";')).toEqual([
      { from: "./b.ts", typesOnly: false },
    ]);
  });
});
