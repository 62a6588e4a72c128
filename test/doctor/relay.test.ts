import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { CONSUMER_HOSTS, consumerHostOf } from "../../src/doctor/consumer-hosts.ts";
import { freePort } from "../support/free-port.ts";
import { selfSigned, startStrictRelay, whyNoCertificate } from "../support/strict-relay.ts";
import { ADDRESS, a, about, HOST, practice, troubles } from "./practice.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "rundmail-relay-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe("the relay", () => {
  test("cannot be reached", async () => {
    const clinic = await practice();
    clinic.settings["relay"] = { host: "127.0.0.1", port: await freePort() };
    expect(about(await clinic.look(), "relay")).toMatchObject([
      { sender: "default", verdict: "error", found: expect.stringContaining("ECONNREFUSED"), who: "operator" },
    ]);
  });

  test("takes connections and says nothing: the doctor goes on after some seconds", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    const clinic = await practice();
    clinic.settings["relay"] = { host: "127.0.0.1", port: (server.address() as { port: number }).port };
    expect(about(await clinic.look(), "relay")).toMatchObject([{ verdict: "error" }]);
  }, 30_000);

  test("refuses us at the door", async () => {
    const relay = await startStrictRelay({ refuses: "554 5.7.1 your address is listed" });
    onTestFinished(() => relay.close());
    const clinic = await practice();
    clinic.settings["relay"] = { host: "127.0.0.1", port: relay.port };
    expect(about(await clinic.look(), "relay")).toMatchObject([
      { verdict: "error", found: expect.stringContaining("your address is listed") },
    ]);
  });

  test.each([
    ["cannot look at the password now", "454 4.7.0 try again later", "warning"],
    ["does not know the password", "535 5.7.8 wrong password", "error"],
  ])("%s", async (_, reply, verdict) => {
    const clinic = await practice({ extensions: ["AUTH PLAIN"], replies: { AUTH: reply } });
    const passwordFile = join(clinic.folder, "password");
    writeFileSync(passwordFile, "geheim\n", { mode: 0o600 });
    clinic.settings["relay"] = {
      host: "127.0.0.1",
      port: clinic.relay.port,
      security: "none",
      user: "verein",
      passwordFile,
    };
    const [finding] = about(await clinic.look(), "relay");
    expect(finding).toMatchObject({ verdict, found: expect.stringContaining(reply) });
  });

  test("is another server, which DNS does not know", async () => {
    const clinic = await practice();
    clinic.settings["relay"] = { host: "gibt-es-nicht.example", port: 587 };
    const findings = await clinic.look();
    expect(about(findings, "relay")).toMatchObject([{ verdict: "error" }]);
    // From where its mail would come nobody can say.
    expect(about(findings, "spf")).toMatchObject([{ verdict: "not-checkable" }]);
  });

  test("has two addresses, and only one of them is ours: somebody else's server may be the one that sends", async () => {
    const zone = { "relay.example A": [...a("127.0.0.1"), ...a("198.51.100.9")] };
    const clinic = await practice({ zone });
    clinic.settings["relay"] = { host: "relay.example", port: clinic.relay.port, security: "none" };
    expect(about(await clinic.look(), "ptr")).toMatchObject([{ verdict: "not-checkable" }]);
  }, 30_000);

  test("takes smaller mail than we do", async () => {
    const clinic = await practice({ extensions: ["SIZE 10485760"] });
    expect(about(await clinic.look(), "size")).toMatchObject([
      {
        verdict: "warning",
        found: expect.stringMatching(/bis 10 MB, wir nehmen sie bis 25 MB/),
        record: '"maxMessageBytes": 10485760',
      },
    ]);
  });

  test("does not say how big a mail it takes", async () => {
    expect(troubles(await (await practice({ extensions: [] })).look())).toEqual(["size note"]);
  });
});

