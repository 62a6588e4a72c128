import { expect, onTestFinished, test, vi } from "vitest";
import { FAILED_KEPT_MS } from "../../src/authentication/name-service.ts";
import { checked, checksWith, texts } from "../support/author-checks.ts";
import { signed, signerOf } from "../support/dkim-signer.ts";
import type { DnsZone } from "../support/dns-server.ts";

const ANNA = "anna@verein.example";
const REJECTS = texts({ "_dmarc.verein.example": "v=DMARC1; p=reject" });

function letter(body = "Bis morgen\r\n"): Buffer {
  const head = [
    `From: ${ANNA}`,
    "To: jugend@gruppen.example",
    "Subject: Treffen",
    "Date: Thu, 26 Nov 2026 20:01:00 +0100",
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), Buffer.from(body)]);
}

async function timed<T>(work: Promise<T>): Promise<{ found: T; tookMs: number }> {
  const startedAt = performance.now();
  const found = await work;
  return { found, tookMs: performance.now() - startedAt };
}

/** How long this thread worked at most without giving others a turn, in ms; other programs on the machine do not count. */
async function longestTurnMs(work: Promise<unknown>): Promise<number> {
  let worst = 0;
  let isOver = false;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    worst = Math.max(worst, (user + system) / 1_000);
    before = process.threadCpuUsage();
    if (!isOver) setImmediate(look);
  };
  look();
  await work;
  isOver = true;
  return worst;
}

test("Anna's server does not answer: she is not proven, her mail not refused, and nobody waits longer than the deadline", async () => {
  const { checks } = await checksWith({ "verein.example *": "silent", "_dmarc.verein.example *": "silent" }, 500);
  const { found, tookMs } = await timed(checked(checks, letter(), ANNA));
  expect(found).toMatchObject({ authenticated: false, disowned: false });
  expect(found?.evidence).toMatch(
    /^dmarc=temperror header.from=verein.example; spf=temperror smtp.mailfrom=verein.example;/,
  );
  expect(tookMs).toBeLessThan(2_000);
});

test("a forger whose own server is slow does not make the policy unknown", async () => {
  const { checks } = await checksWith({ ...REJECTS, "bande.example *": "silent" }, 500);
  expect(await checked(checks, letter(), "x@bande.example", "mail.bande.example")).toMatchObject({ disowned: true });
});

