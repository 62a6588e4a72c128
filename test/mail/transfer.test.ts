import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closeEscape,
  decodeBase64,
  decodeQuotedPrintable,
  encodeBase64,
  encodeQuotedPrintable,
  quotedPrintableValue,
} from "../../src/mail/transfer.ts";

const textual = fc.array(fc.constantFrom(...Buffer.from("ab=3D  \t\r\n.ü")), { maxLength: 300 });
const octets = fc.oneof(
  fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  textual.map((bytes) => Buffer.from(bytes)),
);

function lines(encoded: Buffer): string[] {
  return encoded.toString("latin1").split("\r\n");
}

describe("quoted-printable", () => {
  test.each([
    ["Gr=C3=BCsse", "Grüsse"],
    ["Gr=c3=bcsse", "Grüsse"],
    ["lange Zeile=\r\n geht weiter", "lange Zeile geht weiter"],
    ["lange Zeile=\n geht weiter", "lange Zeile geht weiter"],
    ["lange Zeile= \t\r\n geht weiter", "lange Zeile geht weiter"],
    ["am Ende=", "am Ende"],
    ["am Ende=\r\n", "am Ende"],
    ["Zeile  \t\r\nZeile  ", "Zeile\r\nZeile"],
    ["Zeile=20\r\nZeile=20", "Zeile \r\nZeile "],
    ["1 = 2, =ZZ, =3, ==3D", "1 = 2, =ZZ, =3, =="],
    ["a\nb\r\nc\rd", "a\nb\r\nc\rd"],
    ["roh: ü", "roh: ü"],
    ["", ""],
  ])("%j reads as %j", (encoded, text) => {
    expect(decodeQuotedPrintable(Buffer.from(encoded)).bytes.toString()).toBe(text);
  });

  test("each decoded byte knows where it stands, and breaks lie between", () => {
    const { bytes, offsets } = decodeQuotedPrintable(Buffer.from("a=3D=\r\n=\r\nb  \r\nc=\n"));
    expect(bytes.toString()).toBe("a=b\r\nc");
    expect([...offsets]).toEqual([0, 1, 10, 13, 14, 15, 18]);
  });

  test("whatever a stranger sends, the offsets lead back to the encoded forms", () => {
    fc.assert(
      fc.property(octets, (encoded) => {
        const { bytes, offsets } = decodeQuotedPrintable(encoded);
        expect(offsets).toHaveLength(bytes.length + 1);
        expect(offsets[bytes.length]).toBe(encoded.length);
        for (const [index, byte] of bytes.entries()) {
          const start = offsets[index] ?? -1;
          const written = encoded.toString("latin1", start, start + 3);
          expect(start).toBeLessThan(offsets[index + 1] ?? -1);
          expect([String.fromCharCode(byte), `=${byte.toString(16).padStart(2, "0")}`]).toContain(
            encoded[start] === byte ? written.slice(0, 1) : written.toLowerCase(),
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("any bytes come back, in lines of at most 76 that end in no blank", () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const encoded = encodeQuotedPrintable(bytes);
        expect(decodeQuotedPrintable(encoded).bytes).toEqual(bytes);
        for (const line of lines(encoded)) expect(line).toMatch(/^(?:[\t\x20-\x7e]{0,75}[!-~])?$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["Grüsse\r\naus Bern", "Gr=C3=BCsse\r\naus Bern"],
    ["Zeile \r\nZeile\t", "Zeile=20\r\nZeile=09"],
    ["a\nb\rc", "a=0Ab=0Dc"],
    ["1=2", "1=3D2"],
    ["x".repeat(76), "x".repeat(76)],
    ["x".repeat(77), `${"x".repeat(75)}=\r\nxx`],
  ])("%j is written as %j", (text, encoded) => {
    expect(encodeQuotedPrintable(Buffer.from(text)).toString()).toBe(encoded);
  });

  test("a text that goes on leaves room for a soft break on its last line", () => {
    const long = Buffer.from(`${"x".repeat(76)}\r\n${"y".repeat(76)}`);
    expect(lines(encodeQuotedPrintable(long, true))).toEqual(["x".repeat(76), `${"y".repeat(75)}=`, "y"]);
  });

  test.each([
    ["name=", "name=3D"],
    ["a=4", "a=3D4"],
    ["a==", "a==3D"],
    ["a=3D", "a=3D"],
    ["a=C3=BC4", "a=C3=BC4"],
    ["", ""],
  ])("%j ends as %j where something is put behind it", (encoded, closed) => {
    expect(closeEscape(Buffer.from(encoded)).toString()).toBe(closed);
  });

  test.each([
    ["Jürg", "J=C3=BCrg"],
    [" Müller Lüdi ", "=20M=C3=BCller L=C3=BCdi=20"],
    [" ", "=20"],
    ["a\r\nb\tc=d", "a=0D=0Ab=09c=3Dd"],
    ["", ""],
  ])("the value %j stands in a line as %j", (value, written) => {
    expect(quotedPrintableValue(Buffer.from(value))).toBe(written);
  });

  test("any value comes back from the middle of a line, and brings no long line along", () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const value = quotedPrintableValue(bytes);
        const line = Buffer.from(`Hallo ${value}, guten Tag`, "latin1");
        const expected = Buffer.concat([Buffer.from("Hallo "), bytes, Buffer.from(", guten Tag")]);
        expect(decodeQuotedPrintable(line).bytes).toEqual(expected);
        for (const part of value.split("\r\n")) expect(part.length).toBeLessThanOrEqual(76);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("base64", () => {
  test.each([
    ["R3LDvHNzZQ==", "Grüsse"],
    ["R3LD\r\nvHNz\r\nZQ==\r\n", "Grüsse"],
    ["R3LDvHNzZQ", "Grüsse"],
    ["R3LDvHNzZ", "Grüss"],
    ["R3 L*D-v_HNzZQ==", "Grüsse"],
    ["QQ==Qg==", "AB"],
    ["====", ""],
    ["", ""],
  ])("%j reads as %j", (encoded, text) => {
    expect(decodeBase64(Buffer.from(encoded)).toString()).toBe(text);
  });

  test("any bytes come back, in lines of at most 76", () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const encoded = encodeBase64(bytes);
        expect(decodeBase64(encoded)).toEqual(bytes);
        expect(encoded.toString("latin1")).toBe(bytes.toString("base64").replace(/.{76}(?=.)/g, "$&\r\n"));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(["=", " ", "= ", "a ", "=3D", "=\r\n"])("5 MB of %j are decoded in linear time", (piece) => {
    const encoded = Buffer.alloc(5_000_000, piece);
    const startedAt = performance.now();
    decodeQuotedPrintable(encoded);
    decodeBase64(encoded);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
