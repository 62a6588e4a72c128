import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bounceCommand } from "../../src/cli/commands/bounce.ts";
import { describeMessage } from "../../src/questions/messages.ts";
import { addBounce } from "../../src/store/bounces.ts";
import { commandLine } from "../support/command-line.ts";
import { mailTo, type Post } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, PERSON, RUTH, stage } from "../support/people.ts";
import { ACCEPTS, hand, type Left, leaving, type Relay } from "../support/post-office.ts";
import { bounceOf, complaintOf } from "../support/returned.ts";
import { MINUTE_MS, NO_PACE, testWorld } from "../support/world.ts";

/** Ruth has written to the Jugend: four copies have left, and the relay has refused that for Beat. */
async function office() {
  const directory = stage({ jugend: { loginsMaySend: "send" } });
  const world = await testWorld({ directory, installation: { batch: NO_PACE } });
  await hand(world, mailTo({ from: RUTH, to: JUGEND, subject: "Lager" }));
  const left = await leaving(world, REFUSES_BEAT);
  world.wait(MINUTE_MS);
  const copies = new Map(left.filter(({ kind }) => kind === "copy").map((copy) => [copy.to, copy]));
  const line = commandLine(world, bounceCommand);
  return {
    world,
    ...line,
    copyFor(address: string): Left {
      const copy = copies.get(address);
      if (copy === undefined) throw new Error(`no copy went to ${address}`);
      return copy;
    },
    file(name: string, content: string | Buffer): string {
      const path = join(line.folder, name);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}

const REFUSES_BEAT: Relay = (dispatch) =>
  dispatch.kind === "copy" && dispatch.copy.address === BEAT
    ? { kind: "rejected", stage: "rcpt", code: 550, reply: "550 5.1.1 no such user" }
    : ACCEPTS(dispatch);

/** The same report without anything that proves whose it is. */
const stray = (copy: Left): Post =>
  bounceOf({ to: copy.to, returnPath: `bounce-${"a".repeat(40)}@${DOMAIN}`, text: "Subject: Lager\r\n\r\n" });

interface Line {
  id: number;
  address: string | null;
  state: string;
}

const AT = "2026-11-26T19:02:00.000Z";

describe("bounce list", () => {
  test("has what was said in the session and what was reported, newest first", async () => {
    const { world, copyFor, json, rundmail } = await office();
    await hand(world, bounceOf(copyFor(LEA)), { proof: "none" });
    const lea = {
      id: 2,
      arrivedAt: AT,
      address: LEA,
      persons: [PERSON.lea],
      category: "hard",
      status: "5.1.1",
      code: 550,
      words: expect.stringContaining("User unknown"),
      state: "counted",
      message: 1,
      copy: expect.any(Number),
    };
    expect(await json("bounce", "list")).toStrictEqual([
      lea,
      {
        ...lea,
        id: 1,
        arrivedAt: "2026-11-26T19:01:00.000Z",
        address: BEAT,
        persons: [PERSON.beat],
        words: "550 5.1.1 no such user",
      },
    ]);
    expect(await json("bounce", "list", "--limit", "1")).toMatchObject([{ id: 2 }]);
    expect(await json("bounce", "list", "--state", "manual")).toEqual([]);
    const { stdout } = await rundmail("bounce", "list");
    expect(stdout.split("\n").at(2)).toBe(
      `1\t2026-11-26T19:01:00.000Z\t${BEAT}\t2\thard\t5.1.1\t550 5.1.1 no such user\tcounted\t1`,
    );
  });
});

describe("bounce show", () => {
  test("says everything about a report, and how it begins", async () => {
    const { world, copyFor, rundmail, json } = await office();
    const report = bounceOf(copyFor(LEA));
    await hand(world, report, { proof: "none" });
    const { stdout } = await rundmail("bounce", "show", "2");
    for (const line of [
      `address\t${LEA}`,
      "persons\t6 Léa Dubois",
      "status\t550 5.1.1",
      "message\t1 Lager",
      `target\tJugend <${JUGEND}>`,
      "told by\ta report from MAILER-DAEMON@mx.weg.example, Thu, 26 Nov 2026 20:05:00 +0100",
      "its subject\tUndelivered Mail Returned to Sender",
      "This is the mail system at host mx.weg.example.",
    ]) {
      expect(stdout.split("\n")).toContain(line);
    }
    expect(await json("bounce", "show", "2")).toMatchObject({
      id: 2,
      names: ["Léa Dubois"],
      target: { name: "Jugend", address: JUGEND },
      subject: "Lager",
      copyState: "bounced",
      report: { subject: "Undelivered Mail Returned to Sender" },
      events: [{ kind: "unreachable", address: LEA, message: 1 }],
    });
    expect((await rundmail("bounce", "show", "2", "--source")).stdout).toBe(report.raw.toString());
  });

  test("of what the relay said has no report", async () => {
    const { rundmail } = await office();
    const { exitCode, stdout } = await rundmail("bounce", "show", "1");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("told by\tthe relay, in the session\n");
    expect(await rundmail("bounce", "show", "1", "--source")).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: expect.stringContaining("There is no report of bounce 1"),
    });
  });
});

