import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const SCRIPT = `
import json, sys, yaml
documents = [one for one in yaml.load_all(sys.stdin.buffer.read(), Loader=yaml.BaseLoader) if one]
json.dump(documents, sys.stdout)
`;

/** Whether there is a Python that reads YAML: no library of ours does. */
export const readsYaml = spawnSync("python3", ["-c", "import yaml"]).status === 0;

/** All documents of a YAML file, every scalar as text. */
export function yamlDocuments(path: string): unknown[] {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", SCRIPT], {
    input: readFileSync(path),
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`python3: ${stderr}`);
  return JSON.parse(stdout.toString()) as unknown[];
}
