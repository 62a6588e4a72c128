import type { NamePart, SalutationKind } from "../../directory/salutation.ts";
import { nearest } from "../../nearest.ts";
import { canonicalField } from "./grammar.ts";
import type { Mark } from "./marks.ts";

/** What the author of a message may have replaced. */
export interface ComposePolicy {
  /** The author is login or moderator: also directory fields, and placeholders in links, attributes, styles and scripts. */
  mayUseFields: boolean;
  /** Directory fields that are placeholders (`placeholders.fields` of the configuration). */
  fields: string[];
  /** Language of the installation, for persons whose own is not known. */
  language: string;
}

/** Where the value of a placeholder comes from. */
export type Source =
  | { kind: "salutation"; formality: SalutationKind }
  | { kind: "name"; part: NamePart }
  | { kind: "honorific" }
  | { kind: "address" }
  | { kind: "group" }
  | { kind: "role" }
  | { kind: "field"; name: string };

const BUILT_IN = new Map<string, Source>([
  ["_SALUTATION", { kind: "salutation", formality: "informal" }],
  ["_SALUTATION_FORMAL", { kind: "salutation", formality: "formal" }],
  ["VORNAME", { kind: "name", part: "firstName" }],
  ["FIRST_NAME", { kind: "name", part: "firstName" }],
  ["NACHNAME", { kind: "name", part: "lastName" }],
  ["LAST_NAME", { kind: "name", part: "lastName" }],
  ["TITEL", { kind: "name", part: "title" }],
  ["TITLE", { kind: "name", part: "title" }],
  ["ANREDE", { kind: "honorific" }],
  ["EMAIL", { kind: "address" }],
  ["GRUPPE", { kind: "group" }],
  ["ROLLE", { kind: "role" }],
]);

/** The placeholders that this author may use, and what is behind them. */
export class KnownFields {
  readonly #fields: Map<string, Source>;
  readonly #mayUseFields: boolean;
  /** Directory fields in canonical form, also those that this author may not use. */
  readonly listed: readonly string[];

  constructor(policy: ComposePolicy) {
    const fields = policy.fields.map((name): [string, Source] => [canonicalField(name), { kind: "field", name }]);
    this.listed = fields.map(([field]) => field);
    this.#mayUseFields = policy.mayUseFields;
    this.#fields = new Map(policy.mayUseFields ? fields : []);
  }

  /** Where the value comes from; undefined where the placeholder is to stay as it is. */
  sourceOf(mark: Pick<Mark, "field" | "context">): Source | undefined {
    const isTold = mark.context === "plain" || mark.context === "html";
    if (!isTold && !this.#mayUseFields) return undefined;
    return BUILT_IN.get(mark.field) ?? this.#fields.get(mark.field);
  }

  /** What the author may have meant by an unknown placeholder. */
  nearest(field: string): string | null {
    // Known, but not in this place: then there is nothing to suggest.
    return (
      nearest(
        field,
        [...new Set([...this.#fields.keys(), ...BUILT_IN.keys()])].filter((known) => known !== field),
      ) ?? null
    );
  }
}
