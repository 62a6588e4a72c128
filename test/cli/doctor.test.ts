import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { allowlistCommand } from "../../src/cli/commands/allowlist.ts";
import { dnsCommand } from "../../src/cli/commands/dns.ts";
import { doctorCommand } from "../../src/cli/commands/doctor.ts";
import { run } from "../../src/cli/program.ts";
import { reportLines } from "../../src/doctor/report-lines.ts";
import type { Finding } from "../../src/journey/finding.ts";
import { CONTACT, DOMAIN } from "../support/people.ts";

const OK: Finding = { sender: null, topic: "mx", verdict: "ok", found: "gut", fix: null, record: null, who: null };
const WARNING: Finding = {
  ...OK,
  sender: "default",
  topic: "spf",
  verdict: "warning",
  found: "SPF zögert.",
  fix: "Setzen.",
  record: 'x. IN TXT "v"',
  who: "dns-operator",
};
const ERROR: Finding = {
  ...WARNING,
  topic: "relay",
  verdict: "error",
  found: "Nicht da.\u001b[31m",
  fix: "Prüfen.",
  record: null,
  who: "operator",
};

async function rundmail(found: readonly Finding[], ...argv: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ domain: DOMAIN, organisation: { contact: CONTACT } }));
  const written = { stdout: "", stderr: "" };
  const doctor = doctorCommand({
    examine: async () => found,
    describe: async (findings, language) => reportLines(findings, language),
    earlier: async () => found.map((one) => ({ ...one, at: "2026-11-26T03:00:00.000Z", by: "server" as const })),
  });
  const dns = dnsCommand(async (_, domain) => ({ lines: [`; ${domain}`], records: [{ name: domain }] }));
  const allowlist = allowlistCommand(async (_, language) => [`language ${language}`]);
  const exitCode = await run(["--config", config, ...argv], [doctor, dns, allowlist], {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env: {},
    isTty: false,
    now: () => 0,
  });
  return { exitCode, ...written };
}

describe("rundmail doctor", () => {
  test.each<[string, Finding[], number, string]>([
    ["all is well", [OK, { ...OK, verdict: "note" }, { ...OK, verdict: "not-checkable" }], 0, "Nothing is wrong.\n"],
    ["there are warnings", [OK, WARNING], 1, "The doctor has found no errors and 1 warning.\n"],
    ["there are errors", [WARNING, ERROR, ERROR], 2, "The doctor has found 2 errors and 1 warning.\n"],
  ])("%s: the exit code says so", async (_, found, exitCode, stderr) => {
    expect(await rundmail(found, "doctor")).toMatchObject({ exitCode, stderr });
    const json = await rundmail(found, "doctor", "--json");
    expect(json.exitCode).toBe(exitCode);
    expect(JSON.parse(json.stdout)).toEqual(found);
  });

  test("the worst stands first, with what to do, for whom, and what to paste; no screen obeys a stranger", async () => {
    const { stdout } = await rundmail([OK, WARNING, ERROR], "doctor");
    expect(stdout).toBe(`
Diese Installation
gut            MX: gut

Absender default
Fehler         Relay: Nicht da. [31m
               Zu tun (Sie selbst): Prüfen.
Warnung        SPF: SPF zögert.
               Zu tun (wer den DNS der Domain verwaltet): Setzen.
               x. IN TXT "v"
`);
  });

  test("the history shows what was not well", async () => {
    const { stdout, exitCode } = await rundmail([OK, WARNING], "doctor", "--history");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "at\tby\tsender\ttopic\tverdict\tfound\n2026-11-26T03:00:00.000Z\tserver\tdefault\tspf\twarning\tSPF zögert.\n",
    );
  });
});

test("dns records prints the zone, or one value for a program", async () => {
  expect((await rundmail([], "dns", "records", "Kunde.Example.")).stdout).toBe("; kunde.example\n");
  expect((await rundmail([], "dns", "records", "kunde.example", "--json")).stdout).toBe('[{"name":"kunde.example"}]\n');
});

test("allowlist writes the letter in the language that was asked for, and in no other", async () => {
  expect((await rundmail([], "allowlist", "--language", "fr")).stdout).toBe("language fr\n");
  expect(await rundmail([], "allowlist", "--language", "es")).toMatchObject({ exitCode: 64, stdout: "" });
});
