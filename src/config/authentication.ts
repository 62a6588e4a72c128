/** The settings of who vouches for an author: our own checks, or the word of a server in front. */

import { z } from "zod";
import { network } from "./fields.ts";

/** The setting `authentication`. */
export const authentication = z.strictObject({
  mode: z
    .enum(["require", "ignore"])
    .default("require")
    .describe(
      "`require`: only authenticated authors send without a question; `ignore`: everybody counts as authenticated, and nothing is checked.",
    ),
  onDmarcFail: z
    .enum(["refuse", "hold"])
    .default("refuse")
    .describe(
      "Mail of a domain that asks to refuse what it has not sent (DMARC policy reject or quarantine): `refuse` it in the session, or `hold` it for a moderator. The author it names is never mailed.",
    ),
  trustedPeers: z
    .array(network)
    .default([])
    .describe("Front servers: IP addresses or networks. What they hand in is not checked by Rundmail itself."),
  trustedAuthServers: z
    .array(z.string().regex(/^\S+$/, "must be an authserv-id without blanks"))
    .default([])
    .describe("Their authserv-ids, whose Authentication-Results are believed (RFC 8601)."),
});
