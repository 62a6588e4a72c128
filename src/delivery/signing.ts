import { createHash, sign as cryptoSign, type KeyObject } from "node:crypto";
import { availableParallelism } from "node:os";
import { setImmediate as othersFirst } from "node:timers/promises";
import { promisify } from "node:util";
import { readSigningKey } from "../config/dkim-key.ts";
import type { Sender } from "../config/senders.ts";
import { RelaxedBody } from "../mail/dkim-body.ts";
import { divideMail } from "../mail/dkim-header.ts";
import { type Signatory, signatureField, unsignedField } from "../mail/dkim-signature.ts";
import type { OutgoingMail } from "../questions/outgoing-mail.ts";

/** Puts the signature of a sending identity on top of a mail. */
export type Sign = (mail: OutgoingMail) => Promise<OutgoingMail>;

/** Reads the key of a sending identity, once. Where it has none, its mail leaves as it is. */
export function signing({ dkim }: Pick<Sender, "dkim">): Sign {
  if (dkim === undefined) return (mail) => Promise.resolve(mail);
  const { privateKey, algorithm } = readSigningKey(dkim.keyFile);
  const signatory: Signatory = { domain: dkim.domain, selector: dkim.selector, algorithm };
  return async (mail) => {
    const { header, body } = divideMail(mail.chunks);
    const unsigned = unsignedField(signatory, header, await bodyHash(body));
    const signature = await signatureOf(unsigned.input, privateKey);
    return { ...mail, chunks: [signatureField(unsigned, signature), ...mail.chunks] };
  };
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

/** In the thread pool, because RSA takes a millisecond and more. */
async function signatureOf(input: Buffer, key: KeyObject): Promise<Buffer> {
  // Ed25519 signs the hash of the input (RFC 8463 §3).
  if (key.asymmetricKeyType === "ed25519") return signed(null, createHash("sha256").update(input).digest(), key);
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
