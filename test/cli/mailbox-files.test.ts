import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type FiledMail, MOST_BYTES, openMailbox } from "../../src/cli/mailbox/mailbox-files.ts";
import { OperatorError } from "../../src/operator-error.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-mailbox-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function mailsOf(path: string): Promise<FiledMail[]> {
  const mails: FiledMail[] = [];
  for await (const mail of openMailbox(path).mails()) mails.push(mail);
  return mails;
}

/** As `file: text`, seen from the folder. */
const inWords = (mails: FiledMail[]) => mails.map(({ file, raw }) => `${file.slice(folder.length + 1)}: ${raw}`);

const FROM_MTA = "From MAILER-DAEMON Thu Nov 26 20:05:00 2026";
const FROM_RUTH = "From ruth@post.example Fri, 27 Nov 2026 08:00:00 +0100";
const mail = (subject: string, ...body: string[]) => `Subject: ${subject}\n\n${body.join("\n")}`;

describe("a file", () => {
  test("with one mail is that mail, byte for byte", async () => {
    const path = write("a.eml", "Subject: a\r\n\r\nFrom here on\r\n>From there\r\n");
    expect(await mailsOf(path)).toStrictEqual([
      {
        file: path,
        raw: Buffer.from("Subject: a\r\n\r\nFrom here on\r\n>From there\r\n"),
        size: "ok",
        envelopeSender: undefined,
      },
    ]);
  });

  test.each([
    ["is not there", undefined, 66],
    ["is empty", "", 65],
    ["is a picture", Buffer.from("89504e470d0a1a0a", "hex"), 65],
    ["is a table", "name;address\nLéa;lea@poste.example\n", 65],
  ])("that %s is none", (_, content, exitCode) => {
    const path = content === undefined ? join(folder, "missing") : write("file", content);
    expect(failure(() => openMailbox(path))).toMatchObject({ exitCode, sentence: expect.stringContaining(path) });
  });

  test("that is too large is named, and not read", async () => {
    const path = write("a.eml", Buffer.concat([Buffer.from("Subject: a\n\n"), Buffer.alloc(MOST_BYTES, "x")]));
    expect(await mailsOf(path)).toMatchObject([{ file: path, raw: Buffer.alloc(0), size: "too-large" }]);
  });
});

describe("an mbox", () => {
  test("has its mails numbered, without the lines between them", async () => {
    const path = write("box", `${FROM_MTA}\n${mail("a", "A")}\n\n${FROM_RUTH}\n${mail("b", "B")}\n\n`);
    const mails = await mailsOf(path);
    expect(inWords(mails)).toEqual(["box#1: Subject: a\n\nA\n", "box#2: Subject: b\n\nB\n"]);
    expect(mails.map(({ envelopeSender }) => envelopeSender)).toEqual(["", "ruth@post.example"]);
  });

  test("with one mail has the name of the file", async () => {
    const path = write("box", `From - Thu Nov 26 20:05:00 2026\n${mail("a", "A")}\n`);
    expect(await mailsOf(path)).toMatchObject([{ file: path, envelopeSender: undefined }]);
  });

  test("with line ends of Windows is read too", async () => {
    const path = write(
      "box",
      `${FROM_MTA}\n${mail("a", "A")}\n\n${FROM_MTA}\n${mail("b", "B")}\n`.replaceAll("\n", "\r\n"),
    );
    expect(inWords(await mailsOf(path))).toEqual(["box#1: Subject: a\r\n\r\nA\r\n", "box#2: Subject: b\r\n\r\nB\r\n"]);
  });

  test("gives quoted lines back as they were", async () => {
    const body = [">From one", ">>From two", ">Fromage", "> From", " >From", "From now on we meet at 10:30"];
    const path = write("box", `${FROM_MTA}\n${mail("a", ...body)}\n`);
    expect(inWords(await mailsOf(path))).toEqual([
      `box: ${mail("a", "From one", ">From two", ">Fromage", "> From", " >From", "From now on we meet at 10:30")}\n`,
    ]);
  });

  test("begins with a line without a date where an old program wrote it", async () => {
    const path = write("box", `From nobody\n${mail("a", "A")}\n\nFrom nobody\n`);
    expect(inWords(await mailsOf(path))).toEqual(["box: Subject: a\n\nA\n\nFrom nobody\n"]);
  });

  test("is read piece by piece: lines and mails may be longer than any piece", async () => {
    const line = "x".repeat(3_000_000);
    const lines = Array.from({ length: 5_000 }, (_, place) => `line ${place}`).join("\n");
    const parts = [mail("a", line), mail("b", lines), mail("c", "C")];
    const path = write("box", parts.map((part) => `${FROM_MTA}\n${part}\n\n`).join(""));
    expect((await mailsOf(path)).map(({ raw }) => raw.toString() === `${parts.shift()}\n`)).toEqual([true, true, true]);
  });

  test("with a mail that is too large has the others all the same", async () => {
    const huge = Buffer.alloc(MOST_BYTES + 1, `${"x".repeat(99)}\n`);
    const begin = Buffer.from(`${FROM_MTA}\nSubject: huge\n\n`);
    const path = write("box", Buffer.concat([begin, huge, Buffer.from(`\n\n${FROM_MTA}\n${mail("b", "B")}\n`)]));
    const mails = await mailsOf(path);
    expect(mails.map(({ size }) => size)).toEqual(["too-large", "ok"]);
    expect(mails[1]?.raw.toString()).toBe(`${mail("b", "B")}\n`);
  });
});

describe("a folder", () => {
  test("that is a Maildir has what is new and what was read", async () => {
    write("box/cur/1.a:2,S", mail("read"));
    write("box/new/2.b", mail("new"));
    write("box/tmp/3.c", mail("half written"));
    write("box/new/.nothing", "");
    write("box/dovecot.index", "no mail");
    expect(inWords(await mailsOf(join(folder, "box")))).toEqual([
      "box/new/2.b: Subject: new\n\n",
      "box/cur/1.a:2,S: Subject: read\n\n",
    ]);
  });

  test("that is a Maildir may be read by its owner meanwhile", async () => {
    write("box/new/1.a", mail("first"));
    const second = write("box/new/2.b", mail("second"));
    write("box/cur/0.c", mail("old"));
    const seen: FiledMail[] = [];
    for await (const one of openMailbox(join(folder, "box")).mails()) {
      if (seen.length === 0) renameSync(second, join(folder, "box/cur/2.b:2,S"));
      seen.push(one);
    }
    expect(inWords(seen)).toEqual([
      "box/new/1.a: Subject: first\n\n",
      "box/cur/0.c: Subject: old\n\n",
      "box/cur/2.b:2,S: Subject: second\n\n",
    ]);
  });

  test("of .eml files has them by name", async () => {
    write("saved/b.eml", mail("b"));
    write("saved/A.EML", `${FROM_MTA}\n${mail("a", "A")}\n`);
    write("saved/readme.txt", "no mail");
    write("saved/deeper/c.eml", mail("c"));
    expect(inWords(await mailsOf(join(folder, "saved")))).toEqual([
      "saved/A.EML: Subject: a\n\nA\n",
      "saved/b.eml: Subject: b\n\n",
    ]);
  });

  test("without any mail is refused", () => {
    write("box/new/.keep", "");
    mkdirSync(join(folder, "empty"));
    for (const name of ["box", "empty"]) {
      expect(failure(() => openMailbox(join(folder, name)))).toMatchObject({ exitCode: 65 });
    }
  });
});

function failure(work: () => unknown): OperatorError {
  try {
    work();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
