/** The files that a configuration names, and that must be of use before the server starts. */

import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { z } from "zod";
import type { Problem } from "../operator-error.ts";
import { keyProblems } from "./dkim-key.ts";
import { filePath } from "./fields.ts";

// What is no name of a file has its own problem, and keeps none of the others from being looked at.
const file = filePath.optional().catch(undefined);
const login = z.object({ passwordFile: file }).catch({ passwordFile: undefined });
const key = z.object({ keyFile: file }).catch({ keyFile: undefined });
const listener = z
  .object({ tls: z.object({ certFile: file, keyFile: file }) })
  .optional()
  .catch(undefined);

/** The database and the secret are missing here: they have their own errors where they are opened. */
const settings = z.object({
  relay: login,
  senders: z.record(z.string(), z.object({ relay: login, dkim: key }).optional().catch(undefined)).catch({}),
  listen: z.array(listener).catch([]),
});

/**
 * Everything that is wrong with these files, as far as the settings can be read.
 *
 * @param written the settings as they stand in the file, right or wrong
 * @param folder where relative names begin
 */
export function fileProblems(written: unknown, folder: string): Problem[] {
  const { data } = settings.safeParse(written);
  if (data === undefined) return [];
  const absolute = (name: string | undefined): string | undefined => name && resolve(folder, name);
  return [
    ...passwordProblems("relay.passwordFile", absolute(data.relay.passwordFile)),
    ...Object.entries(data.senders).flatMap(([name, sender]) => [
      ...passwordProblems(`senders.${name}.relay.passwordFile`, absolute(sender?.relay.passwordFile)),
      ...keyProblems(`senders.${name}.dkim.keyFile`, absolute(sender?.dkim.keyFile)),
    ]),
    ...data.listen.flatMap((listener, index) =>
      certificateProblems(`listen[${index}].tls`, absolute(listener?.tls.certFile), absolute(listener?.tls.keyFile)),
    ),
  ];
}

/** A login without a password is refused, and then all its mail waits. */
function passwordProblems(path: string, file: string | undefined): Problem[] {
  const unreadable = unreadableProblems(path, file);
  if (file === undefined || unreadable.length > 0 || firstLineOf(file) !== "") return unreadable;
  return [{ path, found: JSON.stringify(file), problem: "has no password in its first line" }];
}

/** The password in its file; whatever follows is a remark. */
export function firstLineOf(file: string): string {
  return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
}

function certificateProblems(path: string, certFile: string | undefined, keyFile: string | undefined): Problem[] {
  const unreadable = [
    ...unreadableProblems(`${path}.certFile`, certFile),
    ...unreadableProblems(`${path}.keyFile`, keyFile),
  ];
  if (certFile === undefined || keyFile === undefined || unreadable.length > 0) return unreadable;
  try {
    createSecureContext({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return [{ path, problem: `holds no certificate and its key in PEM: ${why}` }];
  }
}

function unreadableProblems(path: string, file: string | undefined): Problem[] {
  if (file === undefined || isReadable(file)) return [];
  const hint = "create the file, or give this user the right to read it";
  return [{ path, found: JSON.stringify(file), problem: "cannot be read", hint }];
}

/** A folder may be opened, and is no file for all that. */
function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return !statSync(file).isDirectory();
  } catch {
    return false;
  }
}
