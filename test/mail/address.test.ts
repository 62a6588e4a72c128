import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Address,
  addressKey,
  domainOf,
  formatMailbox,
  localPartOf,
  type Mailbox,
  parseAddress,
  parseMailboxes,
} from "../../src/mail/address.ts";
import { cleanDisplayName } from "../../src/mail/display-name.ts";
import { MAX_HEADER_BYTES } from "../../src/mail/header.ts";

const ruth = address("ruth@post.example");

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}

function mailboxes(value: string): Mailbox[] {
  const list = parseMailboxes(value);
  if (!list.ok) throw new Error(list.problem);
  return list.mailboxes;
}

function unfold(text: string): string {
  return text.replace(/\r\n(?=[ \t])/g, "");
}

describe("one address", () => {
  test.each([
    "ruth@post.example",
    "ruth.keller+jugend@post.example",
    "o'brien@post.example",
    "root@localhost",
    "gr000123.000045@gruppen.example.org",
    "jürgen@bücher.example",
    "ruth@xn--bcher-kva.example",
    "+45XXXXXXXX@telenor.dk",
    `${"a".repeat(64)}@post.example`,
  ])("Ruth may write from %s", (text) => {
    expect(parseAddress(text)).toBe(text);
  });

  test("the domain is written in lower case, the local part as Ruth wrote it", () => {
    expect(parseAddress("Ruth.Keller@Post.EXAMPLE")).toBe("Ruth.Keller@post.example");
  });

  test.each([
    ["nothing", ""],
    ["no @", "ruth"],
    ["two @", "ruth@post@example.org"],
    ["an empty local part", "@post.example"],
    ["an empty domain", "ruth@"],
    ["a dot at the begin", ".ruth@post.example"],
    ["a dot at the end", "ruth.@post.example"],
    ["two dots", "ruth..keller@post.example"],
    ["a quoted local part", '"ruth keller"@post.example'],
    ["a blank", "ruth keller@post.example"],
    ["a blank around the @", "ruth @post.example"],
    ["angle brackets", "<ruth@post.example>"],
    ["a comment", "ruth@post.example(x)evil.example"],
    ["a route", "@relay.example:ruth@post.example"],
    ["a domain literal", "ruth@[192.0.2.1]"],
    ["an IP address", "ruth@192.0.2.1"],
    ["an IP address in full-width digits", "ruth@１９２.0.2.1"],
    ["a full-width @", "ruth＠evil.example"],
    ["a full-width @ in the domain", "ruth@post＠evil.example"],
    ["an ideographic full stop", "ruth@post。example"],
    ["an empty label", "ruth@post..example"],
    ["a dot at the end of the domain", "ruth@post.example."],
    ["a hyphen at the begin of a label", "ruth@-post.example"],
    ["an underscore in the domain", "ruth@po_st.example"],
    ["a slash in the domain", "ruth@post/x.example"],
    ["a line break", "ruth@post.example\r\n"],
    ["a line break in the local part", "ru\nth@post.example"],
    ["NUL", "ruth\0@post.example"],
    ["a zero-width blank", "ru\u200bth@post.example"],
    ["a direction mark", "ru\u202eth@post.example"],
    ["half a surrogate pair", "ru\ud800th@post.example"],
    ["a local part of 65 octets", `${"a".repeat(65)}@post.example`],
    ["a local part of 65 octets in 33 letters", `${"ü".repeat(32)}a@post.example`],
    ["a label of 64", `ruth@${"a".repeat(64)}.example`],
    ["a domain of 256 octets", `ruth@${"a.".repeat(125)}exampl`],
    // Tricks that made nodemailer send to somebody else.
    ["a second RCPT command", "u@y>\r\nRCPT TO:<v@z"],
    ["a closing bracket", "u@y>"],
    ["an address behind a blank", "u@y v@z"],
    ["an address behind a comma", "u@y,v@z"],
    ["an address in a quoted local part", '"v@z "@y'],
    ["an encoded @", "u=?utf-8?Q?=40?=@y z"],
  ])("%s is no address", (_title, text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test("any text that is accepted is safe in an envelope, and accepted again as it is", () => {
    const letters = fc.constantFrom(...'aB1.+-_@<>"\r\n\0 ,:;()[]\\üé日😀\u202e\u00a0。xn--');
    const alike = fc.tuple(fc.string({ unit: letters }), fc.string({ unit: letters })).map(([l, d]) => `${l}@${d}.ch`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), alike, fc.emailAddress()), (text) => {
        const parsed = parseAddress(text);
        if (parsed === undefined) return;
        expect(parsed).toMatch(/^[^\s<>(),:;"\\[\]@]+@[^\s<>(),:;"\\[\]@]+$/u);
        expect(parsed).not.toMatch(/\p{C}/u);
        expect(parseAddress(parsed)).toBe(parsed);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what is an address does not depend on the case of the domain", () => {
    const local = fc.string({ unit: fc.constantFrom(..."ab1.+-_@ü'"), maxLength: 70 });
    const domain = fc.string({ unit: fc.constantFrom(..."ab1.-."), maxLength: 140 });
    fc.assert(
      fc.property(
        local,
        fc.oneof(
          domain,
          domain.map((labels) => `${labels}.ch`),
        ),
        (left, right) => {
          expect(parseAddress(`${left}@${right.toUpperCase()}`)).toBe(parseAddress(`${left}@${right}`));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("comparing addresses", () => {
  test.each([
    ["Ruth@Post.Example", "ruth@post.example"],
    ["JÜRGEN@bücher.example", "jürgen@xn--bcher-kva.example"],
    ["ju\u0308rgen@post.example", "jürgen@post.example"],
    ["ruth@XN--BCHER-KVA.example", "ruth@BÜCHER.example"],
    ["Postmaster", "postmaster"],
  ])("%s and %s are the same", (left, right) => {
    expect(addressKey(left)).toBe(addressKey(right));
  });

  test.each([
    ["ruth+jugend@post.example", "ruth@post.example"],
    ["ruth.keller@post.example", "ruthkeller@post.example"],
    ["juergen@post.example", "jürgen@post.example"],
    // A Cyrillic letter that looks the same.
    ["ruth@pоst.example", "ruth@post.example"],
    ["ruth@1.2", "ruth@1.0.0.2"],
  ])("%s and %s are not", (left, right) => {
    expect(addressKey(left)).not.toBe(addressKey(right));
  });

  test("the domain of Jürgen's address is known in one form", () => {
    expect(domainOf("jürgen@Bücher.example")).toBe("xn--bcher-kva.example");
    expect(domainOf("postmaster")).toBe("");
    expect(localPartOf("Jürgen@bücher.example")).toBe("Jürgen");
    expect(localPartOf("postmaster")).toBe("postmaster");
  });
});

describe("the mailboxes of a field", () => {
  test.each<[string, Mailbox[]]>([
    ["ruth@post.example", [{ name: "", address: ruth }]],
    ["<ruth@post.example>", [{ name: "", address: ruth }]],
    ["< ruth@post.example >", [{ name: "", address: ruth }]],
    ["Ruth Keller <ruth@post.example>", [{ name: "Ruth Keller", address: ruth }]],
    ["Ruth Keller<ruth@post.example>", [{ name: "Ruth Keller", address: ruth }]],
    ["Dr. Ruth K. Keller <ruth@post.example>", [{ name: "Dr. Ruth K. Keller", address: ruth }]],
    ['"Keller, Ruth" <ruth@post.example>', [{ name: "Keller, Ruth", address: ruth }]],
    ['"ruth@post.example" <ruth@post.example>', [{ name: "ruth@post.example", address: ruth }]],
    ['"Ruth \\"die Schnelle\\" Keller" <ruth@post.example>', [{ name: 'Ruth "die Schnelle" Keller', address: ruth }]],
    ['Ruth" M. "Keller <ruth@post.example>', [{ name: "Ruth M. Keller", address: ruth }]],
    ["Jürg Müßig <ruth@post.example>", [{ name: "Jürg Müßig", address: ruth }]],
    ["=?utf-8?Q?J=C3=BCrg?= Keller <ruth@post.example>", [{ name: "Jürg Keller", address: ruth }]],
    ['"=?utf-8?Q?J=C3=BCrg?=" <ruth@post.example>', [{ name: "Jürg", address: ruth }]],
    ["=?utf-8?Q?J=C3=BC?= =?utf-8?Q?rg?= <ruth@post.example>", [{ name: "Jürg", address: ruth }]],
    [
      "=?utf-8?Q?Ruth_=3Cevil=40evil.example=3E?= <ruth@post.example>",
      [{ name: "Ruth <evil@evil.example>", address: ruth }],
    ],
    ["Ruth\tKeller   <ruth@post.example>", [{ name: "Ruth Keller", address: ruth }]],
    ["<ruth@post.example>,", [{ name: "", address: ruth }]],
    ["ruth@post.example (Ruth Keller)", [{ name: "Ruth Keller", address: ruth }]],
    ["ruth@post.example (=?utf-8?Q?J=C3=BCrg?=) ", [{ name: "Jürg", address: ruth }]],
    ["Ruth <ruth@post.example> (privat)", [{ name: "Ruth", address: ruth }]],
    [
      'Ruth <ruth@post.example>, , "a, b" <Anna@Post.example>,beat@post.example',
      [
        { name: "Ruth", address: ruth },
        { name: "a, b", address: address("Anna@post.example") },
        { name: "", address: address("beat@post.example") },
      ],
    ],
  ])("%s is read", (value, expected) => {
    expect(mailboxes(value)).toEqual(expected);
  });

  test.each([
    ["", "no-address"],
    [" , ", "no-address"],
    ["Ruth", "not-an-address"],
    ["<>", "not-an-address"],
    ["<ruth>", "not-an-address"],
    ["ruth @post.example", "not-an-address"],
    ["ruth@post.example evil@evil.example", "not-an-address"],
    ["<admin@good.example> <evil@evil.example>", "not-an-address"],
    ["<admin@good.example><evil@evil.example>", "not-an-address"],
    ["admin@good.example <evil@evil.example>", "not-an-address"],
    ["<evil@evil.example> Ruth", "not-an-address"],
    ["<evil@evil.example> admin@good.example", "not-an-address"],
    ['<evil@evil.example> "Ruth"', "not-an-address"],
    ['"ruth"@post.example', "not-an-address"],
    ['"sonder bar"@post.example', "not-an-address"],
    ['"ruth"', "not-an-address"],
    ["Ruth <<ruth@post.example>>", "not-an-address"],
    ["Ruth <ruth@post.example", "not-an-address"],
    ["Ruth ruth@post.example>", "not-an-address"],
    ["Ruth <ruth@[192.0.2.1]>", "not-an-address"],
    ["Keller, Ruth <ruth@post.example>", "not-an-address"],
    ["Ruth \\<evil@evil.example\\> <ruth@post.example>", "not-an-address"],
    ["=?utf-8?Q?a@b.example?= <ruth@post.example>", "not-an-address"],
    ["=?utf-8?Q?ruth=40post.example?=", "not-an-address"],
    ["<@relay.example:ruth@post.example>", "not-an-address"],
    ['"Ruth <ruth@post.example>', "unbalanced-quote"],
    ['"Ruth\\" <ruth@post.example>', "unbalanced-quote"],
    ["ruth@post.example (anna@post.example)", "comment"],
    ["ruth@post.example(Ruth)", "comment"],
    ["ruth@post.example (Ruth) (again)", "comment"],
    ["ruth@post.example (Ruth) anna@post.example", "comment"],
    ["(Ruth)", "comment"],
    ["admin@good.org(x)evil.example", "comment"],
    ["(admin@good.example) ruth@post.example", "comment"],
    ["Pete(A nice \\) chap) <pete@silly.example>", "comment"],
    ["Freunde: a@post.example, b@post.example;", "group"],
    ["undisclosed-recipients:;", "group"],
    ['"Ruth" <valid@example.net>:<attacker@example.org>', "group"],
    ["Ruth\0 <ruth@post.example>", "control-character"],
    ["Ruth <ruth@post.example\0>", "control-character"],
    ["Ruth <u@y>\r\nRCPT TO:<v@z>", "control-character"],
    ['"Ruth\nBcc: evil@evil.example" <ruth@post.example>', "control-character"],
  ])("%j is refused", (value, problem) => {
    expect(parseMailboxes(value)).toEqual({ ok: false, problem });
  });

  test.each(["<", '"', "(", "a ", " ", "<a@b> ", "=?utf-8?Q?", '\\"', "a@b,", "< "])(
    "a full header of %j costs a stranger more than us",
    (piece) => {
      const startedAt = performance.now();
      parseMailboxes(piece.repeat(MAX_HEADER_BYTES / piece.length));
      parseMailboxes(`<${piece.repeat(MAX_HEADER_BYTES / piece.length)}`);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});

test("a name of a quarter megabyte is cut, in whole characters", () => {
  const list = parseMailboxes(`"${"😀".repeat(60_000)}" <ruth@post.example>`);
  expect(list).toEqual({ ok: true, mailboxes: [{ name: "😀".repeat(250), address: ruth }] });
});

describe("writing a mailbox", () => {
  test.each([
    ["", "ruth@post.example"],
    ["Ruth Keller", "Ruth Keller <ruth@post.example>"],
    ["Keller, Ruth", '"Keller, Ruth" <ruth@post.example>'],
    ["Ruth K. Keller", '"Ruth K. Keller" <ruth@post.example>'],
    ['Ruth "die Schnelle" \\', '"Ruth \\"die Schnelle\\" \\\\" <ruth@post.example>'],
    ["Jürg", "=?utf-8?Q?J=C3=BCrg?= <ruth@post.example>"],
    ["=?utf-8?Q?J=C3=BCrg?=", "=?utf-8?Q?=3D=3Futf-8=3FQ=3FJ=3DC3=3DBCrg=3F=3D?=\r\n <ruth@post.example>"],
    ["Ruth\r\nBcc: evil@evil.example", '"Ruth Bcc: evil@evil.example" <ruth@post.example>'],
    ["Ruth\0\u202e\u0007", "Ruth <ruth@post.example>"],
    ["\u202e\r\n", "ruth@post.example"],
  ])("the name %j is written so that nobody misreads it", (name, written) => {
    expect(formatMailbox({ name, address: ruth })).toBe(written);
  });

  test("a long name is folded within 78 columns", () => {
    const written = formatMailbox({
      name: "Jürg und Käthi Müller-Lüdenscheidt von der Ägerten ".repeat(4),
      address: ruth,
    });
    const lines = `Reply-To: ${written}`.split("\r\n");
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line.length <= 78)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith(" ") && line.trim() !== "")).toBe(true);
  });

  test("whatever a person is called, the mailbox reads back as it was, and stays one field", () => {
    const hostile = fc.constantFrom(...'ab ü日😀"\\<>@,:;()=?_.\r\n\t\0\u202e\u0085');
    const names = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: hostile, maxLength: 200 }));
    fc.assert(
      fc.property(names, (name) => {
        const written = formatMailbox({ name, address: ruth });
        expect(written).toMatch(/^[\x20-\x7e\r\n]*$/);
        expect(unfold(written)).not.toMatch(/[\r\n]/);
        expect(mailboxes(unfold(written))).toEqual([{ name: cleanDisplayName(name), address: ruth }]);
      }),
      { numRuns: 1_000 },
    );
  });
});
