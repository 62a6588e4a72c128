import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { MemoryBudget } from "../../src/smtp/memory-budget.ts";
import { readMessage } from "../../src/smtp/read-message.ts";

const LARGEST = 200 * 1024 * 1024;
/** Twice the largest message. */
const budget = () => new MemoryBudget(LARGEST);

function mail(...chunks: string[]): Readable {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
}

/** A mail that is half there when the client goes away. */
function brokenMail(): Readable {
  return Readable.from(
    (function* () {
      yield Buffer.from("half");
      throw new Error("the client hung up");
    })(),
  );
}

test("a mail is kept byte for byte, also one of exactly the permitted size", async () => {
  expect(await readMessage(mail("ab", "cd"), 4, budget())).toEqual({ bytes: Buffer.from("abcd"), outcome: "ok" });
  const { bytes, outcome } = await readMessage(mail("ab", "cd", "e"), 4, budget());
  expect([bytes.toString(), outcome]).toEqual(["abcd", "too-large"]);
});

test("of a mail that is too large its beginning is kept, however it comes", async () => {
  const { bytes, outcome } = await readMessage(mail("abcdef", "gh"), 4, budget());
  expect([bytes.toString(), outcome]).toEqual(["abcd", "too-large"]);
});

test("what does not fit beside the other mails on their way in is put off, and leaves its place to them", async () => {
  const crowded = budget();
  crowded.take(2 * LARGEST - 3);
  expect(await readMessage(mail("ab", "cd", "e"), 100, crowded)).toEqual({
    bytes: Buffer.alloc(0),
    outcome: "no-room",
  });
  expect((await readMessage(mail("abc"), 100, crowded)).outcome).toBe("ok");
  expect((await readMessage(mail("a"), 100, crowded)).outcome).toBe("no-room");
  crowded.giveBack(1);
  expect((await readMessage(mail("a"), 100, crowded)).outcome).toBe("ok");
});

test("a mail whose sender goes away in the middle gives its place back", async () => {
  const crowded = budget();
  crowded.take(2 * LARGEST - 4);
  await expect(readMessage(brokenMail(), 100, crowded)).rejects.toThrow("hung up");
  expect((await readMessage(mail("full"), 100, crowded)).outcome).toBe("ok");
});
