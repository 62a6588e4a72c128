/** The secret file: the key of all answer addresses. The database alone must never be enough to forge an answer. */

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { OperatorError } from "../operator-error.ts";
import { hintWhereUnreadable, whyUnreadable } from "./unreadable.ts";

/** Long enough that nobody guesses it (256 bits); half of that is the least that {@link readSecret} accepts. */
const SECRET_BYTES = 32;
const LEAST_SECRET_BYTES = 16;

/**
 * Writes a new secret that only its owner can read. Throws OperatorError (exit 69) where that is not possible, also if the
 * file is there: a secret is never overwritten.
 */
export function createSecretFile(path: string): void {
  try {
    writeFileSync(path, `${randomBytes(SECRET_BYTES).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    throw new OperatorError({
      sentence: `The secret file ${path} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
      hint: "Check that its folder exists and that this user may write there (setting `secretFile`).",
      exitCode: 69,
      cause,
    });
  }
}

/** Reads the secret; throws OperatorError (exit 78) if it is missing, unreadable or too short. */
export function readSecret(path: string): Buffer {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new OperatorError({
      sentence: `The secret file ${path} cannot be read: ${whyUnreadable(cause)}.`,
      hint: hintWhereUnreadable(
        cause,
        "Restore it from a backup. If it is lost, put the output of `openssl rand -base64 32` there, and decide open questions with `rundmail message approve` or `reject`: answers to them count no more.",
      ),
      exitCode: 78,
      cause,
    });
  }
  const secret = Buffer.from(text.trim(), "base64");
  if (secret.length >= LEAST_SECRET_BYTES) return secret;
  throw new OperatorError({
    sentence: `The secret file ${path} holds fewer than ${LEAST_SECRET_BYTES} bytes of base64.`,
    hint: "Restore it from a backup; if it is lost, put the output of `openssl rand -base64 32` there.",
    exitCode: 78,
  });
}
