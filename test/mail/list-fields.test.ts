import fc from "fast-check";
import { expect, test } from "vitest";
import { type Address, parseAddress } from "../../src/mail/address.ts";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { listFields, unsubscribeField } from "../../src/mail/list-fields.ts";

const list = {
  name: "Jugend",
  listId: "gr000123.gruppen.example",
  post: address("jugend@gruppen.example"),
  help: address("service@gruppen.example"),
  owner: address("sekretariat@verein.example"),
};

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}

test("Anna's mail program learns the group, where to write and whom to ask", () => {
  expect(Buffer.concat(listFields(list)).toString()).toBe(
    "List-Id: Jugend <gr000123.gruppen.example>\r\n" +
      "List-Post: <mailto:jugend@gruppen.example>\r\n" +
      "List-Help: <mailto:service@gruppen.example>\r\n" +
      "List-Owner: <mailto:sekretariat@verein.example>\r\n",
  );
});

test("a group to which members may not write says NO", () => {
  expect(listFields({ ...list, post: "NO" }).map(String)).toContain("List-Post: NO\r\n");
});

test("a name with a comma is quoted, one with an umlaut encoded", () => {
  expect(String(listFields({ ...list, name: 'Chor, "Süd"' })[0])).toMatch(/^List-Id: =\?utf-8\?[BQ]\?/);
  expect(String(listFields({ ...list, name: 'Chor, "Nord"' })[0])).toBe(
    'List-Id: "Chor, \\"Nord\\"" <gr000123.gruppen.example>\r\n',
  );
});

test("a sign that is special in a link is escaped", () => {
  const [, post] = listFields({ ...list, post: address("a?b&c+d@gruppen.example") });

  expect(String(post)).toBe("List-Post: <mailto:a%3Fb%26c+d@gruppen.example>\r\n");
});

test("a reader opts out by one mail, by a field that stands on one line and asks for nothing but a mail", () => {
  const token = "uaaaaaaab234567abcdefghijklmnopqrstuvwxyz";
  expect(String(unsubscribeField("gruppen.example")(token))).toBe(
    `List-Unsubscribe: <mailto:unsubscribe-${token}@gruppen.example?subject=unsubscribe>\r\n`,
  );
});

test("the longest address of all fits into a line that every server takes (RFC 5322 §2.1.1)", () => {
  const domain = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.example`;
  const field = String(unsubscribeField(domain)("u".repeat(52)));
  expect(field.length).toBeLessThan(998);
  expect(field).toContain(`@${domain}?subject=unsubscribe>`);
});

test("whatever a group is called, four fields come out and the list keeps its identifier", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const written = Buffer.concat(listFields({ ...list, name }));
      const block = parseHeader(Buffer.concat([written, Buffer.from("\r\n")]));

      expect(block.fields.map((field) => field.key)).toEqual(["list-id", "list-post", "list-help", "list-owner"]);
      expect(block.problems).toEqual([]);
      expect(decodeWords(firstValue(block, "List-Id") ?? "")).toMatch(/<gr000123\.gruppen\.example>$/);
      for (const line of written.toString().split("\r\n")) expect(line.length).toBeLessThanOrEqual(80);
    }),
  );
});