test("a forger with slow servers and a signature in Anna's name does not make it uncertain whether it is hers", async () => {
  const { checks } = await checksWith(
    { ...REJECTS, "bande.example *": "silent", "s._domainkey.bande.example *": "silent" },
    1_000,
  );
  // The right hash of no body, so that the key is asked for.
  const bodyHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  const signature = (domain: string): Buffer =>
    Buffer.from(
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s; h=from; bh=${bodyHash}; b=AA\r\n`,
    );
  const raw = Buffer.concat([signature("bande.example"), signature("verein.example"), letter("")]);
  const found = await checked(checks, raw, "x@bande.example", "mail.bande.example");
  expect(found?.evidence).toContain("spf=temperror smtp.mailfrom=bande.example");
  expect(found?.evidence).toContain("dkim=neutral header.d=verein.example (no key)");
  expect(found?.disowned).toBe(true);
});

test.each([
  ["selector", { s: Array(5).fill("a".repeat(63)).join(".") }],
  ["domain", { d: `${Array(5).fill("a".repeat(63)).join(".")}.verein.example` }],
])(
  "a forger whose signature names a %s that cannot exist does not make it uncertain whether the mail is Anna's",
  async (_, { d = "verein.example", s = "s" }: { d?: string; s?: string }) => {
    const { checks } = await checksWith(REJECTS);
    const tags = `d=${d}; s=${s}; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AA`;
    const signature = Buffer.from(`DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; ${tags}\r\n`);
    const found = await checked(checks, Buffer.concat([signature, letter("")]), "x@bande.example");
    expect(found?.evidence).toContain("(no key)");
    expect(found).toMatchObject({ authenticated: false, disowned: true });
  },
);

test("a record that includes itself ends after ten questions", async () => {
  const { checks, dns } = await checksWith(
    texts({
      "verein.example": "v=spf1 include:a.example -all",
      "a.example": "v=spf1 include:b.example",
      "b.example": "v=spf1 include:a.example",
    }),
  );
  expect((await checked(checks, letter(), ANNA))?.evidence).toContain("spf=permerror smtp.mailfrom=verein.example");
  expect(dns.asked.length).toBeLessThan(10);
});

test("a record that asks for a hundred names is cut short", async () => {
  const zone: DnsZone = Object.fromEntries(
    Array.from({ length: 10 }, (_, one) => [
      `mx${one}.verein.example MX`,
      Array.from({ length: 10 }, (_, two) => ({
        type: "MX" as const,
        preference: 10,
        exchange: `h${two}.mx${one}.verein.example`,
      })),
    ]),
  );
  const record = `v=spf1 ${Array.from({ length: 10 }, (_, one) => `mx:mx${one}.verein.example`).join(" ")} -all`;
  const { checks, dns } = await checksWith({ ...zone, ...texts({ "verein.example": record }) });
  expect(await checked(checks, letter(), ANNA)).toMatchObject({ authenticated: false });
  expect(dns.asked.length).toBeLessThan(80);
});

test("a huge answer is not read", async () => {
  const { checks } = await checksWith(
    texts({ "verein.example": Array.from({ length: 200 }, (_, n) => `v=spf1 ip4:192.0.2.1 x=${"y".repeat(200)}${n}`) }),
  );
  expect((await checked(checks, letter(), ANNA))?.evidence).toContain("spf=temperror smtp.mailfrom=verein.example");
});

test("what was asked for one mail is not asked again for the next", async () => {
  const { checks, dns } = await checksWith({ ...REJECTS, ...texts({ "verein.example": "v=spf1 ip4:192.0.2.1 -all" }) });
  for (let mail = 0; mail < 20; mail += 1) {
    expect(await checked(checks, letter(), ANNA)).toMatchObject({ authenticated: true });
  }
  expect(dns.asked.toSorted()).toEqual([...new Set(dns.asked)].toSorted());
});

test("of a thousand signatures only those of the author's domain are looked at, and never more than five", async () => {
  const signer = signerOf("verein.example", "k", "ed25519");
  const { checks, dns } = await checksWith({ ...REJECTS, ...texts({ [signer.record.name]: signer.record.text }) });
  const signatures = (domain: string): Buffer =>
    Buffer.from(
      Array.from(
        { length: 900 },
        (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=s${n}; h=from; bh=AA; b=AA\r\n`,
      ).join(""),
    );
  const proven = await checked(checks, Buffer.concat([signatures("weit.example"), signed(letter(), signer)]), ANNA);
  expect(proven?.authenticated).toBe(true);
  expect(proven?.evidence.match(/dkim=/g)).toHaveLength(1);
  for (const domain of ["weit.example", "verein.example"]) {
    const found = await checked(checks, Buffer.concat([signatures(domain), letter()]), ANNA);
    expect(found?.authenticated).toBe(false);
    expect(found?.evidence.match(/dkim=/g)).toHaveLength(5);
  }
  expect(dns.asked.length).toBeLessThan(15);
});

test("a mail of 25 MB is proven, and others have their turn meanwhile", async () => {
  const signer = signerOf("verein.example", "k", "ed25519");
  const raw = signed(letter("Rm90bw==".repeat(9).concat("\r\n").repeat(340_000)), signer);
  const { checks } = await checksWith({ ...REJECTS, ...texts({ [signer.record.name]: signer.record.text }) });
  const check = checked(checks, raw, ANNA);
  expect(await longestTurnMs(check)).toBeLessThan(100);
  expect(await check).toMatchObject({ authenticated: true });
});

test.each([
  ["of nothing but line ends", "\n".repeat(2_000_000)],
  ["of one line", "a".repeat(5_000_000)],
  ["of blanks", "a  b\t\r\n".repeat(500_000)],
])("a signed body %s holds nobody up", async (_what, body) => {
  const { checks } = await checksWith(REJECTS);
  const raw = Buffer.concat([
    Buffer.from("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=verein.example; s=k; h=from; bh=AA; b=AA\r\n"),
    letter(body),
  ]);
  expect(await longestTurnMs(checked(checks, raw, ANNA))).toBeLessThan(100);
});

