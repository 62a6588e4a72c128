import { expect, test } from "vitest";
import { REASONS, type Reason, replyFor } from "../../src/journey/reasons.ts";
import { formatReply } from "../../src/mail/reply.ts";

/** Contract 3: every reason in the order of the checks, with its codes; and `forged-sender`, which is our own. */
const CONTRACT: [Reason, string][] = [
  ["automatic-message", "250 2.0.0"],
  ["loop", "554 5.4.6"],
  ["unparsable", "554 5.6.0"],
  ["too-large", "552 5.3.4"],
  ["forged-sender", "550 5.7.1"],
  ["login-required", "550 5.7.1"],
  ["no-access", "550 5.7.1"],
  ["sender-not-allowed", "550 5.7.1"],
  ["my-list-empty", "550 5.7.1"],
  ["filter-empty", "550 5.7.1"],
  ["no-recipients", "550 5.7.1"],
  ["too-many-recipients", "550 5.7.1"],
  ["no-moderator", "550 5.7.1"],
  ["signed-placeholders", "550 5.7.1"],
];

test("the list of reasons is that of the contract, in the order of the checks", () => {
  expect(REASONS).toEqual(CONTRACT.map(([reason]) => reason));
});

test.each(CONTRACT)("%s is answered with %s and its word in brackets", (reason, codes) => {
  expect(formatReply(replyFor(reason))).toMatch(new RegExp(`^${codes} \\[${reason}\\] [a-z]`));
});

test("a reply tells a stranger no number and no name", () => {
  for (const reason of REASONS) expect(replyFor(reason).text, reason).not.toMatch(/[0-9@]/);
});
