import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { signing } from "../../src/delivery/signing.ts";
import type { Address } from "../../src/mail/address.ts";
import { received, signingKey, type TestKey, verdicts } from "../support/signing-key.ts";

const BEAT = "beat@post.example" as Address;

async function signed(chunks: readonly Buffer[], { dkim }: Pick<TestKey, "dkim">): Promise<readonly Buffer[]> {
  return (await signing({ dkim }, {})({ returnPath: BEAT, recipient: BEAT, chunks })).chunks;
}

function mail(header: readonly string[], body: string): Buffer {
  return Buffer.from(`${header.join("\r\n")}\r\n\r\n${body}`, "latin1");
}

const HEADER = [
  "Received: by gruppen.example; Thu, 26 Nov 2026 20:01:00 +0100",
  'From: "Ruth via Jugend" <jugend@gruppen.example>',
  "To: Beat <beat@post.example>",
  "Subject: =?utf-8?Q?Sch=C3=B6n?=",
  "Date: Thu, 26 Nov 2026 20:01:00 +0100",
  "Message-ID: <1@post.example>",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=iso-8859-1",
  "Content-Transfer-Encoding: 8bit",
  "List-Id: Jugend <gr000123.gruppen.example>",
  "List-Unsubscribe: <https://gruppen.example/u>",
  "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
];

const BODIES: [string, string][] = [
  ["no body", ""],
  ["only empty lines", "\r\n\r\n"],
  ["umlauts in eight bits", "Sch\xf6ne Gr\xfcsse\r\n"],
  ["trailing blanks and empty lines", "a \r\nb\t\t\r\n\r\n  \r\n\r\n"],
  ["dots at the begin of lines", ".\r\n..\r\n...a\r\n.a\r\n"],
  ["a long line", `${"x y ".repeat(5_000)}\r\n`],
  ["no line end at the end", "Gruss, Ruth"],
  ["lone line ends", "a\rb\nc \r\n"],
];

describe.each(["rsa", "ed25519"] as const)("a receiver checks a mail that was signed with %s", (type) => {
  test.each(BODIES)("%s", async (_what, body) => {
    const key = signingKey(type);
    expect(await verdicts(received(await signed([mail(HEADER, body)], key)), key)).toEqual(["pass"]);
  });

  test("the same copy gets the same signature again", async () => {
    const key = signingKey(type);
    const [once, again] = [await signed([mail(HEADER, "Gruss")], key), await signed([mail(HEADER, "Gruss")], key)];
    expect(Buffer.concat(once).equals(Buffer.concat(again))).toBe(true);
  });
});

test("an RSA signature is worth making ahead, whoever's the key is", () => {
  const [rsa, ed25519] = [signingKey("rsa"), signingKey("ed25519")];
  const takesLong = (own: Partial<TestKey>, other: Partial<TestKey>) => signing(own, other).takesLong;
  expect([takesLong(rsa, {}), takesLong(ed25519, rsa)]).toEqual([true, true]);
  expect([takesLong(ed25519, ed25519), takesLong({}, {})]).toEqual([false, false]);
});

test("a sending identity without a key sends its mail as it is", async () => {
  const one = { returnPath: BEAT, recipient: BEAT, chunks: [mail(HEADER, "Gruss")] };
  expect(await signing({}, {})(one)).toBe(one);
});

describe("an identity of a customer signs with the key that speaks for From", () => {
  test.each([
    ["its own author", "Anna <anna@kunde.example>", "kunde.example"],
    ["somebody below its domain", "<anna@buero.kunde.example>", "kunde.example"],
    ["another author, via the group", '"Ruth via Jugend"\r\n <jugend@gruppen.example>', "gruppen.example"],
    [
      "another author, who has that domain in the name",
      '"anna@kunde.example" <jugend@gruppen.example>',
      "gruppen.example",
    ],
    ["a domain of nobody here, for which its own key is best", "x@fremd.example", "kunde.example"],
  ])("%s", async (_who, from, expected) => {
    expect(await signerOf(from, signingKey("ed25519", "kunde.example"))).toBe(expected);
  });

  test("which is its own where both do", async () => {
    const own = signingKey("ed25519", "kunde.gruppen.example");
    expect(await signerOf("anna@kunde.gruppen.example", own)).toBe("kunde.gruppen.example");
  });

  test("which is ours where it has none, for a group of ours and for nobody else", async () => {
    expect(await signerOf('"R @ home" <jugend@gruppen.example>', {})).toBe("gruppen.example");
    expect(await signerOf("anna@kunde.example", {})).toBeUndefined();
  });

  /** The domain of the signature on a mail with this From; undefined: it is not signed. */
  async function signerOf(from: string, identity: Partial<Pick<TestKey, "dkim">>): Promise<string | undefined> {
    const chunks = [mail([`From: ${from}`, "To: beat@post.example"], "Gruss")];
    const sign = signing(identity, signingKey("ed25519", "gruppen.example"));
    const [field] = (await sign({ returnPath: BEAT, recipient: BEAT, chunks })).chunks;
    return / d=([^;]+);/.exec(field?.toString("latin1").replace(/\r\n\s/g, " ") ?? "")?.[1];
  }
});

test("an attachment of 2 MB is neither copied nor does its signature hold others up", async () => {
  const key = signingKey("rsa");
  const big = Buffer.alloc(2_000_000, `${"QUJD".repeat(19)}\r\n`);
  const chunks = [mail(HEADER, "--g\r\n\r\n"), big];
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 1);
  const sent = await signed(chunks, key);
  clearInterval(others);
  expect(sent).toHaveLength(3);
  expect(sent[1] === chunks[0] && sent[2] === big).toBe(true);
  expect(turns).toBeGreaterThan(2);
  expect(await verdicts(received(sent), key)).toEqual(["pass"]);
});

