import fc from "fast-check";
import { expect, test } from "vitest";
import { formatReply, type Reply } from "../../src/mail/reply.ts";

test("a client reads code, enhanced status and sentence in one line", () => {
  expect(formatReply({ code: 550, status: "5.1.1", text: "No such address here" })).toBe(
    "550 5.1.1 No such address here",
  );
});

test("a subject with a line break cannot add a second reply line", () => {
  const reply: Reply = { code: 550, status: "5.7.1", text: "refused: Sommer\r\n250 2.0.0 ok" };

  expect(formatReply(reply)).toBe("550 5.7.1 refused: Sommer 250 2.0.0 ok");
});

test("any text becomes one printable line of at most 510 octets", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 900 }), (text) => {
      const line = formatReply({ code: 451, status: "4.3.0", text });

      expect(line).toMatch(/^451 4\.3\.0[ -~]*$/);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
    }),
  );
});

test("a code and a status of different classes do not compile", () => {
  // @ts-expect-error a temporary code never carries a permanent status
  const reply: Reply = { code: 451, status: "5.4.6", text: "" };

  expect(reply.code).toBe(451);
});
