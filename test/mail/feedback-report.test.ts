import { describe, expect, test } from "vitest";
import { readFeedbackReport } from "../../src/mail/feedback-report.ts";

describe("a feedback report", () => {
  test("says what is reported and who got the mail", () => {
    const text = `Feedback-Type: Abuse
User-Agent: Provider/1.0
Version: 1
Original-Mail-From: <bounce-token@gruppen.example>
Original-Rcpt-To: <ben@verein.example>
Original-Rcpt-To: cleo@verein.example
Removal-Recipient: Ben@Verein.example
`;
    expect(readFeedbackReport(text, 10)).toEqual({
      type: "abuse",
      recipients: ["Ben@Verein.example", "cleo@verein.example"],
      returnPath: "bounce-token@gruppen.example",
    });
  });

  test("may hide the recipient, and leave out the type", () => {
    expect(readFeedbackReport("Version: 1\nOriginal-Rcpt-To: redacted\n", 10)).toEqual({
      type: "abuse",
      recipients: [],
      returnPath: null,
    });
  });

  test("may tell of a check that failed", () => {
    expect(readFeedbackReport("Feedback-Type: auth-failure; v=1\n", 10).type).toBe("auth-failure");
  });

  test("names at most as many recipients as are asked for", () => {
    const text = Array.from({ length: 20 }, (_, at) => `Original-Rcpt-To: p${at}@verein.example`).join("\n");

    expect(readFeedbackReport(text, 3).recipients).toHaveLength(3);
  });
});
