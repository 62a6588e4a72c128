import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where every mail of the demo stays, in the order in which they went by. */
export interface MailFolder {
  path: string;
  /** How many are in it. */
  count(): number;
  /** Keeps a mail byte for byte. @param title part of the file name, such as "copy to beat" */
  keep(title: string, raw: Buffer): void;
}

/** Creates a folder that outlives the demo. */
export function createMailFolder(): MailFolder {
  const path = mkdtempSync(join(tmpdir(), "rundmail-demo-mails-"));
  let count = 0;
  return {
    path,
    count: () => count,
    keep(title, raw) {
      count += 1;
      const name = `${String(count).padStart(2, "0")}-${title.replace(/[^\w.]+/g, "-")}.eml`;
      writeFileSync(join(path, name), raw);
    },
  };
}
