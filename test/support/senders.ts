import { configSchema } from "../../src/config/config.ts";
import type { Installation } from "../../src/journey/installation.ts";
import { CONTACT, DOMAIN } from "./people.ts";

/** The sending identities as the configuration makes them; without a pace, unless they say so. */
export function senders(written: Record<string, object>): Pick<Installation, "senders"> {
  const { senders } = configSchema.parse({
    domain: DOMAIN,
    organisation: { contact: CONTACT },
    batch: { size: 0 },
    senders: written,
  });
  return { senders };
}
