import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Sender } from "../../config/senders.ts";
import { type DkimKey, dkimKeyOf, formatDkimRecord, isSameKey, readDkimRecord } from "../../mail/dkim-record.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import { fromDomains, type Outgoing } from "../outgoing.ts";
import { zoneLine } from "../zone.ts";

/** Shorter ones count for nothing (RFC 8301 §3.2), and are broken in hours. */
const LEAST_BITS = 1024;
const GOOD_BITS = 2048;

/** Can receivers check our signatures? */
export async function checkDkim(exam: Examination, sender: Sender, outgoing: Outgoing): Promise<Draft[]> {
  const { dkim } = sender;
  const about = { sender: sender.name, topic: "dkim" } as const;
  if (dkim === undefined) {
    // Somebody else's server mostly signs for whom it sends; one beside us only where the operator says so.
    const isSignedThere =
      outgoing.kind === "relay" || fromDomains(exam.config, sender).every((domain) => sender.domains.includes(domain));
    const record = `rundmail dkim create ${exam.config.domain}`;
    return [{ ...about, verdict: isSignedThere ? "note" : "warning", text: "dkim-off", record, who: "operator" }];
  }
  const read = await readDkimKey(dkim.keyFile);
  if (read.kind === "useless") {
    const values = { file: dkim.keyFile, why: read.why };
    return [{ ...about, verdict: "error", text: "dkim-key-useless", values, who: "operator" }];
  }
  return [...judgeKey(about, read.key, dkim.keyFile), ...(await checkRecord(exam, about, dkim, read.key))];
}

/** Reads a private key; whatever is wrong with the file is an answer. */
export async function readDkimKey(
  file: string,
): Promise<{ kind: "key"; key: DkimKey } | { kind: "useless"; why: string }> {
  try {
    const key = dkimKeyOf(createPrivateKey(await readFile(file)));
    return key === undefined ? { kind: "useless", why: "neither RSA nor Ed25519" } : { kind: "key", key };
  } catch (error) {
    return { kind: "useless", why: error instanceof Error ? error.message : String(error) };
  }
}

function judgeKey(about: Pick<Draft, "sender" | "topic">, { type, bits }: DkimKey, file: string): Draft[] {
  const values = { bits, file };
  if (type === "ed25519") return [{ ...about, verdict: "note", text: "dkim-ed25519", values, who: "operator" }];
  if (bits >= GOOD_BITS) return [];
  return [{ ...about, verdict: bits < LEAST_BITS ? "error" : "warning", text: "dkim-short", values, who: "operator" }];
}

async function checkRecord(
  { dns }: Examination,
  about: Pick<Draft, "sender" | "topic">,
  { domain, selector }: NonNullable<Sender["dkim"]>,
  key: DkimKey,
): Promise<Draft[]> {
  const name = `${selector}._domainkey.${domain}`;
  const values = { name };
  const toPaste = { record: zoneLine(name, "TXT", formatDkimRecord(key)), who: "dns-operator" } as const;
  const answer = await dns.texts(name);
  if (answer.kind === "failed") return [unanswered(about, answer)];
  if (answer.kind === "none") return [{ ...about, verdict: "error", text: "dkim-none", values, ...toPaste }];
  const [text = "", ...more] = answer.records;
  if (more.length > 0) return [{ ...about, verdict: "error", text: "dkim-several", values, ...toPaste }];
  const record = readDkimRecord(text);
  switch (record.kind) {
    case "revoked":
      return [{ ...about, verdict: "error", text: "dkim-revoked", values, ...toPaste }];
    case "useless":
      return [{ ...about, verdict: "error", text: "dkim-useless", values: { ...values, why: record.why }, ...toPaste }];
    case "key":
      if (!isSameKey(record, key)) return [{ ...about, verdict: "error", text: "dkim-other-key", values, ...toPaste }];
      if (record.isTesting) return [{ ...about, verdict: "note", text: "dkim-testing", values, ...toPaste }];
      return [{ ...about, verdict: "ok", text: "dkim-ok", values: { ...values, bits: key.bits, type: key.type } }];
  }
}
