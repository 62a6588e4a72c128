import type { Address } from "../mail/address.ts";
import type { BounceRule } from "./bounce/rules.ts";

/** What the decisions must know about the installation; the configuration has this shape, and more. */
export interface Installation {
  /** Domain of all our addresses. */
  domain: string;
  /** Name of this server in greetings and Received fields. */
  hostname: string;
  organisation: { name: string; contact: Address };
  language: string;
  timezone: string;
  aliasOnly: boolean;
  copies: "per-address" | "per-person";
  /** Most copies of one message, 0 for no limit. */
  maxRecipients: number;
  subgroupRoles: string[];
  placeholders: { fields: string[] };
  hold: { expireAfterMs: number; remindAfterMs: number[]; noticesPerHour: number; attachUpToBytes: number };
  authentication: { mode: "require" | "ignore"; onDmarcFail: "refuse" | "hold"; trustedAuthServers: string[] };
  retry: RetryPlan;
  bounces: BouncePlan;
  /** All sending identities, `default` first. */
  senders: [SenderPlan, ...SenderPlan[]];
  /** Who gets one copy of every message for the archive, where a group says nothing else. */
  archive: Address[];
}

/** In whose name and at which pace a sending identity sends. */
export interface SenderPlan {
  name: string;
  batch: PaceLimits;
  from: "via-group" | "author-if-ours" | Address;
  domains: string[];
  dkim?: { domain: string };
  returnPath: "verp" | Address;
  fallback: boolean;
}

/** Name of the identity that sends where nothing else is said, and all notices. */
export const DEFAULT_SENDER = "default";

/** The identity of this name; undefined where the configuration has none, or no longer. */
export function findSender({ senders }: Pick<Installation, "senders">, name: string): SenderPlan | undefined {
  return senders.find((sender) => sender.name === name);
}

/** How much may leave: at most `size` in any `everyMs`, `perHour` in any hour, `perDay` in any 24 hours; 0 for no limit. */
export interface PaceLimits {
  size: number;
  everyMs: number;
  perHour: number;
  perDay: number;
}

/** When a copy that was not taken is tried again (the last wait repeats), and when it is given up. */
export interface RetryPlan {
  waitsMs: number[];
  giveUpAfterMs: number;
}

/** What is done when copies do not arrive, and how soon and how often it is told. */
interface BouncePlan {
  rules: BounceRule[];
  gatherMs: number;
  tellEveryMs: number;
}
