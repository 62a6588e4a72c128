/** Reads config.json once into a typed value, or says everything that is wrong with it. */

import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { OperatorError, type Problem } from "../operator-error.ts";
import { type Config, configSchema } from "./config.ts";
import { keyProblems } from "./dkim-key.ts";
import { parseJsonText } from "./json-text.ts";
import { configProblems } from "./problems.ts";
import type { Sender } from "./senders.ts";

/** The configuration file to use: the option `--config`, else `$RUNDMAIL_CONFIG`, else config.json in the current folder. */
export function findConfigPath(option: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  return resolve(option ?? (env["RUNDMAIL_CONFIG"] || "config.json"));
}

/** Reads the configuration. Throws OperatorError: 66 if there is no such file, 78 with every problem if it is wrong. */
export function loadConfig(path: string): Config {
  const parsed = parseConfig(parseJson(path, readText(path)), dirname(resolve(path)));
  const problems = parsed.ok ? fileProblems(parsed.config) : parsed.problems;
  if (parsed.ok && problems.length === 0) return parsed.config;
  const count = problems.length === 1 ? "one mistake" : `${problems.length} mistakes`;
  throw new OperatorError({
    sentence: `The configuration ${path} has ${count}.`,
    hint: "Correct the file; config.schema.json describes every setting.",
    exitCode: 78,
    problems,
  });
}

/** Checks settings that are already read; file names become absolute, seen from `folder`. */
export function parseConfig(
  raw: unknown,
  folder: string,
): { ok: true; config: Config } | { ok: false; problems: Problem[] } {
  const result = configSchema.safeParse(raw);
  if (!result.success) return { ok: false, problems: configProblems(result.error.issues, raw) };
  return { ok: true, config: withAbsolutePaths(result.data, folder) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new OperatorError({
      sentence: `The configuration ${path} cannot be read.`,
      hint: "`rundmail init --domain D` writes one; --config FILE or $RUNDMAIL_CONFIG name another place.",
      exitCode: 66,
      cause,
    });
  }
}

function parseJson(path: string, text: string): unknown {
  const json = parseJsonText(text);
  if (json.ok) return json.value;
  const where = `line ${json.line}, column ${json.column}`;
  throw new OperatorError({
    sentence: `The configuration ${path} is not JSON.`,
    exitCode: 78,
    problems: [{ path: where, problem: json.problem }],
  });
}

function withAbsolutePaths(config: Config, folder: string): Config {
  const absolute = (file: string): string => resolve(folder, file);
  const [first, ...others] = config.senders;
  const senders: Config["senders"] = [
    senderWithFiles(first, absolute),
    ...others.map((sender) => senderWithFiles(sender, absolute)),
  ];
  return {
    ...config,
    database: absolute(config.database),
    secretFile: absolute(config.secretFile),
    senders,
    listen: config.listen.map(({ tls, ...listener }) =>
      tls === undefined
        ? listener
        : { ...listener, tls: { certFile: absolute(tls.certFile), keyFile: absolute(tls.keyFile) } },
    ),
  };
}

function senderWithFiles({ relay, dkim, ...sender }: Sender, absolute: (file: string) => string): Sender {
  const { passwordFile } = relay;
  return {
    ...sender,
    relay: passwordFile === undefined ? relay : { ...relay, passwordFile: absolute(passwordFile) },
    ...(dkim && { dkim: { ...dkim, keyFile: absolute(dkim.keyFile) } }),
  };
}

function fileProblems(config: Config): Problem[] {
  const unreadable = unreadableFiles(config);
  return unreadable.length > 0
    ? unreadable
    : [...uselessCertificates(config), ...emptyPasswords(config), ...keyProblems(config.senders)];
}

function uselessCertificates({ listen }: Config): Problem[] {
  return listen.flatMap(({ tls }, index) => {
    try {
      if (tls !== undefined) createSecureContext({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) });
      return [];
    } catch (error) {
      return [
        {
          path: `listen[${index}].tls`,
          problem: `holds no certificate and its key in PEM: ${error instanceof Error ? error.message : error}`,
        },
      ];
    }
  });
}

/** A login without a password is refused, and then all its mail waits. */
function emptyPasswords({ senders }: Config): Problem[] {
  return senders.flatMap((sender, place, all) => {
    const [path, file] = senderFiles(sender, place, all)[0];
    if (file === undefined || firstLineOf(file) !== "") return [];
    return [{ path, found: JSON.stringify(file), problem: "has no password in its first line" }];
  });
}

/** The password in its file; whatever follows is a remark. */
export function firstLineOf(file: string): string {
  return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
}

/** Files that must be there before the server starts; the database and the secret have their own errors where they are opened. */
function unreadableFiles(config: Config): Problem[] {
  const files: [string, string | undefined][] = [
    ...config.senders.flatMap(senderFiles),
    ...config.listen.flatMap(({ tls }, index): [string, string | undefined][] => [
      [`listen[${index}].tls.certFile`, tls?.certFile],
      [`listen[${index}].tls.keyFile`, tls?.keyFile],
    ]),
  ];
  return files.flatMap(([path, file]) =>
    file === undefined || isReadable(file)
      ? []
      : [
          {
            path,
            found: JSON.stringify(file),
            problem: "cannot be read",
            hint: "create the file, or give this user the right to read it",
          },
        ],
  );
}

/** Those of a sender; a password file that is that of `relay` is named once. */
function senderFiles(
  { name, relay, dkim }: Sender,
  place: number,
  all: readonly Sender[],
): [[string, string | undefined], [string, string | undefined]] {
  const isOwn = place === 0 || relay.passwordFile !== all[0]?.relay.passwordFile;
  return [
    [place === 0 ? "relay.passwordFile" : `senders.${name}.relay.passwordFile`, isOwn ? relay.passwordFile : undefined],
    [`senders.${name}.dkim.keyFile`, dkim?.keyFile],
  ];
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
