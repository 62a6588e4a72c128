/** Groups of people who are only many. */

import { DOMAIN, stage } from "./people.ts";

/** The address of a crowd. */
export function crowdAddress(group: number): string {
  return `gr${String(group).padStart(6, "0")}@${DOMAIN}`;
}

/** The address of the nth person of a crowd, from 1. */
export function inCrowd(group: number, person: number): string {
  return `person${person}@crowd${group}.example`;
}

/** Ruth's stage with further groups of so many people each, to whom she may send without a question. */
export function stageWithCrowds(sizes: Record<number, number>) {
  const people = stage();
  const crowds = Object.entries(sizes).map(([group, size]) => {
    const members = Array.from({ length: size }, (_, place) => ({ person: 1_000_000 * Number(group) + place + 1 }));
    return { group: Number(group), members };
  });
  return {
    ...people,
    persons: [
      ...people.persons,
      ...crowds.flatMap(({ group, members }) =>
        members.map(({ person }, place) => ({ id: person, emails: [{ address: inCrowd(group, place + 1) }] })),
      ),
    ],
    groups: [
      ...people.groups,
      ...crowds.map(({ group, members }) => ({
        id: group,
        name: `Gruppe ${group}`,
        settings: { loginsMaySend: "send" },
        members,
      })),
    ],
  };
}
