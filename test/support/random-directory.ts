import fc from "fast-check";
import type { DirectoryFile } from "../../src/directory/directory-file.ts";
import type { Where } from "../../src/directory/filter.ts";
import type { GroupSettings } from "../../src/directory/settings.ts";
import { addressOf } from "./directory.ts";

const plainText = fc
  .string({ unit: "binary", maxLength: 12 })
  .map((text) => text.replace(/\p{Cc}/gu, "").toWellFormed());
const name = plainText.map((text) => `N${text}`);
const alias = fc.stringMatching(/^[a-c]{1,2}$/);
const address = fc.stringMatching(/^[a-z]{1,8}$/).map((local) => addressOf(`${local}@post.example`));
const fieldName = fc.stringMatching(/^[A-Z]{1,4}$/);

const where: fc.Arbitrary<Where> = fc.letrec<{ where: Where }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3 },
    fc.record({ field: fieldName, equals: plainText }),
    fc.record({ field: fieldName, in: fc.array(plainText, { maxLength: 2 }) }),
    fc.record({ field: fieldName, empty: fc.boolean() }),
    fc.record({ field: fieldName, before: fc.constant("2026-11") }),
    fc.record({ all: fc.array(tie("where"), { maxLength: 2 }) }),
    fc.record({ not: tie("where") }),
  ),
})).where;

const settings: fc.Arbitrary<GroupSettings> = fc.record(
  {
    membersMaySend: fc.constantFrom("no", "moderate", "send"),
    moderatorRole: fc.constantFrom("none", null),
    replyTo: fc.oneof(fc.constantFrom("author" as const, "group" as const), address),
    subjectPrefix: fc.option(plainText),
    archive: fc.array(address, { maxLength: 2 }),
    responsible: fc.option(address),
  },
  { requiredKeys: [] },
);

const person = fc.record({
  id: fc.integer({ min: 1, max: 30 }),
  firstName: plainText,
  lastName: plainText,
  gender: fc.constantFrom("f", "m", "x", null),
  language: fc.constantFrom("de", "fr-CH", null),
  title: plainText,
  hidden: fc.boolean(),
  emails: fc.uniqueArray(fc.record({ address, kind: fc.option(name), preferred: fc.boolean() }), {
    selector: (email) => email.address,
    maxLength: 3,
  }),
  fields: fc.dictionary(fieldName, plainText, { maxKeys: 3, noNullPrototype: true }),
});

const byId = { selector: (object: { id: number }) => object.id, maxLength: 8 };

/** Directories that obey every rule: whatever they refer to is in them. */
export function directories(): fc.Arbitrary<DirectoryFile> {
  const role = fc.record({ id: fc.integer({ min: 1, max: 9 }), name });
  const lists = fc.record({ roles: fc.uniqueArray(role, byId), persons: fc.uniqueArray(person, byId) });
  return lists.chain(({ roles, persons }) => {
    const personIds = fc.subarray(persons.map((one) => one.id));
    const roleIds = roles.map((one) => one.id);
    const member = <R>(role: fc.Arbitrary<R>) =>
      personIds.chain((ids) => fc.tuple(...ids.map((id) => role.map((held) => ({ person: id, role: held })))));
    const group = fc.record({
      id: fc.integer({ min: 0, max: 20 }),
      name,
      parent: fc.constant(null),
      alias: fc.option(alias.map((text) => `g${text}`)),
      roles: fc.constant(roleIds),
      settings,
      members: member(fc.constantFrom(null, ...roleIds)),
    });
    const subgroup = fc.record({
      id: fc.integer({ min: 0, max: 20 }),
      name,
      alias: fc.option(alias.map((text) => `s${text}`)),
      settings,
      members: member(fc.constantFrom("L", "M", null)),
    });
    const filter = fc.record({ id: fc.nat(20), name, alias: fc.constant(null), where });
    const login = fc.record({
      name,
      person: fc.constantFrom(null, ...persons.map((one) => one.id)),
      adminEmail: fc.option(address),
      enabled: fc.boolean(),
      groupMail: fc.boolean(),
      read: fc.record({
        persons: fc.boolean(),
        groups: fc.constantFrom<"all" | number[]>("all", []),
        subgroups: fc.constant<number[]>([]),
      }),
      myList: personIds,
    });
    return fc.record({
      roles: fc.constant(roles),
      persons: fc.constant(persons),
      groups: fc.uniqueArray(group, byId).map(asTree).map(uniqueAliases),
      subgroups: fc.uniqueArray(subgroup, byId).map(uniqueAliases),
      filters: fc.uniqueArray(filter, byId),
      logins: fc.uniqueArray(login, { selector: (one) => one.name, maxLength: 3 }),
    });
  });
}

/** Hangs each group below the one before it, so that trees of any depth come up, children before parents too. */
function asTree<G extends { id: number; parent: number | null }>(groups: G[]): G[] {
  return groups.map((group, index) => ({ ...group, parent: groups[index + 1]?.id ?? null }));
}

function uniqueAliases<G extends { alias: string | null }>(objects: G[]): G[] {
  return objects.map((object, index) => {
    const isTaken = objects.slice(0, index).some((earlier) => earlier.alias === object.alias);
    return isTaken ? { ...object, alias: null } : object;
  });
}
