/** What zod found wrong with a directory file, in words for the person who wrote it. */

import { z } from "zod";
import { nearest } from "../nearest.ts";
import type { Problem } from "../operator-error.ts";
import { unwrapped } from "./readable-part.ts";

type Issue = z.core.$ZodIssue;

const MAX_SHOWN_CHARACTERS = 60;

/**
 * One problem per mistake; an unknown key is a mistake of its own, with the nearest known key. What stands there under such
 * a name is not called missing as well.
 */
export function shapeProblems(shape: z.ZodType, issues: readonly Issue[]): Problem[] {
  const misspelt = new Set(
    issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? meantPaths(shape, issue) : [])),
  );
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return unknownKeys(shape, issue);
    return isMissing(issue) && misspelt.has(pathText(issue.path)) ? [] : [wrongValue(issue)];
  });
}

/** A path as people write it: `groups[2].members[0].person`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "(the whole file)" : text.replace(/^\./, "");
}

/** A value as it is shown beside a problem: JSON, cut where it gets long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= MAX_SHOWN_CHARACTERS ? text : `${text.slice(0, MAX_SHOWN_CHARACTERS)}…`;
}

/** "did you mean …?" if one of the known words is near, else all of them. */
export function nearestHint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? `known here: ${known.join(", ")}` : `did you mean "${meant}"?`;
}

function unknownKeys(shape: z.ZodType, issue: z.core.$ZodIssueUnrecognizedKeys): Problem[] {
  const known = knownKeys(shape, issue.path);
  return issue.keys.map((key) => ({
    path: pathText([...issue.path, key]),
    problem: "no such key",
    hint: nearestHint(key, known),
  }));
}

/** Where the keys would stand that were probably meant. */
function meantPaths(shape: z.ZodType, { path, keys }: z.core.$ZodIssueUnrecognizedKeys): string[] {
  const known = knownKeys(shape, path);
  return keys.flatMap((key) => {
    const meant = nearest(key, known);
    return meant === undefined ? [] : [pathText([...path, meant])];
  });
}

function isMissing(issue: Issue): boolean {
  return issue.input === undefined && issue.code !== "custom" && issue.code !== "invalid_key";
}

function wrongValue(issue: Issue): Problem {
  const path = pathText(issue.path);
  if (issue.code === "invalid_key") {
    const [first] = issue.issues;
    return { path, found: shown(issue.path.at(-1)), problem: first?.message ?? issue.message };
  }
  if (isMissing(issue)) return { path, problem: "is missing", hint: issue.message };
  return { path, ...(issue.input !== undefined && { found: shown(issue.input) }), problem: issue.message };
}

/** The keys that the object at a path may have. */
function knownKeys(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = shape;
  for (const key of path) {
    const outer = unwrapped(at);
    if (outer instanceof z.ZodArray) at = outer.element;
    else if (outer instanceof z.ZodObject) at = outer.shape[String(key)];
  }
  const inner = unwrapped(at);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
