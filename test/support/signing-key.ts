/** A key of a sending identity, and what an independent verifier makes of its signatures. */

import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { onTestFinished } from "vitest";
import { messageBytes } from "../../src/delivery/message-bytes.ts";
import { dkimKeyOf, formatDkimRecord } from "../../src/mail/dkim-record.ts";
import { DOMAIN } from "./people.ts";

export interface TestKey {
  /** The setting of the identity. */
  dkim: { domain: string; selector: string; keyFile: string };
  /** Text of the DNS record. */
  record: string;
}

const SELECTOR = "rundmail";

/** Writes a key that is gone after the test. */
export function signingKey(type: "rsa" | "ed25519", domain = DOMAIN): TestKey {
  const privateKey: KeyObject =
    type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
      : generateKeyPairSync("ed25519").privateKey;
  const folder = mkdtempSync(join(tmpdir(), "rundmail-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const keyFile = join(folder, "key.pem");
  writeFileSync(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const key = dkimKeyOf(privateKey);
  if (key === undefined) throw new Error("the key has no record");
  return { dkim: { domain, selector: SELECTOR, keyFile }, record: formatDkimRecord(key) };
}

/** What the receiver has when the mail has gone over the wire in these chunks. */
export function received(chunks: readonly Buffer[]): Buffer {
  const wire = Buffer.concat(messageBytes(chunks)).toString("latin1");
  const content = wire.endsWith("\r\n.\r\n") ? wire.slice(0, -3) : wire.replace(/^\.\r\n$/, "");
  return Buffer.from(content.replace(/(^|\r\n)\.\./g, "$1."), "latin1");
}

/** The verdicts of mailauth, one per signature, such as `pass`; DNS has nothing but this record. */
export async function verdicts(mail: Buffer, { dkim, record }: TestKey): Promise<string[]> {
  const name = `${dkim.selector}._domainkey.${dkim.domain}`;
  const { results } = await dkimVerify(mail, {
    resolver: async (asked: string, type: string) => {
      if (asked !== name || type !== "TXT") throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
      return [[record]];
    },
  });
  return results.map(({ status }: { status: { result: string } }) => status.result);
}
