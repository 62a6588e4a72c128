/**
 * DMARC by our own vectors: those with "B." are after RFC 7489, appendix B, the others after RFC 9989. Everything comes
 * from a real DNS server; the client may send for the domain of the envelope sender, and signs for those named.
 */
import { describe, expect, test } from "vitest";
import { checked, checksWith, texts } from "../support/author-checks.ts";
import { type Signer, signed, signerOf } from "../support/dkim-signer.ts";
import type { DnsZone } from "../support/dns-server.ts";

interface Vector {
  title: string;
  /** Records at `_dmarc` of each name. */
  policies: Record<string, string | string[]>;
  from: string;
  /** Domains for which the client may send, and for which the mail is signed. */
  spf?: string;
  dkim?: string;
  /** What else DNS does. */
  zone?: DnsZone;
  expected: "proven" | "unproven" | "disowned";
  /** What DMARC says, in the words of RFC 8601. */
  dmarc: string;
}

const REJECT = "v=DMARC1; p=reject";
const NAMED: DnsZone = { "mail.verein.example A": [{ type: "A", address: "192.0.2.9" }] };

const VECTORS: Vector[] = [
  // Alignment.
  {
    title: "B.1.1 example 1: SPF, the same domain",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "B.1.1 example 2: SPF, the parent",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "kind.verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "B.1.1 example 3: SPF, another domain",
    policies: { "verein.example": REJECT },
    from: "kind.verein.example",
    spf: "sample.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "B.1.2 example 1: DKIM, the same domain",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    dkim: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "B.1.2 example 2: DKIM, the parent",
    policies: { "verein.example": REJECT },
    from: "kind.verein.example",
    dkim: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "B.1.2 example 3: DKIM, another domain",
    policies: { "verein.example": REJECT },
    from: "kind.verein.example",
    dkim: "sample.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "SPF strict, the same domain",
    policies: { "verein.example": `${REJECT}; aspf=s` },
    from: "verein.example",
    spf: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "SPF strict, a subdomain",
    policies: { "verein.example": `${REJECT}; aspf=s` },
    from: "verein.example",
    spf: "mail.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "DKIM strict, the same domain",
    policies: { "verein.example": `${REJECT}; adkim=s` },
    from: "verein.example",
    dkim: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "DKIM strict, a subdomain",
    policies: { "verein.example": `${REJECT}; adkim=s` },
    from: "verein.example",
    dkim: "mail.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "DKIM strict does not bind SPF",
    policies: { "verein.example": `${REJECT}; adkim=s` },
    from: "verein.example",
    spf: "mail.verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "two sisters, relaxed",
    policies: { "verein.example": REJECT },
    from: "a.verein.example",
    dkim: "b.verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "a name that only ends alike",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "meinverein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "both fail, one is aligned but not proven",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "SPF of another, DKIM of the author",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "versand.example",
    dkim: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  // What the domain asks for.
  {
    title: "p=quarantine",
    policies: { "verein.example": "v=DMARC1; p=quarantine" },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "p=none",
    policies: { "verein.example": "v=DMARC1; p=none" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "p=none, and it passes",
    policies: { "verein.example": "v=DMARC1; p=none" },
    from: "verein.example",
    spf: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "sp=none for a subdomain that exists",
    policies: { "verein.example": `${REJECT}; sp=none` },
    from: "mail.verein.example",
    zone: NAMED,
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "sp=reject under p=none",
    policies: { "verein.example": "v=DMARC1; p=none; sp=reject" },
    from: "mail.verein.example",
    zone: NAMED,
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "sp says nothing about the domain itself",
    policies: { "verein.example": "v=DMARC1; p=none; sp=reject" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "np=reject for a subdomain that nobody has",
    policies: { "verein.example": "v=DMARC1; p=none; sp=none; np=reject" },
    from: "nirgends.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "np does not bind a subdomain that exists",
    policies: { "verein.example": "v=DMARC1; p=none; sp=none; np=reject" },
    from: "mail.verein.example",
    zone: NAMED,
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "np missing: sp",
    policies: { "verein.example": "v=DMARC1; p=none; sp=quarantine" },
    from: "nirgends.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "a subdomain with a record of its own",
    policies: { "verein.example": REJECT, "mail.verein.example": "v=DMARC1; p=none" },
    from: "mail.verein.example",
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "t=y makes quarantine of reject",
    policies: { "verein.example": `${REJECT}; t=y` },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "t=y makes none of quarantine",
    policies: { "verein.example": "v=DMARC1; p=quarantine; t=y" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "pct=0 is history",
    policies: { "verein.example": `${REJECT}; pct=0` },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "capitals in values",
    policies: { "verein.example": "v=DMARC1; p=REJECT" },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  // The tree walk.
  {
    title: "the walk finds the record three labels up",
    policies: { "verein.example": REJECT },
    from: "a.b.c.verein.example",
    dkim: "verein.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "psd=n ends the walk: a department on its own",
    policies: { "verein.example": REJECT, "sued.verein.example": `${REJECT}; psd=n` },
    from: "sued.verein.example",
    dkim: "nord.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "psd=y: two customers of one registry",
    policies: { "gemeinde.example": `${REJECT}; psd=y` },
    from: "aarau.gemeinde.example",
    dkim: "brugg.gemeinde.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "psd=y: a customer for itself",
    policies: { "gemeinde.example": `${REJECT}; psd=y` },
    from: "aarau.gemeinde.example",
    dkim: "mail.aarau.gemeinde.example",
    expected: "proven",
    dmarc: "pass",
  },
  {
    title: "ten labels: the walk goes on at seven",
    policies: { "verein.example": REJECT },
    from: "a.b.c.d.e.f.g.h.verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  // Records that are none.
  {
    title: "no record, the same domain",
    policies: {},
    from: "verein.example",
    spf: "verein.example",
    expected: "proven",
    dmarc: "none",
  },
  {
    title: "no record, a subdomain",
    policies: {},
    from: "verein.example",
    spf: "mail.verein.example",
    expected: "proven",
    dmarc: "none",
  },
  {
    title: "no record, under a public suffix",
    policies: {},
    from: "aarau.github.io",
    spf: "brugg.github.io",
    expected: "unproven",
    dmarc: "none",
  },
  { title: "no record, nothing proven", policies: {}, from: "verein.example", expected: "unproven", dmarc: "none" },
  {
    title: "two records",
    policies: { "verein.example": [REJECT, "v=DMARC1; p=none"] },
    from: "verein.example",
    expected: "unproven",
    dmarc: "none",
  },
  {
    title: "a record and another text",
    policies: { "verein.example": ["google-site-verification=x", REJECT] },
    from: "verein.example",
    expected: "disowned",
    dmarc: "fail",
  },
  {
    title: "another version",
    policies: { "verein.example": "v=DMARC2; p=reject" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "none",
  },
  {
    title: "v is not the first tag",
    policies: { "verein.example": "p=reject; v=DMARC1" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "none",
  },
  {
    title: "p is no policy, and there is nowhere to report to",
    policies: { "verein.example": "v=DMARC1; p=nein" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "none",
  },
  {
    title: "p is no policy, but reports are wanted",
    policies: { "verein.example": "v=DMARC1; p=nein; rua=mailto:d@verein.example" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "p twice",
    policies: { "verein.example": "v=DMARC1; p=reject; p=none" },
    from: "verein.example",
    expected: "unproven",
    dmarc: "none",
  },
  // Servers in trouble.
  {
    title: "no answer about the policy",
    policies: {},
    from: "verein.example",
    spf: "verein.example",
    zone: { "_dmarc.verein.example *": "servfail" },
    expected: "unproven",
    dmarc: "temperror",
  },
  {
    title: "no answer about the policy of the organisation",
    policies: {},
    from: "mail.verein.example",
    zone: { "_dmarc.verein.example *": "refused" },
    expected: "unproven",
    dmarc: "temperror",
  },
  {
    title: "no answer about who may send: nobody knows",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "kaputt.verein.example",
    zone: { "kaputt.verein.example TXT": "servfail" },
    expected: "unproven",
    dmarc: "fail",
  },
  {
    title: "no answer about who may send for others helps no forger",
    policies: { "verein.example": REJECT },
    from: "verein.example",
    spf: "kaputt.example",
    zone: { "kaputt.example TXT": "servfail" },
    expected: "disowned",
    dmarc: "fail",
  },
];

const signers = new Map<string, Signer>();

function signerFor(domain: string): Signer {
  const signer = signers.get(domain) ?? signerOf(domain, "k", "ed25519");
  signers.set(domain, signer);
  return signer;
}

function zoneOf({ policies, spf, dkim, zone }: Vector): DnsZone {
  const signer = dkim === undefined ? undefined : signerFor(dkim).record;
  return {
    ...texts(Object.fromEntries(Object.entries(policies).map(([name, text]) => [`_dmarc.${name}`, text]))),
    ...(spf !== undefined && texts({ [spf]: "v=spf1 ip4:192.0.2.1 -all" })),
    ...(signer !== undefined && texts({ [signer.name]: signer.text })),
    ...zone,
  };
}

function mailOf({ from, dkim }: Vector): Buffer {
  const lines = [`From: anna@${from}`, "To: jugend@gruppen.example", "Subject: Treffen", "", "Bis morgen\r\n"];
  const raw = Buffer.from(lines.join("\r\n"));
  return dkim === undefined ? raw : signed(raw, signerFor(dkim));
}

describe("DMARC", () => {
  test("has vectors enough", () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(30);
  });

  test.each(VECTORS)("$title: $expected", async (vector) => {
    const { checks } = await checksWith(zoneOf(vector));
    const found = await checked(checks, mailOf(vector), `bounce@${vector.spf ?? "niemand.example"}`);
    expect(found?.evidence).toMatch(new RegExp(`^dmarc=${vector.dmarc} header.from=${vector.from}[ ;]`));
    expect(found).toMatchObject({
      authenticated: vector.expected === "proven",
      disowned: vector.expected === "disowned",
    });
  });
});
