import type { GroupSettings } from "./settings.ts";

/** A small group (Kleingruppe); its roles are single letters. */
export interface Subgroup {
  /** 0 to 9999: the four digits of its address. */
  id: number;
  name: string;
  alias: string | null;
  settings: GroupSettings;
  members: SubgroupMember[];
}

/** One membership in a subgroup; the same person may hold several letters. */
export interface SubgroupMember {
  person: number;
  /** One of the letters of `subgroupRoles`; `null`: a member without a letter. */
  role: string | null;
}

/** A subgroup without its members. */
export type SubgroupOutline = Omit<Subgroup, "members">;
