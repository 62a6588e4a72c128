import type { Authentication } from "../mail/authentication-results.ts";

/** A mail and how it was handed in, as far as that decides what becomes of it. */
export interface HandedMail {
  protocol: "smtp" | "lmtp";
  /** The message as received; its beginning only where it is too large. */
  raw: Buffer;
  size: "ok" | "too-large";
  /** The client is one of `authentication.trustedPeers`. */
  fromTrustedPeer: boolean;
  /** What our own checks found out about the author; undefined where they were not made. */
  proof?: Authentication;
  /** Whether the author is taken as proven, by somebody who only asks what would be. */
  assumed?: Authentication;
}
