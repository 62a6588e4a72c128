/** The JSON schema of config.json: for editors, for the table of settings, and for "did you mean". */

import { z } from "zod";
import { configSchema } from "./config.ts";

/** The part of JSON Schema (2020-12) that our settings need. */
export interface SchemaNode {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  /** What stands under names that the operator chooses. */
  additionalProperties?: SchemaNode | false;
}

/** The schema of the file as an operator writes it, before defaults and units. */
export function configJsonSchema(): SchemaNode & { title: string } {
  // zod types every form that JSON Schema can take; from our settings it makes only the forms of SchemaNode.
  const schema = z.toJSONSchema(configSchema, { io: "input" }) as SchemaNode;
  return { title: "Rundmail configuration", ...schema };
}

/** The part of the schema that describes the value at a path, such as `["listen", 0, "port"]`. */
export function nodeAt(schema: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, key) =>
      typeof key === "number"
        ? node?.items
        : (node?.properties?.[String(key)] ?? (node?.additionalProperties || undefined)),
    schema,
  );
}
