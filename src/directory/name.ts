import type { Person } from "./person.ts";

/** First and last name as one would write them on an envelope, without the title; empty if neither is known. */
export function fullName(person: Pick<Person, "firstName" | "lastName">): string {
  return [person.firstName, person.lastName]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ");
}