describe.skipIf(whyNoCertificate !== undefined)("a relay that demands TLS and a login", () => {
  async function strict(password: string, security: string) {
    const path = folder();
    const certificate = selfSigned(path);
    const relay = await startStrictRelay({
      tls: { from: "starttls", certificate },
      login: { user: "verein", password: "richtig" },
    });
    onTestFinished(() => relay.close());
    const clinic = await practice();
    const passwordFile = join(path, "password");
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    clinic.settings["relay"] = { host: "127.0.0.1", port: relay.port, security, user: "verein", passwordFile };
    return clinic;
  }

  test("takes ours; its certificate is its own, and lasts", async () => {
    const findings = await (await strict("richtig", "opportunistic")).look();
    expect(about(findings, "relay")).toMatchObject([{ verdict: "ok", found: expect.stringContaining("verein") }]);
    // It ends in two days, which nobody minds who does not look at it.
    expect(about(findings, "certificate")).toMatchObject([{ sender: "default", verdict: "note", who: "hoster" }]);
  });

  test("refuses a wrong password", async () => {
    const findings = await (await strict("falsch", "opportunistic")).look();
    expect(about(findings, "relay")).toMatchObject([
      { verdict: "error", found: expect.stringMatching(/lehnt die Anmeldung von verein ab: 535/), who: "operator" },
    ]);
    expect(JSON.stringify(findings)).not.toContain("falsch");
  });

  test("has a certificate that nobody confirms, where one is demanded", async () => {
    const findings = await (await strict("richtig", "starttls")).look();
    expect(about(findings, "relay")).toMatchObject([
      { verdict: "error", found: expect.stringMatching(/self-signed/i) },
    ]);
  });
});

describe("our own listener", () => {
  test.skipIf(whyNoCertificate !== undefined)("has a certificate that ends in two days", async () => {
    const path = folder();
    const { certFile } = selfSigned(path);
    const clinic = await practice();
    clinic.settings["listen"] = [
      { protocol: "smtp", host: "0.0.0.0", port: 0, tls: { certFile, keyFile: join(path, "relay.key") } },
    ];
    const findings = about(await clinic.look(), "certificate");
    expect(findings).toMatchObject([
      {
        sender: null,
        verdict: "warning",
        found: expect.stringMatching(/smtp:\/\/0\.0\.0\.0:0 gilt noch (?:1 Tag|2 Tage)\./),
        who: "operator",
      },
      { sender: null, verdict: "note", found: expect.stringContaining(`nicht für ${HOST}`) },
    ]);
  });
});

describe("mail providers for private persons", () => {
  test.each([
    ["smtp.gmail.com", "Gmail"],
    ["mail.gmx.net", "GMX"],
    ["smtp.web.de", "WEB.DE"],
    ["smtp-mail.outlook.com", "Outlook.com, Hotmail"],
    ["smtpauths.bluewin.ch", "Bluewin"],
    ["securesmtp.t-online.de", "T-Online"],
    ["smtp.mail.yahoo.com", "Yahoo, AOL"],
    ["smtp.mail.me.com", "iCloud"],
    ["mx.freenet.de", "freenet"],
  ])("%s is %s", (host, name) => expect(consumerHostOf(host)?.name).toBe(name));

  test.each(["smtp-relay.gmail.example", "smtp.office365.com", "mail.meingmx.net", "web.de.example"])(
    "%s is none",
    (host) => {
      expect(consumerHostOf(host)).toBeUndefined();
    },
  );

  test("are each named with where their limits stand", () => {
    for (const { source, domains } of CONSUMER_HOSTS) {
      expect(source).toMatch(/^https:\/\//);
      expect(domains.length).toBeGreaterThan(0);
    }
  });

  test("a group that sends through Gmail is warned, with the limit", async () => {
    const clinic = await practice({ zone: { "smtp.gmail.com A": "servfail" } });
    clinic.settings["relay"] = { host: "smtp.gmail.com", port: 587, security: "starttls" };
    expect(about(await clinic.look(), "consumer-host")).toMatchObject([
      { verdict: "warning", found: expect.stringMatching(/Gmail.*500 Empfänger am Tag \(https/) },
    ]);
  });
});

test("a relay of somebody else: what its addresses are, only its hoster knows", async () => {
  const clinic = await practice({ zone: { "smtp.hoster.example A": a("198.51.100.9"), [`${HOST} A`]: a(ADDRESS) } });
  clinic.settings["relay"] = { host: "smtp.hoster.example", port: clinic.relay.port };
  // Nobody goes out: what is asked here is judged from DNS alone.
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 1_500);
  const findings = await clinic.look(undefined, stopping.signal);
  expect(about(findings, "spf")).toMatchObject([
    { verdict: "warning", who: "hoster", found: expect.stringContaining("198.51.100.9") },
  ]);
  expect(about(findings, "ptr")).toMatchObject([{ verdict: "not-checkable" }]);
});
