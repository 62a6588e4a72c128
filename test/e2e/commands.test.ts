import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { MessageDetails, MessageSummary } from "../../src/questions/messages.ts";
import { sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, JUGEND, KONF, LEA, PERSON, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const NO_COPIES = {
  total: 0,
  queued: 0,
  sending: 0,
  sent: 0,
  deferred: 0,
  failed: 0,
  bounced: 0,
  suppressed: 0,
  cancelled: 0,
  already: 0,
};

const letter = (subject: string, to = JUGEND) => mailTo({ from: `Ruth Keller <${RUTH}>`, to, subject, text: "Grüezi" });

/** Ruth writes a mail that waits for her answer. */
async function held(program: Program, subject: string, to = JUGEND): Promise<string> {
  await sendSmtp(program.smtpPort, letter(subject, to));
  const [message] = await program.json<MessageSummary[]>("message", "list", "--state", "held");
  if (message?.subject !== subject) throw new Error(`${subject} is not held`);
  return String(message.id);
}

test("the office decides by hand: it sees what waits, releases, rejects, stops, and every late command says no", async () => {
  const program = await startProgram({ directory: stage() });
  const { sink } = program;
  const post = letter("Sommerlager");
  await sendSmtp(program.smtpPort, post);
  await sink.waitForNotice("confirm", RUTH);

  const summary = {
    id: 1,
    receivedAt: ISO,
    target: { kind: "group", id: 123, name: "Jugend", address: JUGEND },
    author: RUTH,
    subject: "Sommerlager",
    category: "login",
    authenticated: false,
    state: "held",
    reason: null,
    hold: { kind: "confirm", askedOf: [RUTH], expiresAt: ISO },
    copies: NO_COPIES,
  };
  expect(await program.json("message", "list")).toStrictEqual([summary]);
  expect(await program.json("message", "list", "--state", "sent")).toEqual([]);
  expect(await program.json("message", "show", "1")).toMatchObject({
    ...summary,
    warnings: [{ kind: "not-authenticated" }],
    recipients: [],
    withoutAddress: [PERSON.hansjoerg],
  });
  expect(await program.run("message", "source", "1")).toMatchObject({ code: 0, stdout: `${post.raw}\r\n` });

  expect(await program.run("message", "approve", "1")).toMatchObject({ code: 0, stdout: "" });
  await sink.waitForNotice("report", RUTH);
  expect(await program.run("message", "approve", "1")).toMatchObject({ code: 1, stdout: "" });
  expect(await program.run("message", "cancel", "1")).toMatchObject({ code: 1 });
  const sent = await program.json<MessageDetails>("message", "show", "1");
  expect(sent).toMatchObject({ ...summary, state: "sent", hold: null, copies: { ...NO_COPIES, total: 4, sent: 4 } });
  expect(sent.recipients.toSorted((a, b) => a.address.localeCompare(b.address))).toStrictEqual(
    [
      { address: BEAT, persons: [PERSON.beat] },
      { address: WUETHRICHS, persons: [PERSON.anna, PERSON.urs] },
      { address: LEA, persons: [PERSON.lea] },
      { address: RUTH, persons: [PERSON.ruth] },
    ].map((one) => ({
      ...one,
      state: "sent",
      attempts: 1,
      lastReply: expect.stringMatching(/^250 /),
      nextAttemptAt: null,
      sentAt: ISO,
    })),
  );

  const second = await held(program, "Falsches Datum");
  expect(await program.run("message", "reject", second, "--reason", "Das Datum stimmt nicht.")).toMatchObject({
    code: 0,
  });
  const rejected = await sink.waitForNotice("rejected", RUTH);
  expect((await rejected.parsed()).text).toContain("Das Datum stimmt nicht.");
  expect(await program.run("message", "approve", second)).toMatchObject({ code: 1 });

  const third = await held(program, "Doch nicht", KONF);
  expect(await program.run("message", "cancel", third)).toMatchObject({ code: 0 });
  expect(await program.run("message", "reject", third)).toMatchObject({ code: 1 });
  const all = await program.json<MessageSummary[]>("message", "list");
  expect(all.map(({ subject, state }) => [subject, state])).toEqual([
    ["Doch nicht", "cancelled"],
    ["Falsches Datum", "rejected"],
    ["Sommerlager", "sent"],
  ]);
  await sink.waitUntilQuiet();
  expect(sink.copies()).toHaveLength(4);
});

test("a paused queue lets nothing out, a cancelled message stops in the middle, and what failed goes again", async () => {
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: { authentication: { mode: "ignore" }, batch: { size: 50, every: "1h", perDay: 90 } },
  });
  const { sink } = program;
  expect(await program.run("queue", "pause")).toMatchObject({ code: 0, stdout: "" });
  await sendSmtp(program.smtpPort, letter("Gestoppt"));
  await sendSmtp(program.smtpPort, letter("Unterwegs"));
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);
  const limit = (window: string, used: number, of: number) => ({ sender: "default", window, used, of });
  expect(await program.json("queue", "show")).toMatchObject({
    paused: true,
    waiting: 8,
    nextAt: null,
    limits: [limit("1h", 0, 50), limit("1d", 0, 90)],
  });

  expect(await program.run("message", "cancel", "1")).toMatchObject({ code: 0 });
  sink.treat(LEA, { kind: "reply", at: "rcpt", reply: "550 5.1.1 no such user" }, 1);
  expect(await program.run("queue", "resume")).toMatchObject({ code: 0 });
  await sink.waitForNotice("report", RUTH, 2);
  expect(await program.json("queue", "show")).toMatchObject({
    paused: false,
    waiting: 0,
    nextAt: null,
    // Four copies and the reports of both messages.
    limits: [limit("1h", 6, 50), limit("1d", 6, 90)],
  });
  const counts = await program.json<MessageSummary[]>("message", "list");
  expect(counts.map(({ state, copies }) => ({ state, copies }))).toEqual([
    { state: "sent", copies: { ...NO_COPIES, total: 4, sent: 3, failed: 1 } },
    { state: "cancelled", copies: { ...NO_COPIES, total: 4, cancelled: 4 } },
  ]);

  expect(await program.run("message", "retry", "2")).toMatchObject({ code: 0 });
  await sink.waitForNotice("report", RUTH, 3);
  expect(await program.run("message", "retry", "1")).toMatchObject({ code: 1 });
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([
    `copy ${BEAT}`,
    `copy ${WUETHRICHS}`,
    `copy ${LEA}`,
    `copy ${RUTH}`,
    ...Array(3).fill(`report ${RUTH}`),
  ]);
});

