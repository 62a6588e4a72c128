import { type DirectoryFile, readDirectoryFile } from "../../src/directory/directory-file.ts";
import type { DirectoryRules } from "../../src/directory/file-checks.ts";
import { type Address, parseAddress } from "../../src/mail/address.ts";

/** The directory of the stories, as somebody would write it down. */
export const EXAMPLE = {
  roles: [{ id: 45, name: "Leitung" }],
  persons: [
    {
      id: 1,
      firstName: "Ruth",
      lastName: "Keller",
      gender: "f",
      language: "de",
      title: "Dr.",
      emails: [{ address: "ruth@post.example", kind: "private", preferred: true }],
      fields: { ORT: "Aarau" },
    },
    {
      id: 2,
      firstName: "Urs",
      lastName: "Wüthrich",
      emails: [{ address: "urs@post.example" }],
      fields: { ORT: "Zürich" },
    },
    { id: 3 },
  ],
  groups: [
    {
      id: 123,
      name: "Jugend",
      parent: null,
      alias: "jugend",
      roles: [45],
      settings: { moderatorRole: 45, membersMaySend: "moderate" },
      members: [{ person: 1, role: 45 }, { person: 2 }],
    },
    { id: 124, name: "Konfirmanden", parent: 123, alias: "konf", members: [{ person: 3 }] },
  ],
  subgroups: [
    { id: 7, name: "Hauskreis Süd", alias: "hauskreis-sued", settings: {}, members: [{ person: 1, role: "L" }] },
  ],
  filters: [{ id: 3, name: "Aarau", alias: "aarau", where: { all: [{ field: "ORT", equals: "Aarau" }] } }],
  logins: [
    {
      name: "ruth",
      person: 1,
      adminEmail: "ruth@post.example",
      enabled: true,
      groupMail: true,
      read: { persons: true, groups: "all", subgroups: [7] },
      myList: [1, 2],
    },
  ],
};

export const RULES: DirectoryRules = {
  domain: "gruppen.example.org",
  subgroupRoles: ["L", "M"],
  senders: ["default"],
};

/** The directory that a file describes; the test fails if its shape is wrong. */
export function directoryFile(value: unknown): DirectoryFile {
  const read = readDirectoryFile(value);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}
