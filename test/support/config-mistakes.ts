import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../src/config/load.ts";
import { OperatorError, problemLine } from "../../src/operator-error.ts";

/** The mistakes that are found in one run when config.json lies in a folder, as an operator reads them. */
export function mistakesIn(folder: string, content: unknown): string[] {
  const path = join(folder, "config.json");
  writeFileSync(path, content instanceof Uint8Array ? content : JSON.stringify(content));
  try {
    loadConfig(path);
    return [];
  } catch (error) {
    if (error instanceof OperatorError) return error.problems.map(problemLine);
    throw error;
  }
}
