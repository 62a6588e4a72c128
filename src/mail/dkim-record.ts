/** DNS records with a DKIM key (RFC 6376 §3.6.1): writing the one that belongs to a private key, and reading what stands there. */

import { createPublicKey, type KeyObject } from "node:crypto";
import { readTagList } from "./tag-list.ts";

/** A key as its record describes it. */
export interface DkimKey {
  type: "rsa" | "ed25519";
  /** Of an RSA key; an Ed25519 key has always 256. */
  bits: number;
  /** The value of `p=`. */
  publicKey: string;
}

/** What stands in a record. */
export type DkimRecord =
  | { kind: "key"; type: string; publicKey: string; isTesting: boolean }
  /** An empty `p=`: the key is not to be used any more. */
  | { kind: "revoked" }
  | { kind: "useless"; why: string };

/**
 * The public half of a private key.
 *
 * @returns undefined where it is of a kind that DKIM does not know
 */
export function dkimKeyOf(privateKey: KeyObject): DkimKey | undefined {
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: "spki", format: "der" });
  if (publicKey.asymmetricKeyType === "rsa") {
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return { type: "rsa", bits, publicKey: spki.toString("base64") };
  }
  if (publicKey.asymmetricKeyType !== "ed25519") return undefined;
  // The bare key without its wrapping (RFC 8463 §4.2).
  return { type: "ed25519", bits: 256, publicKey: spki.subarray(-32).toString("base64") };
}

/** The record that receivers need to check signatures of this key. */
export function formatDkimRecord({ type, publicKey }: DkimKey): string {
  return `v=DKIM1; k=${type}; p=${publicKey}`;
}

/** Reads the text of a record as a receiver reads it who wants to check a signature of a mail with SHA-256. */
export function readDkimRecord(text: string): DkimRecord {
  const tags = readTagList(text);
  if (tags === undefined) return { kind: "useless", why: "no list of tags" };
  const version = tags.get("v");
  if (version !== undefined && version !== "DKIM1") return { kind: "useless", why: `v=${version}` };
  const publicKey = tags.get("p")?.replace(/\s+/g, "");
  if (publicKey === undefined) return { kind: "useless", why: "no p=" };
  if (publicKey === "") return { kind: "revoked" };
  const hashes = listOf(tags.get("h"));
  if (hashes.length > 0 && !hashes.includes("sha256")) return { kind: "useless", why: `h=${tags.get("h")}` };
  const services = listOf(tags.get("s"));
  if (services.length > 0 && !services.includes("*") && !services.includes("email")) {
    return { kind: "useless", why: `s=${tags.get("s")}` };
  }
  const isTesting = listOf(tags.get("t")).includes("y");
  return { kind: "key", type: (tags.get("k") ?? "rsa").toLowerCase(), publicKey, isTesting };
}

/** Whether a record holds the public half of our key. An RSA key is also found without its wrapping, as the standard has it. */
export function isSameKey(record: Extract<DkimRecord, { kind: "key" }>, key: DkimKey): boolean {
  if (record.type !== key.type) return false;
  const [there, ours] = [Buffer.from(record.publicKey, "base64"), Buffer.from(key.publicKey, "base64")];
  if (there.equals(ours)) return true;
  if (key.type !== "rsa") return false;
  const bare = createPublicKey({ key: ours, format: "der", type: "spki" }).export({ type: "pkcs1", format: "der" });
  return there.equals(bare);
}

function listOf(value: string | undefined): string[] {
  if (value === undefined) return [];
  return value
    .split(":")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== "");
}
