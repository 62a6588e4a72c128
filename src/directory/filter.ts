/** A saved search over persons. */
export interface Filter {
  id: number;
  name: string;
  alias: string | null;
  where: Where;
}

/** Which persons a filter finds. */
export type Where = { all: Where[] } | { any: Where[] } | { not: Where } | Condition;

/**
 * One comparison of one field with a value. Texts are compared without regard to case; a field that a person does not
 * have counts as empty, and an empty field is neither before nor after any date.
 */
export type Condition = { field: string } & Comparison;

type Comparison =
  | { equals: string }
  | { contains: string }
  | { startsWith: string }
  | { in: string[] }
  | { empty: boolean }
  | { before: string }
  | { after: string };

/** The names of the conditions, as the directory file writes them. */
export const COMPARISONS = ["equals", "contains", "startsWith", "in", "empty", "before", "after"] as const;
