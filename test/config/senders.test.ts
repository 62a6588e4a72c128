import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { problemLine } from "../../src/operator-error.ts";
import { mistakesIn } from "../support/config-mistakes.ts";

const least = { domain: "gruppen.example.org", organisation: { contact: "sekretariat@example.org" } };
const dkim = { domain: "example.org", selector: "rundmail", keyFile: "/dev/null" };

function senders(written: object, others: object = {}): Config["senders"] {
  const parsed = parseConfig({ ...least, ...others, senders: written }, "/etc/rundmail");
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join("\n"));
  return parsed.config.senders;
}

/** What is wrong, one line each. */
function mistakes(written: unknown, others: object = {}): string[] {
  const parsed = parseConfig({ ...least, ...others, senders: written }, "/etc/rundmail");
  return parsed.ok ? [] : parsed.problems.map(problemLine);
}

describe("an operator writes down the senders of three customers", () => {
  test("`default` is there without a word, and comes first whatever the others are called", () => {
    expect(senders({}).map(({ name }) => name)).toEqual(["default"]);
    expect(senders({ 7: {}, kirche: {}, default: {} }).map(({ name }) => name)).toEqual(["default", "7", "kirche"]);
  });

  test("what a sender does not say is that of relay and batch", () => {
    const relay = { host: "smtp.example.org", user: "rundmail", passwordFile: "pw", connections: 2 };
    const [, own] = senders({ kirche: { batch: { perHour: 100 } } }, { relay, batch: { size: 10 } });
    expect(own).toMatchObject({
      relay: { ...relay, passwordFile: "/etc/rundmail/pw" },
      batch: { size: 10, everyMs: 300_000, perHour: 100, perDay: 0 },
    });
  });

  test("a port of its own is one of the common server", () => {
    const [, own] = senders({ kunde: { relay: { port: 26 } } }, { relay: { host: "127.0.0.1", port: 25 } });
    expect(own?.relay).toMatchObject({ host: "127.0.0.1", port: 26 });
  });

  test("a server of its own never gets the login of another", () => {
    const relay = { host: "smtp.example.org", user: "rundmail", passwordFile: "pw" };
    const [, own] = senders({ kunde: { relay: { host: "mail.kunde.example" } } }, { relay });
    expect(own?.relay).toEqual({
      host: "mail.kunde.example",
      port: 25,
      security: "opportunistic",
      connections: 5,
    });
  });

  test.each<[string, object]>([
    ["the operator's own address", { from: "versand@example.org" }],
    ["a customer's address that we sign", { from: "info@kunde.example", dkim: { ...dkim, domain: "kunde.example" } }],
    ["a customer's address that the relay signs", { from: "info@kunde.example", domains: ["kunde.example"] }],
    ["a customer's address by their server", { from: "info@kunde.example", relay: { host: "mail.kunde.example" } }],
    ["a customer's address by a server at another port", { from: "info@kunde.example", relay: { port: 2526 } }],
    ["a login at a server at another port", { relay: { port: 2526, user: "kunde", passwordFile: "pw" } }],
    [
      "authors of a customer, signed one level above",
      { from: "author-if-ours", domains: ["buero.kunde.example"], dkim: { ...dkim, domain: "kunde.example" } },
    ],
    [
      "authors of a customer, signed beside them",
      { from: "author-if-ours", domains: ["kunde.example"], dkim: { ...dkim, domain: "mail.kunde.example" } },
    ],
    ["bounces where a person reads them", { returnPath: "service@gruppen.example.org" }],
  ])("%s is right", (_, sender) => {
    expect(mistakes({ kunde: sender })).toEqual([]);
  });
});

