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
  /** The domain in From says that it has not sent this mail, so the author it names must not be asked about it. */
  disowned: boolean;
  /** An unknown placeholder, a Bcc target, or the subject of a vacation reply. */
  questionable: boolean;
}

/**
 * Decides whether this author may write to this target at all, and whether somebody must be asked (contract 3).
 * `settings` is null for My List and filters, which have none.
 */
export function permit(author: Classification, kind: TargetKind, settings: Settings | null, doubts: Doubts): Verdict {
  if (settings === null || kind === "my-list" || kind === "filter") {
    if (!author.hasLogin || doubts.disowned) return { kind: "refuse", reason: "login-required" };
    // "Send" is not to be had here: such a target is a choice of persons that nobody else sees.
    if (author.category === "login") return { kind: "confirm" };
    return { kind: "refuse", reason: author.loginMayRead ? "sender-not-allowed" : "no-access" };
  }
  switch (decidingSetting(author, settings).permission) {
    case "no":
      return { kind: "refuse", reason: author.hasLogin && !author.loginMayRead ? "no-access" : "sender-not-allowed" };
    case "moderate":
      return { kind: "moderate" };
    case "confirm":
      return { kind: doubts.disowned ? "moderate" : "confirm" };
    case "send":
      if (doubts.disowned) return { kind: "moderate" };
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

/** Which setting of a target speaks for an author, and what it says. */
export interface DecidingSetting {
  setting: "loginsMaySend" | "membersMaySend" | "othersMaySend";
  permission: Permission;
}

/** The most permissive of what the author's categories allow (contract 3); of equal ones that of the higher category. */
export function decidingSetting(author: Pick<Classification, "categories">, settings: Settings): DecidingSetting {
  const applying = author.categories.map((category): DecidingSetting => {
    const setting = SETTING_OF[category];
    return { setting, permission: settings[setting] };
  });
  return applying.reduce(
    (best, next) => (ORDER.indexOf(next.permission) > ORDER.indexOf(best.permission) ? next : best),
    applying[0] ?? { setting: "othersMaySend", permission: "no" },
  );
}

const SETTING_OF: Record<Category, DecidingSetting["setting"]> = {
  login: "loginsMaySend",
  moderator: "loginsMaySend",
  member: "membersMaySend",
  other: "othersMaySend",
};
