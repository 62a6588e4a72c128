import { describe, expect, test } from "vitest";
import { divideMail, relaxedValue, signedHeader } from "../../src/mail/dkim-header.ts";
import { signatureField, unsignedField } from "../../src/mail/dkim-signature.ts";

describe("which fields a signature covers", () => {
  const copy = [
    "Received: by gruppen.example; Thu, 26 Nov 2026 20:01:00 +0100",
    "List-Unsubscribe: <https://gruppen.example/u>",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "X-Rundmail-Copy: abc",
    'From: "Ruth via Jugend" <jugend@gruppen.example>',
    "To: Beat <beat@post.example>",
    "SUBJECT : Sommer  lager",
    "References: <1@x>",
    "  <2@x> ",
    "Feedback-ID: 1:2:3:4",
  ];

  test("those that say who writes to whom about what, each once more than it is there; the others as they are", () => {
    expect(signedHeader(`${copy.join("\r\n")}\r\n\r\n`)).toEqual({
      names: [
        ...["from", "from", "reply-to", "to", "to", "cc", "subject", "subject", "date"],
        ...["references", "feedback-id", "list-unsubscribe", "list-unsubscribe-post"],
      ],
      relaxed:
        'from:"Ruth via Jugend" <jugend@gruppen.example>\r\nto:Beat <beat@post.example>\r\nsubject:Sommer lager\r\n' +
        "references:<1@x> <2@x>\r\nfeedback-id:1:2:3:4\r\n" +
        "list-unsubscribe:<https://gruppen.example/u>\r\nlist-unsubscribe-post:List-Unsubscribe=One-Click\r\n",
    });
  });

  test("of two with one name the lower one is taken first", () => {
    const { names, relaxed } = signedHeader("To: a@x\r\nTo: b@x\r\n\r\n");
    expect(names.filter((name) => name === "to")).toHaveLength(3);
    expect(relaxed).toBe("to:b@x\r\nto:a@x\r\n");
  });

  test("blanks become one, line ends none; what only looks like a blank stays", () => {
    expect(relaxedValue(" \t a\r\n\t b  c \r\n ")).toBe("a b c");
    expect(relaxedValue("\u00a0a\v ")).toBe("\u00a0a\v");
    expect(relaxedValue("  ")).toBe("");
    expect(relaxedValue(" ")).toBe("");
  });
});

describe("where the body of a mail begins", () => {
  test.each([
    ["in the first chunk", ["From: a\r\n\r\nb", "c"]],
    ["in a later one, the empty line being cut", ["From: a\r", "\n\r", "\nbc"]],
    ["behind lone line ends, which the wire makes whole", ["From: a\n\nb", "c"]],
    ["at once, without a header", ["\r\nbc"]],
  ])("%s", (_where, chunks) => {
    const { body } = divideMail(chunks.map((chunk) => Buffer.from(chunk)));
    expect(Buffer.concat(body).toString()).toBe("bc");
  });

  test("nowhere: a mail without an empty line is all header", () => {
    const { header, body } = divideMail([Buffer.from("From: a\r\n"), Buffer.from("To: b\r\n")]);
    expect(header).toBe("From: a\r\nTo: b\r\n");
    expect(Buffer.concat(body)).toHaveLength(0);
  });

  test("the big chunks of a body are the ones of the mail", () => {
    const big = Buffer.alloc(50_000, "x");
    const { body } = divideMail([Buffer.from("From: a\r\n\r\nb"), big]);
    expect(body[1]).toBe(big);
  });
});

describe("the field", () => {
  const signatory = { domain: "gruppen.example", selector: "rundmail", algorithm: "rsa-sha256" } as const;

  test("says what is signed and how, without a moment, in lines that every server takes", () => {
    const header = `From: a@x\r\nList-Id: <x>\r\n${"List-Post: NO\r\n".repeat(20)}\r\n`;
    const field = signatureField(unsignedField(signatory, header, "hash="), Buffer.alloc(256, 1)).toString();
    for (const line of field.split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
    const tags = field.replace(/\s+/g, "").slice("DKIM-Signature:".length).split(";");
    expect(tags.map((tag) => tag.split("=")[0])).toEqual(["v", "a", "c", "d", "s", "h", "bh", "b"]);
    expect(field).toMatch(
      /^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=gruppen\.example;\r\n s=rundmail;/,
    );
    expect(field.endsWith("\r\n")).toBe(true);
  });
});