describe("the manual folder", () => {
  test("is emptied by hand", async () => {
    const { world, copyFor, rundmail, json } = await office();
    for (let time = 0; time < 2; time += 1) await hand(world, stray(copyFor(LEA)), { proof: "none" });
    expect(await json("bounce", "list", "--state", "manual")).toMatchObject([{ id: 3 }, { id: 2 }]);
    expect(await rundmail("bounce", "assign", "2", LEA)).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `Bounce 2 counts for ${LEA}, with the copy of message 1.\n`,
    });
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1 });
    expect(await rundmail("bounce", "dismiss", "3")).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "Bounce 3 is dismissed.\n",
    });
    const lines = await json<Line[]>("bounce", "list");
    expect(lines.map(({ id, state }) => `${id} ${state}`)).toEqual(["3 dismissed", "2 counted", "1 counted"]);
    expect(await rundmail("bounce", "assign", "3", LEA)).toMatchObject({ exitCode: 1 });
  });

  test("is not the place of what is recognised", async () => {
    const { rundmail } = await office();
    const words = "Bounce 1 is counted: there is nothing to dismiss.";
    expect(await rundmail("bounce", "dismiss", "1")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(words),
    });
  });
});

test.each([
  [["show", "7"], 1, "There is no bounce 7."],
  [["show", "7", "--source"], 1, "There is no bounce 7."],
  [["dismiss", "7"], 1, "There is no bounce 7."],
  [["assign", "7", LEA], 1, "There is no bounce 7."],
  [["assign", "1", JUGEND], 65, `${JUGEND} is an address of Rundmail itself`],
  [["assign", "1", "lea"], 64, "An e-mail address is needed"],
  [["assign", "one", LEA], 64, "A whole number is needed"],
  [["list", "--state", "manuel"], 64, "Did you mean manual? Known are counted, "],
  [["ingest"], 64, "missing required argument"],
  [["ingest", "/nowhere/at-all"], 66, "/nowhere/at-all cannot be read"],
])("bounce %j says what is wrong", async (argv, exitCode, words) => {
  const { rundmail } = await office();
  expect(await rundmail("bounce", ...argv)).toMatchObject({
    exitCode,
    stdout: "",
    stderr: expect.stringContaining(words),
  });
});

test.each(["list", "show", "assign", "dismiss", "ingest"])("bounce %s --help shows how it is used", async (verb) => {
  const { rundmail } = await office();
  const { exitCode, stdout } = await rundmail("bounce", verb, "--help");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining(`rundmail bounce ${verb}`) });
});

