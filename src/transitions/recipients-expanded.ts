import { checkReach } from "../journey/judge.ts";
import { sendingTimeMs } from "../journey/pace.ts";
import { languageOf } from "../questions/language.ts";
import { plannedSender } from "../questions/sending-identity.ts";
import { type TargetFacts, targetFactsOf } from "../questions/target-facts.ts";
import { countCopies } from "../store/copy-counts.ts";
import { loadHold } from "../store/holds.ts";
import { countLeftOut, personsLeftOut } from "../store/left-out.ts";
import { loadMessage, type Message, moveMessage, nextToExpand, siblingsOf } from "../store/messages.ts";
import { holdBackAtPauses } from "../store/providers.ts";
import { countCopiedPersons, expandChunk, nextChunk, resolveTarget } from "../store/recipients.ts";
import { StoreBusyError } from "../store/store.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { archiveMessage } from "./message-archived.ts";
import { settleMessage } from "./message-settled.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";
import { refuseAtRelease } from "./refused-at-release.ts";

/** Persons whose copies are made in one transaction: some 60 ms, in which nothing else is written. */
const CHUNK_PERSONS = 2_000;

const MOST_NAMES = 20;

/** The list of recipients of a message could not be made; `cause` says why. */
export class ExpansionFailed extends Error {
  override name = "ExpansionFailed";
  readonly messageId: number;

  constructor(messageId: number, cause: unknown) {
    super(`the recipients of message ${messageId} could not be listed`, { cause });
    this.messageId = messageId;
  }
}

/**
 * Makes the copies of the next part of a released message. Idempotent: after a crash it goes on where it was. When the
 * list is complete it is checked once more, and only then copies are due.
 *
 * @param passedOver messages that are left for later
 * @returns whether there may be more to do
 * @throws ExpansionFailed when it was the fault of this message
 */
export async function expandRecipients(world: World, passedOver: readonly number[] = []): Promise<boolean> {
  const id = await world.store.snapshot((read) => nextToExpand(read, passedOver));
  if (id === undefined) return false;
  const now = world.clock();
  try {
    await world.store.atomically((tx) => expandNextChunk(tx, world, id, now));
  } catch (error) {
    // Another process holds the database: no message's fault.
    throw error instanceof StoreBusyError ? error : new ExpansionFailed(id, error);
  }
  return true;
}

async function expandNextChunk(tx: Tx, world: World, id: number, now: number): Promise<void> {
  const message = await loadMessage(tx, id);
  // Cancelled or refused since it was looked up.
  if (message?.state !== "queued" || message.expandAfter === null) return;
  const facts = await targetFactsOf(tx, world, message.target.ref);
  if (facts === undefined) {
    await refuseAtRelease(tx, world, message, { kind: "refuse", reason: "no-recipients" }, now);
    return;
  }
  const target = await resolveTarget(tx, message.target.ref);
  const chunk = await nextChunk(tx, target, message.expandAfter, CHUNK_PERSONS);
  if (chunk.persons > 0) {
    await expandChunk(tx, {
      message: id,
      siblings: await siblingsOf(tx, message),
      target,
      choice: facts.choice,
      after: message.expandAfter,
      upTo: chunk.upTo,
      dueAt: now,
    });
  }
  if (chunk.persons === CHUNK_PERSONS) await moveMessage(tx, id, ["queued"], { expandAfter: chunk.upTo });
  else await completeList(tx, world, message, facts, now);
}

async function completeList(tx: Tx, world: World, message: Message, facts: TargetFacts, now: number): Promise<void> {
  const { total: copies, already } = (await countCopies(tx, [message.id])).get(message.id) ?? { total: 0, already: 0 };
  const leftOut = await countLeftOut(tx, message.id);
  const refusal = checkReach(
    message.target.ref.kind,
    { persons: copies + leftOut.persons, copies },
    world.installation.maxRecipients,
  );
  if (refusal?.kind === "refuse") {
    await refuseAtRelease(tx, world, message, refusal, now);
    return;
  }
  await holdBackAtPauses(tx, message.id, now);
  await moveMessage(tx, message.id, ["queued"], { expandAfter: null });
  world.log.released({ message: message.id, copies });
  const hold = await loadHold(tx, message.id);
  // Sent by the rules without a question: then the report is all the author needs.
  if (hold !== undefined) await tellReleased(tx, world, message, { copies, hold: hold.kind }, now);
  const decidedBy = hold === undefined ? null : message.decidedBy;
  await archiveMessage(tx, world, message, facts, { copies, already, decidedBy }, now);
  // Everybody may be served by another target of the same mail.
  await settleMessage(tx, message.id, now);
}

async function tellReleased(
  tx: Tx,
  world: World,
  message: Message,
  { copies, hold }: { copies: number; hold: "confirm" | "moderate" },
  now: number,
): Promise<void> {
  const leftOut = await personsLeftOut(tx, message.id);
  const withoutAddress = leftOut.filter(({ reason }) => reason === "no-address");
  const { mayRead } = message.author;
  await tellAuthor(
    tx,
    message,
    {
      kind: "released",
      target: targetForAuthor(message),
      subject: message.subject,
      counts: mayRead
        ? {
            persons: await countCopiedPersons(tx, message.id),
            addresses: copies,
            withoutAddress: withoutAddress.length,
            withoutAddressNames: withoutAddress.slice(0, MOST_NAMES).map(({ name }) => name),
            optedOut: leftOut.filter(({ reason }) => reason === "opted-out").length,
          }
        : null,
      durationMs: mayRead ? sendingTimeMs(copies, plannedSender(world, message.sender).batch) : null,
      decidedBy: hold === "moderate" && mayRead ? message.decidedBy : null,
    },
    await languageOf(tx, message.author.person),
    now,
  );
}
