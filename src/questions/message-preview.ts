import type { World } from "../world.ts";
import { composeSample } from "./copy-sample.ts";
import { type FinishedCopy, finishedCopy } from "./finished-copy.ts";
import { findCopy, type MessageCopy } from "./message-copy.ts";
import { outgoingMails } from "./outgoing-mail.ts";
import type { Whom } from "./whom.ts";

/** The finished copy of a message that somebody gets or got. */
export interface MessagePreview extends FinishedCopy {
  message: number;
  /** What became of the copy; null: there is none yet. */
  state: string | null;
}

/** Shows a finished copy of a message, and the mail itself. @param whom as in `findCopy` */
export async function previewMessage(
  world: World,
  id: number,
  whom: Whom | undefined,
): Promise<Exclude<MessageCopy, { kind: "found" }> | { kind: "preview"; raw: Buffer; preview: MessagePreview }> {
  const found = await findCopy(world, id, whom);
  if (found.kind !== "found") return found;
  const { sample, stored } = found;
  const raw =
    stored === null
      ? composeSample(sample, found.raw, world.installation.language)
      : // Attempts are for the sender to count; the mail is the same each time.
        await composed(world, { ...stored, message: id, sender: found.message.sender, attempts: 0, firstAttemptAt: 0 });
  return { kind: "preview", raw, preview: { message: id, state: stored?.state ?? null, ...finishedCopy(raw, sample) } };
}

async function composed(world: World, copy: Parameters<ReturnType<typeof outgoingMails>["copy"]>[0]): Promise<Buffer> {
  const { chunks } = await outgoingMails(world).copy(copy);
  return Buffer.concat(chunks);
}
