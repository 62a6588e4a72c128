import { parseLocalPart } from "../directory/local-part.ts";
import { type TargetRef, targetAddress, withoutRole } from "../directory/target.ts";
import type { Installation } from "../journey/installation.ts";
import { canonicalDomain, domainOf, localPartOf } from "../mail/address.ts";
import { loadAliases, resolveAlias } from "../store/aliases.ts";
import { loadFilter } from "../store/filters.ts";
import { loadGroup } from "../store/groups.ts";
import { loadLogin } from "../store/logins.ts";
import { optOutsOf } from "../store/opt-outs.ts";
import { loadSubgroup } from "../store/subgroups.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";

/** What somebody has opted out of, as `person show` lists it. */
export interface OptOutSummary {
  /** Its address; of a My List `ml:` and the login. Understood by {@link findOptOutTarget}. */
  target: string;
  /** Empty where the target is gone. */
  name: string;
  /** ISO 8601 in UTC. */
  since: string;
}

type Here = Pick<World, "store"> & { installation: Pick<Installation, "domain" | "subgroupRoles"> };

/** A My List has no address of its own: `ml:ruth` is that of the login ruth. */
const MY_LIST = "ml:";

/**
 * The target that an operator means: by its address, alias or numbered form, or `ml:LOGIN`; a role counts as its group.
 *
 * @returns undefined where that names nothing; `isThere` false: it is gone, but somebody may have opted out before
 */
export function findOptOutTarget(
  { store, installation }: Here,
  typed: string,
): Promise<{ ref: TargetRef; isThere: boolean } | undefined> {
  return store.snapshot(async (read) => {
    const ref = await refOf(read, installation, typed.trim());
    if (ref === undefined) return undefined;
    return { ref, isThere: (await known(read, ref)) !== undefined };
  });
}

/** What an operator may have meant. */
export async function listOptOutTargets(store: World["store"]): Promise<string[]> {
  return [...(await store.snapshot(loadAliases)).keys()];
}

/** All that a person has opted out of, oldest first. */
export function summariseOptOuts({ store, installation }: Here, person: number): Promise<OptOutSummary[]> {
  return store.snapshot(async (read) => {
    const summaries: OptOutSummary[] = [];
    for (const { ref, at } of await optOutsOf(read, person)) {
      const { name, alias } = (await known(read, ref)) ?? { name: "", alias: null };
      const target = ref.kind === "my-list" ? MY_LIST + ref.login : targetAddress(ref, alias, installation.domain);
      summaries.push({ target, name, since: new Date(at).toISOString() });
    }
    return summaries;
  });
}

async function refOf(
  read: Read,
  { domain, subgroupRoles }: Here["installation"],
  typed: string,
): Promise<TargetRef | undefined> {
  if (typed.startsWith(MY_LIST)) return { kind: "my-list", login: typed.slice(MY_LIST.length) };
  const isAddress = typed.includes("@");
  if (isAddress && canonicalDomain(domainOf(typed)) !== canonicalDomain(domain)) return undefined;
  const localPart = parseLocalPart(isAddress ? localPartOf(typed) : typed, subgroupRoles);
  switch (localPart.kind) {
    case "group":
    case "group-role":
    case "subgroup":
    case "subgroup-role":
    case "filter":
      return withoutRole(localPart);
    case "alias": {
      const owner = await resolveAlias(read, localPart.alias);
      return owner && { kind: owner.kind, id: owner.id };
    }
    default:
      return undefined;
  }
}

async function known(read: Read, ref: TargetRef): Promise<{ name: string; alias: string | null } | undefined> {
  switch (ref.kind) {
    case "group":
    case "group-role":
      return loadGroup(read, ref.id);
    case "subgroup":
    case "subgroup-role":
      return loadSubgroup(read, ref.id);
    case "filter":
      return loadFilter(read, ref.id);
    case "my-list": {
      const login = await loadLogin(read, ref.login);
      return login && { name: `My List of ${login.name}`, alias: null };
    }
  }
}
