import fc from "fast-check";
import { expect, test } from "vitest";
import { feedbackId } from "../../src/journey/feedback-id.ts";

test("Gmail counts complaints per message, target and class, and always under the same sender", () => {
  const ref = { kind: "group-role", id: 123, role: 45 } as const;
  expect(feedbackId(12, ref, "newsletter", "gruppen.kg-aarau.example")).toBe(
    "12:gr000123.000045:newsletter:gruppenkgaaraue",
  );
});

test("nobody's name stands in it", () => {
  expect(feedbackId(7, { kind: "my-list", login: "ruth" }, "community", "a.ch")).toBe("7:ml:community:ach00");
});

test("whatever the domain, the sender has 5 to 15 letters and digits, and there are four parts", () => {
  fc.assert(
    fc.property(fc.domain(), (domain) => {
      const parts = feedbackId(1, { kind: "filter", id: 3 }, "official", domain).split(":");
      expect(parts).toHaveLength(4);
      expect(parts[3]).toMatch(/^[a-z0-9]{5,15}$/);
    }),
  );
});
