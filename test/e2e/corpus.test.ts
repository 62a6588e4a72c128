import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simpleParser } from "mailparser";
import { expect, onTestFinished, test } from "vitest";
import { toCrlf } from "../../src/mail/line-ends.ts";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { describeCorpora } from "../support/corpora.ts";
import { endedByLine, mailData, talk } from "../support/dialogue.ts";
import { BEAT, JUGEND, KIM, PERSON, stage } from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const COMPARE = fileURLToPath(new URL("compare_parts.py", import.meta.url));

/** Kim alone gets the mails, whoever wrote them. */
const directory = stage({ jugend: { othersMaySend: "send" } });
directory.groups = directory.groups.map((group) => ({ ...group, members: [{ person: PERSON.kim }] }));

describeCorpora("the mails of many programs go through a group", (folder) => {
  test("and nothing in them is changed that was not to be changed", { timeout: 110_000 }, async () => {
    const program = await startProgram({
      directory,
      config: { authentication: { mode: "ignore" }, log: { level: "warn" } },
    });
    const { taken, exceptions } = await handInAll(program, readSpecimens(folder));
    const open = async (): Promise<MessageSummary[]> =>
      (await program.json<MessageSummary[]>("message", "list", "--limit", "10000")).filter(
        ({ state }) => state !== "sent" && state !== "dropped",
      );
    await expect.poll(open, { timeout: 60_000 }).toEqual([]);

    const copies = new Map(program.sink.copies().map((copy) => [copy.header("X-Specimen") ?? "", copy]));
    expect(program.sink.copies().map(({ envelopeTo }) => envelopeTo)).toEqual(Array(copies.size).fill(KIM));
    const pairs: Pair[] = [];
    for (const [file, sent] of taken) {
      const copy = copies.get(file)?.raw;
      if (copy !== undefined) pairs.push({ file, sent, copy });
      else note(exceptions, "the same mail as another one, so it is sent once", file);
    }
    const arrived = new Set(pairs.map(({ sent }) => bodyOf(sent)));
    const lost = [...taken].filter(([file, sent]) => !copies.has(file) && !arrived.has(bodyOf(sent)));
    expect(lost.map(([file]) => file)).toEqual([]);
    const unlike = differencesByPython(pairs);
    for (const pair of pairs) {
      const [before, after] = [await readByMailparser(pair.sent), await readByMailparser(pair.copy)];
      expect(after, pair.file).toEqual(before);
    }
    report(pairs.length, exceptions);
    expect(unlike ?? {}).toEqual({});
    expect(pairs.length).toBeGreaterThan(340);
  });
});

/** A mail of somebody's program as it will be sent: marked, and addressed to the group. */
interface Specimen {
  file: string;
  raw: Buffer;
}

function readSpecimens(folder: string): Specimen[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, "mime", file), "utf8"));
  const { messages } = read("index.json") as { messages: { file: string }[] };
  const own = read("own/index.json") as { file: string }[];
  return [...messages, ...own].map(({ file }) => {
    const stored = withoutMboxLine(readFileSync(join(folder, "mime", file)));
    // Where the point of a mail is its line ends, they stay.
    const raw = file.startsWith("own/") ? stored : toCrlf(stored);
    return { file, raw: withFields(raw, `X-Specimen: ${file}`, `To: ${JUGEND}`) };
  });
}

function withoutMboxLine(raw: Buffer): Buffer {
  return raw.toString("latin1", 0, 5) === "From " ? raw.subarray(raw.indexOf("\n") + 1) : raw;
}

function withFields(raw: Buffer, ...fields: string[]): Buffer {
  return Buffer.concat([...fields.map((field) => Buffer.from(`${field}\r\n`)), raw]);
}

