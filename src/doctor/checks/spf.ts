import { isIP } from "node:net";
import { spf } from "mailauth/lib/spf/index.js";
import type { Sender } from "../../config/senders.ts";
import { spfRecordsAmong, spfRecordWith } from "../../mail/spf-record.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import { type Outgoing, returnPathDomain } from "../outgoing.ts";
import { zoneLine } from "../zone.ts";

/** What one evaluation may take. */
const MOST_MS = 15_000;

/** The evaluated addresses of one identity. */
const MOST_ADDRESSES = 8;

/** May our mail come from where it comes from? Evaluated as a receiver does it, for the domain of the return path. */
export async function checkSpf(exam: Examination, sender: Sender, outgoing: Outgoing): Promise<Draft[]> {
  const about = { sender: sender.name, topic: "spf" } as const;
  const domain = returnPathDomain(exam.config, sender);
  const texts = await exam.dns.texts(domain);
  if (texts.kind === "failed") return [unanswered(about, texts)];
  const records = texts.kind === "found" ? spfRecordsAmong(texts.records) : [];
  const addresses = outgoing.kind === "ours" || outgoing.kind === "relay" ? outgoing.addresses : [];
  const record = zoneLine(domain, "TXT", spfRecordWith(records[0], outgoing.kind === "ours" ? addresses : []));
  const toPaste = outgoing.kind === "ours" ? ({ record, who: "dns-operator" } as const) : ({ who: "hoster" } as const);

  if (records.length > 1) {
    return [
      {
        ...about,
        verdict: "error",
        text: "spf-several",
        values: { domain, count: records.length },
        who: "dns-operator",
      },
    ];
  }
  if (records.length === 0) {
    // One of the two must vouch for us (Google's rules for senders since 2024).
    const verdict = sender.dkim === undefined ? "error" : "warning";
    return [{ ...about, verdict, text: "spf-none", values: { domain }, ...toPaste }];
  }
  if (addresses.length === 0) {
    return [{ ...about, verdict: "not-checkable", text: "spf-address-unknown", values: { domain } }];
  }
  const results = await Promise.all(
    addresses.slice(0, MOST_ADDRESSES).map(async (address) => ({
      address,
      ...(await evaluate(exam, { address, from: `bounce@${domain}`, helo: exam.config.hostname })),
    })),
  );
  const values = (which: typeof results): Record<string, string> => ({
    domain,
    addresses: which.map(({ address }) => address).join(", "),
    result: which[0]?.result ?? "",
    why: which[0]?.why ?? "",
  });
  const broken = results.filter(({ result }) => result === "permerror");
  if (broken.length > 0) {
    return [{ ...about, verdict: "error", text: "spf-broken", values: values(broken), who: "dns-operator" }];
  }
  const unsure = results.filter(({ result }) => result === "temperror");
  if (unsure.length > 0) return [unanswered(about, { question: `${domain} SPF`, why: unsure[0]?.why ?? "" })];
  const refused = results.filter(({ result }) => result !== "pass");
  if (refused.length === 0) return [{ ...about, verdict: "ok", text: "spf-ok", values: values(results) }];
  if (outgoing.kind === "relay") {
    return [
      {
        ...about,
        verdict: "warning",
        text: "spf-relay",
        values: { ...values(refused), relay: sender.relay.host },
        ...toPaste,
      },
    ];
  }
  const verdict = refused.some(({ result }) => result === "fail") ? "error" : "warning";
  return [{ ...about, verdict, text: "spf-refused", values: values(refused), ...toPaste }];
}

async function evaluate(
  { dns, config }: Examination,
  { address, from, helo }: { address: string; from: string; helo: string },
): Promise<{ result: string; why: string }> {
  if (isIP(address) === 0) return { result: "temperror", why: "no address" };
  const { status } = await spf({
    sender: from,
    ip: address,
    helo,
    mta: config.hostname,
    maxElapsedTime: MOST_MS,
    resolver: (name: string, type: string) => dns.resolve(name, type),
  } as Parameters<typeof spf>[0]);
  return { result: status.result, why: status.comment || "" };
}
