/** What zod found wrong with config.json, in words for the person who wrote it. */

import type { z } from "zod";
import { nearest } from "../nearest.ts";
import type { Problem } from "../operator-error.ts";
import { asMeant } from "./as-meant.ts";
import { configJsonSchema, nodeAt, type SchemaNode } from "./json-schema.ts";
import { mistakesTogether } from "./together.ts";

type Issue = z.core.$ZodIssue;

/**
 * Everything that is wrong: what zod found, and what settings say wrongly together. An unknown key is a mistake of its own,
 * with the nearest known key, and what follows from it alone is not told again.
 */
export function configProblems(issues: readonly Issue[], raw: unknown): Problem[] {
  // Most configurations are right, and need no schema to understand what was meant.
  const schema = issues.length === 0 ? {} : configJsonSchema();
  const meant = issues.length === 0 ? raw : asMeant(raw, schema);
  return [
    ...issues.flatMap((issue) => {
      if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema);
      return isMisspelt(issue, raw, meant) ? [] : [wrongValue(issue, raw, schema)];
    }),
    ...mistakesTogether(meant).map(({ path, problem }) => problemAt(path, problem, raw)),
  ];
}

/** Whether it complains that something is missing which stands there under a misspelt name. */
function isMisspelt({ path }: Issue, raw: unknown, meant: unknown): boolean {
  return valueAt(raw, path) === undefined && valueAt(meant, path) === null;
}

/** A path as people write it: `listen[0].port`; the whole file is called by that name. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "(the whole file)" : text.replace(/^\./, "");
}

/** The value of an unknown key is not shown: it may be the password that somebody tried to write into the file. */
function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: SchemaNode): Problem[] {
  const known = Object.keys(nodeAt(schema, issue.path)?.properties ?? {});
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    return {
      path: pathText([...issue.path, key]),
      problem: "no such setting",
      hint: hintFor(key, meant, known),
    };
  });
}

/** Whoever writes a secret into the file is told where secrets stand, wherever they wrote it. */
function hintFor(key: string, meant: string | undefined, known: readonly string[]): string {
  if (meant !== undefined) return `did you mean "${meant}"?`;
  if (SECRET_WORD.test(key)) return "secrets stand in files of their own, such as that of `relay.passwordFile`";
  return `known here: ${known.join(", ")}`;
}

const SECRET_WORD = /^pw$|pass|pwd|secret|kennwort|credential/i;

function wrongValue(issue: Issue, raw: unknown, schema: SchemaNode): Problem {
  const path = pathText(issue.path);
  const found = valueAt(raw, issue.path);
  const meaning = nodeAt(schema, issue.path)?.description;
  if (found === undefined && issue.code !== "custom") {
    return { path, problem: "is missing", ...(meaning === undefined ? {} : { hint: meaning }) };
  }
  const meant = issue.code === "invalid_value" ? nearest(String(found), issue.values.map(String)) : undefined;
  return {
    ...problemAt(issue.path, sentence(issue), raw),
    ...(meant === undefined ? {} : { hint: `did you mean "${meant}"?` }),
  };
}

function problemAt(path: readonly PropertyKey[], problem: string, raw: unknown): Problem {
  const found = valueAt(raw, path);
  return { path: pathText(path), ...(found !== undefined && { found: shortened(found) }), problem };
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPE_NAMES.get(issue.expected) ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? "must not be empty"
        : `must be at least ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

const TYPE_NAMES = new Map<string, string>([
  ["string", "a text in double quotes"],
  ["int", "a whole number"],
  // zod calls the kind of a whole number simply that; other numbers occur in no setting.
  ["number", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list in [ ]"],
  ["object", "an object in { }"],
  ["record", "an object in { }"],
]);

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}

/** Short enough for one line. What is inside an object is not shown: it may be a password in the wrong place. */
function shortened(value: unknown): string {
  if (isObject(value) || (Array.isArray(value) && value.some((inner) => typeof inner === "object"))) return "{…}";
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
