import { describe, expect, test } from "vitest";
import { ClientChecks } from "../../src/authentication/client-check.ts";
import { NameService } from "../../src/authentication/name-service.ts";
import { describeCorpora } from "../support/corpora.ts";
import { type DnsRecord, type DnsZone, dnsServer } from "../support/dns-server.ts";
import { readsYaml, yamlDocuments } from "../support/yaml-documents.ts";

/** One part of the test suite of openspf.org. */
interface Scenario {
  description: string;
  tests: Record<string, { helo: string; host: string; mailfrom: string; result: string | string[] }>;
  zonedata: Record<string, (string | Record<string, unknown>)[]>;
}

/** What the suite says of a name, as our server tells it. A record of type SPF stands for one of type TXT too. */
function zoneOf({ zonedata }: Scenario): DnsZone {
  const zone: Record<string, DnsRecord[] | "servfail"> = {};
  for (const [written, entries] of Object.entries(zonedata)) {
    const name = written.toLowerCase();
    const ownTxt = entries.some((entry) => typeof entry === "object" && "TXT" in entry);
    for (const entry of entries) {
      if (typeof entry === "string") {
        zone[`${name} *`] = "servfail";
        continue;
      }
      for (const record of recordsOf(entry)) {
        for (const type of record.type === "SPF" && !ownTxt ? ["SPF", "TXT"] : [record.type]) {
          const place = `${name} ${type}`;
          const others = zone[place];
          const shown = record.type === "SPF" ? { ...record, type: type as "SPF" | "TXT" } : record;
          zone[place] = [...(Array.isArray(others) ? others : []), shown];
        }
      }
    }
  }
  return zone;
}

function recordsOf(entry: Record<string, unknown>): DnsRecord[] {
  const [[type, value] = ["", ""]] = Object.entries(entry);
  switch (type) {
    case "A":
    case "AAAA":
      return [{ type, address: String(value) }];
    case "PTR":
    case "CNAME":
      return [{ type, name: String(value) }];
    case "MX": {
      const [preference, exchange] = value as [string, string];
      return [{ type, preference: Number(preference), exchange }];
    }
    case "TXT":
    case "SPF":
      return value === "NONE" ? [] : [{ type, text: Array.isArray(value) ? value.map(String) : String(value) }];
    default:
      throw new Error(`no such type: ${type}`);
  }
}

/** Where we say something else than the suite, and why. */
const OTHERWISE: Record<string, { result: string; why: string }> = Object.fromEntries(
  [
    "a-colon-domain",
    "a-colon-domain-ip4mapped",
    "mx-colon-domain",
    "mx-colon-domain-ip4mapped",
    "macro-mania-in-domain",
  ].map((name) => [name, { result: "permerror", why: "Node asks no server for a name with such characters" }]),
);

describeCorpora("the SPF test suite of RFC 7208, through a real DNS server", (folder) => {
  if (!readsYaml) {
    test.skip("skipped: no python3 with yaml on this machine", () => undefined);
    return;
  }
  const scenarios = yamlDocuments(`${folder}/auth/spf/rfc7208-tests.yml`) as Scenario[];
  describe.each(scenarios.map((scenario) => [scenario.description, scenario] as const))("%s", (_title, scenario) => {
    const cases = Object.entries(scenario.tests);
    test(`${cases.length} cases`, async () => {
      const { address } = await dnsServer(zoneOf(scenario));
      const names = new NameService([address]);
      const wrong: string[] = [];
      for (const [name, { helo, host, mailfrom, result }] of cases) {
        const client = { address: host, hello: helo, returnPath: mailfrom };
        const [spf] = await new ClientChecks().check(client, names.forOneMail(new AbortController().signal));
        const expected = OTHERWISE[name]?.result ?? result;
        if (![expected].flat().includes(spf?.result ?? "")) wrong.push(`${name}: ${spf?.result}, not ${expected}`);
      }
      expect(wrong).toEqual([]);
    });
  });
});
