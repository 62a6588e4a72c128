import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { whyUnreadable } from "../config/unreadable.ts";
import { parseHeader } from "../mail/header.ts";
import { OperatorError } from "../operator-error.ts";

/** A mail from a file, as much of it as a server would keep. */
export interface MailFile {
  raw: Buffer;
  size: "ok" | "too-large";
}

/**
 * Reads a mail that somebody saved.
 *
 * @param maxBytes beyond, only the beginning is read
 * @throws OperatorError 66 when there is no such file, 65 when it is no mail
 */
export function readMailFile(path: string, maxBytes: number): MailFile {
  const file = readBytes(path, maxBytes);
  const problem = notAMail(file.raw);
  if (problem === undefined) return file;
  throw new OperatorError({
    sentence: `${path} is not a mail: ${problem.what}.`,
    hint: problem.hint ?? 'Save the mail with its header, "as file" or "original", so that it ends in .eml.',
    exitCode: 65,
  });
}

function readBytes(path: string, maxBytes: number): MailFile {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const { size } = fstatSync(file);
    if (size <= maxBytes) return { raw: readFileSync(file), size: "ok" };
    const beginning = Buffer.alloc(maxBytes);
    return { raw: beginning.subarray(0, readSync(file, beginning, 0, maxBytes, 0)), size: "too-large" };
  } catch (cause) {
    throw new OperatorError({
      sentence: `The file ${path} cannot be read: ${whyUnreadable(cause)}.`,
      hint: "Give the path of one mail that was saved as a file.",
      exitCode: 66,
      cause,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** A mail has at least one of these; a file that happens to have a colon in its first line has none. */
const FIELDS_OF_MAILS = new Set(["from", "to", "cc", "subject", "date", "message-id", "received", "return-path"]);

function notAMail(raw: Buffer): { what: string; hint?: string } | undefined {
  if (raw.length === 0) return { what: "it is empty" };
  if (raw.subarray(0, 5).toString("latin1") === "From ") {
    return {
      what: "it is a mailbox in the mbox format",
      hint: "Save the one mail that is meant as a file of its own; the line that begins with `From ` is none of it.",
    };
  }
  const { fields } = parseHeader(raw);
  return fields.some(({ key }) => FIELDS_OF_MAILS.has(key)) ? undefined : { what: "it has no header" };
}
