import type { FailureCategory } from "./failure.ts";

/** One entry of `bounces.rules`. */
export interface BounceRule {
  category: FailureCategory;
  /** Messages in a row that did not arrive. */
  after: number;
  withinMs: number;
  action: "none" | "notify" | "suppress" | "remove-from-group";
}

/** Messages in a row that did not reach an address. */
export interface Run {
  failures: number;
  /** How long it was before the newest failure was heard of; that one may join two runs, as reports come in any order. */
  before: number;
}

/** What is done about an address. */
export type RuleAction = Exclude<BounceRule["action"], "none">;

/** Whoever complains gets no more mail, whatever the rules say (users of the big receivers expect no less). */
const COMPLAINT: BounceRule = {
  category: "complaint",
  after: 1,
  withinMs: Number.MAX_SAFE_INTEGER,
  action: "suppress",
};

/** The rules for failures of one kind. */
export function rulesFor(category: FailureCategory, rules: readonly BounceRule[]): BounceRule[] {
  const written = rules.filter((rule) => rule.category === category && rule.action !== "none");
  return category === "complaint" ? [COMPLAINT, ...written] : written;
}

/**
 * What is to be done after one more failure. Everything that a rule asks for once its number is reached; people are told
 * only when it is, and not again with each further failure. So `notify` also goes with the number of a rule that takes
 * people out of a group: they may be in none.
 *
 * @param runWithin the run as far as it lies within a span
 */
export function actionsAfter(rules: readonly BounceRule[], runWithin: (withinMs: number) => Run): Set<RuleAction> {
  const actions = new Set<RuleAction>();
  for (const rule of rules) {
    const { failures, before } = runWithin(rule.withinMs);
    if (failures < rule.after || rule.action === "none") continue;
    const action = mayCharge(rule.category) ? rule.action : "notify";
    if (action !== "notify") actions.add(action);
    if (action !== "suppress" && before < rule.after) actions.add("notify");
  }
  return actions;
}

/** A mail that is refused for its content or its sender says nothing about whom it was for. */
function mayCharge(category: FailureCategory): boolean {
  return category !== "policy";
}
