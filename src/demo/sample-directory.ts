/** The people of the demo: a parish with a youth group, chosen so that every form of greeting occurs. */

import { type DirectoryFile, readDirectoryFile } from "../directory/directory-file.ts";

/** Somebody as they stand in a From or To field. */
export interface Correspondent {
  name: string;
  address: string;
}

export const DOMAIN = "gruppen.kg-aarau.example";

export const ORGANISATION = { name: "Kirchgemeinde Aarau", contact: "sekretariat@kg-aarau.example" };

/** The youth group: the target of every mail in the demo. */
export const YOUTH = { name: "Jugend", address: `jugend@${DOMAIN}` };

/** Leads the group: has a login, and decides about the mails of its members. */
export const RUTH: Correspondent = { name: "Ruth Keller", address: "ruth@post.example" };
/** A member like any other. */
export const BEAT: Correspondent = { name: "Beat Müller-Lüdenscheidt", address: "beat@muster.example" };
/** Two persons with one mailbox. */
export const ANNA_AND_URS: Correspondent = { name: "Anna und Urs Wüthrich", address: "familie.wuethrich@post.example" };
/** Her language is French. */
export const LEA: Correspondent = { name: "Léa Dubois", address: "lea@dubois.example" };
/** To be greeted as neither woman nor man. */
const KIM: Correspondent = { name: "Kim Huber", address: "kim@post.example" };
/** A member whose address nobody knows. */
export const HANS_JOERG = { name: "Hans-Jörg Äschbacher" };

/** Knows the address of the group, and is not in the directory. */
export const STRANGER: Correspondent = { name: "Otto Fremd", address: "otto@weit.example" };

/** Whoever shares a mailbox gets one copy, so a recipient may be two persons. */
export interface Recipient extends Correspondent {
  /** What `###_SALUTATION### ###VORNAME###` must become. */
  greeting: string;
  /** What `###VORNAME###` alone must become. */
  firstNames: string;
}

export const RECIPIENTS: readonly Recipient[] = [
  { ...RUTH, greeting: "Liebe Ruth", firstNames: "Ruth" },
  { ...BEAT, greeting: "Lieber Beat", firstNames: "Beat" },
  { ...ANNA_AND_URS, greeting: "Liebe Anna, lieber Urs", firstNames: "Anna und Urs" },
  { ...LEA, greeting: "Chère Léa", firstNames: "Léa" },
  { ...KIM, greeting: "Hallo Kim", firstNames: "Kim" },
];

const LEADER_ROLE = 45;

const SAMPLE = {
  roles: [{ id: LEADER_ROLE, name: "Leitung" }],
  persons: [
    person(1, "Ruth", "Keller", { gender: "f", emails: [{ address: RUTH.address }] }),
    person(2, "Beat", "Müller-Lüdenscheidt", { gender: "m", emails: [{ address: BEAT.address }] }),
    person(3, "Anna", "Wüthrich", { gender: "f", emails: [{ address: ANNA_AND_URS.address }] }),
    person(4, "Urs", "Wüthrich", { gender: "m", emails: [{ address: ANNA_AND_URS.address }] }),
    person(5, "Léa", "Dubois", { gender: "f", language: "fr", emails: [{ address: LEA.address }] }),
    person(6, "Kim", "Huber", { gender: "x", emails: [{ address: KIM.address }] }),
    person(7, "Hans-Jörg", "Äschbacher", { gender: "m" }),
  ],
  groups: [
    {
      id: 123,
      name: YOUTH.name,
      alias: "jugend",
      roles: [LEADER_ROLE],
      settings: { loginsMaySend: "confirm", membersMaySend: "moderate", moderatorRole: LEADER_ROLE },
      members: [1, 2, 3, 4, 5, 6, 7].map((id) => ({ person: id, role: id === 1 ? LEADER_ROLE : null })),
    },
  ],
  logins: [{ name: "ruth", person: 1, groupMail: true, read: { persons: true, groups: "all" } }],
};

interface MorePersonFields {
  gender: "f" | "m" | "x";
  language?: string;
  emails?: { address: string }[];
}

function person(id: number, firstName: string, lastName: string, more: MorePersonFields) {
  return { id, firstName, lastName, language: "de", ...more };
}

/** The directory as `directory import` would read it from a file. */
export function sampleDirectory(): DirectoryFile {
  const read = readDirectoryFile(SAMPLE);
  if (!read.ok) throw new Error(`the sample directory is wrong: ${JSON.stringify(read.problems)}`);
  return read.file;
}
