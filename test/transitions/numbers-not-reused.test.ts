/** Whoever gets the number of somebody gone would be taken for them by the mail that still names it. */

import { expect, test } from "vitest";
import { nextFreeId, planRemoval } from "../../src/questions/directory.ts";
import { directoryChanged } from "../../src/transitions/directory-changed.ts";
import { expandRecipients } from "../../src/transitions/recipients-expanded.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, KONF, LEADER, PERSON, RUTH, stage } from "../support/people.ts";
import { hand, inWords, leaving } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

async function remove(world: TestWorld, kind: "persons" | "groups" | "roles", key: number): Promise<void> {
  const plan = await planRemoval(world.store, kind, key);
  if (plan.kind !== "possible") throw new Error(plan.kind);
  await directoryChanged(world.store, plan.difference);
}

test("a mail that waits for an answer goes to no group that was made since", async () => {
  const people = stage();
  const choir = { id: 125, name: "Chor", members: [{ person: PERSON.beat }] };
  const world = await testWorld({ directory: { ...people, groups: [...people.groups, choir] } });
  await hand(world, mailTo({ from: RUTH, to: `gr000125@${DOMAIN}` }));
  await remove(world, "groups", 125);
  expect(await nextFreeId(world.store, "groups")).toBe(126);
});

test("nor to who holds a role that was made since", async () => {
  const people = stage();
  const [jugend] = people.groups;
  jugend?.roles.push(46);
  jugend?.members.push({ person: PERSON.kim, role: 46 });
  const world = await testWorld({ directory: { ...people, roles: [...people.roles, { id: 46, name: "Kasse" }] } });
  await hand(world, mailTo({ from: RUTH, to: `gr000123.000046@${DOMAIN}` }));
  await world.change({ groups: stage().groups });
  await remove(world, "roles", 46);
  expect(await nextFreeId(world.store, "roles")).toBe(47);
});

test("the copy of a person who was erased does not go because somebody new has come", async () => {
  const directory = stage({ konf: { loginsMaySend: "send" } });
  const [, konf] = directory.groups;
  if (konf !== undefined) konf.members = [{ person: PERSON.beat }, { person: PERSON.kim }];
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: KONF }));
  while (await expandRecipients(world));
  await world.change({ groups: [{ ...konf, members: [{ person: PERSON.beat }] }] });
  await remove(world, "persons", PERSON.kim);
  const id = await nextFreeId(world.store, "persons");
  await world.change({ persons: [{ id, firstName: "Neu", emails: [{ address: "neu@post.example" }] }] });
  expect(inWords(await leaving(world))).toEqual([`copy to ${BEAT}`, `report to ${RUTH}`]);
});

test("nobody new may answer a question in the place of a moderator who was erased", async () => {
  const directory = stage({ konf: { moderatorRole: LEADER, membersMaySend: "moderate" } });
  const [, konf] = directory.groups;
  if (konf !== undefined) konf.members = [{ person: PERSON.beat }, { person: PERSON.kim, role: LEADER }];
  const world = await testWorld({ directory });
  await hand(world, mailTo({ from: BEAT, to: KONF }));
  await world.change({ groups: [{ ...konf, members: [{ person: PERSON.beat }] }] });
  await remove(world, "persons", PERSON.kim);
  expect(await nextFreeId(world.store, "persons")).toBe(PERSON.kim + 1);
});
