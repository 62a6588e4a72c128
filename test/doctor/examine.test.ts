import { generateKeyPairSync } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dkimKeyOf, formatDkimRecord } from "../../src/mail/dkim-record.ts";
import type { DnsZone } from "../support/dns-server.ts";
import { ADDRESS, a, about, DOMAIN, HEALTHY, HOST, MX_HOST, mx, practice, ptr, troubles, txt } from "./practice.ts";

const KEY_AT = `s1._domainkey.${DOMAIN}`;
const PTR_AT = "7.113.0.203.in-addr.arpa";

test("an operator who has done everything right hears of nothing but good", async () => {
  const clinic = await practice();
  const findings = await clinic.look();
  expect(troubles(findings)).toEqual([]);
  expect(findings.map(({ topic }) => topic).toSorted()).toEqual([
    "database",
    "disk",
    "dkim",
    "dmarc",
    "groups",
    "mx",
    "pace",
    "ptr",
    "receives",
    "relay",
    "secrets",
    "size",
    "spf",
  ]);
  expect(findings.filter(({ fix, record, who }) => fix !== null || record !== null || who !== null)).toEqual([]);
  // Looking begins no mail anywhere.
  expect(clinic.relay.heard.join("")).not.toContain("DATA");
});

describe("the DNS operator has made a mistake, and the operator reads which, with the record to paste", () => {
  const ownKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const other = formatDkimRecord(dkimKeyOf(generateKeyPairSync("ed25519").privateKey) ?? fail());
  const own = formatDkimRecord(dkimKeyOf(ownKey) ?? fail());
  const none: DnsZone[string] = [];

  test.each<[string, DnsZone, string, string, RegExp]>([
    ["no MX", { [`${DOMAIN} MX`]: none }, "mx error", "kein", /IN MX 10 mx\.verein\.example\.$/],
    ["the null MX", { [`${DOMAIN} MX`]: mx("") }, "mx error", "leeren MX", /IN MX 10/],
    ["an MX that is a number", { [`${DOMAIN} MX`]: mx("203.0.113.7") }, "mx error", "203.0.113.7", /IN MX 10/],
    [
      "an MX elsewhere",
      { [`${DOMAIN} MX`]: mx("mx.fremd.example"), "mx.fremd.example A": a("198.51.100.1") },
      "mx warning",
      "mx.fremd.example",
      /IN MX 10/,
    ],
    [
      "no SPF",
      { [`${DOMAIN} TXT`]: txt("google-site-verification=x") },
      "spf warning",
      "keinen SPF",
      /"v=spf1 ip4:203\.0\.113\.7 ~all"$/,
    ],
    [
      "SPF that forgets us",
      {
        [`${DOMAIN} TXT`]: txt("v=spf1 mx:fremd.example include:hoster.example -all"),
        "fremd.example MX": none,
        "hoster.example TXT": txt("v=spf1 -all"),
      },
      "spf error",
      "fail",
      /"v=spf1 mx:fremd\.example include:hoster\.example ip4:203\.0\.113\.7 -all"$/,
    ],
    [
      "SPF that doubts us",
      { [`${DOMAIN} TXT`]: txt("v=spf1 ~all") },
      "spf warning",
      "softfail",
      /ip4:203\.0\.113\.7 ~all"$/,
    ],
    [
      "two SPF records",
      { [`${DOMAIN} TXT`]: [...txt("v=spf1 -all"), ...txt("v=spf1 mx -all")] },
      "spf error",
      "2 SPF",
      /^$/,
    ],
    ["SPF with a mistake", { [`${DOMAIN} TXT`]: txt("v=spf1 ipv4:203.0.113.7 -all") }, "spf error", "ungültig", /^$/],
    [
      "SPF that includes itself",
      { [`${DOMAIN} TXT`]: txt(`v=spf1 include:${DOMAIN} -all`) },
      "spf error",
      "ungültig",
      /^$/,
    ],
    [
      "no key",
      { [`${KEY_AT} TXT`]: none },
      "dkim error",
      "kein Schlüssel",
      /^s1\._domainkey\.gruppen\.verein\.example\. IN TXT "v=DKIM1; k=rsa; p=/,
    ],
    ["another key", { [`${KEY_AT} TXT`]: txt(other) }, "dkim error", "ein anderer Schlüssel", /k=rsa; p=/],
    ["a revoked key", { [`${KEY_AT} TXT`]: txt("v=DKIM1; k=rsa; p=") }, "dkim error", "ungültig", /k=rsa; p=/],
    ["a key for SHA-1", { [`${KEY_AT} TXT`]: txt(`${own}; h=sha1`) }, "dkim error", "h=sha1", /k=rsa; p=/],
    ["a key for tests", { [`${KEY_AT} TXT`]: txt(`${own}; t=y`) }, "dkim note", "t=y", /k=rsa; p=/],
    ["two keys", { [`${KEY_AT} TXT`]: [...txt(own), ...txt(own)] }, "dkim error", "mehrere", /k=rsa; p=/],
    [
      "no DMARC",
      { [`_dmarc.${DOMAIN} TXT`]: none },
      "dmarc warning",
      "keinen DMARC",
      /^_dmarc\.gruppen\.verein\.example\. IN TXT "v=DMARC1; p=none; np=reject; rua=mailto:it@verein\.example"$/,
    ],
    [
      "two DMARC records",
      { [`_dmarc.${DOMAIN} TXT`]: [...txt("v=DMARC1; p=none"), ...txt("v=DMARC1; p=reject")] },
      "dmarc error",
      "mehrere",
      /v=DMARC1/,
    ],
    [
      "DMARC with a mistake",
      { [`_dmarc.${DOMAIN} TXT`]: txt("v=DMARC1; p=vielleicht") },
      "dmarc warning",
      "ungültig",
      /v=DMARC1/,
    ],
    [
      "no name of the address",
      { [`${PTR_AT} PTR`]: none },
      "ptr error",
      "keinen Namen",
      /^7\.113\.0\.203\.in-addr\.arpa\. IN PTR mx\.verein\.example\.$/,
    ],
    [
      "a name that leads elsewhere",
      { [`${PTR_AT} PTR`]: ptr("luege.example"), "luege.example A": a("198.51.100.1") },
      "ptr error",
      "nicht zu 203.0.113.7 zurück",
      /IN PTR/,
    ],
    [
      "a name that cannot exist",
      { [`${PTR_AT} PTR`]: ptr(`${"a".repeat(40)}\u001b[31m.example`) },
      "ptr error",
      "nicht zu 203.0.113.7 zurück",
      /IN PTR/,
    ],
    [
      "the name of a home connection",
      { [`${PTR_AT} PTR`]: ptr("203-0-113-7.dyn.example"), "203-0-113-7.dyn.example A": a(ADDRESS) },
      "ptr warning",
      "Heimanschluss",
      /IN PTR/,
    ],
    [
      "a name that is not ours",
      { [`${PTR_AT} PTR`]: ptr("web.verein.example"), "web.verein.example A": a(ADDRESS) },
      "ptr warning",
      "web.verein.example",
      /IN PTR/,
    ],
  ])("%s", async (_, zone, trouble, found, record) => {
    const clinic = await practice({ zone, key: ownKey });
    const findings = await clinic.look();
    const [topic = "", verdict] = trouble.split(" ");
    const [finding, ...more] = findings.filter((one) => one.topic === topic && one.verdict !== "ok");
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ verdict, found: expect.stringContaining(found), fix: expect.any(String) });
    expect(finding?.record ?? "").toMatch(record);
    // A mistake with the MX is heard of twice: nobody can be asked whether the address takes mail.
    const known = ["mx", "receives"].includes(topic) ? ["mx", "receives"] : [topic];
    expect(findings.filter((one) => one.verdict !== "ok" && !known.includes(one.topic))).toEqual([]);
  });

  test("no SPF, and no signature either: nobody vouches for the mail", async () => {
    const clinic = await practice({ zone: { [`${DOMAIN} TXT`]: [] } });
    clinic.settings["senders"] = {};
    expect(about(await clinic.look(), "spf")).toMatchObject([{ verdict: "error" }]);
  });

  test("an address with two names is called what we call ourselves, whichever stands first", async () => {
    const clinic = await practice({ zone: { [`${PTR_AT} PTR`]: [...ptr("alt.verein.example"), ...ptr(HOST)] } });
    expect(about(await clinic.look(), "ptr")).toMatchObject([{ verdict: "ok" }]);
  });

  test("our own name has no address: that is why nothing else can be judged", async () => {
    const clinic = await practice({ zone: { [`${HOST} A`]: [] } });
    expect(troubles(await clinic.look())).toEqual(
      expect.arrayContaining(["ptr error", "spf not-checkable", "mx warning"]),
    );
  });
});

