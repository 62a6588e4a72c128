import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReplyCode, findStatus } from "../../../src/journey/bounce/codes.ts";

describe("the enhanced status code in a server's words", () => {
  test.each([
    ["550 5.1.1 <ruth@post.example>: User unknown", "5.1.1"],
    ["550-5.1.1 The email account that you tried to reach does not exist", "5.1.1"],
    ["smtp; 550 #5.1.0 Address rejected.", "5.1.0"],
    ["Sorry, no mailbox here by that name. (#5.1.1)", "5.1.1"],
    ["552 sorry, mailbox full (#5.2.2)", "5.2.2"],
    ["5.1.1", "5.1.1"],
    ["5.2.1 (mailbox disabled, not accepting messages)", "5.2.1"],
    ["550 5.7.606 Access denied, banned sending IP [192.0.2.1]", "5.7.606"],
    ["550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10"],
    ["550 5.1.351 Remote server returned unknown recipient", "5.1.351"],
    ["please try again later [#4.1.9].", "4.1.9"],
    ["host mx.post.example[192.0.2.1] said: 450 4.2.0 Greylisted (in reply to RCPT TO command)", "4.2.0"],
    ["host mx.4.5.1.post.example said: 550 5.1.1 gone", "5.1.1"],
    ["554 5.7.1 see version 4.9.1 of our policy", "5.7.1"],
    ["Exim 4.3.2 says: 5.1.1 unknown", "5.1.1"],
    ["Status: 5.4.4.", "5.4.4"],
    ["status:5.1.1", "5.1.1"],
  ])("«%s» has %s", (words, status) => {
    expect(findStatus(words)).toBe(status);
  });

  test.each([
    "550 User unknown",
    "connect to mx.post.example[5.1.1.3]:25: Connection timed out",
    "550 mail from 5.1.1.3 refused",
    "blocked: 192.5.1.1",
    "Exim version 4.94.2",
    "Exim 4.5.1",
    "Sendmail/5.5.1",
    "Postfix 4.7.1",
    "on 4.5.2024 at 12:00",
    "am 5.1.24, 12:30 Uhr",
    "sent 5.1.24 12:30",
    "24.5.1 is a date, 5.1.2024 another",
    "no mailbox user5.1.1@post.example",
    "no mailbox 5.1.1@post.example",
    "no mailbox ruth@5.1.1.example",
    "from messages 4.16.55.1",
    "2.1.5 Recipient OK",
    "5.9.1",
    "5.1.1234",
    "5.01.1",
    "",
  ])("«%s» has none", (words) => {
    expect(findStatus(words)).toBeNull();
  });
});

describe("the reply code in a server's words", () => {
  test.each([
    ["550 5.1.1 User unknown", 550],
    ["550-Requested action not taken: mailbox unavailable 550 see http://post.example", 550],
    ["smtp; 450 4.2.0 Greylisted", 450],
    ["smtp;550 5.1.1 gone", 550],
    ["X-Postfix; host mx.post.example[192.0.2.1] said: 554 No (in reply to end of DATA command)", 554],
    ["550 Recipient does not exist on this system", 550],
    ["554", 554],
    ["521 5.3.2 does not accept mail", 521],
    ["571 No PTR Record found", 571],
    ["Remote host said: 552 disk quota exceeded", 552],
    ["ERROR_CODE :421, host not reachable", 421],
    ["message of 552 bytes: 550 refused", 550],
    ["554 4.4.7 Message expired: <421 4.4.2 Connection timed out>", 554],
    ["tried port 465, then 421 4.3.2 came", 421],
  ])("«%s» has %i", (words, code) => {
    expect(findReplyCode(words)).toBe(code);
  });

  test.each([
    "250 2.1.5 OK",
    "connect to mx.post.example[192.0.2.1]:587: Connection refused",
    "getaddrinfo ENOTFOUND mx550.post.example",
    "no mailbox ruth550@post.example",
    "no mailbox 550@post.example",
    "192.0.2.550",
    "size=550",
    "the relay takes at most 550 bytes",
    "not delivered within 421 minutes",
    "port 465",
    "1550 and 5501 and 55",
    "499 is none, nor is 590",
    "5.1.1",
    "",
  ])("«%s» has none", (words) => {
    expect(findReplyCode(words)).toBeNull();
  });
});

test("no words make it fail, and what it finds is a code", () => {
  const words = fc.oneof(fc.string({ unit: "binary", maxLength: 500 }), fc.stringMatching(/^[45.\-# :a@]{0,200}$/));
  fc.assert(
    fc.property(words, (text) => {
      expect(findStatus(text) ?? "5.1.1").toMatch(/^[45]\.\d{1,3}\.\d{1,3}$/);
      expect(String(findReplyCode(text) ?? 550)).toMatch(/^[45]\d\d$/);
    }),
  );
});
