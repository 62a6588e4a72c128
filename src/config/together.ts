/** What makes settings useless or dangerous together, though each of them is right by itself. */

import { z } from "zod";
import { addressKey, domainOf } from "../mail/address.ts";
import { address, hostName } from "./fields.ts";
import { type Mistake, rule } from "./rule.ts";
import { relayLoginRule, senderMistakes } from "./sender-checks.ts";

/** Everything that is wrong between settings, as far as they can be read. */
export function mistakesTogether(settings: unknown): Mistake[] {
  return [contactRule, archiveRule, relayLoginRule, senderMistakes].flatMap((mistakesOf) => mistakesOf(settings));
}

const contactRule = rule(
  z.object({ domain: hostName, organisation: z.object({ contact: address }) }),
  ({ domain, organisation: { contact } }) => {
    if (domainOf(addressKey(contact)) !== domain) return [];
    const problem = "must not be an address of `domain`, or mail to postmaster comes back for ever";
    return [{ path: ["organisation", "contact"], problem }];
  },
);

const archiveRule = rule(
  // One that is no address keeps its place, and does not keep the others from being judged.
  z.object({ domain: hostName, archive: z.array(address.optional().catch(undefined)) }),
  ({ domain, archive }) =>
    archive.flatMap((one, index) => {
      if (one === undefined || domainOf(addressKey(one)) !== domain) return [];
      return [
        { path: ["archive", index], problem: "must not be an address of `domain`, or the archive comes back here" },
      ];
    }),
);
