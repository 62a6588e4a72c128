import fc from "fast-check";
import { expect, test } from "vitest";
import {
  makeCopyTokens,
  makeToken,
  parseToken,
  readToken,
  TOKEN_PATTERN,
  type TokenPurpose,
  verifyToken,
} from "../../src/mail/token.ts";

const secret = Buffer.alloc(32, 7);
const otherSecret = Buffer.alloc(32, 8);
const anyPurpose = fc.constantFrom<TokenPurpose>("question", "copy-bounce", "notice-bounce", "unsubscribe");
const anyRow = fc.integer({ min: 0, max: 2 ** 40 - 1 });

test("a token gives back its purpose and row, and is true only for its secret and binding", () => {
  fc.assert(
    fc.property(anyPurpose, anyRow, fc.string(), fc.string(), (purpose, row, binding, otherBinding) => {
      fc.pre(binding !== otherBinding);
      const token = makeToken(secret, purpose, row, binding);

      expect(token).toMatch(TOKEN_PATTERN);
      expect(readToken(token)).toEqual({ purpose, row });
      expect(verifyToken(secret, token, binding)).toBe(true);
      expect(verifyToken(secret, token, otherBinding)).toBe(false);
      expect(verifyToken(otherSecret, token, binding)).toBe(false);
    }),
  );
});

test("the tokens of a copy are the same when they are made together, and tell nothing of each other", () => {
  const { bounce, unsubscribe } = makeCopyTokens(secret, 7, "ruth@post.example");
  expect(bounce).toBe(makeToken(secret, "copy-bounce", 7, "ruth@post.example"));
  expect(unsubscribe).toBe(makeToken(secret, "unsubscribe", 7, "ruth@post.example"));
  expect(unsubscribe.slice(9)).not.toBe(bounce.slice(9));
  const swapped = parseToken(`u${bounce.slice(1)}`);
  expect(swapped !== undefined && verifyToken(secret, swapped, "ruth@post.example")).toBe(false);
});

test("a token with one letter changed is never true", () => {
  const token = makeToken(secret, "question", 12345, "person 1");

  for (let at = 0; at < token.length; at++) {
    const letter = token[at] === "c" ? "n" : "c";
    const forged = parseToken(token.slice(0, at) + letter + token.slice(at + 1));
    expect(forged && verifyToken(secret, forged, "person 1")).toBe(false);
  }
});

test("Ruth's reminder carries the same token as the first question", () => {
  expect(makeToken(secret, "question", 5, "person 1")).toBe(makeToken(secret, "question", 5, "person 1"));
});

test("the token of one copy says nothing of the token of the next", () => {
  const [first, second] = [1, 2].map((row) => makeToken(secret, "copy-bounce", row, "").slice(9));

  expect(first).not.toBe(second);
});

test("a mail server that writes the address in capitals still reaches the question", () => {
  const token = makeToken(secret, "question", 5, "person 1");

  expect(parseToken(token.toUpperCase())).toBe(token);
});

test("a guess is well-formed or not, and never one of ours", () => {
  const guess = parseToken("a".repeat(26));

  expect(guess).toBe("a".repeat(26));
  expect(guess && readToken(guess)).toBeUndefined();
  expect(guess && verifyToken(secret, guess, "")).toBe(false);
  expect(parseToken("a".repeat(25))).toBeUndefined();
  expect(parseToken("a".repeat(53))).toBeUndefined();
  expect(parseToken(`${"a".repeat(26)}\n`)).toBeUndefined();
  expect(parseToken("ä".repeat(30))).toBeUndefined();
});

test("a row that does not fit is a mistake of ours, not a weaker token", () => {
  expect(() => makeToken(secret, "question", 2 ** 40, "")).toThrow(RangeError);
  expect(() => makeToken(secret, "question", -1, "")).toThrow(RangeError);
});
