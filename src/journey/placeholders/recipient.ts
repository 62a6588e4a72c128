import { type Greeted, joinPersons, type Language, languageOf } from "../../directory/salutation.ts";
import { cleanValue } from "./clean-value.ts";

/** A person whom a copy goes to, with the values as they were at release. */
export interface Recipient extends Greeted {
  person: number;
  /** Such as `fr-CH`; null: that of the installation. */
  language: string | null;
  /** Name of the person's role in the target, empty if there is none. */
  role: string;
}

/** The name of all who share an address: "Anna und Urs Wüthrich", "Anna Keller und Beat Huber". */
export function copyName(recipients: readonly Recipient[], language: string): string {
  const named = recipients.map((recipient) => ({
    ...recipient,
    firstName: cleanValue(recipient.firstName),
    lastName: cleanValue(recipient.lastName),
  }));
  return joinPersons(named, ["firstName", "lastName"], copyLanguage(recipients, language));
}

/** A copy speaks one language: that of its first person who has one, else that of the installation. */
export function copyLanguage(recipients: readonly Recipient[], installation: string): Language {
  return languageOf(...recipients.map((recipient) => recipient.language), installation);
}
