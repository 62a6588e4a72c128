import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";

const beside = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

/** Absolute path of the mail corpora beside the project, undefined where a clone stands alone. */
const corpora: string | undefined = existsSync(beside) ? beside : undefined;

/** A describe block over the corpora; where they are missing it is skipped and its title says why. */
export function describeCorpora(title: string, body: (folder: string) => void): void {
  if (corpora !== undefined) {
    const folder = corpora;
    describe(title, () => body(folder));
  } else {
    describe(title, () => {
      test.skip("skipped: the mail corpora (../shared/corpora) are not beside the project");
    });
  }
}
