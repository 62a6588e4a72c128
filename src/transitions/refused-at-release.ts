import type { Verdict } from "../journey/judge.ts";
import { languageOf } from "../questions/language.ts";
import { cancelCopies, removeCopies } from "../store/copies.ts";
import { addEvent } from "../store/events.ts";
import { type Message, moveMessage } from "../store/messages.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { handOverCopies } from "./copies-taken-over.ts";
import { targetForAuthor, tellAuthor } from "./notify.ts";

/** A check that was passed at arrival fails at release: nothing is sent, and the author learns why. */
export async function refuseAtRelease(
  tx: Tx,
  world: World,
  message: Message,
  refusal: Extract<Verdict, { kind: "refuse" }>,
  now: number,
): Promise<void> {
  const { reason, limit } = refusal;
  await cancelCopies(tx, message.id);
  await handOverCopies(tx, message.id, now);
  await removeCopies(tx, message.id);
  await moveMessage(tx, message.id, ["held", "queued"], {
    state: "refused",
    reason,
    reasonText: limit === undefined ? null : `${limit.found} > ${limit.allowed}`,
    expandAfter: null,
  });
  await tellAuthor(
    tx,
    message,
    {
      kind: "refused",
      target: targetForAuthor(message),
      subject: message.subject,
      reason,
      limit:
        limit === undefined ? null : { allowed: limit.allowed, found: message.author.mayRead ? limit.found : null },
      contact: world.installation.organisation.contact,
    },
    await languageOf(tx, message.author.person),
    now,
  );
  await addEvent(tx, { at: now, kind: "message-refused", message: message.id, address: null, text: reason });
}
