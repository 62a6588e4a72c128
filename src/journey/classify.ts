import type { Login } from "../directory/login.ts";
import { mainAddress } from "../directory/main-address.ts";
import type { Person } from "../directory/person.ts";
import type { TargetRef } from "../directory/target.ts";
import type { Address } from "../mail/address.ts";

/** How the author stands to the target; who is several of these counts as the first. */
export type Category = "login" | "moderator" | "member" | "other";

/** Everybody in the directory whom the address in From may be. */
export interface AuthorFacts {
  /** Persons with that address, lowest id first, then those behind logins with it. */
  persons: Person[];
  /** Logins with that address, as admin address or through their person, with that person. */
  logins: { login: Login; person: Person | undefined }[];
}

/** What of the directory decides how an author stands to a target. */
export interface Standing {
  /** The group and all above it: the right to read any of them is the right to read this one. Empty for other kinds. */
  groupAndAncestors: number[];
  /** Who holds the moderator role in the group itself. */
  moderators: Person[];
  /** Which of the author's persons belong to the group or a descendant. */
  memberIds: number[];
}

/** Somebody who can be asked a question. */
export interface Asked {
  person: Person | undefined;
  login: string | undefined;
  address: Address;
  /** Names and counts of the target may be shown to them. */
  mayRead: boolean;
}

export interface Classification {
  category: Category;
  /** Every category that applies: the most permissive setting counts. */
  categories: Category[];
  /** An enabled login, whatever it may do. */
  hasLogin: boolean;
  /** One of those logins may read this target. */
  loginMayRead: boolean;
  /** Names and counts of the target may be shown to this author. */
  mayRead: boolean;
  /** Who is asked if the author must confirm; undefined for a stranger. */
  asked: Asked | undefined;
  /** Whom the mail is taken to be from. */
  person: Person | undefined;
  login: string | undefined;
  known: boolean;
}

/** Decides who the author is to this target (contract 3). A From field proves nothing yet. */
export function classify(author: AuthorFacts, target: TargetRef, standing: Standing): Classification {
  const enabled = author.logins.filter(({ login }) => login.enabled);
  const readers = enabled.filter(({ login }) => mayRead(login, target, standing.groupAndAncestors));
  const reading = readers.find(({ login }) => login.groupMail);
  const moderator = author.persons.find((person) => standing.moderators.some(({ id }) => id === person.id));
  const member = author.persons.find((person) => standing.memberIds.includes(person.id));

  const categories: Category[] = [];
  if (reading !== undefined) categories.push("login");
  if (moderator !== undefined) categories.push("moderator");
  if (member !== undefined) categories.push("member");
  categories.push("other");

  const person = reading?.person ?? moderator ?? member ?? author.persons[0];
  const belonging = moderator ?? member;
  const ownLogin = enabled.find((one) => one.person !== undefined && one.person.id === belonging?.id);
  const asking = reading ?? ownLogin ?? { person: belonging, login: undefined };
  const address = mainAddress(asking.person, asking.login);
  // A member may share the author's address with a login that may read, and be asked at another one, which is theirs alone.
  const askedMayRead =
    reading !== undefined || moderator !== undefined || readers.some(({ person }) => person?.id === member?.id);
  return {
    category: categories[0] ?? "other",
    categories,
    hasLogin: enabled.length > 0,
    loginMayRead: readers.length > 0,
    mayRead: readers.length > 0 || moderator !== undefined,
    asked:
      address === undefined
        ? undefined
        : { person: asking.person, login: asking.login?.name, address, mayRead: askedMayRead },
    person,
    login: reading?.login.name,
    known: author.persons.length > 0 || author.logins.length > 0,
  };
}

/** Whether a login may read a target; My List and filters need the right to read persons. */
export function mayRead(login: Login, target: TargetRef, groupAndAncestors: readonly number[]): boolean {
  const { groups, subgroups, persons } = login.read;
  switch (target.kind) {
    case "group":
    case "group-role":
      return groups === "all" || groupAndAncestors.some((id) => groups.includes(id));
    case "subgroup":
    case "subgroup-role":
      return subgroups === "all" || subgroups.includes(target.id);
    case "my-list":
    case "filter":
      return persons;
  }
}
