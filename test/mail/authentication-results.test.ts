import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAuthenticationResults } from "../../src/mail/authentication-results.ts";
import { parseResultsField } from "../../src/mail/authentication-results-field.ts";
import { parseHeader } from "../../src/mail/header.ts";

const TRUSTED = ["mx.verein.example"];

/** What is found out about anna@post.example when the mail carries these values, from top to bottom. */
function checked(...values: string[]) {
  const lines = values.map((value) => `Authentication-Results: ${value}\r\n`);
  return readAuthenticationResults(parseHeader(Buffer.from(`${lines.join("")}\r\n`)), TRUSTED, "post.example");
}

describe("Anna is authenticated by", () => {
  test.each([
    ["DMARC", "mx.verein.example; dmarc=pass (p=none) header.from=post.example"],
    ["DMARC, the server in capitals", "MX.Verein.EXAMPLE; dmarc=pass header.from=Post.Example"],
    [
      "DMARC, folded with comments and a version",
      "mx.verein.example (a (nested) comment) 1;\r\n\tdmarc (x) = (y) pass (z) header . from = post.example",
    ],
    ["DMARC, the server's name quoted", '"mx.verein.example"; dmarc=pass header.from="post.example"'],
    ["DKIM", "mx.verein.example; dkim=pass header.d=post.example header.s=k1 header.b=AbC/d+E="],
    ["DKIM of a subdomain", "mx.verein.example; dkim=pass header.d=mail.post.example"],
    ["DKIM with the identity only", "mx.verein.example; dkim=pass header.i=@post.example"],
    [
      "the second of two signatures",
      "mx.verein.example; dkim=pass header.d=esp.example; dkim=pass header.d=post.example",
    ],
    ["SPF", "mx.verein.example; spf=pass smtp.mailfrom=anna@post.example"],
    ["SPF of a bare domain", "mx.verein.example; spf=pass smtp.mailfrom=bounce.post.example"],
    ["SPF of the greeting, for a null sender", "mx.verein.example; spf=pass smtp.helo=mx.post.example"],
    [
      "SPF where DMARC has no record",
      "mx.verein.example; dmarc=none header.from=post.example; spf=pass smtp.mailfrom=post.example;",
    ],
    [
      "a reason with a semicolon in quotes",
      'mx.verein.example; dkim=fail reason="bad; dmarc=fail"; spf=pass smtp.mailfrom=post.example',
    ],
  ])("%s", (_how, value) => {
    expect(checked(value).authenticated).toBe(true);
  });

  test("two fields of the trusted server, one per method", () => {
    const answer = checked("mx.verein.example; dkim=none", "mx.verein.example; spf=pass smtp.mailfrom=post.example");

    expect(answer).toEqual({
      authenticated: true,
      disowned: false,
      evidence: "spf=pass smtp.mailfrom=post.example",
    });
  });
});

