import { describe, expect, test } from "vitest";
import type { Installation } from "../../src/journey/installation.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { explained } from "../support/explain.ts";
import { type Letter, mailTo } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  HAUSKREIS,
  JUGEND,
  LEADER,
  RUTH,
  STRANGER,
  stage,
  stageWithTwoModerators,
  type WrittenSettings,
} from "../support/people.ts";
import { answerTo, hand, inWords, leaving, type Way } from "../support/post-office.ts";
import { NO_PACE, type TestWorld, testWorld } from "../support/world.ts";

/** What names the message or the copy, and says something else as long as there is none. */
const OF_A_REAL_COPY = /^(Received|List-Unsubscribe|Feedback-ID|X-Rundmail-(Message|Copy))$/;

interface Story {
  settings?: WrittenSettings;
  directory?: object;
  installation?: Partial<Installation>;
  letter?: Partial<Letter>;
  to?: string;
  way?: Way;
}

async function worldOf({ settings, directory, installation }: Story): Promise<TestWorld> {
  return testWorld({
    directory: directory ?? stage({ jugend: settings ?? {} }),
    installation: { batch: NO_PACE, placeholders: { fields: ["ORT"] }, ...installation },
  });
}

/** Everything in the database. */
async function contents(world: TestWorld): Promise<string> {
  return world.store.snapshot(async (read) => {
    const tables = ["mails", "messages", "holds", "questions", "copies", "left_out", "notices", "events"] as const;
    const rows = [];
    for (const table of tables) rows.push(await read.selectFrom(table).selectAll().execute());
    return JSON.stringify(rows);
  });
}

const STORIES: [string, Story][] = [
  ["a login confirms", {}],
  ["a login sends", { settings: { loginsMaySend: "send" } }],
  ["a login sends, and nobody vouches for her", { settings: { loginsMaySend: "send" }, way: { proof: "none" } }],
  ["a placeholder is unknown", { settings: { loginsMaySend: "send" }, letter: { text: "###WAS###" } }],
  ["a placeholder is empty for some", { letter: { text: "###_SALUTATION### ###VORNAME### aus ###ORT###" } }],
  ["the target is a blind copy", { settings: { loginsMaySend: "send" }, letter: { to: BEAT }, to: JUGEND }],
  ["a vacation reply", { settings: { loginsMaySend: "send" }, letter: { subject: "Abwesend: Lager" } }],
  ["a member is moderated", { directory: stageWithTwoModerators(), letter: { from: BEAT } }],
  ["a member confirms", { settings: { membersMaySend: "send" }, letter: { from: BEAT }, way: { proof: "none" } }],
  [
    "a stranger is moderated",
    { settings: { othersMaySend: "moderate", moderatorRole: LEADER }, letter: { from: STRANGER } },
  ],
  ["nobody moderates", { settings: { membersMaySend: "moderate" }, letter: { from: BEAT } }],
  ["a member may not", { letter: { from: BEAT } }],
  [
    "a member may not, and nobody vouches for him",
    { letter: { from: BEAT }, way: { proof: "none", client: "anybody" } },
  ],
  ["a stranger may not", { letter: { from: STRANGER } }],
  ["a stranger may not, behind a front server", { letter: { from: STRANGER }, way: { proof: "none" } }],
  ["too many recipients", { installation: { maxRecipients: 3 } }],
  ["My List", { to: `ml@${DOMAIN}` }],
  ["My List of somebody without a login", { to: `ml@${DOMAIN}`, letter: { from: BEAT } }],
  ["a small group", { to: HAUSKREIS }],
  ["a role that nobody holds", { to: `sg0007M@${DOMAIN}` }],
  ["no author", { letter: { from: `${RUTH}, ${BEAT}` }, way: { proof: "none" } }],
  ["a robot", { letter: { headers: ["Precedence: bulk"] } }],
  ["a loop", { letter: { headers: [`List-Id: <gr000123.${DOMAIN}>`] } }],
  ["too large", { way: { size: "too-large" } }],
  ["postmaster", { to: `postmaster@${DOMAIN}`, letter: { from: STRANGER } }],
  ["a robot to service", { to: `service@${DOMAIN}`, letter: { headers: ["Auto-Submitted: auto-replied"] } }],
  ["noreply", { to: `noreply@${DOMAIN}` }],
  ["an invented token", { to: `confirm-${"a".repeat(30)}@${DOMAIN}` }],
  ["an invented return path", { to: `bounce-${"a".repeat(30)}@${DOMAIN}` }],
];

describe("what is explained is what happens, and to explain it changes nothing", () => {
  test.each(STORIES)("%s", async (_, story) => {
    const world = await worldOf(story);
    const letter = { from: `Ruth Keller <${RUTH}>`, to: story.to ?? JUGEND, ...story.letter };
    const post = { ...mailTo(letter), ...(story.to !== undefined && { to: [story.to] }) };
    const before = await contents(world);
    const explanation = await explained(world, post, story.way);
    expect(await contents(world)).toBe(before);

    expect(await hand(world, post, story.way)).toEqual([explanation.reply]);
    const left = await leaving(world);
    const notices = inWords(left).filter((words) => !/^(copy|report)/.test(words));
    expect(explanation.notices.map(({ kind, to }) => `${kind} to ${to}`)).toEqual(notices);

    const message = await describeMessage(world, 1);
    if (message === undefined) {
      expect(["refuse", "drop", "pass-on", "ignore"]).toContain(explanation.verdict);
      return;
    }
    const { target, author, category, authenticated, evidence, reason, warnings } = message;
    expect(explanation).toMatchObject({ target, author, category, authenticated, evidence, reason, warnings });
    const states = { send: "sent", confirm: "held", moderate: "held", refuse: "refused", drop: "dropped" } as Record<
      string,
      string
    >;
    const isSilent = explanation.told === "silence";
    expect(message.state).toBe(isSilent ? "dropped" : states[explanation.verdict]);
    expect(explanation.rule).not.toBe("");
    if (explanation.verdict === "confirm" || explanation.verdict === "moderate") {
      const question = left.find(({ kind }) => kind === explanation.verdict);
      if (question === undefined) throw new Error("nobody was asked");
      await hand(world, answerTo(question, "Ja"));
      left.push(...(await leaving(world)));
    } else if (explanation.verdict !== "send") {
      expect(explanation.copy).toBeNull();
      return;
    }
    const copies = left.filter(({ kind }) => kind === "copy");
    expect(explanation.recipients.map(({ address }) => address).toSorted()).toEqual(
      copies.map(({ to }) => to).toSorted(),
    );
    const withoutAddress = explanation.leftOut.filter((one) => one.reason === "no-address").map(({ person }) => person);
    expect(withoutAddress).toEqual((await describeMessage(world, 1))?.withoutAddress);

    const real = copies.find(({ to }) => to === explanation.copy?.address);
    const shown = explanation.copy?.headers.filter(({ name }) => !OF_A_REAL_COPY.test(name));
    for (const { name, value } of shown ?? []) if (/^[ -~]*$/.test(value)) expect(real?.header(name)).toBe(value);
    expect(real?.text.trimEnd().endsWith(explanation.copy?.text.replaceAll("\n", "\r\n") ?? "nothing")).toBe(true);
  });
});
