/** Signs mails as another server does (RFC 6376, relaxed/relaxed), independent of every line of ours; also wrongly. */

import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key of a domain, and what DNS says of it. */
export interface Signer {
  domain: string;
  selector: string;
  key: KeyObject;
  /** Name and text of its record. */
  record: { name: string; text: string };
}

/** How a mail is signed, where it is not as it should be. */
export interface SigningOrder {
  /** Names in `h=`. Default: what a careful server signs. */
  fields?: readonly string[];
  /** Further tags, such as `l=10` or `x=1`. */
  tags?: readonly string[];
  hash?: "sha256" | "sha1";
  /** Another domain in `d=` than that of the key. */
  domain?: string;
}

const CAREFUL = ["from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type", "reply-to"];

/** @param flags of the record, such as `t=y` */
export function signerOf(
  domain: string,
  selector: string,
  kind: "rsa" | "ed25519" | "rsa-512" = "rsa",
  flags = "",
): Signer {
  const { privateKey } =
    kind === "ed25519"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("rsa", { modulusLength: kind === "rsa" ? 2048 : 512 });
  const der = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const bytes = kind === "ed25519" ? der.subarray(-32) : der;
  const type = kind === "ed25519" ? "ed25519" : "rsa";
  const text = `v=DKIM1; k=${type};${flags === "" ? "" : ` ${flags};`} p=${bytes.toString("base64")}`;
  return { domain, selector, key: privateKey, record: { name: `${selector}._domainkey.${domain}`, text } };
}

/** The mail with a signature on top. */
export function signed(raw: Buffer, { domain, selector, key }: Signer, order: SigningOrder = {}): Buffer {
  const text = raw.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const header = text
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, "\0")
    .split("\r\n")
    .map((line) => line.replaceAll("\0", "\r\n"));
  const body = relaxedBody(text.slice(end + 4));
  const { fields = CAREFUL, tags = [], hash = "sha256" } = order;
  const limit = Number(tags.find((tag) => tag.startsWith("l="))?.slice(2) ?? body.length);
  const bodyHash = createHash(hash).update(body.slice(0, limit), "latin1").digest("base64");
  const algorithm = `${key.asymmetricKeyType === "ed25519" ? "ed25519" : "rsa"}-${hash}`;
  const written = [
    `v=1; a=${algorithm}; c=relaxed/relaxed; d=${order.domain ?? domain}; s=${selector}`,
    ...tags,
    `h=${fields.join(":")}; bh=${bodyHash}; b=`,
  ].join(";\r\n\t");
  const unsigned = `DKIM-Signature: ${written}`;

  const left = [...header];
  const covered = fields.flatMap((name) => {
    const at = left.findLastIndex((line) => line.slice(0, line.indexOf(":")).trim().toLowerCase() === name);
    return at === -1 ? [] : left.splice(at, 1);
  });
  const signedText = [...covered.map((line) => `${relaxedField(line)}\r\n`), relaxedField(unsigned)].join("");
  const bytes = Buffer.from(signedText, "latin1");
  const signature =
    key.asymmetricKeyType === "ed25519"
      ? sign(null, createHash("sha256").update(bytes).digest(), key)
      : sign(hash, bytes, key);
  return Buffer.concat([Buffer.from(`${unsigned}${signature.toString("base64")}\r\n`, "latin1"), raw]);
}

function relaxedField(line: string): string {
  const colon = line.indexOf(":");
  const value = line
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line}\r\n`).join("");
}
