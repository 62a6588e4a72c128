import { parseLocalPart } from "../directory/local-part.ts";
import { FOREIGN_DOMAIN, type Routing, route, UNKNOWN_ADDRESS } from "../journey/route.ts";
import { canonicalDomain, domainOf, localPartOf } from "../mail/address.ts";
import { resolveAlias } from "../store/aliases.ts";
import { loadFilter } from "../store/filters.ts";
import { descendantsOf, hasGroup, loadGroupOutlines } from "../store/groups.ts";
import { loadSubgroup } from "../store/subgroups.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { TOO_MUCH_WAITS, tooMuchWaits } from "./passed-on.ts";
import { remembered } from "./remembered.ts";

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
