import { parseLocalPart } from "../directory/local-part.ts";
import { FOREIGN_DOMAIN, type Routing, route, UNKNOWN_ADDRESS } from "../journey/route.ts";
import { canonicalDomain, domainOf, localPartOf } from "../mail/address.ts";
import type { Reply } from "../mail/reply.ts";
import { resolveAlias } from "../store/aliases.ts";
import { loadFilter } from "../store/filters.ts";
import { descendantsOf, hasGroup, loadGroupOutlines } from "../store/groups.ts";
import { waitingToBePassedOn } from "../store/notices.ts";
import { loadSubgroup } from "../store/subgroups.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { remembered } from "./remembered.ts";

/**
 * As much mail for the people who run this server may wait to be passed on. They get it at the pace of
 * `hold.noticesPerHour`, so without an end a flood of it would fill the disk.
 */
const MOST_WAITING = { mails: 100, bytes: 100 * 1_048_576 } as const;

const TOO_MUCH_WAITS: Reply = {
  code: 452,
  status: "4.3.1",
  text: "much mail for this address waits already; please try again later",
};

/**
 * What RCPT asks: where an envelope address leads. It tells whether an address exists and nothing more.
 *
 * @param address as the client gave it; `postmaster` may come without a domain (RFC 5321 §4.5.1)
 */
export async function findDestination(world: World, address: string): Promise<Routing> {
  const bare = address.toLowerCase() === "postmaster";
  if (!bare && canonicalDomain(domainOf(address)) !== canonicalDomain(world.installation.domain)) {
    return { ok: false, reply: FOREIGN_DOMAIN };
  }
  const localPart = parseLocalPart(bare ? address : localPartOf(address), world.installation.subgroupRoles);
  if (localPart.kind === "unknown") return { ok: false, reply: UNKNOWN_ADDRESS };
  const routing = await remembered<Routing>(world, `destination ${JSON.stringify(localPart)}`, () =>
    world.store.snapshot(async (read) => {
      const owner = localPart.kind === "alias" ? await resolveAlias(read, localPart.alias) : undefined;
      const routing = route(localPart, owner, world.installation.aliasOnly);
      if (routing.ok && !(await exists(read, routing.destination))) return { ok: false, reply: UNKNOWN_ADDRESS };
      return routing;
    }),
  );
  if (routing.ok && routing.destination.kind === "contact" && (await tooMuchWaits(world))) {
    return { ok: false, reply: TOO_MUCH_WAITS };
  }
  return routing;
}

async function tooMuchWaits(world: World): Promise<boolean> {
  const waiting = await world.store.snapshot(waitingToBePassedOn);
  return waiting.mails >= MOST_WAITING.mails || waiting.bytes >= MOST_WAITING.bytes;
}

async function exists(read: Read, destination: Extract<Routing, { ok: true }>["destination"]): Promise<boolean> {
  switch (destination.kind) {
    case "group":
      return destination.role === null
        ? hasGroup(read, destination.id)
        : knowsRole(read, destination.id, destination.role);
    case "subgroup":
      return (await loadSubgroup(read, destination.id)) !== undefined;
    case "filter":
      return (await loadFilter(read, destination.id)) !== undefined;
    default:
      return true;
  }
}

/** A role counts as known where the group or one below it lists it, whether or not anybody holds it. */
async function knowsRole(read: Read, group: number, role: number): Promise<boolean> {
  const below = await loadGroupOutlines(read, await descendantsOf(read, group));
  return below.some(({ roles }) => roles.includes(role));
}