describe("DNS does not answer", () => {
  test.each(["servfail", "refused"] as const)(
    "(%s) everything it is asked for is not checkable, and nothing an error",
    async (answer) => {
      const clinic = await practice();
      clinic.dns.zone = Object.fromEntries(Object.keys(clinic.dns.zone).map((name) => [name, answer]));
      const findings = await clinic.look();
      expect(troubles(findings).toSorted()).toEqual(
        ["dkim", "dmarc", "mx", "ptr", "receives", "spf"].map((topic) => `${topic} not-checkable`),
      );
    },
  );

  test("at all: the doctor waits some seconds, not for ever", async () => {
    const clinic = await practice();
    clinic.dns.zone = Object.fromEntries(Object.keys(clinic.dns.zone).map((name) => [name, "silent"]));
    const begun = performance.now();
    const findings = await clinic.look();
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(findings.filter(({ verdict }) => verdict === "error" || verdict === "warning")).toEqual([]);
  }, 30_000);

  test("because a stranger fills the answers: they are cut, and what stands in them is harmless", async () => {
    const long = `v=spf1 ${"a".repeat(3_000)}`;
    const clinic = await practice({
      zone: {
        [`${DOMAIN} TXT`]: [...Array(100)].flatMap(() => txt(`${long}\u001b[31m\r\n`)),
        [`${KEY_AT} TXT`]: txt(`v=\u001b[2J\u0007${"x".repeat(4_000)}; p=AAAA`),
        [`_dmarc.${DOMAIN} TXT`]: [...Array(200)].flatMap(() => txt("v=DMARC1; p=none")),
      },
    });
    const findings = await clinic.look();
    expect(JSON.stringify(findings)).not.toMatch(/\\u001b|\\u0007|\\r|\\n/);
    expect(findings.filter(({ found }) => found.length > 700)).toEqual([]);
  });

  test("and the server stops meanwhile: the look ends at once", async () => {
    const clinic = await practice();
    clinic.dns.zone = Object.fromEntries(Object.keys(clinic.dns.zone).map((name) => [name, "silent"]));
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 200);
    const begun = performance.now();
    const findings = await clinic.look(HEALTHY, stopping.signal);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(findings.filter(({ verdict }) => verdict === "error")).toEqual([]);
  });
});

