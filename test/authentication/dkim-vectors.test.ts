import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NameService } from "../../src/authentication/name-service.ts";
import { verifySignatures } from "../../src/authentication/signatures.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { describeCorpora } from "../support/corpora.ts";
import { type DnsZone, dnsServer } from "../support/dns-server.ts";

/** Results of all signatures of a mail, in order, as `pass` or `fail: why`. */
async function verified(file: string | Buffer, zone: DnsZone, from = "example.org"): Promise<string[]> {
  const raw = withCrLf(typeof file === "string" ? readFileSync(file) : file);
  const { address } = await dnsServer(zone);
  const { signal } = new AbortController();
  const ask = new NameService([address]).forOneMail(signal);
  const { signatures } = await verifySignatures(raw, parseHeader(raw), from, ask, signal);
  return signatures.map(({ result, detail }) => (detail === undefined ? result : `${result}: ${detail}`));
}

/** The corpora are as people store mail, with LF. */
function withCrLf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}

function keys(records: Record<string, string>): DnsZone {
  return Object.fromEntries(
    Object.entries(records).map(([name, text]) => [`${name.toLowerCase()} TXT`, [{ type: "TXT", text }] as const]),
  );
}

/** Signatures of old standards that a verifier of today rightly refuses, and why. */
const OF_OLD_STANDARDS: Record<string, string> = {
  "good_ietf01_1.txt": "neutral: signature missing required tag", // a draft of 2005, without v= (RFC 6376 §3.5)
  "good_ietf01_2.txt": "neutral: signature missing required tag",
  "mine_ietf01_1.txt": "neutral: signature missing required tag",
  "mine_ietf01_3.txt": "neutral: signature missing required tag",
  "mine_ietf01_4.txt": "neutral: signature missing required tag",
  "multiple_1.txt": "neutral: signature missing required tag",
  "no_body_1.txt": "neutral: incompatible version", // v=0.5 of a draft
  "good_qp_1.txt": "policy: weak algorithm", // rsa-sha1 (RFC 8301 §3.1), and with keys of 512 and 768 bits (§3.2)
  "good_qp_2.txt": "policy: weak algorithm",
  "goodkey_3.txt": "policy: weak algorithm",
  "goodkey_4.txt": "policy: weak algorithm",
  "multiple_2.txt": "policy: weak algorithm",
};

describeCorpora("DKIM vectors, their keys from a real DNS server", (corpora) => {
  const folder = `${corpora}/auth/dkim`;

  describe("mail-dkim", () => {
    const { messages } = JSON.parse(readFileSync(`${folder}/mail-dkim/expected.json`, "utf8")) as {
      messages: { file: string; expect: "pass" | "fail" | "invalid" }[];
    };
    const zone = keys(JSON.parse(readFileSync(`${folder}/mail-dkim/dns.json`, "utf8")) as Record<string, string>);

    test.each(messages.map((message) => [message.file, message.expect] as const))("%s: %s", async (file, expected) => {
      const results = await verified(`${folder}/mail-dkim/${file}`, zone);
      const old = OF_OLD_STANDARDS[file];
      if (old !== undefined) expect(results).toContain(old);
      expect(results.includes("pass")).toBe(expected === "pass" && old === undefined);
    });
  });

  describe("mail-auth-rs", () => {
    test.each(["001.txt", "002.txt"])("%s: all pass", async (file) => {
      const [records = "", ...mail] = readFileSync(`${folder}/mail-auth-rs/${file}`, "latin1").split(/\r?\n\r?\n/);
      const zone = keys(
        Object.fromEntries(records.split(/\r?\n/).map((line) => /^(\S+) (.*)$/.exec(line)?.slice(1) ?? [])),
      );
      const results = await verified(Buffer.from(mail.join("\n\n"), "latin1"), zone);
      expect(new Set(results)).toEqual(new Set(["pass"]));
    });
  });

  describe("chasquid", () => {
    const cases = readdirSync(`${folder}/chasquid`).filter((file) => file.endsWith(".msg"));

    /** A file, or the one whose name is all that it holds. */
    function read(name: string): Buffer {
      const bytes = readFileSync(`${folder}/chasquid/${name}`);
      const other = /^([\w.-]+\.(?:msg|dns|result))\s*$/.exec(bytes.toString("latin1"))?.[1];
      return other === undefined ? bytes : read(other);
    }

    function zoneOf(text: string): DnsZone {
      const zone: Record<string, { type: "TXT"; text: string }[] | "servfail"> = {};
      for (const [, name = "", value = ""] of text.replace(/\\\n\s*/g, "").matchAll(/^(\S+):\s*(.*)$/gm)) {
        const place = `${name} TXT`;
        const others = zone[place];
        if (value === "TEMPERROR") zone[place] = "servfail";
        else if (value !== "PERMERROR")
          zone[place] = [...(Array.isArray(others) ? others : []), { type: "TXT", text: value }];
      }
      return zone;
    }

    /** Where we say something else than chasquid, and why. */
    const OTHERWISE: Record<string, string[]> = {
      // The header cannot be read, so there is no author and nothing to verify.
      "03-bad_message": [],
      "04-bad_dkim_signature_header": ["neutral: incompatible version"],
      "05-dns_temp_error": ["temperror: DNS failure: ESERVFAIL", "pass"],
      "06-dns_perm_error": ["neutral: no key", "pass"],
      // Two keys at one name: RFC 6376 §3.6.2.2 leaves it open which one counts.
      "07-algo_mismatch": ["neutral: inappropriate key algorithm", "pass"],
      // It passes, and is no proof of what stands behind the 17 octets.
      "09-limited_body": ["pass: the end of the body is not signed", "pass", "pass"],
      "11-strict_domain_check_fail": ["neutral: domain mismatch"],
    };

    test.each(cases.map((file) => file.replace(".msg", "")))("%s", async (name) => {
      const bytes = read(`${name}.msg`);
      const hasZone = name !== "03-bad_message" && name !== "04-bad_dkim_signature_header";
      const results = await verified(bytes, hasZone ? zoneOf(read(`${name}.dns`).toString("latin1")) : {});
      const { Valid } =
        name === "03-bad_message" ? { Valid: 0 } : (JSON.parse(read(`${name}.result`).toString()) as { Valid: number });
      expect(results).toEqual(OTHERWISE[name] ?? Array.from({ length: Valid }, () => "pass"));
    });
  });
});
