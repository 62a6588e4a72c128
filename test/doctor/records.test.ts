import { describe, expect, test } from "vitest";
import { allowlistLetter } from "../../src/doctor/letter.ts";
import { recordsFor } from "../../src/doctor/records.ts";
import { zoneFile } from "../../src/doctor/zone-file.ts";
import { OperatorError } from "../../src/operator-error.ts";
import { ADDRESS, a, DOMAIN, HOST, type Practice, practice, txt } from "./practice.ts";

const NEVER = new AbortController().signal;

async function zoneOf(clinic: Practice, domain: string): Promise<string[]> {
  const config = clinic.config();
  return zoneFile(domain, await recordsFor(config, domain, NEVER), config.language);
}

const pasted = (lines: readonly string[]) => lines.filter((line) => line !== "" && !line.startsWith(";"));
const offered = (lines: readonly string[]) => lines.filter((line) => /^;\S/.test(line)).map((line) => line.slice(1));

describe("the records of our domain", () => {
  test("where nothing stands yet: MX, SPF with our address, key, DMARC; A and PTR to compare", async () => {
    const clinic = await practice({ zone: { [`${DOMAIN} TXT`]: [], [`_dmarc.${DOMAIN} TXT`]: [] } });
    const lines = await zoneOf(clinic, DOMAIN);
    expect(pasted(lines)).toEqual([
      `${DOMAIN}. IN MX 10 ${HOST}.`,
      `${DOMAIN}. IN TXT "v=spf1 ip4:${ADDRESS} ~all"`,
      expect.stringMatching(
        /^s1\._domainkey\.gruppen\.verein\.example\. IN TXT "v=DKIM1; k=rsa; p=[^"]{230,}" "[^"]+"$/,
      ),
      `_dmarc.${DOMAIN}. IN TXT "v=DMARC1; p=none; np=reject; rua=mailto:it@verein.example"`,
    ]);
    expect(offered(lines)).toEqual([`${HOST}. IN A ${ADDRESS}`, `7.113.0.203.in-addr.arpa. IN PTR ${HOST}.`]);
  });

  test("where others stand already: SPF lets them send too, and their DMARC stays", async () => {
    const clinic = await practice({ zone: { [`${DOMAIN} TXT`]: txt("v=spf1 include:hoster.example -all") } });
    const lines = pasted(await zoneOf(clinic, DOMAIN));
    expect(lines).toContain(`${DOMAIN}. IN TXT "v=spf1 include:hoster.example ip4:${ADDRESS} -all"`);
    expect(lines).toContain(`_dmarc.${DOMAIN}. IN TXT "v=DMARC1; p=reject; rua=mailto:it@verein.example"`);
  });

  test("where nobody knows from where we send, no SPF is pasted that lets nobody send", async () => {
    const clinic = await practice({
      zone: { [`${DOMAIN} TXT`]: [], [`${HOST} A`]: [], [`${HOST} AAAA`]: [] },
    });
    const lines = await zoneOf(clinic, DOMAIN);
    expect(pasted(lines).join("\n")).not.toContain("v=spf1");
    expect(offered(lines)).toEqual([`${DOMAIN}. IN TXT "v=spf1 ~all"`]);
  });

  test("while DNS is silent nobody pastes a second SPF or DMARC beside one that may stand there", async () => {
    const clinic = await practice();
    clinic.dns.zone = Object.fromEntries(Object.keys(clinic.dns.zone).map((name) => [name, "servfail"]));
    const lines = await zoneOf(clinic, DOMAIN);
    expect(pasted(lines).map((line) => line.split(" ")[2])).toEqual(["MX", "TXT"]);
    expect(pasted(lines)[1]).toContain("v=DKIM1");
    expect(offered(lines)).toEqual([expect.stringContaining("v=spf1"), expect.stringContaining("v=DMARC1")]);
    expect(lines.join("\n")).toContain("antwortet gerade nicht");
  });
});

describe("the records of a customer's domain", () => {
  async function withCustomer(): Promise<Practice> {
    const clinic = await practice();
    const senders = clinic.settings["senders"] as { default: { dkim: object } };
    const dkim = { ...senders.default.dkim, domain: "kunde.example", selector: "rm" };
    const kunde = { from: "post@kunde.example", returnPath: "bounce@mail.kunde.example", dkim };
    clinic.settings["senders"] = { ...senders, kunde };
    return clinic;
  }

  test("the key as text, or as an alias that leads to our zone; the return path likewise", async () => {
    const lines = await zoneOf(await withCustomer(), "kunde.example");
    expect(pasted(lines).map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "rm._domainkey.kunde.example. IN TXT",
      "_dmarc.kunde.example. IN TXT",
    ]);
    expect(offered(lines)).toEqual([
      `rm._domainkey.kunde.example. IN CNAME rm._domainkey.kunde.example.${DOMAIN}.`,
      expect.stringMatching(/^rm\._domainkey\.kunde\.example\.gruppen\.verein\.example\. IN TXT "v=DKIM1/),
      `mail.kunde.example. IN CNAME ${DOMAIN}.`,
    ]);
  });

  test("a domain that nobody uses has none, and the operator reads which ones have", async () => {
    const failed = zoneOf(await withCustomer(), "fremd.example");
    await expect(failed).rejects.toThrow(OperatorError);
    await expect(failed).rejects.toMatchObject({ hint: expect.stringContaining("mail.kunde.example"), exitCode: 1 });
  });
});

describe("the letter to a recipient's IT department", () => {
  test.each([
    ["de", "Guten Tag"],
    ["en", "Hello,"],
    ["fr", "Bonjour,"],
    ["it", "Buongiorno,"],
  ] as const)("in %s says by what our mail is recognised", async (language, greeting) => {
    const letter = (await allowlistLetter((await practice()).config(), language, NEVER)).join("\n");
    expect(letter).toContain(greeting);
    for (const fact of [
      DOMAIN,
      ADDRESS,
      HOST,
      `d=${DOMAIN}; s=s1`,
      `*@${DOMAIN}`,
      `<….${DOMAIN}>`,
      "X-Rundmail-Message",
    ]) {
      expect(letter).toContain(fact);
    }
    expect(letter).not.toContain("ß");
    expect(Math.max(...letter.split("\n").map((line) => line.length))).toBeLessThan(110);
  });

  test("through somebody else's server names that server, in the language of the configuration", async () => {
    const clinic = await practice({ zone: { "smtp.hoster.example A": a("198.51.100.9") } });
    clinic.settings["relay"] = { host: "smtp.hoster.example", port: 587 };
    const letter = (await allowlistLetter(clinic.config(), undefined, NEVER)).join("\n");
    expect(letter).toContain("Sendende Server: smtp.hoster.example (198.51.100.9)");
  });
});
