/** People as the decisions see them. */

import type { Login } from "../../src/directory/login.ts";
import type { Person } from "../../src/directory/person.ts";
import { addressOf } from "./directory.ts";

/** Somebody with these addresses; the first is preferred by nobody. */
export function personWith(id: number, ...addresses: string[]): Person {
  return {
    id,
    firstName: "",
    lastName: "",
    gender: null,
    language: null,
    title: "",
    hidden: false,
    emails: addresses.map((address) => ({ address: addressOf(address), kind: null, preferred: false })),
    fields: {},
  };
}

/** An enabled login that may use group mail, and read nothing unless the test says so. */
export function loginWith(changes: Partial<Login> = {}): Login {
  return {
    name: "ruth",
    person: null,
    adminEmail: null,
    enabled: true,
    groupMail: true,
    read: { persons: false, groups: [], subgroups: [] },
    myList: [],
    ...changes,
  };
}
