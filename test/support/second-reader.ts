import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A part of a mail without parts of its own, as Python's library reads it. */
export interface ReadLeaf {
  /** Names in lower case, and values. */
  fields: [string, string][];
  text?: string;
  /** Hash of a body that is no text, or in a charset that Python does not know. */
  bytes?: string;
}

const script = fileURLToPath(new URL("second-reader.py", import.meta.url));

/** Whether there is a Python to ask. */
export const hasSecondReader = spawnSync("python3", ["-c", "import email"]).status === 0;

/** The leaves of each mail as Python's library reads them: independent of every line of ours. */
export function secondReading(mails: readonly Buffer[]): ReadLeaf[][] {
  const input = mails.map((mail) => `${mail.toString("base64")}\n`).join("");
  const { status, stdout, stderr } = spawnSync("python3", [script], { input, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`python3: ${stderr}`);
  return stdout
    .toString()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ReadLeaf[]);
}