describe("somebody changes a mail on its way", () => {
  test.each([
    ["another sender above", (raw: string) => raw.replace("\r\nFrom:", "\r\nFrom: evil@x.example\r\nFrom:")],
    ["another sender below", (raw: string) => raw.replace("\r\nTo:", "\r\nFrom: evil@x.example\r\nTo:")],
    ["another subject above", (raw: string) => raw.replace("\r\nSubject:", "\r\nSubject: Geld\r\nSubject:")],
    ["an address for answers", (raw: string) => raw.replace("\r\nTo:", "\r\nReply-To: evil@x.example\r\nTo:")],
    ["another recipient", (raw: string) => raw.replace("\r\nTo:", "\r\nCc: all@x.example\r\nTo:")],
    ["no way to unsubscribe", (raw: string) => raw.replace(/List-Unsubscribe-Post:.*\r\n/, "")],
    ["one letter of the text", (raw: string) => raw.replace("Gruss", "Kruss")],
    ["one line more", (raw: string) => `${raw}und Kuss\r\n`],
  ])("%s: the signature is refused", async (_what, change) => {
    const key = signingKey("ed25519");
    const raw = received(await signed([mail(HEADER, "Gruss\r\n")], key)).toString("latin1");
    const changed = change(raw);
    expect(changed).not.toBe(raw);
    expect(await verdicts(Buffer.from(changed, "latin1"), key)).not.toContain("pass");
  });

  const words = fc.array(fc.constantFrom("a", "Zoe", " ", "  ", "\t", "\r\n ", "\r\n\t", "\xe4\xff", "=?x?", "."), {
    maxLength: 12,
  });
  const names = fc.constantFrom(
    "Reply-To",
    "cc",
    "REFERENCES",
    "List-Post",
    "Feedback-ID",
    "X-Other",
    "Auto-Submitted",
  );
  // A line of nothing but blanks is no field any more.
  const value = words.map((all) => `x${all.join("")}x`.replace(/(?:\r\n[ \t]+)+(?=\r\n)/g, ""));
  const headers = fc.array(fc.tuple(names, value), { maxLength: 6 });
  const bodies = fc
    .array(fc.constantFrom("a", "Gruss", " ", "\t", "\r\n", "\r", "\n", ".", "\xe4", "\0", "=20", "x".repeat(300)), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join(""));

  test("whatever a mail is like its signature holds, and no letter of it can be another", async () => {
    const key = signingKey("ed25519");
    await fc.assert(
      fc.asyncProperty(headers, bodies, fc.nat(), fc.nat(), async (fields, body, cutAt, changeAt) => {
        const raw = mail([...HEADER, ...fields.map(([name, text]) => `${name}: ${text}`)], body);
        const place = cutAt % raw.length;
        const sent = received(await signed([raw.subarray(0, place), raw.subarray(place)], key));
        expect(await verdicts(sent, key)).toEqual(["pass"]);

        const letters = signedLetters(sent.toString("latin1"));
        const letter = letters[changeAt % letters.length] ?? 0;
        const changed = Buffer.from(sent);
        changed[letter] = sent[letter] === 0x71 ? 0x72 : 0x71;
        expect(await verdicts(changed, key)).not.toContain("pass");
      }),
      { numRuns: 300 },
    );
  });
});

/** Offsets of letters in values of signed fields and in the body; Received and X-Other are not signed. */
function signedLetters(mail: string): number[] {
  const headerEnd = mail.indexOf("\r\n\r\n");
  const offsets: number[] = [];
  const signatureEnd = mail.indexOf("\r\nReceived:");
  let at = signatureEnd + 2;
  for (const field of mail.slice(at, headerEnd).split(/\r\n(?![ \t])/)) {
    const value = field.indexOf(":") + 1;
    if (!/^(?:Received|X-Other):/.test(field)) {
      for (let place = value; place < field.length; place += 1) if (isLetter(field[place])) offsets.push(at + place);
    }
    at += field.length + 2;
  }
  for (let place = headerEnd + 4; place < mail.length; place += 1) if (isLetter(mail[place])) offsets.push(place);
  return offsets;
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[A-Za-z0-9\xe4]/.test(sign);
}

const PYTHON = "/usr/bin/python3";
const whyNot = hasPythonDkim() ? undefined : "python3-dkim is not installed";

describe.skipIf(whyNot !== undefined)(
  `Debian's python3-dkim checks${whyNot === undefined ? "" : ` (skipped: ${whyNot})`}`,
  () => {
    test.each(["rsa", "ed25519"] as const)("every kind of body with %s, and refuses a changed one", async (type) => {
      const key = signingKey(type);
      const folder = mkdtempSync(join(tmpdir(), "rundmail-python-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const files: string[] = [];
      for (const [index, [, body]] of BODIES.entries()) {
        const raw = received(await signed([mail(HEADER, `Hallo\r\n${body}`)], key));
        for (const [suffix, bytes] of [
          ["right", raw],
          ["wrong", Buffer.from(raw.toString("latin1").replace("Hallo", "Hello"), "latin1")],
        ] as const) {
          files.push(join(folder, `${index}-${suffix}`));
          writeFileSync(files.at(-1) ?? "", bytes);
        }
      }
      const found = execFileSync(PYTHON, ["-c", VERIFY, key.record, ...files], { encoding: "utf8" }).trim();
      expect(found.split("\n")).toEqual(BODIES.flatMap(() => ["True", "False"]));
    });
  },
);

const VERIFY = `
import sys, dkim
for name in sys.argv[2:]:
    print(dkim.verify(open(name, "rb").read(), dnsfunc=lambda name, timeout=5: sys.argv[1].encode()))
`;

function hasPythonDkim(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import dkim, nacl"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
