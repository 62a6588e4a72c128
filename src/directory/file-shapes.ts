/** The directory file (contract 7) as it is written: shapes and defaults. What hangs together is checked afterwards. */

import { z } from "zod";
import { settingsShape } from "./settings.ts";
import {
  address,
  alias,
  fieldName,
  fieldValue,
  filterId,
  flag,
  groupId,
  listOf,
  name,
  oneOf,
  personId,
  roleId,
  shortText,
  subgroupId,
} from "./value-shapes.ts";
import { where } from "./where-shape.ts";

/** BCP 47 as far as people write it: `de`, `fr-CH`. */
const language = z
  .string("must be text or null")
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'must be a language such as "de" or "fr-CH"');

const letter = z.string("must be a role letter or null").regex(/^[A-Za-z]$/, "must be one letter");

const role = z.strictObject({ id: roleId, name }, "must be an object");

const email = z.strictObject(
  { address, kind: name.nullable().default(null), preferred: flag.default(false) },
  "must be an object",
);

const person = z.strictObject(
  {
    id: personId,
    firstName: shortText.default(""),
    lastName: shortText.default(""),
    gender: oneOf("f", "m", "x").nullable().default(null),
    language: language.nullable().default(null),
    title: shortText.default(""),
    hidden: flag.default(false),
    emails: listOf(email),
    fields: z.record(fieldName, fieldValue, "must be an object").default({}),
  },
  "must be an object",
);

const group = z.strictObject(
  {
    id: groupId,
    name,
    parent: groupId.nullable().default(null),
    alias: alias.nullable().default(null),
    roles: listOf(roleId),
    settings: settingsShape(roleId).default({}),
    members: listOf(z.strictObject({ person: personId, role: roleId.nullable().default(null) }, "must be an object")),
  },
  "must be an object",
);

const subgroup = z.strictObject(
  {
    id: subgroupId,
    name,
    alias: alias.nullable().default(null),
    settings: settingsShape(letter).default({}),
    members: listOf(z.strictObject({ person: personId, role: letter.nullable().default(null) }, "must be an object")),
  },
  "must be an object",
);

const filter = z.strictObject(
  { id: filterId, name, alias: alias.nullable().default(null), where },
  "must be an object",
);

const read = z.strictObject(
  {
    persons: flag.default(false),
    groups: z.union([z.literal("all"), z.array(groupId)], 'must be "all" or a list of group ids').default([]),
    subgroups: z.union([z.literal("all"), z.array(subgroupId)], 'must be "all" or a list of subgroup ids').default([]),
  },
  "must be an object",
);

const login = z.strictObject(
  {
    name,
    person: personId.nullable().default(null),
    adminEmail: address.nullable().default(null),
    enabled: flag.default(true),
    groupMail: flag.default(false),
    read: read.prefault({}),
    myList: listOf(personId),
  },
  "must be an object",
);

export const directoryFileShape = z.strictObject(
  {
    roles: listOf(role),
    persons: listOf(person),
    groups: listOf(group),
    subgroups: listOf(subgroup),
    filters: listOf(filter),
    logins: listOf(login),
  },
  "must be one JSON object",
);
