import { describe, expect, test } from "vitest";
import { readArrivedMail } from "../../src/journey/arrived-mail.ts";

const DOMAIN = "gruppen.example.org";

/** A mail with these fields, one per line. */
function read(fields: string, body = "Hallo zusammen\r\n", returnPath = "ruth@post.example") {
  const raw = Buffer.from(`${fields.trim().replace(/\n */g, "\r\n")}\r\n\r\n${body}`);
  return readArrivedMail(raw, returnPath, DOMAIN);
}

describe("the author", () => {
  test("is the one mailbox in From, with a decoded name", () => {
    const { author } = read("From: =?utf-8?Q?J=C3=BCrg?= Keller <Juerg@Post.example>");
    expect(author).toEqual({ name: "Jürg Keller", address: "Juerg@post.example" });
  });

  test.each([
    ["there is no From", "To: jugend@gruppen.example.org"],
    ["From is empty", "From:"],
    ["there are two From fields", "From: ruth@post.example\nFrom: ruth@post.example"],
    ["there are two mailboxes", "From: ruth@post.example, beat@post.example"],
    ["From is a group", "From: Leitung: ruth@post.example;"],
    ["a comment hides a second domain", "From: ruth@post.example(x)evil.example"],
    ["two addresses stand without a comma", "From: <ruth@post.example> <mallory@evil.example>"],
    ["the address is none", "From: Ruth Keller"],
  ])("is nobody where %s", (_, fields) => {
    expect(read(fields).author).toBeUndefined();
  });

  test("is nobody where the header cannot be read, though a From stands in it", () => {
    const long = Array.from({ length: 2_000 }, (_, line) => `X-Line-${line}: x`).join("\n");
    const mail = read(`From: ruth@post.example\n${long}`);
    expect(mail.header.problems).not.toEqual([]);
    expect(mail.author).toBeUndefined();
  });
});

test("the subject is one line of text, whatever was encoded into it", () => {
  const { subject } = read("From: ruth@post.example\nSubject: =?utf-8?Q?S=C3=BCd_=0D=0ABcc:_x?=\n\tund Nord ");
  expect(subject).toBe("Süd Bcc: x und Nord");
});

test("targets are named in To and Cc, in any case and behind any name", () => {
  const { named } = read(`From: ruth@post.example
    To: "Jugend, alle" <JUGEND@Gruppen.Example.org>, beat@post.example
    To: konf@gruppen.example.org
    Cc: <gr000123@gruppen.example.org>
    Bcc: geheim@gruppen.example.org`);
  expect([...named].toSorted()).toEqual([
    "beat@post.example",
    "gr000123@gruppen.example.org",
    "jugend@gruppen.example.org",
    "konf@gruppen.example.org",
  ]);
});

test("what stands in a name or a comment names nobody, also where the list cannot be read", () => {
  const { named } = read(`From: ruth@post.example
    To: "jugend@gruppen.example.org" <x@post.example>, y@post.example (konf@gruppen.example.org)
    Cc: Leute: "chor@gruppen.example.org" <z@post.example>;`);
  expect([...named].toSorted()).toEqual(["x@post.example", "y@post.example", "z@post.example"]);
});

test.each([
  ["one long word", "x".repeat(200_000)],
  ["quotes that never end", `"${'\\"'.repeat(100_000)}`],
  ["brackets within brackets", "(".repeat(200_000)],
  ["signs that part nothing", "@".repeat(200_000)],
])("a field of %s is read in no time", (_what, value) => {
  const startedAt = performance.now();
  const { named } = read(`From: ruth@post.example\nTo: ${value}`);
  expect(named.size).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

describe("a loop", () => {
  const passed = (times: number) => "Received: by mx.example\n".repeat(times);

  test("is a mail that passed more than 25 servers", () => {
    expect(read(`${passed(25)}From: ruth@post.example`).looping).toBe(false);
    expect(read(`${passed(26)}From: ruth@post.example`).looping).toBe(true);
  });

  test("is a mail that went through a group of ours before", () => {
    expect(read(`From: ruth@post.example\nList-Id: Jugend <gr000123.${DOMAIN}>`).looping).toBe(true);
    expect(read("From: ruth@post.example\nList-Id: Chor <chor.lists.example>").looping).toBe(false);
  });
});

describe("automatic mail", () => {
  test("is one with the null sender", () => {
    expect(read("From: ruth@post.example", "", "").automatic?.sign).toBe("null-sender");
  });

  test("is one that says so, and a person's is not", () => {
    expect(read("From: ruth@post.example\nAuto-Submitted: auto-replied").automatic?.word).toBe("auto-replied");
    expect(read("From: ruth@post.example\nAuto-Submitted: no").automatic).toBeUndefined();
  });
});

describe("the same mail", () => {
  const ruths =
    "Message-ID: <1@post.example>\nFrom: ruth@post.example\nSubject: Lager\nDate: Thu, 26 Nov 2026 20:01:00 +0100";
  const { fingerprint } = read(ruths);

  test("has the same fingerprint, whichever way it came", () => {
    const trace =
      "Received: by front.example\nAuthentication-Results: front.example; dmarc=pass\nReturn-Path: <x@y.example>";
    expect(read(`${trace}\n${ruths}`, undefined, "other@post.example").fingerprint).toBe(fingerprint);
  });

  test.each([
    ["another Message-ID", ruths.replace("<1@", "<2@"), undefined],
    ["another author", ruths.replace("ruth@post.example\nSubject", "beat@post.example\nSubject"), undefined],
    ["another subject", ruths.replace("Lager", "Reise"), undefined],
    ["another text", ruths, "Hallo alle\r\n"],
  ])("is another one with %s", (_, fields, body) => {
    expect(read(fields, body).fingerprint).not.toBe(fingerprint);
  });
});