describe("Anna is not authenticated by", () => {
  test.each([
    ["another server", "mx.evil.example; dmarc=pass header.from=post.example"],
    ["a server that only ends alike", "evil-mx.verein.example; dmarc=pass header.from=post.example"],
    ["a server's name run together with quotes", '"mx.verein".example; dmarc=pass header.from=post.example'],
    ["a result for another From domain", "mx.verein.example; dmarc=pass header.from=evil.example"],
    ["a domain that only ends alike", "mx.verein.example; dkim=pass header.d=notpost.example"],
    ["a domain under the same public suffix", "mx.verein.example; dkim=pass header.d=example"],
    [
      "a failed DMARC in spite of SPF",
      "mx.verein.example; dmarc=fail header.from=post.example; spf=pass smtp.mailfrom=post.example",
    ],
    ["a result in a comment", "mx.verein.example; spf=fail (dmarc=pass header.from=post.example)"],
    ["a result in a comment that never ends", "mx.verein.example; spf=none (; dmarc=pass header.from=post.example"],
    ["a result in a quoted string", 'mx.verein.example; spf=fail reason="x; dmarc=pass header.from=post.example"'],
    [
      "an SPF pass of somebody else whose greeting names Anna's domain",
      "mx.verein.example; spf=pass smtp.mailfrom=evil.example smtp.helo=post.example",
    ],
    ["two signing domains in one result", "mx.verein.example; dkim=pass header.d=evil.example header.d=post.example"],
    ["a soft word", "mx.verein.example; spf=softfail smtp.mailfrom=post.example"],
    ["a method of a version nobody knows", "mx.verein.example; dkim/2=pass header.d=post.example"],
    ["a field of a version nobody knows", "mx.verein.example 2; dkim=pass header.d=post.example"],
    ["no result", "mx.verein.example; none"],
    ["broken grammar", "mx.verein.example; dmarc=pass header.from=post.example bla bla"],
    ["nothing", ""],
  ])("%s", (_how, value) => {
    expect(checked(value).authenticated).toBe(false);
  });

  test("a result below one of the same method", () => {
    const forged = "mx.verein.example; spf=pass smtp.mailfrom=post.example";

    expect(checked("mx.verein.example; spf=fail smtp.mailfrom=evil.example", forged).authenticated).toBe(false);
  });

  test("a result below one of the trusted server that cannot be read", () => {
    const forged = "mx.verein.example; dmarc=pass header.from=post.example";

    expect(checked("mx.verein.example; dmarc=fail header.from=", forged).authenticated).toBe(false);
  });

  test("a field that the sender brought along above that of the server", () => {
    const forged = "mx.evil.example; dmarc=pass header.from=post.example";
    const answer = checked(forged, "mx.verein.example; dmarc=fail header.from=post.example");

    expect(answer).toEqual({
      authenticated: false,
      disowned: false,
      evidence: "dmarc=fail header.from=post.example",
    });
  });
});

describe("the front server says what the domain wants", () => {
  test.each([
    ["reject", "dmarc=fail policy.dmarc=reject header.from=post.example", true],
    ["quarantine, in capitals", "dmarc=fail policy.dmarc=Quarantine header.from=post.example", true],
    ["nothing", "dmarc=fail policy.dmarc=none header.from=post.example", false],
    ["refuse, but in a comment only", "dmarc=fail (p=reject) header.from=post.example", false],
    ["refuse, of another domain", "dmarc=fail policy.dmarc=reject header.from=weit.example", false],
    ["refuse, and it passed", "dmarc=pass policy.dmarc=reject header.from=post.example", false],
  ])("%s", (_what, result, disowned) => {
    expect(checked(`mx.verein.example; ${result}`).disowned).toBe(disowned);
  });
});

test("two associations on one hoster's public suffix are not aligned", () => {
  const value = "mx.verein.example; dkim=pass header.d=one.github.io";
  const header = parseHeader(Buffer.from(`Authentication-Results: ${value}\r\n\r\n`));

  expect(readAuthenticationResults(header, TRUSTED, "two.github.io").authenticated).toBe(false);
  expect(readAuthenticationResults(header, TRUSTED, "one.github.io").authenticated).toBe(true);
});

test("an umlaut domain is the same in both of its forms", () => {
  const header = parseHeader(
    Buffer.from("Authentication-Results: mx.verein.example; dmarc=pass header.from=xn--mller-kva.example\r\n\r\n"),
  );

  expect(readAuthenticationResults(header, TRUSTED, "müller.example").authenticated).toBe(true);
});

test("a server without a name is no server", () => {
  expect(parseResultsField('""; dmarc=pass')).toBeUndefined();
});

test("any bytes are read without a throw, and results never come without a server", () => {
  const piece = fc.constantFrom(
    "mx.verein.example",
    ";",
    "dkim",
    "=",
    "pass",
    "(",
    ")",
    '"',
    "\\",
    " ",
    "header.d",
    "/1",
    ".",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      expect(parseResultsField(pieces.join(""))?.servId).not.toBe("");
    }),
  );
});

/** Far above linear time on a busy machine, far below quadratic time. */
const SECONDS_MS = 5_000;

test("a hostile field is read in linear time", () => {
  for (const piece of ["(", ";", "a=b ", "x.y=z ", '"', "dkim=pass;", "a-", "\\"]) {
    const started = performance.now();
    checked(`mx.verein.example; ${piece.repeat(250_000 / piece.length)}`);
    expect(performance.now() - started).toBeLessThan(SECONDS_MS);
  }
});
