import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FailureCategory, judgeFailure, judgeReply } from "../../../src/journey/bounce/failure.ts";
import { REPLIES } from "./server-replies.ts";

function judge(words: string, given: { status?: string; action?: "failed" | "delayed" } = {}): FailureCategory {
  return judgeFailure({ status: given.status ?? null, code: null, words, action: given.action ?? "failed" });
}

describe.each(Object.entries(REPLIES))("it is %s", (category, replies) => {
  const lines = replies
    .trim()
    .split("\n")
    .map((line) => line.trim());
  test.each(lines.map((line) => [line]))("%s", (line) => {
    const [, words] = /^.*?: (.*)$/s.exec(line) ?? [];
    expect(judge(words ?? "")).toBe(category);
  });
});

describe("names do not say what happened", () => {
  test.each([
    ["550 5.1.1 <spam-virus@blocked.example>: User unknown", "hard"],
    ["host mx.blacklist-spam.example[192.0.2.1] said: 550 5.1.1 <ruth@post.example>: User unknown", "hard"],
    ["552 5.2.2 <user-unknown@post.example>: over quota", "mailbox-full"],
    ["554 5.7.1 <does-not-exist@post.example>: spam detected", "policy"],
    ["550 5.7.1 Recipient rejected: user unknown", "hard"],
  ])("«%s» is %s", (words, category) => {
    expect(judge(words)).toBe(category);
  });
});

describe("what is said around the words", () => {
  test("the code of the report helps where the words say nothing", () => {
    expect(judge("550 no", { status: "5.1.1" })).toBe("hard");
    expect(judge("", { status: "5.2.2" })).toBe("mailbox-full");
    expect(judge("", { status: "5.7.1" })).toBe("policy");
    expect(judge("", { status: "4.4.7" })).toBe("soft");
    expect(judge("")).toBe("unknown");
  });

  test("words of the server outweigh the code of the report", () => {
    expect(judge("550 5.7.1 IP address blacklisted by recipient", { status: "5.1.1" })).toBe("policy");
    expect(judge("554 Blocked - see https://ipcheck.proofpoint.com/", { status: "4.0.0" })).toBe("policy");
  });

  test("what passes is never hard", () => {
    expect(judge("550 5.1.1 User unknown", { action: "delayed" })).toBe("soft");
    expect(judge("DNS type 'mx' lookup of weg.example responded with code NXDOMAIN", { status: "4.0.0" })).toBe("soft");
    expect(judge("550 5.2.1 try again later")).toBe("soft");
  });

  test("Sendmail's 5.2.0 means that the address was taken before", () => {
    expect(judge("550 : User unknown", { status: "5.2.0" })).toBe("soft");
  });
});

describe("replies in the session", () => {
  test("a server's reply is judged with the codes in it", () => {
    expect(judgeReply("550 5.1.1 <ruth@post.example>: User unknown")).toEqual({
      category: "hard",
      status: "5.1.1",
      code: 550,
    });
    expect(judgeReply("452 4.2.2 over quota")).toEqual({ category: "mailbox-full", status: "4.2.2", code: 452 });
  });

  test.each([
    "not a valid address",
    "connection lost",
    "could not be composed",
    "connect ECONNREFUSED 127.0.0.1:25",
    "getaddrinfo ENOTFOUND relay.kg.example",
    "the relay takes at most 550 bytes, and the mail has 551000",
    "the relay takes no addresses outside of ASCII (SMTPUTF8)",
    "the server said what is no reply: 5.1.1 user unknown",
    "the server's reply does not end",
    "RSET was refused",
  ])("our own «%s» says nothing about the address", (reply) => {
    const { category, ...codes } = judgeReply(reply);
    expect(["soft", "unknown"]).toContain(category);
    expect(codes).toEqual({ status: null, code: null });
  });
});

test("whatever a server says, it is judged, and quickly", () => {
  const word = fc.constantFrom(
    "user",
    "unknown",
    "not",
    "550-5.1.1",
    "a@b",
    "quota",
    "mailbox",
    "host",
    "[1.2.3.4]",
    "ß",
  );
  const words = fc.oneof(
    fc.string({ unit: "binary", maxLength: 5000 }),
    fc.array(word, { maxLength: 1000 }).map((list) => list.join(" ")),
  );
  fc.assert(
    fc.property(words, (text) => {
      expect(["hard", "soft", "mailbox-full", "policy", "unknown"]).toContain(judge(text));
      expect(judge(text, { action: "delayed" })).not.toBe("hard");
    }),
  );
});
