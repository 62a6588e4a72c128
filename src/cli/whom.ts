import { InvalidArgumentError } from "commander";
import { parseAddress } from "../mail/address.ts";
import type { Whom } from "../questions/whom.ts";

/** Somebody as typed for `--as`, and who is meant by it. */
export interface TypedWhom {
  typed: string;
  whom: Whom;
}

/** Who is meant: the number of a person, or an address of theirs. */
export function parseWhom(typed: string): TypedWhom {
  if (/^\d{1,9}$/.test(typed)) return { typed, whom: { kind: "person", id: Number(typed) } };
  const address = parseAddress(typed);
  if (address === undefined) {
    throw new InvalidArgumentError("The number of a person is needed, or an address of theirs.");
  }
  return { typed, whom: { kind: "address", address } };
}
