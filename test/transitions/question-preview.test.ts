import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { countDirectoryChange } from "../../src/store/directory-version.ts";
import { holdsDue } from "../../src/transitions/holds-due.ts";
import { crowdAddress, stageWithCrowds } from "../support/crowd.ts";
import { type Letter, mailTo } from "../support/mails.ts";
import {
  BEAT,
  JUGEND,
  LEA,
  LEADER,
  MARIA,
  OFFICE,
  PERSON,
  RUTH,
  STRANGER,
  stage,
  stageWithTwoModerators,
  type WrittenSettings,
  WUETHRICHS,
} from "../support/people.ts";
import { answerTo, hand, type Left, leaving, theOne } from "../support/post-office.ts";
import { DAY_MS, NO_PACE, suppress, type TestWorld, testWorld } from "../support/world.ts";

/** Jugend as it is, with what the test knows better of its people. */
function world(jugend: WrittenSettings, persons: unknown[] = []): Promise<TestWorld> {
  const people = stage({ jugend: { moderatorRole: LEADER, ...jugend } });
  const known = people.persons.map(
    (person) => (persons as { id: number }[]).find(({ id }) => id === person.id) ?? person,
  );
  return testWorld({
    directory: { ...people, persons: known },
    installation: { batch: NO_PACE, placeholders: { fields: ["ORT"] } },
  });
}

/** The text of a question as an independent parser reads it. */
async function textOf(question: Left): Promise<string> {
  return (await simpleParser(question.text, { skipTextToHtml: true })).text ?? "";
}

/** The lines between the two lines that enclose the finished copy, without their marks. */
async function previewIn(question: Left): Promise<{ title: string; lines: string[] } | undefined> {
  const shown = /^--- So sieht es für (.+) aus ---\n([\s\S]*?)\n--- Ende/m.exec(await textOf(question));
  const [, title, quoted] = shown ?? [];
  if (title === undefined || quoted === undefined) return undefined;
  return { title, lines: quoted.split("\n").map((line) => line.replace(/^> ?/, "")) };
}

/** The last line of the text of a copy. */
function lastLine(copy: Left): string | undefined {
  return copy.text.trimEnd().split("\r\n").at(-1);
}

async function asked(of: TestWorld, letter: Partial<Letter>, way: Parameters<typeof hand>[2] = {}): Promise<Left> {
  await hand(of, mailTo({ from: RUTH, to: JUGEND, ...letter }), way);
  const questions = (await leaving(of)).filter(({ kind }) => kind === "confirm" || kind === "moderate");
  const [question] = questions;
  if (question === undefined || questions.length > 1) throw new Error(`${questions.length} questions`);
  return question;
}

/** Nobody vouches for the author. */
const UNPROVEN = { client: "anybody", proof: "none" } as const;

const GREETING = "###_SALUTATION### ###VORNAME###, du in ###ORT###";

describe("the question shows the copy of the recipient with the most gaps", () => {
  test("to Ruth about her own mail, and counts who lacks what", async () => {
    const question = await asked(await world({}), { text: GREETING, subject: "Für ###VORNAME###" });
    expect(await previewIn(question)).toEqual({
      title: "Anna und Urs Wüthrich",
      lines: [
        `An: Anna und Urs Wüthrich <${WUETHRICHS}>`,
        "Betreff: Für Anna und Urs",
        "",
        "Liebe Anna, lieber Urs, du in",
      ],
    });
    expect(await textOf(question)).toContain("###ORT### bleibt bei 3 Personen leer");
    expect(await textOf(question)).not.toContain("###VORNAME### bleibt");
  });

  test("to a moderator about a member's mail", async () => {
    const nameless = { id: PERSON.lea, lastName: "Dubois", language: "fr", emails: [{ address: LEA }] };
    const of = await world({ membersMaySend: "moderate" }, [nameless]);
    const question = await asked(of, { from: BEAT, text: "###_SALUTATION### ###VORNAME###" });
    expect(question.to).toBe(RUTH);
    expect((await previewIn(question))?.lines).toEqual([`An: Dubois <${LEA}>`, "Betreff: Ohne Betreff", "", "Bonjour"]);
    expect(await textOf(question)).toContain("###VORNAME### bleibt bei 1 Person leer");
  });

  test("to a moderator about a stranger's mail that nobody vouches for", async () => {
    const of = await world({ othersMaySend: "moderate" });
    const question = await asked(of, { from: STRANGER, text: "###VORNAME###" }, UNPROVEN);
    expect((await previewIn(question))?.lines.at(-1)).toBe("Ruth");
  });

  test("and where nobody lacks anything, that of the first", async () => {
    const question = await asked(await world({}), { text: "###VORNAME###" });
    expect(await previewIn(question)).toMatchObject({ title: "Ruth Keller", lines: expect.arrayContaining(["Ruth"]) });
  });
});