test("a forger's body that takes too long to read proves nothing, and the mail is to be tried again", async () => {
  const { checks } = await checksWith(REJECTS, 300);
  const signature = (n: number): string =>
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=verein.example; s=k; l=${n}; h=from; bh=AA; b=AA\r\n`;
  const raw = Buffer.concat([
    Buffer.from([1, 2, 3, 4, 5].map(signature).join("")),
    letter("a  b\t\r\n".repeat(1_500_000)),
  ]);
  const { found, tookMs } = await timed(checked(checks, raw, "x@bande.example"));
  expect(found).toBeUndefined();
  expect(tookMs).toBeLessThan(2_000);
});

test("a body that takes too long to read costs a mail nothing that nobody disowns", async () => {
  const { checks } = await checksWith(texts({ "_dmarc.verein.example": "v=DMARC1; p=none" }), 300);
  const signature =
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=verein.example; s=k; h=from; bh=AA; b=AA\r\n";
  const raw = Buffer.concat([Buffer.from(signature), letter("a  b\t\r\n".repeat(1_500_000))]);
  const found = await checked(checks, raw, "x@bande.example");
  expect(found).toMatchObject({ authenticated: false, disowned: false });
  expect(found?.evidence).toContain("not verified in time");
});

test("Anna's server is repaired: half a minute later her mail is proven, and a forged one refused", async () => {
  const { checks, dns } = await checksWith({ "verein.example *": "servfail", "_dmarc.verein.example *": "servfail" });
  expect(await checked(checks, letter(), ANNA)).toMatchObject({ authenticated: false, disowned: false });
  dns.zone = { ...REJECTS, ...texts({ "verein.example": "v=spf1 ip4:192.0.2.1 -all" }) };
  const realNow = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => realNow() + FAILED_KEPT_MS + 1_000);
  onTestFinished(() => void clock.mockRestore());
  expect(await checked(checks, letter(), ANNA)).toMatchObject({ authenticated: true });
  expect(await checked(checks, letter(), "x@bande.example")).toMatchObject({ disowned: true });
});

test("whom Anna's hoster vouches for is not Anna: only her own domain proves her", async () => {
  const { checks } = await checksWith(texts({ "github.io": "v=spf1 ip4:192.0.2.1 -all" }));
  const raw = Buffer.from(letter().toString().replace(ANNA, "anna@verein.github.io"));
  const found = await checked(checks, raw, "x@github.io");
  expect(found?.evidence).toContain("spf=pass smtp.mailfrom=github.io");
  expect(found).toMatchObject({ authenticated: false });
});

test("when the server stops, what is not known yet stays unknown", async () => {
  const { checks } = await checksWith({ "verein.example *": "silent", "_dmarc.verein.example *": "silent" });
  const running = checked(checks, letter(), ANNA);
  checks.stop();
  const { found, tookMs } = await timed(running);
  expect(found).toBeUndefined();
  expect(tookMs).toBeLessThan(3_000);
});

test.each([
  ["a sealed chain that is none", "ARC-Seal: i=1; cv=none; a=rsa-sha256; d=x.example; s=s; b=AA\r\n", /arc=fail/],
  [
    "fifty seals",
    Array.from({ length: 50 }, (_, n) => `ARC-Seal: i=${n}; cv=pass; a=rsa-sha256; d=x.example; s=s; b=AA\r\n`).join(
      "",
    ),
    /dkim=none$/,
  ],
  ["a signature of nonsense", "DKIM-Signature: ;;;===;;; d=\u0000\r\n", /dkim=neutral/],
  ["a signature of 100 KB", `DKIM-Signature: v=1; d=verein.example; h=${"from:".repeat(20_000)}\r\n`, /dkim=none$/],
])("%s is harmless", async (_what, fields, evidence) => {
  const { checks } = await checksWith(REJECTS);
  const found = await checked(checks, Buffer.concat([Buffer.from(fields), letter()]), "x@weit.example");
  expect(found).toMatchObject({ authenticated: false, disowned: true });
  expect(found?.evidence).toMatch(evidence);
});