describe("the sender address", () => {
  test.each<[string, string, string]>([
    ["the mailbox does not exist", "550 5.1.1 no such user", "error"],
    ["a server without enhanced codes says so", "550 unknown user", "error"],
    ["the server does not know who asks", "450 4.7.1 greylisted", "not-checkable"],
    ["the server does not like our address", "550 5.7.1 your IP is listed", "not-checkable"],
    ["it says so without enhanced codes", "550 203.0.113.7 is listed at zen.spamhaus.example", "not-checkable"],
    ["it wants to know who asks", "550 Client host rejected: cannot find your reverse hostname", "not-checkable"],
  ])("%s", async (_, reply, verdict) => {
    const clinic = await practice({ replies: { RCPT: reply } });
    const [finding] = about(await clinic.look(), "receives");
    expect(finding).toMatchObject({ verdict, found: expect.stringContaining(`service@${DOMAIN}`) });
    expect(finding?.found).toContain(reply);
  });

  test("is asked about as a bounce would come, without a mail", async () => {
    const clinic = await practice();
    await clinic.look();
    const probe = clinic.relay.heard.find((text) => text.includes("RCPT"));
    expect(probe).toContain(`MAIL FROM:<>\r\nRCPT TO:<service@${DOMAIN}>\r\n`);
    expect(probe).not.toContain("DATA");
  });

  test("is asked of the mail server that comes first, wherever it stands in the answer", async () => {
    const exchange = "zweit.verein.example";
    const clinic = await practice({ zone: { [`${exchange} A`]: a("127.0.0.1") } });
    clinic.dns.zone[`${DOMAIN} MX`] = [{ type: "MX", preference: 20, exchange }, ...mx(MX_HOST)];
    expect(about(await clinic.look(), "receives")).toMatchObject([{ found: expect.stringContaining(MX_HOST) }]);
  });

  test("has no mail server", async () => {
    const clinic = await practice({ zone: { [`${MX_HOST} A`]: [] } });
    expect(about(await clinic.look(), "receives")).toMatchObject([{ verdict: "error", who: "dns-operator" }]);
  });
});

