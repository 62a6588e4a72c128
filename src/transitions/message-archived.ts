import { type AddressKey, addressKey } from "../mail/address.ts";
import type { TargetFacts } from "../questions/target-facts.ts";
import { countLeftOut } from "../store/left-out.ts";
import type { Message } from "../store/messages.ts";
import { queueNotice } from "../store/notices.ts";
import { countCopiedPersons } from "../store/recipients.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { authorName, targetName } from "./notify.ts";

/**
 * The list of recipients of a message is complete: queues one mail for each address of the archive, with the original,
 * who decided, and how many get it. Nobody else hears of it, and nothing waits for it.
 *
 * @param released how many copies there are, how many of them another target serves, and who decided (null: nobody was
 *   asked)
 */
export async function archiveMessage(
  tx: Tx,
  world: World,
  message: Message,
  { inherited }: Pick<TargetFacts, "inherited">,
  { copies, already, decidedBy }: { copies: number; already: number; decidedBy: string | null },
  now: number,
): Promise<void> {
  const addresses = inherited.archive ?? world.installation.archive;
  if (addresses.length === 0) return;
  const leftOut = await countLeftOut(tx, message.id);
  const counts = {
    persons: await countCopiedPersons(tx, message.id),
    addresses: copies,
    withoutAddress: leftOut.withoutAddress,
    // Whoever reads the archive need not know who has no address.
    withoutAddressNames: [],
    optedOut: leftOut.optedOut,
  };
  for (const address of onceEach(addresses)) {
    await queueNotice(tx, {
      notice: {
        kind: "archive",
        target: targetName(message),
        subject: message.subject,
        author: authorName(message),
        authenticated: message.author.authenticated,
        decidedBy,
        receivedAt: message.receivedAt,
        decidedAt: message.releasedAt ?? now,
        counts,
        already,
        leftOut: leftOut.persons,
      },
      message: message.id,
      question: null,
      mail: message.mail,
      address,
      person: null,
      language: null,
      createdAt: now,
    });
  }
}

function onceEach<Written extends string>(addresses: readonly Written[]): Written[] {
  const byKey = new Map<AddressKey, Written>();
  for (const address of addresses) byKey.set(addressKey(address), address);
  return [...byKey.values()];
}
