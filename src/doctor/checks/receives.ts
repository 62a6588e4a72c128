import type { Sender } from "../../config/senders.ts";
import { type Address, parseAddress } from "../../mail/address.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import { probeRecipient } from "../recipient-probe.ts";

const MOST_SERVERS = 3;

/** Do the addresses in our From field and return path take mail? Microsoft demands it, and answers must arrive. */
export async function checkReceives(exam: Examination, sender: Sender): Promise<Draft[]> {
  const fixed = [sender.from, sender.returnPath].filter((one) => one.includes("@"));
  const ours = sender.from.includes("@") && sender.returnPath !== "verp" ? [] : [`service@${exam.config.domain}`];
  const addresses = [...new Set([...fixed, ...ours])].map(parseAddress).filter((one) => one !== undefined);
  return Promise.all(addresses.map((address) => checkAddress(exam, sender.name, address)));
}

async function checkAddress(exam: Examination, sender: string, address: Address): Promise<Draft> {
  const about = { sender, topic: "receives" } as const;
  const values = { address };
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const answer = await exam.dns.mailServers(domain);
  if (answer.kind === "failed") return unanswered(about, answer);
  // A domain without MX gets its mail at its own address (RFC 5321 §5.1).
  const servers = answer.kind === "found" ? answer.records.slice(0, MOST_SERVERS) : [domain];
  let why = "";
  for (const server of servers) {
    const addresses = server === "" ? ({ kind: "none" } as const) : await exam.dns.addresses(server);
    if (addresses.kind === "failed") return unanswered(about, addresses);
    const [first] = addresses.kind === "found" ? addresses.records : [];
    if (first === undefined) continue;
    const probe = await probeRecipient(
      { address: first, port: exam.mailPort },
      { recipient: address, hostname: exam.config.hostname, signal: exam.signal },
    );
    if (probe.kind === "taken") return { ...about, verdict: "ok", text: "receives-ok", values: { ...values, server } };
    const words = probe.kind === "refused" ? `${probe.code} ${probe.words}` : probe.why;
    why = `${server}: ${words}`;
    if (probe.kind === "refused" && isAboutMailbox(probe)) {
      return { ...about, verdict: "error", text: "receives-refused", values: { ...values, why }, who: "hoster" };
    }
  }
  if (why === "") return { ...about, verdict: "error", text: "receives-no-server", values, who: "dns-operator" };
  // Most networks of offices and homes let nobody out to port 25, and who is not known is put off or refused for that.
  return { ...about, verdict: "not-checkable", text: "receives-unknown", values: { ...values, why } };
}

/** How servers without enhanced codes refuse an address that stands on a list, or has no name. */
const ABOUT_WHO_ASKS =
  /\b(?:listed|blocked (?:by|using)|black-?list|block-?list|dnsbl|rbl|spam\w*|reputation|reverse|client host|your (?:ip|host))\b/i;

/** Whether a refusal is about the mailbox, and not about who asks (RFC 3463 §3.2, §3.8). */
function isAboutMailbox({ code, words }: { code: number; words: string }): boolean {
  const status = /^\s*5\.(\d+)\.(\d+)/.exec(words);
  if (status !== null) return status[1] === "1" && ["0", "1", "2", "3", "6", "10"].includes(status[2] ?? "");
  return (code === 550 || code === 551 || code === 553) && !ABOUT_WHO_ASKS.test(words);
}