test("a second installation on the port of the first is told so, and a second server on its database too", async () => {
  const program = await startProgram({ directory: stage() });
  const other = join(program.folder, "other.json");
  const listen = [{ protocol: "smtp", port: program.smtpPort }];
  const organisation = { contact: "sekretariat@kg-aarau.example" };
  await writeFile(other, JSON.stringify({ domain: "other.example", organisation, database: "other.db", listen }));
  const { code, stderr } = await program.run("--config", other, "serve");
  expect(stderr).toContain(
    `cannot listen on 127.0.0.1 port ${program.smtpPort}: another program listens there already`,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  // What has never run tells nobody that it has stopped.
  expect(stderr).not.toContain("stopped");
  expect(code).toBe(69);
  expect(await program.run("serve")).toMatchObject({ code: 75 });
});

test("scripts can tell from the exit code what was wrong", async () => {
  const program = await startProgram({ directory: stage() });
  const at = (name: string) => join(program.folder, name);
  await writeFile(at("unknown-key.json"), JSON.stringify({ domain: "a.example", organisation: {}, colour: "red" }));
  await writeFile(at("no-json.json"), "{");
  await writeFile(at("dangling.json"), JSON.stringify({ groups: [{ id: 1, name: "A", members: [{ person: 99 }] }] }));
  const commands: [string[], number][] = [
    [["message", "list"], 0],
    [["message", "show", "999"], 1],
    [["message", "source", "999"], 1],
    [["message", "retry", "999"], 1],
    [["message", "show", "eins"], 64],
    [["message", "list", "--state", "lost"], 64],
    [["message", "forget", "1"], 64],
    [["queue"], 64],
    [["directory", "import", at("dangling.json")], 65],
    [["directory", "import", at("missing.json")], 66],
    [["--config", at("missing.json"), "message", "list"], 66],
    [["--config", at("unknown-key.json"), "message", "list"], 78],
    [["--config", at("no-json.json"), "queue", "show"], 78],
  ];
  const told: [string[], number][] = [];
  for (const [words] of commands) {
    const { code, stderr, stdout } = await program.run(...words);
    told.push([words, code]);
    if (code === 0) continue;
    expect([words, stdout]).toEqual([words, ""]);
    expect([words, stderr]).not.toEqual([words, ""]);
    expect(stderr).not.toMatch(/^\s+at .*\.ts:/m);
  }
  expect(told).toEqual(commands);
});