describe("the copy in the question is the one that will leave", () => {
  test.each([
    ["Urs, whose first name is missing, shares the address of Anna", PERSON.urs],
    ["Anna, whose first name is missing, shares the address of Urs", PERSON.anna],
  ])("%s", async (_, id) => {
    const of = await world({}, [{ id, lastName: "Wüthrich", emails: [{ address: WUETHRICHS }] }]);
    const question = await asked(of, { text: "###_SALUTATION### ###VORNAME###!" });
    await hand(of, answerTo(question, "Ja"));
    const copy = theOne(await leaving(of), "copy", WUETHRICHS);
    expect((await previewIn(question))?.lines.at(-1)).toBe(lastLine(copy));
  });

  test("somebody is reached at two addresses, and one of them is shared", async () => {
    const emails = [
      { address: "urs@post.example", preferred: true },
      { address: WUETHRICHS, preferred: true },
    ];
    const urs = { id: PERSON.urs, firstName: "Urs", lastName: "Wüthrich", gender: "m", emails };
    const anna = { id: PERSON.anna, lastName: "Wüthrich", gender: "f", emails: [{ address: WUETHRICHS }] };
    const of = await world({}, [anna, urs]);
    const question = await asked(of, { text: "###_SALUTATION### ###VORNAME###!" });
    await hand(of, answerTo(question, "Ja"));
    const copy = theOne(await leaving(of), "copy", WUETHRICHS);
    expect((await previewIn(question))?.lines.at(-1)).toBe(lastLine(copy));
  });

  test("each has an own copy at the shared address", async () => {
    const of = await world({ copies: "per-person" }, [
      { id: PERSON.urs, lastName: "Wüthrich", emails: [{ address: WUETHRICHS }] },
    ]);
    const question = await asked(of, { text: "###_SALUTATION### ###VORNAME###!" });
    expect((await previewIn(question))?.lines.slice(0, 1)).toEqual([`An: Wüthrich <${WUETHRICHS}>`]);
  });
});

describe("who may not read the target learns nothing of its people", () => {
  test("a member is asked about the own mail without names, addresses, counts and values", async () => {
    const of = await world({ membersMaySend: "send" });
    const question = await asked(of, { from: BEAT, text: "###_SALUTATION### ###VORNAME###, ###NACHNAME###" }, UNPROVEN);
    expect(question.to).toBe(BEAT);
    expect(await previewIn(question)).toBeUndefined();
    const text = await textOf(question);
    expect(text).toContain("Guten Tag Beat");
    for (const secret of ["Wüthrich", "Anna", "Dubois", "Keller", "Äschbacher", "Personen", WUETHRICHS, LEA, RUTH]) {
      expect(question.text).not.toContain(secret);
      expect(text).not.toContain(secret);
    }
  });

  test("nor does the reminder, nor what waits in the queue", async () => {
    const of = await world({ membersMaySend: "send" });
    const question = await asked(of, { from: BEAT, text: "###VORNAME### ###TITEL###" }, UNPROVEN);
    expect(JSON.stringify(question.dispatch)).not.toMatch(/Wüthrich|Dubois|familie|empty-field/);
  });
});

describe("the question says where answers of the recipients go", () => {
  const ANSWERS_GO_TO = "Antworten der Empfänger gehen an:";

  test("to the moderators, by name", async () => {
    const of = await world({ replyTo: "moderators" });
    expect(await textOf(await asked(of, {}))).toMatch(new RegExp(`${ANSWERS_GO_TO}\\s+Ruth Keller\\n`));
  });

  test("and to the author where there is no moderator, as the copies do", async () => {
    const of = await world({ replyTo: "moderators", moderatorRole: null });
    const question = await asked(of, {});
    expect(await textOf(question)).toMatch(new RegExp(`${ANSWERS_GO_TO}\\s+${RUTH}\\n`));
    await hand(of, answerTo(question, "Ja"));
    expect(theOne(await leaving(of), "copy", BEAT).header("reply-to")).toContain(RUTH);
  });
});

describe("a question waits", () => {
  test("and keeps nobody's name, address or value", async () => {
    const question = await asked(await world({}), { text: GREETING });
    expect(question.to).toBe(RUTH);
    expect(JSON.stringify(question.dispatch)).not.toMatch(/Wüthrich|Anna|Dubois|familie|ORT/);
  });

  test("and meanwhile somebody leaves the group: it shows the group without them", async () => {
    const of = await world({});
    await hand(of, mailTo({ from: RUTH, to: JUGEND, text: GREETING }));
    await suppress(of, WUETHRICHS);
    const question = theOne(await leaving(of), "confirm");
    expect((await previewIn(question))?.lines[0]).toBe(`An: Léa Dubois <${LEA}>`);
    expect(await textOf(question)).toContain("3 Personen");
    expect(question.text).not.toContain("Anna");
  });

  test("and meanwhile the group is removed: it reaches nobody", async () => {
    const of = await testWorld({ directory: stageWithCrowds({ 200: 2 }), installation: { batch: NO_PACE } });
    await hand(of, mailTo({ from: RUTH, to: crowdAddress(200), text: GREETING, subject: "Lager" }));
    await of.store.atomically(async (tx) => {
      await tx.deleteFrom("groups").where("id", "=", 200).execute();
      await countDirectoryChange(tx);
    });
    const question = theOne(await leaving(of), "confirm");
    expect(await previewIn(question)).toBeUndefined();
    expect(await textOf(question)).toContain("0 Personen");
    expect(await textOf(question)).not.toContain("bleibt bei");
    expect(question.header("subject")).toContain("Lager");
  });
});

