/** What an operator most likely meant by a setting that there is not. */

import { nearest } from "../nearest.ts";
import type { SchemaNode } from "./json-schema.ts";

/**
 * The settings with `null` for each that is missing while a misspelt one stands there in its place. No setting may be null,
 * so whoever looks at them finds one that cannot be read, and not one that nobody has written.
 */
export function asMeant(written: unknown, schema: SchemaNode): unknown {
  const { items, properties = {}, additionalProperties } = schema;
  if (Array.isArray(written)) return items ? written.map((element) => asMeant(element, items)) : written;
  if (typeof written !== "object" || written === null) return written;
  const missing = Object.keys(properties).filter((key) => !Object.hasOwn(written, key));
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]): [string, unknown][] => {
      const node = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (node) return [[key, asMeant(value, node)]];
      const meant = nearest(key, missing);
      return meant === undefined ? [] : [[meant, null]];
    }),
  );
}