describe("an identity with an address and a signature of somebody else", () => {
  test("is warned where nobody vouches for From, and it is an error where the domain demands it", async () => {
    const clinic = await practice({
      zone: { "_dmarc.kunde.example TXT": txt("v=DMARC1; p=none; adkim=s"), "kunde.example MX": mx(MX_HOST) },
    });
    const senders = clinic.settings["senders"] as { default: { dkim: object } };
    const { dkim } = senders.default;
    clinic.settings["senders"] = {
      ...senders,
      kunde: { from: "post@kunde.example", dkim: { ...dkim, domain: "mail.kunde.example" } },
    };
    const own = async () => about(await clinic.look(), "dmarc").filter(({ sender }) => sender === "kunde");
    expect(await own()).toMatchObject([
      { verdict: "warning", found: expect.stringContaining("Unterschrift von mail.kunde.example") },
    ]);
    clinic.dns.zone["_dmarc.kunde.example TXT"] = txt("v=DMARC1; p=quarantine; adkim=s");
    expect(await own()).toMatchObject([{ verdict: "error" }]);
  });

  test("finds the policy above a subdomain, and that which is meant for subdomains", async () => {
    const clinic = await practice({
      zone: { [`_dmarc.${DOMAIN} TXT`]: [], "_dmarc.verein.example TXT": txt("v=DMARC1; p=reject; sp=quarantine") },
    });
    expect(about(await clinic.look(), "dmarc")).toMatchObject([
      { verdict: "ok", found: expect.stringContaining("DMARC quarantine") },
    ]);
  });
});

describe("what lies on this machine", () => {
  test("a key that is gone, or too short, is an error of its identity", async () => {
    const clinic = await practice({ key: generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey });
    expect(troubles(await clinic.look())).toEqual(["dkim warning"]);
    writeFileSync(join(clinic.folder, "dkim.pem"), "no key");
    expect(about(await clinic.look(), "dkim")).toMatchObject([
      { sender: "default", verdict: "error", who: "operator" },
    ]);
  });

  test("secrets that others may read are named, with the command", async () => {
    const clinic = await practice();
    const keyFile = join(clinic.folder, "dkim.pem");
    chmodSync(keyFile, 0o644);
    expect(about(await clinic.look(), "secrets")).toMatchObject([
      { verdict: "warning", record: `chmod 600 ${keyFile}` },
    ]);
  });

  test("too little room, a damaged database, groups that nobody moderates, a group that takes days", async () => {
    const clinic = await practice();
    clinic.settings["intake"] = { keepFreeBytes: Number.MAX_SAFE_INTEGER };
    const findings = await clinic.look({
      biggestGroups: [{ sender: "default", name: "Alle", persons: 26_000, durationMs: 3 * 86_400_000 }],
      withoutModerator: ["Chor", "Jugend"],
      database: { bytes: 1, damage: "row 7 missing from index" },
    });
    expect(troubles(findings)).toEqual(["disk error", "database error", "groups warning", "pace warning"]);
    expect(about(findings, "groups")[0]?.found).toContain("In 2 Gruppen");
    expect(about(findings, "pace")[0]?.found).toMatch(
      /Alle, 26’000 Personen\) dauert 3 Tage|Alle, 26'000 Personen\) dauert 3 Tage/,
    );
  });
});

test.each(["de", "en", "fr", "it"])("an operator reads it all in %s", async (language) => {
  const clinic = await practice();
  clinic.settings["language"] = language;
  const findings = await clinic.look();
  expect(about(findings, "dkim")[0]?.found).toMatch(
    { de: /steht der Schlüssel/, en: /^The key that we sign with/, fr: /^La clé/, it: /^La chiave/ }[language] ?? /^$/,
  );
});

function fail(): never {
  throw new Error("no key");
}
