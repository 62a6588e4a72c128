import { createHash, sign as cryptoSign, type KeyObject } from "node:crypto";
import { availableParallelism } from "node:os";
import { setImmediate as othersFirst } from "node:timers/promises";
import { promisify } from "node:util";
import { readSigningKey } from "../config/dkim-key.ts";
import type { Sender } from "../config/senders.ts";
import { canonicalDomain } from "../mail/address.ts";
import { isAligned } from "../mail/alignment.ts";
import { RelaxedBody } from "../mail/dkim-body.ts";
import { divideMail } from "../mail/dkim-header.ts";
import { type Signatory, signatureField, unsignedField } from "../mail/dkim-signature.ts";
import type { OutgoingMail } from "../questions/outgoing-mail.ts";

/** Puts the signature of a sending identity on top of a mail. */
export interface Sign {
  (mail: OutgoingMail): Promise<OutgoingMail>;
  /** A signature takes longer than handing over a mail, so it pays to make some ahead. */
  readonly takesLong: boolean;
}

/**
 * Reads the keys with which the mail of a sending identity may be signed, once. Where none fits, it leaves as it is.
 *
 * @param common that of `default`: an identity that keeps the From of its own authors sends the mail of others in the name of
 *   the group, and only a signature that aligns with From counts for DMARC (RFC 9989)
 */
export function signing(identity: Pick<Sender, "dkim">, common: Pick<Sender, "dkim">): Sign {
  const own = identity.dkim && signingKey(identity.dkim);
  const other = common === identity ? undefined : common.dkim && signingKey(common.dkim);
  const takesLong = [own, other].some((key) => key?.signatory.algorithm === "rsa-sha256");
  if (own === undefined && other === undefined) return Object.assign(leaveUnsigned, { takesLong });
  return Object.assign(sign, { takesLong });

  async function sign(mail: OutgoingMail): Promise<OutgoingMail> {
    const { header, body } = divideMail(mail.chunks);
    const key = other !== undefined && speaksFor(other, header) && !(own && speaksFor(own, header)) ? other : own;
    if (key === undefined) return mail;
    const unsigned = unsignedField(key.signatory, header, await bodyHash(body));
    const signature = await signatureOf(unsigned.input, key.privateKey);
    return { ...mail, chunks: [signatureField(unsigned, signature), ...mail.chunks] };
  }
}

function leaveUnsigned(mail: OutgoingMail): Promise<OutgoingMail> {
  return Promise.resolve(mail);
}

interface SigningKey {
  signatory: Signatory;
  privateKey: KeyObject;
}

function signingKey(dkim: NonNullable<Sender["dkim"]>): SigningKey {
  const { privateKey, algorithm } = readSigningKey(dkim.keyFile);
  return { signatory: { domain: dkim.domain, selector: dkim.selector, algorithm }, privateKey };
}

function speaksFor({ signatory }: SigningKey, header: string): boolean {
  return isAligned(signatory.domain, fromDomain(header));
}

/** Mail that leaves here has one From with one mailbox, which we have written or checked. */
function fromDomain(header: string): string {
  const field = /^From:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*/im.exec(header)?.[0] ?? "";
  return canonicalDomain(/@([^@<>\s]+)>?\s*$/.exec(field)?.[1] ?? "");
}

async function bodyHash(chunks: readonly Buffer[]): Promise<string> {
  const hash = createHash("sha256");
  const body = new RelaxedBody((canonical) => hash.update(canonical));
  for (const chunk of chunks) {
    const slices = body.add(chunk);
    while (!slices.next().done) await othersFirst();
  }
  body.end();
  return hash.digest("base64");
}

const signed = promisify(cryptoSign);

/** RSA takes a millisecond and more, and is made in the thread pool. */
async function signatureOf(input: Buffer, key: KeyObject): Promise<Buffer> {
  // Ed25519 signs the hash of the input (RFC 8463 §3). That takes less than the way to the thread pool and back.
  if (key.asymmetricKeyType === "ed25519") return cryptoSign(null, createHash("sha256").update(input).digest(), key);
  await turnToSign();
  try {
    return await signed("sha256", input, key);
  } finally {
    atWork -= 1;
    waiting.shift()?.();
  }
}

/**
 * So many RSA signatures are made at once, those of all identities together. More would end no sooner, and take from
 * the thread that composes, sends and records its share of the processors, and from others their place in the pool.
 */
const MOST_AT_WORK = availableParallelism();

let atWork = 0;
const waiting: (() => void)[] = [];

async function turnToSign(): Promise<void> {
  while (atWork >= MOST_AT_WORK) await new Promise<void>((resolve) => waiting.push(resolve));
  atWork += 1;
}
