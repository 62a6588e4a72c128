import type { FailureCategory } from "../journey/bounce/failure.ts";

export interface ReportCounts {
  /** All copies of the message but those for addresses that were suppressed while they waited. */
  copies: number;
  sent: number;
  /** Given up, refused by the recipient's server, or taken and come back. */
  failed: number;
  /** Served by another target of the same mail. */
  already: number;
  /** Stopped before they left, also because the recipient wants no more. */
  cancelled: number;
  /** Persons who got no copy at all, also because their address was suppressed while it waited. */
  leftOut: number;
  /** Those of them who have opted out. */
  optedOut: number;
}

/** Why a person of the target gets no copy. */
export type LeftOutReason = "no-address" | "hidden" | "opted-out" | "suppressed";

/** Why somebody was not reached; `spared`: their provider refused us as a whole, and nobody is charged with it. */
export type UnreachedWhy = FailureCategory | "spared";

/** Somebody who could not be reached, and why. */
export interface Unreached {
  address: string;
  /** Of all persons who share the address; empty where none is known. */
  name: string;
  category: UnreachedWhy;
  /** What the other server said; empty where nothing. */
  reply: string;
}

export interface ReportOutcome {
  counts: ReportCounts;
  /** At most 100 of them. */
  failed: Unreached[];
  /** At most 100 of them. */
  leftOut: { name: string; reason: LeftOutReason }[];
}

/** One address on which a rule acted, in the overview. */
export interface OverviewLine extends Unreached {
  /** Name of the target whose mail failed; empty where none is known. */
  target: string;
}

/** Somebody who wants no more mail of a target, in the overview. */
export interface OptedOutLine {
  address: string;
  /** Of all persons who opted out together. */
  name: string;
  target: string;
}

/** What happened to the addresses of somebody's groups since the last overview; each list has at most 100 lines. */
export interface OverviewLists {
  /** Cannot be reached, and still gets mail. */
  unreachable: OverviewLine[];
  /** Gets no more mail. */
  suppressed: OverviewLine[];
  /** Is no longer in the group. */
  removed: OverviewLine[];
  /** Want no more mail. */
  optedOut: OptedOutLine[];
}
