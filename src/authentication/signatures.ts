import { arc } from "mailauth/lib/arc/index.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { canonicalDomain } from "../mail/address.ts";
import type { HeaderBlock } from "../mail/header.ts";
import type { Ask } from "./name-service.ts";
import { LineTooLong, signedHeader, signedMessage } from "./signed-message.ts";

/** What one DKIM signature is worth. */
export interface Signature {
  /** Whose it is, its d=. */
  domain: string;
  /** In the words of RFC 8601 §2.7.1. */
  result: string;
  /** Why it did not pass, or does not prove all that a reader sees. */
  detail: string | undefined;
  /** Passed, and nobody but the signer can have written what a reader sees. */
  isProof: boolean;
}

export interface SignatureReport {
  signatures: Signature[];
  /** What the chain of seals is worth (RFC 8617), where there is one. For information: nobody here decides by it. */
  arc: string | undefined;
  /** There was no time to read the whole body. */
  isUnfinished: boolean;
}

/** RFC 8301 §3.2: shorter keys prove nothing. */
const LEAST_KEY_BITS = 1_024;

/**
 * What people and we ourselves read of a mail. Whoever gets a signed mail can send it on as often as they like, and
 * change or add whatever is not signed: the Cc that names a group, or a second Subject above the first (RFC 6376 §8.15).
 */
const MUST_BE_SIGNED = ["from", "subject", "to", "cc", "reply-to"];

/** Readers differ in which of two they take (RFC 6376 §8.15). */
const MUST_BE_SINGLE = ["date", "message-id", "content-type", "content-transfer-encoding", "mime-version"];

const NOTHING: SignatureReport = { signatures: [], arc: undefined, isUnfinished: false };

/**
 * Verifies the DKIM signatures of a mail (RFC 6376), few of them, and for information its ARC chain.
 *
 * @param from the canonical From domain: where signatures can speak for it, no others are verified
 * @param ended the hashing of a big mail ends too
 */
export async function verifySignatures(
  raw: Buffer,
  header: HeaderBlock,
  from: string,
  ask: Ask,
  ended: AbortSignal,
): Promise<SignatureReport> {
  const verified = signedHeader(header, from);
  if (!verified.isSigned && !verified.isSealed) return NOTHING;
  const rules = { resolver: forKeys(ask), minBitLength: LEAST_KEY_BITS, strict: true };
  try {
    const found = await dkimVerify(signedMessage(raw, header.end, verified, ended), rules);
    // What the one function of the library returns is what the other one takes; only their types disagree.
    const sealed = verified.isSealed ? await arc(found.arc as Parameters<typeof arc>[0], rules) : undefined;
    return {
      signatures: verified.isSigned ? found.results.map((result) => signature(result, header)) : [],
      arc: sealed?.status.result,
      isUnfinished: false,
    };
  } catch (error) {
    const unverified = (result: string, detail: string): SignatureReport => ({
      signatures: [{ domain: "", result, detail, isProof: false }],
      arc: undefined,
      isUnfinished: ended.aborted,
    });
    if (ended.aborted) return unverified("temperror", "not verified in time");
    if (error instanceof LineTooLong) return unverified("policy", error.message);
    throw error;
  }
}

/**
 * Under a name that cannot exist there is no key. The library would take it for trouble with DNS; then whoever invents a
 * signature with such a name in it would have gained that nobody knows whether the domain disowns the mail.
 */
function forKeys(ask: Ask): Ask {
  return (name, type) =>
    ask(name, type).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EBADNAME" ? Object.assign(error, { code: "ENOTFOUND" }) : error;
    });
}

type Verified = Awaited<ReturnType<typeof dkimVerify>>["results"][number];

function signature(verified: Verified, header: HeaderBlock): Signature {
  const { result, comment } = verified.status;
  const gap = result === "pass" ? gapIn(verified, header) : undefined;
  return {
    domain: canonicalDomain(verified.signingDomain ?? ""),
    result,
    detail: gap ?? comment,
    isProof: result === "pass" && gap === undefined,
  };
}

/** What a signature that passed leaves open. */
function gapIn({ status, signingHeaders }: Verified, header: HeaderBlock): string | undefined {
  // RFC 6376 §3.6.1: mail of a signer who is still trying it out is treated as if it were not signed.
  if (status.testing === true) return "its key is a test";
  if ((status.underSized ?? 0) > 0) return "the end of the body is not signed";
  const signed = (signingHeaders?.keys ?? "").toLowerCase().split(/\s*:\s*/);
  const count = (names: readonly string[], name: string): number => names.filter((one) => one === name).length;
  const present = header.fields.map(({ key }) => key);
  const unsigned = MUST_BE_SIGNED.find((name) => count(present, name) > count(signed, name));
  if (unsigned !== undefined) return `${unsigned} is not signed`;
  const doubled = MUST_BE_SINGLE.find((name) => count(present, name) > 1);
  return doubled === undefined ? undefined : `${doubled} stands there twice`;
}
