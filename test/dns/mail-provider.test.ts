import { describe, expect, test } from "vitest";
import { findMailProvider } from "../../src/dns/mail-provider.ts";
import { type DnsAnswer, type DnsRecord, type DnsServer, dnsServer } from "../support/dns-server.ts";

const DOMAIN = "verein.example";
const NEVER = new AbortController().signal;

const mx = (preference: number, exchange: string): DnsRecord => ({ type: "MX", preference, exchange });

/** Who is found when the MX of our domain are answered so. */
async function found(answer: DnsAnswer): Promise<string> {
  const server = await dnsServer({ [`${DOMAIN} MX`]: answer });
  return findMailProvider(DOMAIN, [server.address], NEVER);
}

describe("the provider of a domain is", () => {
  test.each<[string, DnsRecord[], string]>([
    ["the registrable domain of its MX", [mx(10, "aspmx.l.google.com")], "google.com"],
    ["the one with the lowest preference", [mx(20, "mx.backup.ch"), mx(5, "mail.haupt.ch")], "haupt.ch"],
    ["of equal ones always the same", [mx(10, "b.zwei.ch"), mx(10, "a.eins.ch")], "eins.ch"],
    ["of equal ones in the other order too", [mx(10, "a.eins.ch"), mx(10, "b.zwei.ch")], "eins.ch"],
    ["in lower case", [mx(10, "Verein-CH.Mail.Protection.Outlook.COM")], "outlook.com"],
    ["what belongs to somebody under a suffix of two labels", [mx(10, "mx1.firma.co.uk")], "firma.co.uk"],
    ["itself with a null MX", [mx(0, "")], DOMAIN],
    ["itself with an MX that is an IP address", [mx(10, "192.0.2.1")], DOMAIN],
    ["itself with an MX that is a top-level domain", [mx(10, "com")], DOMAIN],
    ["itself with an MX of one word", [mx(10, "localhost")], DOMAIN],
    ["itself with an MX of control characters", [mx(10, "a\u0000b\r\n c.\u0001\u00ff")], DOMAIN],
    ["itself with an alias that leads in a circle", [{ type: "CNAME", name: DOMAIN }], DOMAIN],
  ])("%s", async (_, records, provider) => {
    expect(await found(records)).toBe(provider);
  });

  test("itself where there is no such name, or no MX of it", async () => {
    const server = await dnsServer({ "da.example A": [{ type: "A", address: "192.0.2.1" }] });
    expect(await findMailProvider("nichts.example", [server.address], NEVER)).toBe("nichts.example");
    expect(await findMailProvider("da.example", [server.address], NEVER)).toBe("da.example");
    expect(server.asked).toEqual(expect.arrayContaining(["nichts.example MX", "da.example MX"]));
  });

  test("itself where the server fails", async () => {
    expect(await found("servfail")).toBe(DOMAIN);
  });

  test("found among thousands of MX with long names", async () => {
    const label = "x".repeat(60);
    const records = Array.from({ length: 280 }, (_, place) =>
      mx(1_000 - place, `${label}.${label}.${label}.viele${place}.ch`),
    );
    expect(await found(records)).toBe("viele279.ch");
    const many = Array.from({ length: 2_000 }, (_, place) => mx(5_000 - place, `m${place}.ch`));
    expect(await found(many)).toBe("m1999.ch");
  });

  test.each([
    "",
    ".",
    "a..b",
    "[192.0.2.1]",
    "x".repeat(300),
    `${"x".repeat(63)}.`.repeat(10),
    "ä.example",
    "a b",
    "\0",
  ])("itself when it cannot be asked for: %j", async (domain) => {
    const server = await dnsServer({});
    expect(await findMailProvider(domain, [server.address], NEVER)).toBe(domain);
  });
});

describe("a server that does not answer", () => {
  async function taking(search: Promise<string>): Promise<{ provider: string; ms: number }> {
    const startedAt = performance.now();
    const provider = await search;
    return { provider, ms: performance.now() - startedAt };
  }

  test("takes five seconds at most, also where there are several", async () => {
    const servers: DnsServer[] = [];
    for (let one = 0; one < 4; one += 1) servers.push(await dnsServer({ [`${DOMAIN} MX`]: "silent" }));
    const addresses = servers.map(({ address }) => address);
    const { provider, ms } = await taking(findMailProvider(DOMAIN, addresses, NEVER));
    expect(provider).toBe(DOMAIN);
    expect(ms).toBeLessThan(6_500);
  });

  test("is not waited for when everything stops", async () => {
    const server = await dnsServer({ [`${DOMAIN} MX`]: "silent" });
    const stopping = new AbortController();
    const search = taking(findMailProvider(DOMAIN, [server.address], stopping.signal));
    await expect.poll(() => server.asked).not.toEqual([]);
    stopping.abort();
    expect((await search).ms).toBeLessThan(1_400);
    expect(await findMailProvider(DOMAIN, [server.address], stopping.signal)).toBe(DOMAIN);
    expect(server.asked).toHaveLength(1);
  });

  test("answers late, and is heard", async () => {
    expect(await found({ afterMs: 300, records: [mx(10, "mx.spaet.ch")] })).toBe("spaet.ch");
  });
});
