import type { GroupSettings } from "./settings.ts";

/** A role that somebody can hold in a group. */
export interface Role {
  id: number;
  name: string;
}

/** Persons with or without a role; groups form a tree. */
export interface Group {
  /** 0 to 999999: the six digits of its address. */
  id: number;
  name: string;
  parent: number | null;
  alias: string | null;
  /** Ids of the roles that members can hold here. */
  roles: number[];
  settings: GroupSettings;
  members: GroupMember[];
}

/** One membership; the same person may hold several roles. */
export interface GroupMember {
  person: number;
  /** `null`: a member without a role. */
  role: number | null;
}

/** A group without its members: what most questions about a group need, however large it is. */
export type GroupOutline = Omit<Group, "members">;

/**
 * Sorts groups so that every parent stands before its children, as far as the parents are among them.
 * The groups must be free of cycles; ids that are met twice count once.
 */
export function parentsFirst<G extends { id: number; parent: number | null }>(groups: readonly G[]): G[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const sorted = new Set<G>();
  for (const group of groups) {
    const upwards: G[] = [];
    let next: G | undefined = group;
    while (next !== undefined && !sorted.has(next)) {
      upwards.push(next);
      next = next.parent === null ? undefined : byId.get(next.parent);
    }
    for (const above of upwards.reverse()) sorted.add(above);
  }
  return [...sorted];
}
