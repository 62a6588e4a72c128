/** Finding one object of the directory by what somebody typed. */

import { type DirectoryFile, type Kind, keyOf, WORD_OF } from "../../directory/directory-file.ts";
import { fullName } from "../../directory/name.ts";
import { parseAddress } from "../../mail/address.ts";
import { nearest } from "../../nearest.ts";
import { OperatorError } from "../../operator-error.ts";
import { findOne, listOf } from "../../questions/directory.ts";
import { personsMeant } from "../../questions/whom.ts";
import type { World } from "../../world.ts";

type Store = World["store"];

/** The key that a text means: the name of a login, the number of everything else (64 if it is none). */
export function parseKey(kind: Kind, text: string): number | string {
  return kind === "logins" ? text : parseId(kind, text);
}

/** The number that a text means. */
export function parseId(kind: Kind, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new OperatorError({
    sentence: `${JSON.stringify(text)} is not the number of a ${WORD_OF[kind]}.`,
    hint: `Numbers are shown by 'rundmail ${WORD_OF[kind]} list'.`,
    exitCode: 64,
  });
}

/**
 * The persons that are meant, each by the number or by an address of theirs.
 *
 * @throws OperatorError 64 where a text is neither, or several persons share the address; 1 where nobody has it
 */
export function findPersons(store: Store, typed: readonly string[]): Promise<number[]> {
  return Promise.all(typed.map((one) => findPerson(store, one)));
}

async function findPerson(store: Store, typed: string): Promise<number> {
  const address = parseAddress(typed);
  // Whether there is such a number the change itself says.
  if (address === undefined) return parseId("persons", typed);
  const [person, ...others] = await store.snapshot((read) => personsMeant(read, { kind: "address", address }));
  if (person !== undefined && others.length === 0) return person;
  const isNobody = person === undefined;
  throw new OperatorError({
    sentence: isNobody
      ? `Nobody has the address ${address}.`
      : `${address} is the address of several persons: ${[person, ...others].join(", ")}.`,
    hint: isNobody ? "'rundmail person list' shows who there is." : "Say the number of the one you mean.",
    exitCode: isNobody ? 1 : 64,
  });
}

/** One object. Throws OperatorError 1 if it is not there. */
export async function find<K extends Kind>(
  store: Store,
  kind: K,
  key: number | string,
): Promise<DirectoryFile[K][number]> {
  const found = await findOne(store, kind, key);
  if (found === undefined) throw await notFound(store, kind, String(key));
  return found;
}

/** There is no such object; names the one that was probably meant. */
export async function notFound(store: Store, kind: Kind, typed: string): Promise<OperatorError> {
  const known = await listOf(store, kind);
  const meant = nearest(
    typed,
    known.map((object) => String(keyOf(object))),
  );
  const object = known.find((one) => String(keyOf(one)) === meant);
  return new OperatorError({
    sentence: `There is no ${WORD_OF[kind]} ${typed}.`,
    hint:
      object === undefined
        ? `'rundmail ${WORD_OF[kind]} list' shows what there is.`
        : `Did you mean ${[meant, nameOf(object)].filter((part) => part !== "").join(" ")}?`,
    exitCode: 1,
  });
}

function nameOf(object: DirectoryFile[Kind][number]): string {
  if (!("id" in object)) return "";
  return "name" in object ? object.name : fullName(object);
}
