import { isOurFault, isTimeToJudge, PAUSES_IN_A_ROW_MS, providerPauseMs } from "../journey/bounce/provider.ts";
import { actionsAfter, rulesFor } from "../journey/bounce/rules.ts";
import { responsibleFor } from "../questions/responsible.ts";
import {
  addBounce,
  type Bounce,
  countRun,
  failuresAtProvider,
  isSpared,
  loadBounce,
  type NewBounce,
  spareFailures,
  triedAtProvider,
} from "../store/bounces.ts";
import { personsReachedOnlyBy, removeFromTarget } from "../store/departures.ts";
import { addEvent, addEventOfFailure, type EventKind } from "../store/events.ts";
import { loadMessage } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { addOverviewLine } from "../store/overview-lines.ts";
import { domainsOf, holdBackCopies, pauseProvider, providerOf, providerPause } from "../store/providers.ts";
import { addSuppression, liftSuppressionsBy } from "../store/suppressions.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetName } from "./notify.ts";

/** Who acts where a rule does. */
const RULES = "bounces.rules";

/**
 * A copy did not arrive, said in the session or by a report: writes it down and does what the rules ask for, unless the
 * provider refuses us as a whole.
 *
 * @returns false when it was known already, and then nothing has changed
 */
export async function recordFailure(tx: Tx, world: World, failure: NewBounce, now: number): Promise<boolean> {
  const id = await addBounce(tx, failure);
  if (id === undefined) return false;
  await chargeFailure(tx, world, id, now);
  return true;
}

/** What follows from a failure that stands in the books as counted; the others have no consequences. */
export async function chargeFailure(tx: Tx, world: World, id: number, now: number): Promise<void> {
  const bounce = await loadBounce(tx, id);
  if (bounce?.state !== "counted") return;
  if (bounce.message !== null && bounce.domain !== null) {
    const provider = await providerOf(tx, bounce.domain);
    if (await judgeProvider(tx, world, { message: bounce.message, provider, reply: bounce.words, why: "failure" }, now))
      return;
  }
  await applyRules(tx, world, bounce, now);
}

/**
 * Looks at what one message met at one provider. Where it is our fault nobody is charged, what rules did because of it
 * is undone, and mail to the provider rests.
 *
 * @param at.why one more failure, or domains that turned out to be one provider
 * @returns whether it is
 */
export async function judgeProvider(
  tx: Tx,
  world: World,
  at: { message: number; provider: string; reply: string; why: "failure" | "provider-found" },
  now: number,
): Promise<boolean> {
  const domains = await domainsOf(tx, at.provider);
  const failures = await failuresAtProvider(tx, at.message, domains);
  let isOurs = false;
  for (const { category, failed } of failures) {
    if (!(await isSpared(tx, at.message, domains, category))) {
      if (at.why === "failure" && !isTimeToJudge(failed)) continue;
      const tried = await triedAtProvider(tx, at.message, domains);
      if (!isOurFault({ category, failed, tried })) continue;
    }
    const spared = await spareFailures(tx, at.message, domains, category);
    if (spared.length === 0) continue;
    isOurs = true;
    for (const address of await liftSuppressionsBy(tx, spared)) {
      await addEvent(tx, {
        at: now,
        kind: "unsuppressed",
        message: at.message,
        address,
        text: `${at.provider} refused us, not this address`,
      });
    }
    await restProvider(tx, world, { ...at, domains, failed }, now);
  }
  return isOurs;
}

async function restProvider(
  tx: Tx,
  world: World,
  at: { message: number; provider: string; reply: string; domains: readonly string[]; failed: number },
  now: number,
): Promise<void> {
  const { provider, reply } = at;
  const before = await providerPause(tx, provider);
  // What was on its way when the pause began tells the same trouble, not a new one.
  if (before !== undefined && before.resumeAt > now) return;
  const isInARow = before !== undefined && now - before.resumeAt < PAUSES_IN_A_ROW_MS;
  const failures = isInARow ? before.failures + 1 : 1;
  const resumeAt = now + providerPauseMs(failures);
  await pauseProvider(tx, { provider, failures, resumeAt, reply });
  await holdBackCopies(tx, at.domains, resumeAt);
  await addEvent(tx, {
    at: now,
    kind: "provider-paused",
    message: at.message,
    address: null,
    text: `${provider}: ${reply}`,
  });
  world.log.providerPaused({ provider, message: at.message, why: reply, untilAt: resumeAt });
  if (failures > 1) return;
  const message = await loadMessage(tx, at.message);
  if (message === undefined) throw new Error(`message ${at.message} of a failure is gone`);
  await queueNotice(tx, {
    notice: {
      kind: "operator",
      about: "provider-paused",
      provider,
      target: targetName(message),
      subject: message.subject,
      failed: at.failed,
      resumeAt,
      reply,
    },
    message: at.message,
    question: null,
    mail: null,
    address: world.installation.organisation.contact,
    person: null,
    language: null,
    createdAt: now,
  });
}

async function applyRules(tx: Tx, world: World, bounce: Bounce, now: number): Promise<void> {
  const { address, addressKey, category, triedAt, message } = bounce;
  if (address === null || addressKey === null) return;
  const rules = rulesFor(category, world.installation.bounces.rules);
  const counts = new Map<number, number>();
  for (const { withinMs } of rules) {
    counts.set(withinMs, await countRun(tx, { addressKey, category, triedAt, since: now - withinMs }));
  }
  const actions = actionsAfter(rules, (withinMs) => counts.get(withinMs) ?? 0);
  const act = async (kind: EventKind): Promise<void> => {
    const event = await addEventOfFailure(tx, { at: now, kind, message, address, text: bounce.words }, bounce.id);
    await addOverviewLine(tx, { event, recipient: await responsibleFor(tx, world, message), at: now });
  };
  if (actions.has("suppress")) {
    const isNew = await addSuppression(tx, {
      address,
      category,
      reason: bounce.words,
      sinceAt: now,
      by: RULES,
      bounce: bounce.id,
    });
    if (isNew) await act("suppressed");
    if (isNew) world.log.suppressed({ bounce: bounce.id, message, category });
  }
  if (actions.has("remove-from-group") && bounce.copy !== null && message !== null) {
    if (await leaveTarget(tx, { message, copy: bounce.copy })) await act("removed-from-group");
    else actions.add("notify");
  }
  if (actions.has("notify") && !actions.has("suppress")) await act("unreachable");
}

/** The persons of a copy leave the target it was for, unless the mail reached them at another address. */
async function leaveTarget(tx: Tx, of: { message: number; copy: number }): Promise<boolean> {
  const message = await loadMessage(tx, of.message);
  return message !== undefined && removeFromTarget(tx, message.target.ref, await personsReachedOnlyBy(tx, of));
}
