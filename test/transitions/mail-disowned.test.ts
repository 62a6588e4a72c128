import { expect, test } from "vitest";
import type { Installation } from "../../src/journey/installation.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { holdsDue } from "../../src/transitions/holds-due.ts";
import { directoryFile } from "../support/directory.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { DOMAIN, JUGEND, MARIA, RUTH, stageWithTwoModerators } from "../support/people.ts";
import { answerTo, fates, hand, inWords, leaving, theOne, type Way } from "../support/post-office.ts";
import { DAY_MS, FRONT_SERVER, type TestWorld, testWorld } from "../support/world.ts";

/** The front server has found that the domain wants the mail refused, and has handed it on all the same. */
const BEHIND: Way = { proof: "none" };

function forged(from: string, to = JUGEND): Post {
  const result = `${FRONT_SERVER}; dmarc=fail policy.dmarc=reject header.from=post.example`;
  return mailTo({ from, to, headers: [`Authentication-Results: ${result}`] });
}

/** Ruth and Maria moderate the Jugend; Ruth has a login too. */
function worldThat(onDmarcFail: Installation["authentication"]["onDmarcFail"]): Promise<TestWorld> {
  const directory = stageWithTwoModerators();
  return testWorld({
    directory,
    installation: { authentication: { mode: "require", onDmarcFail, trustedAuthServers: [FRONT_SERVER] } },
  });
}

test("behind a front server a forged mail of Ruth is dropped without a word, lest somebody writes her a bounce", async () => {
  const world = await worldThat("refuse");
  expect(await hand(world, forged(RUTH), BEHIND)).toEqual(["250 2.6.0 accepted"]);
  expect(await hand(world, forged(RUTH, `ml@${DOMAIN}`), BEHIND)).toEqual(["250 2.6.0 accepted"]);
  expect(inWords(await leaving(world))).toEqual([]);
  expect(await fates(world)).toEqual([`${JUGEND} dropped: forged-sender`, `ml@${DOMAIN} dropped: forged-sender`]);
  expect(await describeMessage(world, 1)).toMatchObject({
    authenticated: false,
    evidence: "dmarc=fail policy.dmarc=reject header.from=post.example",
  });
});

test("a forged mail of Ruth is held for Maria alone, although Ruth moderates too and could confirm it", async () => {
  const world = await worldThat("hold");
  await hand(world, forged(RUTH), BEHIND);
  const question = theOne(await leaving(world), "moderate", MARIA);
  expect(await fates(world)).toEqual([`${JUGEND} held`]);

  await hand(world, answerTo(question, "Nein, nie"));
  expect(inWords(await leaving(world))).toEqual([]);
  expect(await fates(world)).toEqual([`${JUGEND} rejected`]);
});

test("nor is Ruth asked where the forged address is that of her login alone", async () => {
  const admin = "verwaltung@post.example";
  const directory = stageWithTwoModerators();
  const logins = directory.logins.map((login) => ({ ...login, adminEmail: admin }));
  const world = await testWorld({
    directory: directoryFile({ ...directory, logins }),
    installation: { authentication: { mode: "require", onDmarcFail: "hold", trustedAuthServers: [FRONT_SERVER] } },
  });
  await hand(world, forged(admin), BEHIND);
  expect(inWords(await leaving(world))).toEqual([`moderate to ${MARIA}`]);
});

test("when nobody answers, Maria is reminded and told, and Ruth hears nothing", async () => {
  const world = await worldThat("hold");
  await hand(world, forged(RUTH), BEHIND);
  const heard: string[] = inWords(await leaving(world));
  for (let day = 1; day <= 6; day += 1) {
    world.wait(DAY_MS);
    while ((await holdsDue(world)) > 0);
    heard.push(...inWords(await leaving(world)));
  }
  expect(await fates(world)).toEqual([`${JUGEND} expired`]);
  expect(new Set(heard)).toEqual(new Set([`moderate to ${MARIA}`, `reminder to ${MARIA}`, `decided to ${MARIA}`]));
});

test("to her own list it is not held: only Ruth herself could be asked", async () => {
  const world = await worldThat("hold");
  // Nobody unproven is mailed because somebody used their address.
  expect(await hand(world, forged(RUTH, `ml@${DOMAIN}`), BEHIND)).toEqual(["250 2.6.0 accepted"]);
  expect(inWords(await leaving(world))).toEqual([]);
  expect(await fates(world)).toEqual([`ml@${DOMAIN} dropped: login-required`]);
});
