import type { Settings } from "../directory/settings.ts";
import type { TargetKind } from "../directory/target.ts";
import type { Category, Classification } from "./classify.ts";
import type { TargetReason } from "./reasons.ts";

/** What becomes of a mail for one target. */
export type Verdict =
  | { kind: "send" }
  /** The author must confirm. */
  | { kind: "confirm" }
  /** A moderator decides. */
  | { kind: "moderate" }
  | { kind: "refuse"; reason: TargetReason; limit?: { allowed: number; found: number } };

/** From the strictest to the most permissive. */
const ORDER = ["no", "moderate", "confirm", "send"] as const;
type Permission = (typeof ORDER)[number];

/** Facts about the mail that forbid sending without a question. */
export interface Doubts {
  /** The From field is vouched for by SPF or DKIM. */
  authenticated: boolean;
  /** An unknown placeholder, a Bcc target, or the subject of a vacation reply. */
  questionable: boolean;
}

/**
 * Decides whether this author may write to this target at all, and whether somebody must be asked (contract 3).
 * `settings` is null for My List and filters, which have none.
 */
export function permit(author: Classification, kind: TargetKind, settings: Settings | null, doubts: Doubts): Verdict {
  if (settings === null || kind === "my-list" || kind === "filter") {
    if (!author.hasLogin) return { kind: "refuse", reason: "login-required" };
    // "Send" is not to be had here: such a target is a choice of persons that nobody else sees.
    if (author.category === "login") return { kind: "confirm" };
    return { kind: "refuse", reason: author.mayRead ? "sender-not-allowed" : "no-access" };
  }
  switch (mostPermissive(author, settings)) {
    case "no":
      return { kind: "refuse", reason: author.hasLogin && !author.mayRead ? "no-access" : "sender-not-allowed" };
    case "moderate":
      return { kind: "moderate" };
    case "confirm":
      return { kind: "confirm" };
    case "send":
      if (doubts.authenticated && !doubts.questionable) return { kind: "send" };
      return author.category === "other" ? { kind: "moderate" } : { kind: "confirm" };
  }
}

/** What must be countable before a message can be released; counted at arrival and again at release. */
export interface Reach {
  /** Everybody whom the target stands for, reachable or not. */
  persons: number;
  copies: number;
}

/** Refuses a target that nobody can be reached through, or too many. */
export function checkReach(kind: TargetKind, reach: Reach, maxRecipients: number): Verdict | undefined {
  if (kind === "my-list" && reach.persons === 0) return { kind: "refuse", reason: "my-list-empty" };
  if (kind === "filter" && reach.persons === 0) return { kind: "refuse", reason: "filter-empty" };
  if (reach.copies === 0) return { kind: "refuse", reason: "no-recipients" };
  if (maxRecipients > 0 && reach.copies > maxRecipients) {
    return { kind: "refuse", reason: "too-many-recipients", limit: { allowed: maxRecipients, found: reach.copies } };
  }
  return undefined;
}

/** The remaining checks of contract 3, in its order, for a mail that is permitted. */
export function judge(
  permitted: Verdict,
  kind: TargetKind,
  found: { reach: Reach; askableModerators: number; sealedPlaceholders: number },
  maxRecipients: number,
): Verdict {
  const unreachable = checkReach(kind, found.reach, maxRecipients);
  if (unreachable !== undefined) return unreachable;
  if (permitted.kind === "moderate" && found.askableModerators === 0) return { kind: "refuse", reason: "no-moderator" };
  if (found.sealedPlaceholders > 0) return { kind: "refuse", reason: "signed-placeholders" };
  return permitted;
}

function mostPermissive(author: Classification, settings: Settings): Permission {
  const allowed = author.categories.map((category) => permissionOf(category, settings));
  return ORDER.findLast((permission) => allowed.includes(permission)) ?? "no";
}

function permissionOf(category: Category, settings: Settings): Permission {
  switch (category) {
    case "login":
    case "moderator":
      return settings.loginsMaySend;
    case "member":
      return settings.membersMaySend;
    case "other":
      return settings.othersMaySend;
  }
}
