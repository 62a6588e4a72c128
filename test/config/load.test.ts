import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findConfigPath, loadConfig, parseConfig } from "../../src/config/load.ts";
import { createSecretFile, readSecret } from "../../src/config/secret.ts";
import { OperatorError, problemLine } from "../../src/operator-error.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-config-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const least = { domain: "gruppen.example.org", organisation: { contact: "sekretariat@example.org" } };

function write(content: unknown): string {
  const path = join(folder, "config.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** The mistakes that are found in a configuration, one line each. */
function mistakes(content: unknown): string[] {
  return mistake(() => loadConfig(write(content))).problems.map(problemLine);
}

function mistake(act: () => unknown): OperatorError {
  try {
    act();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("an operator writes only what has no default", () => {
  test("everything else has the default of the documentation", () => {
    expect(loadConfig(write(least))).toEqual({
      domain: "gruppen.example.org",
      hostname: "gruppen.example.org",
      organisation: { name: "gruppen.example.org", contact: "sekretariat@example.org" },
      database: join(folder, "rundmail.db"),
      secretFile: join(folder, "rundmail.secret"),
      language: "de-CH",
      timezone: "Europe/Zurich",
      listen: [
        { protocol: "smtp", host: "127.0.0.1", port: 2525, maxMessageBytes: 26_214_400, maxConnections: 200 },
        { protocol: "lmtp", host: "127.0.0.1", port: 2424, maxMessageBytes: 26_214_400, maxConnections: 200 },
      ],
      retry: { waitsMs: [300_000, 900_000, 3_600_000, 14_400_000], giveUpAfterMs: 345_600_000 },
      maxRecipients: 0,
      aliasOnly: false,
      copies: "per-address",
      subgroupRoles: ["L", "M"],
      placeholders: { fields: [] },
      hold: {
        expireAfterMs: 432_000_000,
        remindAfterMs: [86_400_000, 259_200_000],
        noticesPerHour: 10,
        attachUpToBytes: 1_048_576,
      },
      authentication: { mode: "require", onDmarcFail: "refuse", trustedPeers: [], trustedAuthServers: [] },
      intake: { keepFreeBytes: 268_435_456 },
      dns: { servers: [] },
      doctor: { at: "04:00" },
      senders: [
        {
          name: "default",
          relay: { host: "127.0.0.1", port: 25, security: "opportunistic", connections: 5 },
          batch: { size: 30, everyMs: 300_000, perHour: 0, perDay: 0 },
          from: "via-group",
          domains: [],
          returnPath: "verp",
          fallback: false,
        },
      ],
      archive: [],
      bounces: {
        rules: [
          { category: "hard", after: 1, withinMs: 7_776_000_000, action: "notify" },
          { category: "hard", after: 3, withinMs: 7_776_000_000, action: "suppress" },
          { category: "mailbox-full", after: 3, withinMs: 7_776_000_000, action: "notify" },
          { category: "soft", after: 3, withinMs: 7_776_000_000, action: "notify" },
          { category: "unknown", after: 3, withinMs: 7_776_000_000, action: "notify" },
        ],
        gatherMs: 600_000,
        tellEveryMs: 86_400_000,
      },
      log: { level: "info", format: "auto" },
    });
  });

  test("files are looked for beside the configuration, and an absolute name stays", () => {
    const path = write({ ...least, database: "data/mail.db", secretFile: "/etc/rundmail/secret" });
    expect(loadConfig(path)).toMatchObject({
      database: join(folder, "data/mail.db"),
      secretFile: "/etc/rundmail/secret",
    });
  });

  test("the sender default overrides single fields of relay and batch", () => {
    const senders = { default: { relay: { port: 587 }, batch: { every: "1h" } } };
    const config = loadConfig(write({ ...least, relay: { host: "smtp.example.org", connections: 2 }, senders }));
    expect(config.senders).toMatchObject([
      { relay: { host: "smtp.example.org", port: 587, connections: 2 }, batch: { size: 30, everyMs: 3_600_000 } },
    ]);
  });

  test("a domain in capitals is the same domain", () => {
    expect(loadConfig(write({ ...least, domain: "Gruppen.Example.ORG" })).domain).toBe("gruppen.example.org");
  });

  test("networks, addresses and a free port are understood", () => {
    const trustedPeers = ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32", "::1"];
    const config = loadConfig(
      write({
        ...least,
        authentication: { trustedPeers, trustedAuthServers: ["mx.example.org"] },
        listen: [{ protocol: "smtp", host: "::1", port: 0 }],
        dns: { servers: ["192.0.2.53", "127.0.0.1:5353", "[::1]:53"] },
      }),
    );
    expect(config.authentication.trustedPeers).toEqual(trustedPeers);
    expect(config.listen[0]?.port).toBe(0);
  });
});

describe("an operator writes what only looks doubtful", () => {
  test("questions that expire before the usual reminders need no list of their own", () => {
    expect(loadConfig(write({ ...least, hold: { expireAfter: "2h" } })).hold).toMatchObject({
      expireAfterMs: 7_200_000,
    });
  });

  test("listeners may share a port on different addresses, and any number may take a free one", () => {
    const listen = [
      { protocol: "smtp", host: "127.0.0.1", port: 25 },
      { protocol: "smtp", host: "::1", port: 25 },
      { protocol: "smtp", port: 0 },
      { protocol: "lmtp", port: 0 },
    ];
    expect(loadConfig(write({ ...least, listen })).listen).toHaveLength(4);
  });
});

describe("an operator makes mistakes", () => {
  test("what two settings say together is told beside what one of them says wrongly", () => {
    expect(
      mistakes({
        ...least,
        listen: [
          { protocol: "smtp", port: 25 },
          { protocol: "lmtp", port: 25, hots: "::" },
          { protocol: "lmtp", port: "x" },
        ],
        hold: { remindAfter: ["9d"], noticesPerHour: 0 },
      }).map((line) => line.split(":")[0]),
    ).toEqual(
      expect.arrayContaining([
        "listen[1].port",
        "listen[1].hots",
        "listen[2].port",
        "hold.remindAfter[0]",
        "hold.noticesPerHour",
      ]),
    );
  });

  test("all of them are told at once, each with its path, the value found and what to do", () => {
    const found = mistakes({
      domain: "gruppen.example.org",
      databse: "x",
      organisation: { contact: "info@gruppen.example.org" },
      language: "de_CH",
      timezone: "Mars/Phobos",
      listen: [{ protocol: "smtp", port: 70_000, hots: "::" }],
      relay: { port: 0, security: "startls" },
      batch: { every: "5 m", size: "3" },
      copies: null,
    });
    expect(found.toSorted()).toEqual([
      'batch.every: found "5 m", must be a duration such as "30s", "5m", "4h" or "5d"',
      'batch.size: found "3", must be a whole number',
      'copies: found null, must be "per-address" or "per-person"',
      'databse: no such setting (did you mean "database"?)',
      'language: found "de_CH", must be "de-CH" or "de" or "en" or "fr" or "it" (did you mean "de-CH"?)',
      'listen[0].hots: no such setting (did you mean "host"?)',
      "listen[0].port: found 70000, must be at most 65535",
      'organisation.contact: found "info@gruppen.example.org", must not be an address of `domain`, or mail to postmaster comes back for ever',
      "relay.port: found 0, must be at least 1",
      'relay.security: found "startls", must be "none" or "opportunistic" or "starttls" or "tls" (did you mean "starttls"?)',
      'timezone: found "Mars/Phobos", must be a time zone such as "Europe/Zurich"',
    ]);
  });

  test("an empty configuration says what is missing and what it means", () => {
    expect(mistakes({})).toEqual([
      "domain: is missing (Domain of all our addresses.)",
      "organisation: is missing (Who runs this server.)",
    ]);
  });

  test.each([
    ["a list instead of an object", [], "(the whole file): found [], must be an object in { }"],
    [
      "two contacts",
      { ...least, organisation: { contact: "a@x.example, b@x.example" } },
      "organisation.contact: found",
    ],
    ["a role letter twice", { ...least, subgroupRoles: ["L", "l"] }, 'subgroupRoles: found ["L","l"], must not name'],
    ["a role of two letters", { ...least, subgroupRoles: ["LM"] }, 'subgroupRoles[0]: found "LM", must be one letter'],
    [
      "a network too narrow",
      { ...least, authentication: { trustedPeers: ["10.0.0.0/33"] } },
      "authentication.trustedPeers[0]",
    ],
    [
      "a host name as peer",
      { ...least, authentication: { trustedPeers: ["mx.example.org"] } },
      "authentication.trustedPeers[0]",
    ],
    ["a field that can be none", { ...least, placeholders: { fields: ["Ort", "_ORT"] } }, "placeholders.fields[1]"],
    ["no waits at all", { ...least, retry: { waits: [] } }, "retry.waits: found [], must not be empty"],
    [
      "a login without its password",
      { ...least, relay: { user: "x" } },
      "relay: found {…}, needs user and passwordFile",
    ],
    ["a domain with a blank", { ...least, domain: "my domain" }, 'domain: found "my domain", must be a host name'],
    [
      "a bounce rule without action",
      { ...least, bounces: { rules: [{ category: "hard", after: 1, within: "1d" }] } },
      "bounces.rules[0].action: is missing",
    ],
    [
      "two listeners on one port",
      {
        ...least,
        listen: [
          { protocol: "smtp", port: 25 },
          { protocol: "lmtp", host: "127.0.0.1", port: 25 },
        ],
      },
      "listen[1].port: found 25, is that of listen[0] already",
    ],
    [
      "a listener on all addresses beside one of them",
      {
        ...least,
        listen: [
          { protocol: "smtp", port: 25 },
          { protocol: "lmtp", host: "0.0.0.0", port: 25 },
        ],
      },
      "listen[1].port: found 25, is that of listen[0] already",
    ],
    [
      "a reminder after the end",
      { ...least, hold: { expireAfter: "2d", remindAfter: ["1d", "48h"] } },
      'hold.remindAfter[1]: found "48h", must be shorter than `hold.expireAfter` (2d)',
    ],
    [
      "a reminder after the end that nobody has changed",
      { ...least, hold: { remindAfter: ["1d", "5d"] } },
      "hold.remindAfter[1]",
    ],
    ["a wait of nothing", { ...least, retry: { waits: ["5m", "0m"] } }, 'retry.waits[1]: found "0m", must be longer'],
    ["a window of nothing", { ...least, batch: { every: "0s" } }, 'batch.every: found "0s", must be longer'],
    ["trust in everybody", { ...least, authentication: { trustedPeers: ["0.0.0.0/0"] } }, "would trust everybody"],
    ["trust in everybody", { ...least, authentication: { trustedPeers: ["::1", "::/0"] } }, "would trust everybody"],
    ["a DNS server by name", { ...least, dns: { servers: ["dns.example.org:53"] } }, "dns.servers[0]"],
  ])("%s", (_, content, line) => {
    const found = mistakes(content);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(line);
  });

  test("a password written into the configuration is not repeated on the screen", () => {
    const found = mistakes({ ...least, relay: { user: "x", password: "geheim" } });
    expect(found.join()).not.toContain("geheim");
    expect(found).toContain('relay.password: no such setting (did you mean "passwordFile"?)');
  });

  test("a password file or a certificate that is not there is said before anything starts", () => {
    const relay = { user: "x", passwordFile: "password" };
    const listen = [{ protocol: "smtp", port: 0, tls: { certFile: "cert.pem", keyFile: "key.pem" } }];
    writeFileSync(join(folder, "key.pem"), "");
    expect(mistakes({ ...least, relay, listen })).toEqual([
      expect.stringContaining(`relay.passwordFile: found "${join(folder, "password")}", cannot be read`),
      expect.stringContaining(`listen[0].tls.certFile: found "${join(folder, "cert.pem")}", cannot be read`),
    ]);
  });

  test("a certificate that is none is said before anything starts", () => {
    const listen = [{ protocol: "smtp", port: 0, tls: { certFile: "cert.pem", keyFile: "cert.pem" } }];
    writeFileSync(join(folder, "cert.pem"), "this is a letter");
    expect(mistakes({ ...least, listen })).toEqual([
      expect.stringContaining("listen[0].tls: holds no certificate and its key in PEM"),
    ]);
  });

  test("a file that is no JSON is refused with line and column", () => {
    const error = mistake(() => loadConfig(write('{\n  "domain": "x.example",\n}')));
    expect(error.exitCode).toBe(78);
    expect(error.problems[0]?.path).toBe("line 3, column 1");
  });

  test("mistakes in the configuration end with 78, a missing one with 66", () => {
    expect(mistake(() => loadConfig(write({}))).exitCode).toBe(78);
    expect(mistake(() => loadConfig(join(folder, "missing.json"))).exitCode).toBe(66);
  });

  test("whoever names a file that cannot be read is told why", () => {
    expect(mistake(() => loadConfig(join(folder, "missing.json"))).sentence).toContain("there is no such file");
    expect(mistake(() => loadConfig(folder))).toMatchObject({
      exitCode: 66,
      sentence: expect.stringContaining("it is a folder"),
    });
  });
});

describe("which configuration is meant", () => {
  test("the option comes before the environment, and that before the current folder", () => {
    expect(findConfigPath("/a/one.json", { RUNDMAIL_CONFIG: "/b/two.json" })).toBe("/a/one.json");
    expect(findConfigPath(undefined, { RUNDMAIL_CONFIG: "/b/two.json" })).toBe("/b/two.json");
    expect(findConfigPath(undefined, { RUNDMAIL_CONFIG: "" })).toBe(join(process.cwd(), "config.json"));
    expect(findConfigPath(undefined, {})).toBe(join(process.cwd(), "config.json"));
  });

  test("a configuration that is not read from a file is checked in the same way", () => {
    expect(parseConfig({ ...least, maxRecipients: -1 }, folder)).toMatchObject({
      ok: false,
      problems: [{ path: "maxRecipients" }],
    });
  });
});

describe("the secret", () => {
  test("is different each time, and only its owner can read it", () => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    createSecretFile(one);
    createSecretFile(two);
    expect(readSecret(one)).toHaveLength(32);
    expect(readSecret(one)).not.toEqual(readSecret(two));
    expect(statSync(one).mode & 0o777).toBe(0o600);
  });

  test("is never overwritten", () => {
    const path = join(folder, "secret");
    createSecretFile(path);
    expect(() => createSecretFile(path)).toThrow("EEXIST");
  });

  test("one that cannot be written is told with 69", () => {
    expect(mistake(() => createSecretFile(join(folder, "missing", "secret")))).toMatchObject({
      exitCode: 69,
      sentence: expect.stringContaining("cannot be written: ENOENT"),
    });
  });

  test("a missing one and one that is cut off end with 78", () => {
    const path = join(folder, "secret");
    expect(mistake(() => readSecret(path)).exitCode).toBe(78);
    writeFileSync(path, "c2hvcnQ=");
    expect(mistake(() => readSecret(path)).exitCode).toBe(78);
  });
});
