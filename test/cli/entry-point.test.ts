import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let clone: string;

/** Makes this Node say that it is an old one, before the entry point looks. */
const pretendOld = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "rundmail-clone-"));
  cpSync(fileURLToPath(new URL("../../bin", import.meta.url)), join(clone, "bin"), { recursive: true });
  writeFileSync(join(clone, "package.json"), '{"type":"module"}');
});

afterEach(() => {
  rmSync(clone, { recursive: true });
});

function program(path: string, text: string): void {
  mkdirSync(join(clone, path, ".."), { recursive: true });
  writeFileSync(join(clone, path), text);
}

function bringNodeAlong(): void {
  mkdirSync(join(clone, "node_modules", ".bin"), { recursive: true });
  symlinkSync(process.execPath, join(clone, "node_modules", ".bin", "node"));
}

function start(nodeArguments: string[], ...argv: string[]): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [...nodeArguments, join(clone, "bin", "rundmail.js"), ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "" },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes: Buffer) => (text += bytes.toString()));
  return { child, output: () => text };
}

async function finish({ child, output }: ReturnType<typeof start>) {
  const [exitCode] = await once(child, "close");
  return { exitCode, output: output() };
}

/** Prints its process id, waits for SIGTERM, and then ends with the exit code 7. */
const WAITING = `
export function main() {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 1000);
    process.on("SIGTERM", () => { clearInterval(alive); resolve(7); });
    process.stdout.write(String(process.pid));
  });
}`;

async function processId({ child, output }: ReturnType<typeof start>): Promise<number> {
  while (output() === "") await once(child.stdout ?? child, "data");
  return Number(output());
}

describe("an operator has a new Node", () => {
  test("a clone runs its sources, and the exit code is that of main", async () => {
    program(
      "src/main.ts",
      "export const main = (argv: string[]): Promise<number> => { process.stdout.write(argv.join()); return Promise.resolve(3); };",
    );
    expect(await finish(start([], "a", "b"))).toEqual({ exitCode: 3, output: "a,b" });
  });

  test("without sources the built files run", async () => {
    program("dist/main.js", "export const main = () => Promise.resolve(4);");
    expect(await finish(start([]))).toEqual({ exitCode: 4, output: "" });
  });
});

describe("an operator has an old Node", () => {
  test("a clone runs under the Node that it brought along", async () => {
    program(
      "src/main.ts",
      "export const main = (argv: string[]) => { process.stdout.write(process.versions.node + argv.join()); return 5; };",
    );
    bringNodeAlong();
    expect(await finish(start(["--import", pretendOld], "x"))).toEqual({
      exitCode: 5,
      output: `${process.versions.node}x`,
    });
  });

  test("where there is none, one sentence says what to do, and nothing is imported", async () => {
    program("src/main.ts", "process.abort();");
    const { exitCode, output } = await finish(start(["--import", pretendOld]));
    expect(exitCode).toBe(78);
    expect(output).toMatch(/^Rundmail needs Node 22\.19 or newer, and this is Node 20\.20\.2\. .*\n$/);
  });

  test("SIGTERM reaches the server, and its exit code comes back", async () => {
    program("src/main.ts", WAITING);
    bringNodeAlong();
    const running = start(["--import", pretendOld]);
    expect(await processId(running)).not.toBe(running.child.pid);
    running.child.kill("SIGTERM");
    expect(await finish(running)).toMatchObject({ exitCode: 7 });
  });

  test("a kill -9 leaves no server behind", async () => {
    program("src/main.ts", WAITING);
    bringNodeAlong();
    const running = start(["--import", pretendOld]);
    await processId(running);
    running.child.kill("SIGKILL");
    // "close" comes when the last process that holds these pipes is gone, and the server holds them too.
    await finish(running);
    expect(running.child.signalCode).toBe("SIGKILL");
  });
});
