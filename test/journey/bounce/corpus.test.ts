import { join } from "node:path";
import { expect, test } from "vitest";
import { describeCorpora } from "../../support/corpora.ts";
import { bounceScore, isTakenForBounce, percent, readAutoReplies, scoreBounces } from "./score.ts";

/** What is promised; `npm run bounces:score` prints what is reached, and what is missed. */
describeCorpora("bounces of many mail systems", (folder) => {
  const mails = scoreBounces(join(folder, "bounces"));
  const score = bounceScore(mails);

  test("there are hundreds of them", () => {
    expect(mails.length).toBeGreaterThan(300);
  });

  test.each([
    ["kind", 99],
    ["recipient", 99],
    ["action", 99],
    ["status", 99],
    ["class", 93],
  ] as const)("the %s is right in at least %i of 100", (part, promised) => {
    expect(percent(score[part])).toBeGreaterThanOrEqual(promised);
  });

  test("hardly anybody is reported as failed whom nobody expects", () => {
    expect(score.extraFailures).toBeLessThanOrEqual(2);
  });
});

describeCorpora("vacation replies, receipts and mails of people", (folder) => {
  const replies = readAutoReplies(join(folder, "auto-replies"));

  test.each(replies)("$file is no bounce", (reply) => {
    expect(isTakenForBounce(reply)).toBe(false);
  });

  test.each(replies.filter(({ kind }) => kind === "human"))("$file comes from a person", ({ report }) => {
    expect(report.kind).toBe("other");
  });

  test.each(replies.filter(({ kind, file }) => kind === "vacation" && !file.includes("no-header")))(
    "$file is automatic",
    ({ report }) => {
      expect(report.kind).toBe("automatic");
    },
  );
});
