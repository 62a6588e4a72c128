import { expect, onTestFinished, test, vi } from "vitest";
import { FAILED_KEPT_MS, KEPT_MS, NameService } from "../../src/authentication/name-service.ts";
import { type DnsAnswer, type DnsServer, type DnsZone, dnsServer } from "../support/dns-server.ts";

const RECORD = { type: "TXT", text: "v=spf1 -all" } as const;

/** A name service on a clock of its own, whose server says this of Anna's domain. */
async function service(answer: DnsAnswer): Promise<{ names: NameService; dns: DnsServer; wait(ms: number): void }> {
  const dns = await dnsServer({ "verein.example TXT": answer });
  const names = new NameService([dns.address]);
  let laterMs = 0;
  const realNow = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => realNow() + laterMs);
  onTestFinished(() => {
    clock.mockRestore();
    names.close();
  });
  return {
    names,
    dns,
    wait(ms) {
      laterMs += ms;
    },
  };
}

/** What one mail hears of Anna's domain: the answer, or the code of what went wrong. */
async function heard(names: NameService, name = "verein.example"): Promise<string> {
  const ask = names.forOneMail(new AbortController().signal);
  return ask(name, "TXT").then(
    (records) => records.flat().join(),
    (error: NodeJS.ErrnoException) => error.code ?? "",
  );
}

const there: DnsZone = { "verein.example TXT": [RECORD] };

test.each([
  ["fails", "servfail", "ESERVFAIL"],
  ["refuses", "refused", "EREFUSED"],
] as const)("Anna's server %s: the next mails hear it without asking, for half a minute", async (_, answer, code) => {
  const { names, dns, wait } = await service(answer);
  expect(await heard(names)).toBe(code);
  const asked = dns.asked.length;
  dns.zone = there;
  wait(FAILED_KEPT_MS - 1_000);
  const begun = Date.now();
  expect(await heard(names, "Verein.Example")).toBe(code);
  expect(Date.now() - begun).toBeLessThan(1_000);
  expect(dns.asked).toHaveLength(asked);
  wait(2_000);
  expect(await heard(names)).toBe(RECORD.text);
});

test("that there is no such name is an answer, and kept as long as others are", async () => {
  const { names, dns, wait } = await service([]);
  dns.zone = {};
  expect(await heard(names)).toBe("ENOTFOUND");
  dns.zone = there;
  wait(KEPT_MS - 1_000);
  expect(await heard(names)).toBe("ENOTFOUND");
  wait(2_000);
  expect(await heard(names)).toBe(RECORD.text);
});

test("a silent server is not waited for by the next mail, however long it was waited for by the first", async () => {
  const { names, dns, wait } = await service("silent");
  const first = heard(names);
  await vi.waitFor(() => expect(dns.asked).not.toHaveLength(0));
  // The question itself is forgotten when it fails.
  wait(KEPT_MS + 1_000);
  expect(await first).toBe("ETIMEOUT");
  const asked = dns.asked.length;
  expect(await heard(names)).toBe("ETIMEOUT");
  expect(dns.asked).toHaveLength(asked);
}, 15_000);
