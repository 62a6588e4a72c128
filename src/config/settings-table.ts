/** The table of settings in the README, generated from the schema so that the two cannot drift apart. */

import { configJsonSchema, type SchemaNode } from "./json-schema.ts";

const START = "<!-- settings:start -->";
const END = "<!-- settings:end -->";

/** What lies deeper (`senders.default.relay.host`) repeats fields that have a row already. */
const DEEPEST_ROW = 3;

/** One row per setting: path, meaning, default. */
export function settingsTable(): string {
  const { $schema, ...properties } = configJsonSchema().properties ?? {};
  const rows = rowsOf({ ...configJsonSchema(), properties }, []);
  return ["| setting | meaning | default |", "| --- | --- | --- |", ...rows].join("\n");
}

/** A README with the present table between its two markers; throws if a marker is missing. */
export function withSettingsTable(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END, start);
  if (start === -1 || end === -1) throw new Error(`The README lacks ${START} or ${END}.`);
  return `${readme.slice(0, start + START.length)}\n\n${settingsTable()}\n\n${readme.slice(end)}`;
}

function rowsOf(parent: SchemaNode, path: readonly string[]): string[] {
  return Object.entries(parent.properties ?? {}).flatMap(([key, node]) => {
    const isRequired = parent.required?.includes(key) === true;
    const row = tableRow([...path, key].join("."), node, isRequired);
    if (path.length + 1 === DEEPEST_ROW) return [row];
    if (node.items?.properties !== undefined) return [row, ...rowsOf(node.items, [...path, `${key}[]`])];
    if (node.additionalProperties) return [row, ...rowsOf(node.additionalProperties, [...path, key, "NAME"])];
    if (node.properties === undefined) return [row];
    // A section that is simply there needs no row; one that may be left out is a decision of its own.
    const mayBeMissing = !isRequired && node.default === undefined;
    return [...(mayBeMissing ? [row] : []), ...rowsOf(node, [...path, key])];
  });
}

function tableRow(path: string, node: SchemaNode, isRequired: boolean): string {
  const written = node.default === undefined ? "" : `\`${JSON.stringify(node.default)}\``;
  return `| \`${path}\` | ${node.description ?? ""} | ${isRequired ? "required" : written} |`;
}
