import type { Recipient } from "../journey/placeholders/recipient.ts";

/** A row of a person's values, as the directory or a copy holds them. */
export interface StoredValues {
  person: number;
  firstName: string;
  lastName: string;
  gender: string | null;
  language: string | null;
  title: string;
  fields: string;
  role: string;
}

/** Stored values as composing reads them. */
export function recipientOf(row: StoredValues): Recipient {
  const { gender } = row;
  return {
    person: row.person,
    firstName: row.firstName,
    lastName: row.lastName,
    gender: gender === "f" || gender === "m" || gender === "x" ? gender : null,
    language: row.language,
    title: row.title,
    fields: JSON.parse(row.fields) as Record<string, string>,
    role: row.role,
  };
}
