/** The people of the benches. Groups contain each other's first members, so that one directory serves all sizes. */

export const DOMAIN = "gruppen.example";

/** Who writes: logins with a right to send to every group. */
export function leader(number: number): string {
  return `leader-${number}@verein.example`;
}

/** A group of the first `members` persons. */
export interface BenchGroup {
  id: number;
  members: number;
  loginsMaySend: "confirm" | "send";
}

export function addressOf(group: BenchGroup): string {
  return `gr${String(group.id).padStart(6, "0")}@${DOMAIN}`;
}

const FIRST_NAMES = ["Ruth", "Urs", "Chloé", "Jürg", "Anna", "Beat", "Zoë", "Reto", "Lucia", "Matthias"];
const LAST_NAMES = ["Keller", "Wüthrich", "Müller", "Zgraggen", "Di Salvo", "von Arx", "Bühlmann"];
const PLACES = ["Aarau", "Zürich", "Köniz", "La Chaux-de-Fonds", "Buchs"];
const LEADERS = 10;

export interface BenchPerson {
  id: number;
  firstName: string;
  lastName: string;
  gender: "f" | "m";
  language: "de";
  emails: { address: string }[];
  fields: { ORT: string };
}

export function persons(count: number): BenchPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    firstName: FIRST_NAMES[index % FIRST_NAMES.length] ?? "",
    lastName: `${LAST_NAMES[index % LAST_NAMES.length]}-${index + 1}`,
    gender: index % 2 === 0 ? "f" : "m",
    language: "de",
    emails: [{ address: `person-${index + 1}@post.example` }],
    fields: { ORT: PLACES[index % PLACES.length] ?? "" },
  }));
}

/** A directory file for `rundmail directory import`. */
export function directoryFile(groups: readonly BenchGroup[]): object {
  const all = persons(Math.max(...groups.map(({ members }) => members)));
  return {
    persons: all,
    groups: groups.map(({ id, members, loginsMaySend }) => ({
      id,
      name: `Gruppe ${id}`,
      settings: { loginsMaySend },
      members: all.slice(0, members).map((person) => ({ person: person.id })),
    })),
    logins: Array.from({ length: LEADERS }, (_, index) => ({
      name: `leader-${index}`,
      adminEmail: leader(index),
      groupMail: true,
      read: { persons: true, groups: "all" },
    })),
  };
}