/** Somebody joins whom nobody agreed to show to people without the right. */
const NEWCOMER = {
  id: 77,
  firstName: "Zora",
  lastName: "Verdeckt",
  fields: { ORT: "Olten" },
  emails: [{ address: "zora@post.example" }],
};

describe("whoever loses the right to read while a question waits learns nothing of who joined since", () => {
  type Stage = ReturnType<typeof stage>;
  const OFFICE_LOGIN = { name: "office", person: null, adminEmail: OFFICE, enabled: true, groupMail: true };
  const NOTHING = { persons: false, groups: [], subgroups: [] };

  test.each<[string, string, (people: Stage) => void]>([
    ["a login whose right is withdrawn", OFFICE, ({ logins }) => Object.assign(logins.at(-1) ?? {}, { read: NOTHING })],
    ["a login that is disabled", OFFICE, ({ logins }) => Object.assign(logins.at(-1) ?? {}, { enabled: false })],
    ["a moderator without the role", BEAT, ({ groups }) => delete groups[0]?.members.at(-1)?.role],
    [
      "a moderator whose address is somebody else's now",
      BEAT,
      ({ persons }) => {
        const maria = persons.find(({ id }) => id === PERSON.maria);
        if (maria !== undefined) maria.emails = [{ address: "maria@neu.example" }];
        persons.push({ id: 78, firstName: "Fritz", lastName: "Neu", emails: [{ address: MARIA }] });
      },
    ],
  ])("%s", async (_, author, change) => {
    const people = () => {
      const all = stageWithTwoModerators();
      all.logins.push({ ...OFFICE_LOGIN, read: { persons: true, groups: "all", subgroups: "all" } } as never);
      return all;
    };
    const of = await testWorld({
      directory: people(),
      installation: { batch: NO_PACE, placeholders: { fields: ["ORT"] } },
    });
    await hand(of, mailTo({ from: author, to: JUGEND, text: GREETING }));
    const changed = people();
    changed.persons.push(NEWCOMER);
    changed.groups[0]?.members.splice(1, 0, { person: NEWCOMER.id });
    change(changed);
    await of.change(changed);
    const first = await leaving(of);
    of.wait(DAY_MS);
    await holdsDue(of);
    const questions = [...first, ...(await leaving(of))].filter(({ to }) => to === (author === BEAT ? MARIA : OFFICE));
    expect(questions.map(({ kind }) => kind).filter((kind) => kind !== "held")).toHaveLength(2);
    for (const question of questions) {
      const text = await textOf(question);
      expect(text).toContain("Jugend");
      expect(text).not.toMatch(/Zora|Verdeckt|Olten|\d+ person|Wüthrich|bleibt bei/i);
      expect(question.text).not.toContain("zora@post.example");
    }
  });
});

describe("a question says the same in all its parts, whatever was changed since the mail came", () => {
  test("a field is no placeholder any more", async () => {
    const of = await world({});
    await hand(of, mailTo({ from: RUTH, to: JUGEND, text: GREETING }));
    const question = theOne(
      await leaving(await of.reopened({ batch: NO_PACE, placeholders: { fields: [] } })),
      "confirm",
    );
    expect((await previewIn(question))?.lines.at(-1)).toContain("###ORT###");
    expect(await textOf(question)).toContain("###ORT###\n");
    expect(await textOf(question)).not.toContain("bleibt bei");
  });

  test("answers go to the whole group now, or no longer", async () => {
    const TO_ALL = "schreibt allen Empfängern";
    const of = await world({});
    await hand(of, mailTo({ from: RUTH, to: JUGEND }));
    await of.change({ ...stage({ jugend: { moderatorRole: LEADER, replyTo: "group" } }) });
    expect(await textOf(theOne(await leaving(of), "confirm"))).toContain(TO_ALL);
    await hand(of, mailTo({ from: RUTH, to: JUGEND, subject: "Noch eine" }));
    await of.change({ ...stage({ jugend: { moderatorRole: LEADER } }) });
    expect(await textOf(theOne(await leaving(of), "confirm"))).not.toContain(TO_ALL);
  });

  test("the group has another name", async () => {
    const of = await world({});
    await hand(of, mailTo({ from: RUTH, to: JUGEND }));
    const renamed = stage({ jugend: { moderatorRole: LEADER, replyTo: "group" } });
    Object.assign(renamed.groups[0] ?? {}, { name: "Jugendarbeit" });
    await of.change(renamed);
    const text = await textOf(theOne(await leaving(of), "confirm"));
    expect(text).toContain("Jugendarbeit");
    expect(text).not.toMatch(/Jugend\b/);
  });
});
