import { expect, test } from "vitest";
import { hintWhereUnreadable, whyUnreadable } from "../../src/config/unreadable.ts";

const failed = (code: string) => Object.assign(new Error(`${code}: failed`), { code });

test("who may not read a file is not told to write a new one", () => {
  expect(whyUnreadable(failed("EACCES"))).toBe("this user may not read it");
  expect(hintWhereUnreadable(failed("EACCES"), "`rundmail init` writes one.")).toMatch(/^Run the command as the user/);
  expect(hintWhereUnreadable(failed("ENOENT"), "`rundmail init` writes one.")).toBe("`rundmail init` writes one.");
});
