import { describe, expect, test } from "vitest";
import { isSealed, parseMime } from "../../src/mail/mime-tree.ts";

function mail(lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"));
}

describe("what must not be changed", () => {
  function sealed(...lines: string[]): boolean {
    const path = [parseMime(mail(lines))];
    for (let child = path[0]?.children[0]; child !== undefined; child = child.children[0]) path.push(child);
    return isSealed(path);
  }

  test("a signed or encrypted part is sealed with all it holds", () => {
    expect(
      sealed(
        "Content-Type: multipart/signed; boundary=a",
        "",
        "--a",
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        "Text",
      ),
    ).toBe(true);
    expect(
      sealed(
        "Content-Type: multipart/mixed; boundary=a",
        "",
        "--a",
        "Content-Type: multipart/encrypted; boundary=b",
        "",
        "--b",
        "",
        "Text",
      ),
    ).toBe(true);
    expect(sealed("Content-Type: application/pkcs7-mime", "", "x")).toBe(true);
    expect(sealed("Content-Type: application/x-pkcs7-mime", "", "x")).toBe(true);
    expect(sealed("Content-Type: multipart/mixed; boundary=a", "", "--a", "", "Text")).toBe(false);
  });

  test.each([
    ["as it is", "7bit", "Hallo\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n"],
    ["at the begin", "8bit", "-----BEGIN PGP MESSAGE-----\r\n"],
    ["with escaped hyphens", "quoted-printable", "Hallo\r\n=2D----BEGIN PGP MESSAGE-----\r\n"],
    ["in base64", "base64", Buffer.from("Hallo\n-----BEGIN PGP MESSAGE-----\n").toString("base64")],
  ])("a text with an OpenPGP block %s is sealed", (_title, encoding, body) => {
    expect(sealed(`Content-Transfer-Encoding: ${encoding}`, "", body)).toBe(true);
  });

  test("a key that is handed on in a text seals nothing", () => {
    expect(sealed("", "Mein Schlüssel:", "-----BEGIN PGP PUBLIC KEY BLOCK-----", "x")).toBe(false);
    expect(sealed("", "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----BEGIN PGP MESSAGE-----")).toBe(true);
  });

  test("Ruth may quote a signed mail, or write about one", () => {
    expect(sealed("", "> -----BEGIN PGP SIGNED MESSAGE-----")).toBe(false);
    expect(sealed("", "Es beginnt mit -----BEGIN PGP MESSAGE-----")).toBe(false);
  });
});
