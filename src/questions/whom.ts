import { type Address, type AddressKey, addressKey } from "../mail/address.ts";
import { findPersonsByAddress, loadPerson } from "../store/persons.ts";
import type { Read } from "../store/tables.ts";

/** Somebody as an operator names them: by the number in the directory, or by an address. */
export type Whom = { kind: "person"; id: number } | { kind: "address"; address: Address };

/** The ids of all persons who may be meant; none where the directory knows nobody. */
export async function personsMeant(read: Read, whom: Whom): Promise<number[]> {
  if (whom.kind === "person") return (await loadPerson(read, whom.id)) === undefined ? [] : [whom.id];
  return (await findPersonsByAddress(read, addressKey(whom.address))).map(({ id }) => id);
}

/** The address that was named, for comparison; null where it was a number. */
export function keyOf(whom: Whom): AddressKey | null {
  return whom.kind === "address" ? addressKey(whom.address) : null;
}