/** Hands in every mail; one that is refused for how it says who wrote it goes once more, with fields that are in order. */
async function handInAll(
  program: Program,
  specimens: readonly Specimen[],
): Promise<{ taken: Map<string, Buffer>; exceptions: Map<string, string[]> }> {
  const taken = new Map<string, Buffer>();
  const exceptions = new Map<string, string[]>();
  const refused: Specimen[] = [];
  for (const [specimen, reply] of await handIn(program.smtpPort, specimens)) {
    if (isTaken(reply)) taken.set(specimen.file, asCarried(specimen.raw));
    else refused.push(specimen);
    if (!isTaken(reply)) note(exceptions, reply, specimen.file);
  }
  const mended = refused.map(({ file, raw }) => ({ file, raw: withOrdinaryFields(raw) }));
  for (const [specimen, reply] of await handIn(program.smtpPort, mended)) {
    if (isTaken(reply)) taken.set(specimen.file, asCarried(specimen.raw));
    else note(exceptions, `${reply} even with other fields`, specimen.file);
  }
  return { taken, exceptions };
}

/** One session for all: a greeting takes a tenth of a second. */
async function handIn(port: number, specimens: readonly Specimen[]): Promise<[Specimen, string][]> {
  const transactions = specimens.flatMap(({ raw }) => [
    `MAIL FROM:<${BEAT}> BODY=8BITMIME`,
    `RCPT TO:<${JUGEND}>`,
    "DATA",
    mailData(raw),
  ]);
  const replies = await talk(port, ["EHLO mail.post.example", ...transactions, "QUIT"]);
  // Greeting and EHLO come first.
  return specimens.map((specimen, place) => [specimen, replies[2 + 4 * place + 3]?.split(" ", 3).join(" ") ?? ""]);
}

const isTaken = (reply: string): boolean => reply.startsWith("250 2.6.0");

const asCarried = (raw: Buffer): Buffer => toCrlf(endedByLine(raw));

function note(exceptions: Map<string, string[]>, why: string, file: string): void {
  exceptions.set(why, [...(exceptions.get(why) ?? []), file]);
}

/** The same mail by one author, and with no sign that a program wrote it. */
function withOrdinaryFields(raw: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(raw.toString("latin1"))?.index ?? raw.length;
  const fields = raw.toString("latin1", 0, end).split(/\r?\n(?![ \t])/);
  const kept = fields.filter((field) => !/^(?:from|list-id|precedence|auto-submitted|x-autoreply)[ \t]*:/i.test(field));
  return withFields(Buffer.concat([Buffer.from(kept.join("\r\n"), "latin1"), raw.subarray(end)]), `From: ${BEAT}`);
}

const bodyOf = (raw: Buffer): string => /\r\n\r\n([\s\S]*)/.exec(raw.toString("latin1"))?.[1] ?? "";

interface Pair {
  file: string;
  sent: Buffer;
  copy: Buffer;
}

/** What differs, as Python's email package reads it; undefined where there is no Python. */
function differencesByPython(pairs: readonly Pair[]): Record<string, string[]> | undefined {
  const folder = mkdtempSync(join(tmpdir(), "rundmail-pairs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const { file, sent, copy } of pairs) {
    const name = file.replaceAll("/", "+");
    writeFileSync(join(folder, `${name}.sent.eml`), sent);
    writeFileSync(join(folder, `${name}.copy.eml`), copy);
  }
  try {
    const result = execFileSync("python3", [COMPARE, folder], { encoding: "utf8", maxBuffer: 10_000_000 });
    const { compared, different } = JSON.parse(result) as { compared: number; different: Record<string, string[]> };
    expect(compared).toBe(pairs.length);
    return different;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    process.stdout.write("python3 is not installed: the mails are compared by mailparser alone\n");
    return undefined;
  }
}

async function readByMailparser(raw: Buffer): Promise<unknown> {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
  const { text, html, attachments } = await simpleParser(raw, options);
  const files = attachments.map(({ checksum, contentType, filename }) => ({ checksum, contentType, filename }));
  return { text, html, files };
}

function report(carried: number, exceptions: ReadonlyMap<string, readonly string[]>): void {
  const lines = [...exceptions].map(([why, files]) => `${files.length} mails: ${why}\n  ${files.join("\n  ")}`);
  process.stdout.write(`${carried} mails were carried unchanged.\n${lines.join("\n")}\n`);
}
