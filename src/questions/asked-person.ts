import { fullName } from "../directory/name.ts";
import { type AddressKey, addressKey } from "../mail/address.ts";
import type { Question } from "../store/holds.ts";
import { loadLogin } from "../store/logins.ts";
import { loadPerson } from "../store/persons.ts";
import type { Read } from "../store/tables.ts";

/** Who was asked, as far as an answer must be told from somebody else's. */
export interface AskedPerson {
  /** For people; the address where no name is known. */
  name: string;
  /** All names that may stand under an answer. */
  names: string[];
  /** Answers from any of these are theirs. */
  addresses: Set<AddressKey>;
}

export async function askedPerson(read: Read, question: Question): Promise<AskedPerson> {
  const person = question.person === null ? undefined : await loadPerson(read, question.person);
  const login = question.login === null ? undefined : await loadLogin(read, question.login);
  const addresses = [
    question.address,
    ...(person?.emails ?? []).map(({ address }) => address),
    ...(login?.adminEmail == null ? [] : [login.adminEmail]),
  ];
  // Whoever was erased since decides nothing any more: no address is theirs now.
  const isGone = question.person !== null && person === undefined;
  const name = person === undefined ? "" : fullName(person);
  return {
    name: name === "" ? question.address : name,
    names: person === undefined ? [] : [person.title, person.firstName, person.lastName],
    addresses: new Set(isGone ? [] : addresses.map((address) => addressKey(address))),
  };
}
