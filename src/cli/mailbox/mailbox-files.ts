/** Mails that somebody kept in files: one each, mbox files, Maildir folders, folders of .eml files. */

import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "../../operator-error.ts";
import { readMailFile } from "../mail-file.ts";
import { readMbox } from "./mbox.ts";

/** A larger mail is no report that anybody could read. */
export const MOST_BYTES = 25 * 1024 * 1024;

/** A mail and where it lay. */
export interface FiledMail {
  /** Path of the file, with `#2` behind it for the second mail of several. */
  file: string;
  raw: Buffer;
  size: "ok" | "too-large";
  /** As far as the mailbox says it, "" for the null sender. */
  envelopeSender: string | undefined;
}

/** What a path turned out to be. */
export interface Mailbox {
  mails(): AsyncIterable<FiledMail>;
}

/**
 * Looks what a path is; nothing but the beginning is read.
 *
 * @throws OperatorError 66 where there is nothing to read, 65 where it holds no mail
 */
export function openMailbox(path: string): Mailbox {
  if (isFolder(path)) return openFolder(path);
  // Says what is wrong with it before anything is done.
  if (beginning(path) !== FROM) readMailFile(path, BEGINNING_BYTES);
  return { mails: () => mailsOfFile(path) };
}

const FROM = "From ";

/** Holds the first fields of any header. */
const BEGINNING_BYTES = 65_536;

/** The folders of a Maildir that hold mails. In this order: what is read meanwhile moves from the first to the second. */
const MAILDIR = ["new", "cur"];

function openFolder(path: string): Mailbox {
  const folders = MAILDIR.map((name) => join(path, name)).filter((folder) => existsSync(folder));
  const isMaildir = folders.length > 0;
  const listed = isMaildir ? folders : [path];
  const list = (folder: string): string[] => filesIn(folder, isMaildir ? MAILDIR_NAME : EML_NAME);
  if (listed.every((folder) => list(folder).length === 0)) {
    throw new OperatorError({
      sentence: `The folder ${path} holds no mail.`,
      hint: "Folders may be a Maildir (with `new` and `cur`), or hold files that end in .eml.",
      exitCode: 65,
    });
  }
  return {
    async *mails() {
      for (const folder of listed) {
        for (const file of list(folder)) {
          // Somebody has read it since, or deleted it.
          if (existsSync(file)) yield* mailsOfFile(file);
        }
      }
    },
  };
}

/** Names that begin with a dot are none of mails. */
const MAILDIR_NAME = /^[^.]/;
const EML_NAME = /^[^.].*\.eml$/i;

function filesIn(folder: string, name: RegExp): string[] {
  return read(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && name.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .toSorted();
}

function mailsOfFile(file: string): AsyncGenerator<FiledMail> {
  return beginning(file) === FROM ? mailsOfMbox(file) : onlyMailOf(file);
}

async function* onlyMailOf(file: string): AsyncGenerator<FiledMail> {
  const isTooLarge = read(file, () => statSync(file)).size > MOST_BYTES;
  yield {
    file,
    raw: isTooLarge ? Buffer.alloc(0) : read(file, () => readFileSync(file)),
    size: isTooLarge ? "too-large" : "ok",
    envelopeSender: undefined,
  };
}

async function* mailsOfMbox(path: string): AsyncGenerator<FiledMail> {
  let number = 0;
  let first: FiledMail | undefined;
  for await (const { sender, ...mail } of readMbox(path, MOST_BYTES)) {
    number += 1;
    const filed = { ...mail, file: `${path}#${number}`, envelopeSender: sender };
    if (number === 1) {
      // Whether it has a number shows only when there is another one.
      first = filed;
      continue;
    }
    if (first !== undefined) yield first;
    first = undefined;
    yield filed;
  }
  if (first !== undefined) yield { ...first, file: path };
}

function isFolder(path: string): boolean {
  return read(path, () => statSync(path)).isDirectory();
}

/** The first bytes of a file, enough to tell an mbox. */
function beginning(path: string): string {
  return read(path, () => {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(FROM.length);
      return bytes.toString("latin1", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  });
}

/** Says in words that a path cannot be read. */
function read<T>(path: string, from: () => T): T {
  try {
    return from();
  } catch (cause) {
    throw new OperatorError({
      sentence: `${path} cannot be read: there is no such file or folder, or this user may not read it.`,
      hint: "Give a mail that was saved as a file, an mbox file, a Maildir, or a folder of .eml files.",
      exitCode: 66,
      cause,
    });
  }
}
