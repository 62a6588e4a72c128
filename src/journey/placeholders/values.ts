/**
 * What stands in place of placeholders in one copy. Values are inserted once: nothing reads them for placeholders again.
 */
import {
  greet,
  greetTogether,
  honorific,
  joinHonorifics,
  joinPersons,
  joinWithAnd,
  type Language,
  type NamePart,
  nameless,
  type SalutationKind,
  salutationAlone,
} from "../../directory/salutation.ts";
import type { Address } from "../../mail/address.ts";
import { cleanValue } from "./clean-value.ts";
import type { Source } from "./fields.ts";
import type { Phrase, PhraseWord } from "./phrase.ts";
import { copyLanguage, type Recipient } from "./recipient.ts";

/** Whom and what the values of one copy are taken from. */
export interface Readers {
  recipients: readonly Recipient[];
  language: Language;
  address: Address;
  groupName: string;
}

/** @param language of the installation */
export function readersOf(
  copy: { recipients: readonly Recipient[]; address: Address },
  groupName: string,
  language: string,
): Readers {
  return {
    recipients: copy.recipients.map(withCleanNames),
    language: copyLanguage(copy.recipients, language),
    address: copy.address,
    groupName: cleanValue(groupName),
  };
}

/** The text for each word of a phrase; null where another word of the phrase speaks for it. */
export function phraseTexts(phrase: Phrase, readers: Readers): (string | null)[] {
  const [head, ...names] = phrase;
  if (head === undefined) return [];
  if (names.length === 0) return [valueAlone(head, readers)];
  const { source } = head;
  if (source.kind === "salutation") return greeting(source.formality, names, readers);
  if (readers.recipients.length === 1) return phrase.map((word) => valueAlone(word, readers, partsOf(names)));
  const list = nameList(source, names, readers);
  return list === "" ? phrase.map(({ fallback }) => fallback ?? "") : together(list, phrase);
}

/** Whether a person has nothing to put in the place of a placeholder; `source` as `KnownFields` tells it. */
export function lacksValue(source: Source, recipient: Recipient): boolean {
  return source.kind !== "salutation" && personalValue(source, withCleanNames(recipient), "de", []) === "";
}

function greeting(kind: SalutationKind, names: PhraseWord[], readers: Readers): (string | null)[] {
  const { recipients, language } = readers;
  const asked = partsOf(names);
  const [first, ...others] = recipients;
  if (first !== undefined && others.length === 0) {
    const greeted = greet(first, kind, asked, language);
    const texts = names.map((word, place) => {
      const name = greeted.names[place] ?? null;
      return name === "" ? (word.fallback ?? "") : name;
    });
    return [greeted.salutation, ...texts];
  }
  const phrase = greetTogether(recipients, kind, asked, language);
  if (phrase !== undefined) return together(phrase, [undefined, ...names]);
  return [nameless(kind, language), ...names.map((word) => word.fallback ?? "")];
}

/** The first word says it all, the others keep silent. */
function together(text: string, words: readonly unknown[]): (string | null)[] {
  return words.map((_word, place) => (place === 0 ? text : null));
}

function nameList(head: Source, names: PhraseWord[], { recipients, language }: Readers): string {
  const asked = partsOf(names);
  return head.kind === "name"
    ? joinPersons(recipients, [head.part, ...asked], language)
    : joinHonorifics(recipients, asked, language);
}

function partsOf(words: readonly PhraseWord[]): NamePart[] {
  return words.flatMap(({ source }) => (source.kind === "name" ? [source.part] : []));
}

/** @param following the names that stand behind it in its phrase */
function valueAlone({ source, fallback }: PhraseWord, readers: Readers, following: readonly NamePart[] = []): string {
  const { recipients, language } = readers;
  switch (source.kind) {
    case "salutation":
      return salutationAlone(recipients, source.formality, language);
    case "address":
      return readers.address;
    case "group":
      return readers.groupName;
    default: {
      const values = recipients.map((recipient) => personalValue(source, recipient, language, following));
      return joinWithAnd(values, language) || (fallback ?? "");
    }
  }
}

type PersonalSource = Exclude<Source, { kind: "salutation" }>;

function personalValue(
  source: PersonalSource,
  recipient: Recipient,
  language: Language,
  following: readonly NamePart[],
): string {
  switch (source.kind) {
    case "name":
      return recipient[source.part];
    case "honorific":
      return cleanValue(honorific(recipient, language, following));
    case "role":
      return cleanValue(recipient.role);
    case "field":
      return cleanValue(ownField(recipient.fields, source.name));
    // Never empty, whoever the person is.
    case "address":
    case "group":
      return source.kind;
  }
}

function ownField(fields: Record<string, string>, name: string): string {
  return Object.hasOwn(fields, name) ? (fields[name] ?? "") : "";
}

function withCleanNames(recipient: Recipient): Recipient {
  const { fields } = recipient;
  return {
    ...recipient,
    fields: Object.hasOwn(fields, "ANREDE") ? { ...fields, ANREDE: cleanValue(fields["ANREDE"] ?? "") } : fields,
    firstName: cleanValue(recipient.firstName),
    lastName: cleanValue(recipient.lastName),
    title: cleanValue(recipient.title),
  };
}
