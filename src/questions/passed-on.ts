import type { Reply } from "../mail/reply.ts";
import { waitingToBePassedOn } from "../store/notices.ts";
import type { World } from "../world.ts";

/**
 * As much mail may wait to be passed on, to the people who run this server or to authors. They get it at the pace of
 * `hold.noticesPerHour`, so without an end a flood of it would fill the disk.
 */
const MOST_WAITING = { mails: 100, bytes: 100 * 1_048_576 } as const;

/** Where such mail comes to an address that is for nothing else RCPT says it, and else the end of DATA. */
export const TOO_MUCH_WAITS: Reply = {
  code: 452,
  status: "4.3.1",
  text: "much mail for this address waits already; please try again later",
};

/** Whether no other mail is taken now in order to be passed on. */
export async function tooMuchWaits(world: World): Promise<boolean> {
  const waiting = await world.store.snapshot(waitingToBePassedOn);
  return waiting.mails >= MOST_WAITING.mails || waiting.bytes >= MOST_WAITING.bytes;
}
