import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dkimKeyOf, formatDkimRecord, isSameKey, readDkimRecord } from "../../src/mail/dkim-record.ts";
import { dmarcRecordsAmong, isAligned, readDmarcRecord } from "../../src/mail/dmarc-record.ts";
import { spfRecordsAmong, spfRecordWith } from "../../src/mail/spf-record.ts";
import { readTagList } from "../../src/mail/tag-list.ts";

describe("a DKIM record", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

  test.each([
    ["RSA", rsa],
    ["Ed25519", generateKeyPairSync("ed25519").privateKey],
  ])("of our %s key is recognised as ours", (_, key) => {
    const own = dkimKeyOf(key);
    const record = own && readDkimRecord(formatDkimRecord(own));
    expect(own !== undefined && record?.kind === "key" && isSameKey(record, own)).toBe(true);
  });

  test("of the key that RFC 8463 shows is written as it is there", () => {
    // Appendix A.2: the seed, here in its PKCS #8 wrapping, and the record.
    const seed = Buffer.from("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", "base64");
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const key = dkimKeyOf(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
    expect(key && formatDkimRecord(key)).toBe("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  });

  test("with the bare RSA key of the standard, cut into lines, is ours as well", () => {
    const bare = createPublicKey(rsa).export({ type: "pkcs1", format: "der" }).toString("base64");
    const record = readDkimRecord(`p=${bare.replace(/(.{60})/g, "$1\r\n ")}`);
    const own = dkimKeyOf(rsa);
    expect(own !== undefined && record.kind === "key" && isSameKey(record, own)).toBe(true);
  });

  test("a key of another kind is none for DKIM", () => {
    expect(dkimKeyOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)).toBeUndefined();
  });

  test.each([
    ["v=DKIM2; p=abc", "useless"],
    ["k=rsa", "useless"],
    ["p=", "revoked"],
    ["p=abc; p=def", "useless"],
    ["p=abc; s=tlsrpt", "useless"],
    ["v=spf1 -all", "useless"],
  ])("%s is %s", (text, kind) => expect(readDkimRecord(text).kind).toBe(kind));
});

describe("an SPF record", () => {
  test.each([
    [undefined, "v=spf1 ip4:203.0.113.7 ip6:2001:db8::7 ~all"],
    ["v=spf1 mx -all", "v=spf1 mx ip4:203.0.113.7 ip6:2001:db8::7 -all"],
    ["v=spf1 a redirect=_spf.example", "v=spf1 a ip4:203.0.113.7 ip6:2001:db8::7 redirect=_spf.example"],
    ["v=spf1 ip4:203.0.113.7 ?all", "v=spf1 ip4:203.0.113.7 ip6:2001:db8::7 ?all"],
    ["v=spf1 mx", "v=spf1 mx ip4:203.0.113.7 ip6:2001:db8::7"],
  ])("%s lets us send too", (existing, wanted) => {
    expect(spfRecordWith(existing, ["203.0.113.7", "2001:db8::7"])).toBe(wanted);
  });

  test("is known among the texts of a domain", () => {
    expect(spfRecordsAmong(["v=spf10 -all", "V=SPF1 -all", "x v=spf1", "v=spf1"])).toEqual(["V=SPF1 -all", "v=spf1"]);
  });
});

describe("a DMARC record", () => {
  test("has another policy for subdomains", () => {
    const text = "v=DMARC1; p=reject; sp=none; adkim=s; aspf=r";
    expect(readDmarcRecord(text, "domain")).toEqual({ policy: "reject", dkim: "strict", spf: "relaxed" });
    expect(readDmarcRecord(text, "subdomain")?.policy).toBe("none");
  });

  test("without a policy says nothing, and case of the version matters", () => {
    expect(readDmarcRecord("v=DMARC1; rua=mailto:a@b.example", "domain")).toBeUndefined();
    expect(dmarcRecordsAmong(["v=dmarc1; p=none", "v=DMARC1;p=none", "v=DMARC12; p=none"])).toEqual([
      "v=DMARC1;p=none",
    ]);
  });

  test.each([
    ["gruppen.verein.ch", "verein.ch", "relaxed", true],
    ["gruppen.verein.ch", "verein.ch", "strict", false],
    ["verein.ch", "anderer.ch", "relaxed", false],
    ["a.co.uk", "b.co.uk", "relaxed", false],
  ] as const)("%s and %s, %s: %s", (from, signer, mode, is) => expect(isAligned(from, signer, mode)).toBe(is));
});

test("whatever a stranger writes into a record, reading it ends well", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      readTagList(text);
      readDkimRecord(text);
      readDmarcRecord(text, "domain");
      spfRecordWith(text, ["203.0.113.7"]);
    }),
  );
});
