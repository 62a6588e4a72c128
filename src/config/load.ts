/** Reads config.json once into a typed value, or says everything that is wrong with it. */

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { OperatorError, type Problem } from "../operator-error.ts";
import { type Config, configSchema } from "./config.ts";
import { fileProblems } from "./files.ts";
import { parseJsonText } from "./json-text.ts";
import { configProblems } from "./problems.ts";
import type { Sender } from "./senders.ts";
import { hintWhereUnreadable, whyUnreadable } from "./unreadable.ts";

/** The configuration file to use: the option `--config`, else `$RUNDMAIL_CONFIG`, else config.json in the current folder. */
export function findConfigPath(option: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  return resolve(option ?? (env["RUNDMAIL_CONFIG"] || "config.json"));
}

/** Reads the configuration. Throws OperatorError: 66 if there is no such file, 78 with every problem if it is wrong. */
export function loadConfig(path: string): Config {
  const folder = dirname(resolve(path));
  const raw = parseJson(path, readText(path));
  const parsed = parseConfig(raw, folder);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...fileProblems(raw, folder)];
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
  const problems = configProblems(result.error?.issues ?? [], raw);
  if (!result.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: withAbsolutePaths(result.data, folder) };
}

function readText(path: string): string {
  const bytes = readBytes(path);
  // Node would replace what is not UTF-8 by question marks, and the Müller in the name of the organisation with it.
  if (!isUtf8(bytes))
    throw notJson(path, { path: "(the whole file)", problem: "is not UTF-8", hint: "save it as UTF-8" });
  return bytes.toString("utf8");
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError({
      sentence: `The configuration ${path} cannot be read: ${whyUnreadable(cause)}.`,
      hint: hintWhereUnreadable(
        cause,
        "`rundmail init --domain D` writes one; --config FILE or $RUNDMAIL_CONFIG name another place.",
      ),
      exitCode: 66,
      cause,
    });
  }
}

function parseJson(path: string, text: string): unknown {
  const json = parseJsonText(text);
  if (json.ok) return json.value;
  throw notJson(path, { path: `line ${json.line}, column ${json.column}`, problem: json.problem });
}

function notJson(path: string, problem: Problem): OperatorError {
  return new OperatorError({
    sentence: `The configuration ${path} is no proper JSON.`,
    exitCode: 78,
    problems: [problem],
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
