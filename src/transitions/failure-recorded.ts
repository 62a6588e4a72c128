import { isOurFault, isTimeToJudge, PAUSES_IN_A_ROW_MS, providerPauseMs } from "../journey/bounce/provider.ts";
import { actionsAfter, type Run, rulesFor } from "../journey/bounce/rules.ts";
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
import { forgetRemoved, personsReachedOnlyBy, putBackRemovedBy, removeFromTarget } from "../store/departures.ts";
import { addEvent, type EventKind } from "../store/events.ts";
import { loadMessage } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { addEventToTell, withdrawLines } from "../store/overview-lines.ts";
import { domainsOf, holdBackCopies, pauseProvider, providerOf, providerPause } from "../store/providers.ts";
import { addSuppression, liftSuppressionsBy } from "../store/suppressions.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetName } from "./notify.ts";

/** Who acts where a rule does. */
const RULES = "bounces.rules";

/**
 * How long a membership may be put back that a rule has ended. A report counts for a month, but the copies of a message
 * may wait for weeks before they leave, or go again.
 */
const PUT_BACK_FOR_MS = 90 * 86_400_000;

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
    await judgeProvider(tx, world, { message: bounce.message, provider, reply: bounce.words, why: "failure" }, now);
    // Other failures may have been spared instead of this one.
    if ((await loadBounce(tx, id))?.state !== "counted") return;
  }
  await applyRules(tx, world, bounce, now);
}

/**
 * Looks at what one message met at one provider. Where it is our fault nobody is charged, what rules did because of it
 * is undone, and mail to the provider rests.
 *
 * @param at.why one more failure, or domains that turned out to be one provider
 */
export async function judgeProvider(
  tx: Tx,
  world: World,
  at: { message: number; provider: string; reply: string; why: "failure" | "provider-found" },
  now: number,
): Promise<void> {
  const domains = await domainsOf(tx, at.provider);
  const failures = await failuresAtProvider(tx, at.message, domains);
  for (const { category, failed } of failures) {
    if (!(await isSpared(tx, at.message, domains, category))) {
      if (at.why === "failure" && !isTimeToJudge(failed)) continue;
      const tried = await triedAtProvider(tx, at.message, domains);
      if (!isOurFault({ category, failed, tried })) continue;
    }
    const spared = await spareFailures(tx, at.message, domains, category);
    if (spared.length === 0) continue;
    await undoRules(tx, { ...at, spared }, now);
    await restProvider(tx, world, { ...at, domains, failed }, now);
  }
}

/** Takes back what the rules did because of failures that nobody is charged with, and what was to be told of it. */
async function undoRules(
  tx: Tx,
  { message, provider, spared }: { message: number; provider: string; spared: readonly number[] },
  now: number,
): Promise<void> {
  const undone = { at: now, message, text: `${provider} refused us, not this address` };
  for (const address of await liftSuppressionsBy(tx, spared)) {
    await addEvent(tx, { ...undone, kind: "unsuppressed", address });
  }
  for (const { address, bounce } of await putBackRemovedBy(tx, spared)) {
    await addEvent(tx, { ...undone, kind: "put-back-in-group", address, bounce });
  }
  await withdrawLines(tx, spared);
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
  const { address, category, message } = bounce;
  if (address === null) return;
  const rules = rulesFor(category, world.installation.bounces.rules);
  const runs = new Map<number, Run>();
  for (const { withinMs } of rules) runs.set(withinMs, await countRun(tx, { failure: bounce, since: now - withinMs }));
  const actions = actionsAfter(rules, (withinMs) => runs.get(withinMs) ?? { failures: 0, before: 0 });
  const act = async (kind: EventKind): Promise<void> => {
    const event = { at: now, kind, message, address, text: bounce.words, bounce: bounce.id };
    await addEventToTell(tx, event, await responsibleFor(tx, world, message));
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
  if (actions.has("remove-from-group") && (await leaveTarget(tx, bounce, now))) await act("removed-from-group");
  else if (actions.has("notify") && !actions.has("suppress")) await act("unreachable");
}

/** The persons of a copy leave the target it was for, unless the mail reached them at another address. */
async function leaveTarget(tx: Tx, { id, message, copy }: Bounce, now: number): Promise<boolean> {
  if (message === null || copy === null) return false;
  const ref = (await loadMessage(tx, message))?.target.ref;
  if (ref === undefined) return false;
  const persons = await personsReachedOnlyBy(tx, { message, copy });
  if (!(await removeFromTarget(tx, ref, persons, id))) return false;
  await forgetRemoved(tx, now - PUT_BACK_FOR_MS);
  return true;
}
