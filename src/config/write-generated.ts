/** `npm run schema`: writes what is generated from the settings. A test fails when somebody forgot to run it. */

import { readFileSync, writeFileSync } from "node:fs";
import { configJsonSchema } from "./json-schema.ts";
import { withSettingsTable } from "./settings-table.ts";

const root = new URL("../../", import.meta.url);
const readme = new URL("README.md", root);

writeFileSync(new URL("config.schema.json", root), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
writeFileSync(readme, withSettingsTable(readFileSync(readme, "utf8")));