describe("what cannot work is said with its place before anything listens", () => {
  test.each<[string, object, string]>([
    [
      "a From for which nobody signs",
      { from: "info@kunde.example" },
      'senders.kunde.from: found "info@kunde.example", is at kunde.example, for which nobody here signs',
    ],
    [
      "a key of another domain than From",
      { from: "info@kunde.example", dkim },
      'senders.kunde.dkim.domain: found "example.org", must sign for kunde.example',
    ],
    [
      "a key that does not sign for our own groups",
      { dkim: { ...dkim, domain: "kunde.example" } },
      'senders.kunde.dkim.domain: found "kunde.example", must sign for gruppen.example.org',
    ],
    ["authors of no domain", { from: "author-if-ours", dkim }, "senders.kunde.domains: must name a domain"],
    [
      "authors without a signature",
      { from: "author-if-ours", domains: ["kunde.example"] },
      "senders.kunde.dkim: must sign for kunde.example",
    ],
    [
      "authors of one domain signed by another, though it ends alike",
      { from: "author-if-ours", domains: ["notkunde.example"], dkim: { ...dkim, domain: "kunde.example" } },
      "senders.kunde.dkim.domain",
    ],
    [
      "a login without a server",
      { relay: { user: "kunde", passwordFile: "pw" } },
      "senders.kunde.relay.host: must name the server",
    ],
    [
      "a login without its password",
      { relay: { host: "mail.kunde.example", user: "kunde" } },
      "senders.kunde.relay: found {…}, needs user and passwordFile together",
    ],
    [
      "a From of the form of our answers",
      { from: "confirm-abc@gruppen.example.org" },
      'senders.kunde.from: found "confirm-abc@gruppen.example.org", is of the form of an answer address',
    ],
    [
      "bounces to a group",
      { returnPath: "jugend@gruppen.example.org" },
      'senders.kunde.returnPath: found "jugend@gruppen.example.org", must be "verp", service@',
    ],
    ["bounces that look like one of ours", { returnPath: "bounce-x@gruppen.example.org" }, "senders.kunde.returnPath"],
    ["a From that is no address", { from: "Kunde" }, 'senders.kunde.from: found "Kunde", must be "via-group"'],
    [
      "a return path that is no address",
      { returnPath: "none" },
      'senders.kunde.returnPath: found "none", must be "verp"',
    ],
    ["a selector that is no name", { dkim: { ...dkim, selector: "a b" } }, "senders.kunde.dkim.selector"],
    ["an unknown setting", { form: "via-group" }, 'senders.kunde.form: no such setting (did you mean "from"?)'],
  ])("%s", (_, sender, line) => {
    const found = mistakes({ kunde: sender });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(line);
  });

  test.each(["Kunde", "kunde 1", "-x", "", "x".repeat(33)])("a sender called %j", (name) => {
    expect(mistakes({ [name]: {} })).toEqual([expect.stringContaining("must be a short name of small letters")]);
  });

  test("several mistakes are told at once, also beside others", () => {
    const found = mistakes(
      { a: { from: "info@kunde.example" }, b: { returnPath: "ml@gruppen.example.org" } },
      { maxRecipients: -1 },
    );
    expect(found.map((line) => line.split(":")[0]).toSorted()).toEqual([
      "maxRecipients",
      "senders.a.from",
      "senders.b.returnPath",
    ]);
  });

  test.each<[string, object]>([
    ["in its relay", { relay: { host: "x.example", user: "x", password: "geheim" } }],
    ["beside it", { smtpPassword: "geheim" }],
    ["by a short word", { relay: { pw: "geheim" } }],
  ])("a password written %s is not repeated, and the file is named where it belongs", (_, sender) => {
    const found = mistakes({ kunde: sender }).join("\n");
    expect(found).not.toContain("geheim");
    expect(found).toContain("passwordFile");
  });
});

describe("password files", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rundmail-senders-"));
    return () => rmSync(folder, { recursive: true });
  });

  const load = (written: object) => mistakesIn(folder, { ...least, senders: written });
  const relay = (passwordFile: string) => ({ host: "mail.kunde.example", user: "x", passwordFile });

  test("each of them must be there, and have a password", () => {
    writeFileSync(join(folder, "right"), "geheim\nseit 2026\n");
    writeFileSync(join(folder, "empty"), "\nin der zweiten Zeile\n");
    expect(load({ a: { relay: relay("right") } })).toEqual([]);
    expect(load({ a: { relay: relay("right") }, b: { relay: relay("missing") } })).toEqual([
      expect.stringContaining(`senders.b.relay.passwordFile: found "${join(folder, "missing")}", cannot be read`),
    ]);
    expect(load({ a: { relay: relay("empty") } })).toEqual([
      expect.stringContaining("senders.a.relay.passwordFile: found"),
    ]);
  });
});