describe("bounce ingest", () => {
  test("has the keys of the contract, and the copy", async () => {
    const { world, copyFor, json, file } = await office();
    const path = file("lea.eml", bounceOf(copyFor(LEA)).raw);
    const [listed] = await json<{ recipients: { copy: number }[] }[]>("bounce", "ingest", path);
    expect(listed).toStrictEqual({
      file: path,
      kind: "bounce",
      recipients: [
        { address: LEA, status: "5.1.1", code: 550, category: "hard", action: "failed", copy: expect.any(Number) },
      ],
    });
    expect((await describeMessage(world, 1))?.copies).toMatchObject({ bounced: 1 });
    expect(await json("bounce", "show", "2")).toMatchObject({ address: LEA, copy: listed?.recipients[0]?.copy });
  });

  test("knows the copy by where servers wrote down that they delivered it", async () => {
    const { copyFor, json, file } = await office();
    const { returnPath, to } = copyFor(LEA);
    const anonymous = bounceOf({ to, returnPath: "postmaster@mx.weg.example", text: "Subject: Lager\r\n\r\n" }).raw;
    const paths = ["Delivered-To", "X-Original-To", "Envelope-To"].map((field, place) =>
      file(`${place}.eml`, Buffer.concat([Buffer.from(`${field}: ${returnPath.toUpperCase()}\r\n`), anonymous])),
    );
    const listed = await json<{ recipients: { copy: number | null }[] }[]>("bounce", "ingest", ...paths);
    expect(listed.flatMap(({ recipients }) => recipients.map(({ copy }) => copy !== null))).toEqual([true, true, true]);
    expect(await json("bounce", "list", "--state", "manual")).toEqual([]);
  });

  test("reads a mailbox of all sorts twice, and the second time changes nothing", async () => {
    const { world, copyFor, rundmail, json, file } = await office();
    const holiday = mailTo({
      from: LEA,
      to: copyFor(LEA).returnPath,
      subject: "Abwesend",
      headers: ["Auto-Submitted: auto-replied"],
    });
    const posts = [
      bounceOf(copyFor(LEA)),
      stray(copyFor(RUTH)),
      bounceOf(copyFor(RUTH), { action: "delayed", status: "4.4.1", words: "timed out" }),
      complaintOf(copyFor(RUTH)),
      holiday,
      mailTo({ from: LEA, to: copyFor(LEA).returnPath, subject: "Re: Lager", text: "Danke!" }),
    ];
    const path = file("box", mbox(posts));
    const first = await rundmail("bounce", "ingest", path);
    expect(first).toEqual({
      exitCode: 0,
      stdout: expect.any(String),
      stderr: "6 mails read: 3 recorded, 1 put into the manual folder, 2 without anything that counts.\n",
    });
    const rows = first.stdout.split("\n").slice(1, -1);
    expect(rows.map((row) => row.slice(path.length).replace(/\d+$/, "copy"))).toEqual([
      `#1\tbounce\t${LEA}\tfailed\thard\t5.1.1\tcopy`,
      `#2\tbounce\t${RUTH}\tfailed\thard\t5.1.1\t`,
      `#3\tbounce\t${RUTH}\tdelayed\tsoft\t4.4.1\tcopy`,
      `#4\tfeedback\t${RUTH}\tcomplaint\tcomplaint\t\tcopy`,
      "#5\tautomatic\t\t\t\t\t",
      "#6\tother\t\t\t\t\t",
    ]);
    const everything = () =>
      world.store.snapshot(async (read) => [
        await read.selectFrom("mails").select(["id", "fingerprint"]).execute(),
        await read.selectFrom("bounces").selectAll().execute(),
        await read.selectFrom("events").selectAll().execute(),
        await read.selectFrom("suppressions").selectAll().execute(),
        await read.selectFrom("copies").select(["id", "state"]).execute(),
      ]);
    const before = await everything();
    world.wait(48 * 60 * MINUTE_MS);
    const second = await rundmail("bounce", "ingest", path);
    expect(second.stdout).toBe(first.stdout);
    expect(second.stderr).toBe("6 mails read: 4 known already, 2 without anything that counts.\n");
    expect(await everything()).toEqual(before);
    // The complaint has suppressed Ruth, and Léa has bounced.
    expect((await json<Line[]>("bounce", "list")).map(({ address, state }) => `${address} ${state}`)).toEqual([
      `${RUTH} counted`,
      `${RUTH} manual`,
      `${LEA} counted`,
      `${BEAT} counted`,
    ]);
  });

  test("of what came by itself before changes nothing", async () => {
    const { world, copyFor, rundmail, file } = await office();
    const reports = [bounceOf(copyFor(LEA)), stray(copyFor(RUTH))];
    for (const report of reports) await hand(world, report, { proof: "none" });
    world.wait(48 * 60 * MINUTE_MS);
    const { stderr } = await rundmail("bounce", "ingest", file("box", mbox(reports)));
    expect(stderr).toBe("2 mails read: 2 known already.\n");
  });

  test("takes several places at once, and nothing of any where one is not there", async () => {
    const { copyFor, rundmail, json, file, folder } = await office();
    file("Maildir/new/1", bounceOf(copyFor(LEA)).raw);
    const single = file("ruth.eml", bounceOf(copyFor(RUTH)).raw);
    const maildir = join(folder, "Maildir");
    expect(await rundmail("bounce", "ingest", maildir, single, join(folder, "no.eml"))).toMatchObject({
      exitCode: 66,
      stdout: "",
    });
    expect(await json("bounce", "list")).toHaveLength(1);
    expect(await json("bounce", "ingest", maildir, single)).toMatchObject([
      { file: join(maildir, "new", "1"), recipients: [{ address: LEA }] },
      { file: single, recipients: [{ address: RUTH }] },
    ]);
  });

  test("leaves out what does not fit into the manual folder, and takes it when there is room", async () => {
    const { world, copyFor, rundmail, json, file } = await office();
    await world.store.atomically(async (tx) => {
      const report = {
        mail: null,
        copy: null,
        message: null,
        address: null,
        category: "unknown",
        status: null,
      } as const;
      const waiting = { ...report, code: null, words: "", state: "manual", triedAt: 1, arrivedAt: 1 } as const;
      for (let place = 1; place < 1_000; place += 1) await addBounce(tx, waiting);
    });
    const path = file("box", mbox([stray(copyFor(LEA)), stray(copyFor(RUTH))]));
    const { exitCode, stderr } = await rundmail("bounce", "ingest", path);
    expect({ exitCode, stderr }).toEqual({ exitCode: 75, stderr: expect.stringContaining("1 report that no copy") });
    await rundmail("bounce", "dismiss", "2");
    expect((await rundmail("bounce", "ingest", path)).stderr).toBe(
      "2 mails read: 1 put into the manual folder, 1 known already.\n",
    );
    expect(await json("bounce", "list", "--state", "manual", "--limit", "2000")).toHaveLength(1_000);
  });
});

/** As a Unix mail server keeps them. */
function mbox(posts: readonly Post[]): string {
  return posts
    .map(({ from, raw }) => {
      const text = raw
        .toString()
        .replaceAll("\r\n", "\n")
        .replace(/^(>*From )/gm, ">$1");
      return `From ${from || "MAILER-DAEMON"} Thu Nov 26 20:05:00 2026\n${text}\n`;
    })
    .join("");
}
