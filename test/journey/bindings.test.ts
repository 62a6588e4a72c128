import { expect, test } from "vitest";
import { bindingOfCopy, bindingOfNotice, bindingOfQuestion } from "../../src/journey/bindings.ts";
import { makeToken, verifyToken } from "../../src/mail/token.ts";

const SECRET = Buffer.alloc(32, 1);

test("the token of a question is the same for reminders and retries, and of nobody else", () => {
  const ruths = { message: 7, askedAt: 17, person: 1, address: "ruth@post.example" };
  const token = makeToken(SECRET, "question", 3, bindingOfQuestion(ruths));
  expect(verifyToken(SECRET, token, bindingOfQuestion({ ...ruths }))).toBe(true);
  for (const other of [
    { ...ruths, message: 8 },
    { ...ruths, askedAt: 18 },
    { ...ruths, person: 2 },
    { ...ruths, person: null },
    { ...ruths, address: "beat@post.example" },
  ]) {
    expect(verifyToken(SECRET, token, bindingOfQuestion(other)), JSON.stringify(other)).toBe(false);
  }
});

test("the return path of a copy is that of one message and one address", () => {
  const copy = { message: 7, receivedAt: 17, addressKey: "beat@post.example" };
  const others = [
    { ...copy, message: 8 },
    { ...copy, receivedAt: 18 },
    { ...copy, addressKey: "lea@poste.example" },
  ];
  for (const other of others) expect(bindingOfCopy(other)).not.toBe(bindingOfCopy(copy));
});

test("the return path of a notice is that of one moment and one address", () => {
  const notice = { addressKey: "beat@post.example", createdAt: 17 };
  const others = [
    { ...notice, createdAt: 18 },
    { ...notice, addressKey: "lea@poste.example" },
  ];
  for (const other of others) expect(bindingOfNotice(other)).not.toBe(bindingOfNotice(notice));
});
