import type { Address } from "../mail/address.ts";

/** An account that may write to groups. */
export interface Login {
  name: string;
  person: number | null;
  adminEmail: Address | null;
  enabled: boolean;
  /** May use group mail at all. */
  groupMail: boolean;
  read: ReadRights;
  /** Ids of the persons in its My List. */
  myList: number[];
}

/** What a login may read; the right to read a group covers its descendants. */
export interface ReadRights {
  persons: boolean;
  groups: "all" | number[];
  subgroups: "all" | number[];
}
