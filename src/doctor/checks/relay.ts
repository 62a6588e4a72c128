import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import type { Sender } from "../../config/senders.ts";
import { consumerHostOf } from "../consumer-hosts.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import { isInside } from "../outgoing.ts";
import { type RelayVisit, visitRelay } from "../relay-visit.ts";
import { daysLeft, validityOf } from "./validity.ts";

/** Does the relay take our mail? */
export async function checkRelay(exam: Examination, sender: Sender): Promise<Draft[]> {
  const { relay, name } = sender;
  const about = { sender: name, topic: "relay" } as const;
  const server = `${relay.host}:${relay.port}`;
  const consumer = checkConsumerHost(sender);
  if (isIP(relay.host) === 0 && relay.host !== "localhost") {
    const answer = await exam.dns.addresses(relay.host);
    // What `dns.servers` do not know may stand in the hosts file of this machine; that DNS is silent says nothing.
    if (answer.kind === "failed") return [...consumer, unanswered(about, answer)];
  }
  const password = await passwordOf(sender);
  if (password.kind === "unreadable") {
    const values = { file: relay.passwordFile ?? "", why: password.why };
    return [...consumer, { ...about, verdict: "error", text: "relay-no-password", values, who: "operator" }];
  }
  const visit = await visitRelay(relay, {
    hostname: exam.config.hostname,
    password: password.text,
    signal: exam.signal,
  });
  if (exam.signal.aborted && visit.trouble !== undefined) {
    return [...consumer, { ...about, verdict: "not-checkable", text: "broken-off" }];
  }
  const trouble = troubleOf(sender, visit, server);
  if (trouble !== undefined) return [...consumer, trouble];
  return [...consumer, ...judgeSecurity(exam, sender, visit), ...judgeSize(exam, sender, visit)];
}

function troubleOf({ relay, name }: Sender, { trouble }: RelayVisit, server: string): Draft | undefined {
  if (trouble === undefined) return undefined;
  const about = { sender: name, topic: "relay", who: "operator" } as const;
  const values = { server, why: trouble.words, user: relay.user ?? "" };
  if (trouble.at === "login") {
    // 4xx: it cannot say now whether the password is right.
    const verdict = trouble.code !== undefined && trouble.code < 500 ? "warning" : "error";
    return { ...about, verdict, text: "relay-login-refused", values };
  }
  if (trouble.code === undefined) return { ...about, verdict: "error", text: "relay-unreachable", values };
  return { ...about, verdict: trouble.code < 500 ? "warning" : "error", text: "relay-refuses", values };
}

function judgeSecurity({ now }: Examination, { relay, name }: Sender, visit: RelayVisit): Draft[] {
  const about = { sender: name, topic: "relay" } as const;
  const values = { server: `${relay.host}:${relay.port}`, user: relay.user ?? "" };
  const isNear = relay.host === "localhost" || (isIP(relay.host) !== 0 && isInside(relay.host));
  const drafts: Draft[] = [];
  if (!visit.encrypted && relay.user !== undefined && !isNear) {
    drafts.push({ ...about, verdict: "warning", text: "relay-open-login", values, who: "operator" });
  } else if (!visit.encrypted && !isNear) {
    drafts.push({ ...about, verdict: "warning", text: "relay-not-encrypted", values, who: "hoster" });
  } else {
    drafts.push({ ...about, verdict: "ok", text: relay.user === undefined ? "relay-ok" : "relay-ok-login", values });
  }
  if (visit.certificate !== undefined) {
    const { validTo, problem } = visit.certificate;
    const which = { sender: name, topic: "certificate", who: "hoster" } as const;
    const named = { server: values.server, days: daysLeft(validTo, now), why: problem ?? "" };
    // With `opportunistic` nobody looks at it, so that it cannot stop a mail.
    const verdict = validityOf(validTo, now);
    const isMinded = relay.security === "starttls" || relay.security === "tls";
    if (verdict === "ok" && problem !== undefined) {
      drafts.push({ ...which, verdict: "note", text: "relay-certificate-unproven", values: named });
    } else {
      drafts.push({
        ...which,
        verdict: verdict === "ok" || isMinded ? verdict : "note",
        text: verdict === "error" ? "relay-certificate-over" : "relay-certificate",
        values: named,
      });
    }
  }
  return drafts;
}

/** Does it take mail as big as what we accept? */
function judgeSize({ config }: Examination, { relay, name }: Sender, { sizeLimit }: RelayVisit): Draft[] {
  const about = { sender: name, topic: "size" } as const;
  const biggest = Math.max(0, ...config.listen.map(({ maxMessageBytes }) => maxMessageBytes));
  const values = { server: `${relay.host}:${relay.port}`, limit: sizeLimit ?? 0, biggest };
  if (sizeLimit === undefined) return [{ ...about, verdict: "note", text: "size-unsaid", values }];
  if (sizeLimit === 0 || sizeLimit >= biggest) return [{ ...about, verdict: "ok", text: "size-ok", values }];
  const record = `"maxMessageBytes": ${sizeLimit}`;
  return [{ ...about, verdict: "warning", text: "size-small", values, record, who: "operator" }];
}

function checkConsumerHost({ relay, name }: Sender): Draft[] {
  const consumer = consumerHostOf(relay.host);
  if (consumer === undefined) return [];
  return [
    {
      sender: name,
      topic: "consumer-host",
      verdict: "warning",
      text: consumer.perDay === null ? "consumer-host" : "consumer-host-limit",
      values: { server: relay.host, provider: consumer.name, perDay: consumer.perDay ?? 0, source: consumer.source },
      who: "operator",
    },
  ];
}

async function passwordOf({
  relay,
}: Sender): Promise<{ kind: "read"; text: string | undefined } | { kind: "unreadable"; why: string }> {
  if (relay.passwordFile === undefined) return { kind: "read", text: undefined };
  try {
    return { kind: "read", text: (await readFile(relay.passwordFile, "utf8")).split(/\r?\n/, 1)[0] };
  } catch (error) {
    return { kind: "unreadable", why: error instanceof Error ? error.message : String(error) };
  }
}
