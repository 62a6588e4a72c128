/** The stage of the stories: a parish, its people and their groups, as a directory file says it. */

export const DOMAIN = "gruppen.kg-aarau.example";

export const RUTH = "ruth@post.example";
/** Ruth's other address: she may write with it, and is asked at the first one. */
export const RUTH_AT_SCHOOL = "ruth.keller@schule.example";
export const BEAT = "beat@post.example";
/** Anna and Urs Wüthrich share it. */
export const WUETHRICHS = "familie.wuethrich@post.example";
export const LEA = "lea@poste.example";
export const MARIA = "maria@posta.example";
export const OFFICE = "sekretariat@kg-aarau.example";
export const KIM = "kim@post.example";
/** In no directory. */
export const STRANGER = "extern@weit.example";
/** Who runs the server; in no group. */
export const CONTACT = "it@kg-aarau.example";

export const JUGEND = `jugend@${DOMAIN}`;
export const KONF = `konf@${DOMAIN}`;
export const HAUSKREIS = `sg0007@${DOMAIN}`;

/** Ids of the persons in the stage. */
export const PERSON = { ruth: 1, beat: 2, anna: 3, urs: 4, hansjoerg: 5, lea: 6, maria: 7, office: 8, kim: 9 } as const;
/** The role of leaders, who may moderate where a group says so. */
export const LEADER = 45;

interface StagePerson {
  id: number;
  firstName?: string;
  lastName: string;
  gender?: string;
  language?: string;
  title?: string;
  emails?: { address: string; kind?: string; preferred?: boolean }[];
  fields?: Record<string, string>;
}

const PERSONS: StagePerson[] = [
  {
    id: PERSON.ruth,
    firstName: "Ruth",
    lastName: "Keller",
    gender: "f",
    language: "de",
    emails: [
      { address: RUTH, kind: "private", preferred: true },
      { address: RUTH_AT_SCHOOL, kind: "business" },
    ],
    fields: { ORT: "Aarau" },
  },
  {
    id: PERSON.beat,
    firstName: "Beat",
    lastName: "Müller-Lüdenscheidt",
    gender: "m",
    language: "de",
    emails: [{ address: BEAT }],
    fields: { ORT: "Küttigen" },
  },
  { id: PERSON.anna, firstName: "Anna", lastName: "Wüthrich", gender: "f", emails: [{ address: WUETHRICHS }] },
  { id: PERSON.urs, firstName: "Urs", lastName: "Wüthrich", gender: "m", emails: [{ address: WUETHRICHS }] },
  { id: PERSON.hansjoerg, firstName: "Hans-Jörg", lastName: "Äschbacher", gender: "m" },
  {
    id: PERSON.lea,
    firstName: "Léa",
    lastName: "Dubois",
    gender: "f",
    language: "fr",
    emails: [{ address: LEA }],
  },
  {
    id: PERSON.maria,
    firstName: "Maria",
    lastName: "di Matteo",
    gender: "f",
    language: "it",
    title: "Dr.",
    emails: [{ address: MARIA }],
  },
  { id: PERSON.office, lastName: "Sekretariat", emails: [{ address: OFFICE, kind: "business" }] },
  { id: PERSON.kim, firstName: "Kim", lastName: "Huber", gender: "x", language: "de", emails: [{ address: KIM }] },
];

const RUTHS_LOGIN = {
  name: "ruth",
  person: PERSON.ruth,
  enabled: true,
  groupMail: true,
  read: { persons: true, groups: "all", subgroups: "all" },
  myList: [PERSON.beat, PERSON.lea],
};

/** Settings as they stand in a directory file, see the table in the README. */
export type WrittenSettings = Record<string, unknown>;

/**
 * A fresh directory file.
 * Jugend (123): Ruth as leader, Beat, Anna, Urs, Léa, and Hans-Jörg without an address: 6 persons, 4 addresses.
 * Konfirmanden (124): Maria as leader, Beat, Kim and the office. Hauskreis Süd (7): Léa as leader, Kim.
 * Ruth has a login that may read everything. @param settings of the groups, where they differ from the defaults
 */
export function stage(
  settings: { jugend?: WrittenSettings; konf?: WrittenSettings; hauskreis?: WrittenSettings } = {},
) {
  const { ruth, beat, anna, urs, hansjoerg, lea, maria, office, kim } = PERSON;
  return structuredClone({
    roles: [{ id: LEADER, name: "Leitung" }],
    persons: PERSONS,
    groups: [
      {
        id: 123,
        name: "Jugend",
        parent: null,
        alias: "jugend",
        roles: [LEADER],
        settings: settings.jugend ?? {},
        members: [
          { person: ruth, role: LEADER },
          ...[beat, anna, urs, hansjoerg, lea].map((person) => ({ person })),
        ] as GroupMember[],
      },
      {
        id: 124,
        name: "Konfirmanden",
        parent: null,
        alias: "konf",
        roles: [LEADER],
        settings: settings.konf ?? {},
        members: [
          { person: maria, role: LEADER },
          ...[beat, kim, office].map((person) => ({ person })),
        ] as GroupMember[],
      },
    ],
    subgroups: [
      {
        id: 7,
        name: "Hauskreis Süd",
        alias: "hauskreis-sued",
        settings: settings.hauskreis ?? {},
        members: [
          { person: lea, role: "L" },
          { person: kim, role: "M" },
        ],
      },
    ],
    filters: [] as unknown[],
    logins: [RUTHS_LOGIN],
  });
}

interface GroupMember {
  person: number;
  role?: number;
}

/** Ruth and Maria both lead the Jugend and moderate it; members may write there. */
export function stageWithTwoModerators() {
  const people = stage({ jugend: { moderatorRole: LEADER, membersMaySend: "moderate" } });
  people.groups[0]?.members.push({ person: PERSON.maria, role: LEADER });
  return people;
}
