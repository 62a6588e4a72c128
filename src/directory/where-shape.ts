import { z } from "zod";
import { COMPARISONS, type Where } from "./filter.ts";
import { fieldName, fieldValue, flag } from "./value-shapes.ts";

/** Nobody writes more by hand, and both our own recursion and the database have an end. */
const MAX_WHERE_DEPTH = 20;

const PARTS = ["all", "any", "not"] as const;

/** A day that there is, or the beginning of one: a year, or a year and a month. */
function isDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const day = `${text}${"-01-01".slice(text.length - "2026".length)}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const isoDate = z.string("must be a date").refine(isDate, 'must be a date such as "2026-11-26"');

const comparedValues = {
  equals: fieldValue,
  contains: fieldValue.min(1, "must not be empty"),
  startsWith: fieldValue.min(1, "must not be empty"),
  in: z.array(fieldValue, "must be a list of texts"),
  empty: flag,
  before: isoDate,
  after: isoDate,
};

/**
 * The conditions of a filter. Read by hand and not as a union of shapes, because a union can only say that nothing
 * fits, and not which of the four forms was meant and what is wrong with it.
 */
export const where = z.unknown().transform((value, context): Where => {
  const read = readWhere(value, 0, (path, problem, found) => {
    context.addIssue({ code: "custom", path, message: problem, input: found });
  });
  return read ?? z.NEVER;
});

type Report = (path: PropertyKey[], problem: string, found: unknown) => void;

function readWhere(value: unknown, depth: number, report: Report): Where | undefined {
  const wanted = `must be an object with "all", "any" or "not", or with "field" and one of ${COMPARISONS.join(", ")}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report([], value === undefined ? `is missing, ${wanted}` : wanted, value);
    return undefined;
  }
  if (depth > MAX_WHERE_DEPTH) {
    report([], `must not be nested more than ${MAX_WHERE_DEPTH} deep`, undefined);
    return undefined;
  }
  const entries = new Map(Object.entries(value));
  const part = PARTS.find((key) => entries.has(key));
  const comparison = COMPARISONS.find((key) => entries.has(key));
  if (part === undefined && !(entries.has("field") && comparison !== undefined)) {
    report([], wanted, value);
    return undefined;
  }
  for (const key of entries.keys()) {
    const isExpected = part === undefined ? key === "field" || key === comparison : key === part;
    if (!isExpected) report([key], `must not stand beside "${part ?? comparison}"`, entries.get(key));
  }
  if (part !== undefined) return readPart(part, entries.get(part), depth, report);
  return comparison === undefined ? undefined : readCondition(entries, comparison, report);
}

function readPart(part: (typeof PARTS)[number], inner: unknown, depth: number, report: Report): Where | undefined {
  const reportInside = (...inside: PropertyKey[]): Report => {
    return (path, problem, found) => report([part, ...inside, ...path], problem, found);
  };
  if (part === "not") {
    const not = readWhere(inner, depth + 1, reportInside());
    return not === undefined ? undefined : { not };
  }
  if (!Array.isArray(inner)) {
    report([part], "must be a list of conditions", inner);
    return undefined;
  }
  const parts = inner.map((one: unknown, index) => readWhere(one, depth + 1, reportInside(index)));
  const complete = parts.filter((one) => one !== undefined);
  if (complete.length < parts.length) return undefined;
  return part === "all" ? { all: complete } : { any: complete };
}

function readCondition(
  entries: ReadonlyMap<string, unknown>,
  comparison: (typeof COMPARISONS)[number],
  report: Report,
): Where | undefined {
  const condition = z
    .object({ field: fieldName, [comparison]: comparedValues[comparison] })
    .safeParse(Object.fromEntries(entries), { reportInput: true });
  if (condition.success) return condition.data as Where;
  for (const issue of condition.error.issues) report(issue.path, issue.message, issue.input);
  return undefined;
}
