import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { composeCopy, prepareMessage } from "../../src/journey/compose.ts";
import { readTextParts, type TextPart } from "../../src/journey/placeholders/text-parts.ts";
import { surveyPlaceholders } from "../../src/journey/placeholders.ts";
import { encodeCharset } from "../../src/mail/charset.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { toCrlf } from "../../src/mail/line-ends.ts";
import { parseMime } from "../../src/mail/mime-tree.ts";
import { decodeBase64, encodeBase64 } from "../../src/mail/transfer.ts";
import { describeCorpora } from "../support/corpora.ts";
import { anna, compose, person, sampleCopy, sampleOrder } from "./compose-sample.ts";

const zoe = person({ firstName: "Zoë" });

describeCorpora("mails of many programs", (folder) => {
  // The corpus holds a mail of 1,500 header lines, which is refused before anything is composed.
  const mails = globSync("mime/**/*.{eml,mbox,box,msg,txt}", { cwd: folder })
    .toSorted()
    .map((file) => ({ file, raw: toCrlf(withoutMboxLine(readFileSync(join(folder, file)))) }))
    .filter(({ raw }) => !parseHeader(raw).problems.includes("too-many-header-lines"));

  test("there are hundreds of them", () => {
    expect(mails.length).toBeGreaterThan(300);
  });

  test.each(mails)("the body of $file goes out byte for byte", ({ raw }) => {
    const copy = compose(raw);
    const received = raw.subarray(parseHeader(raw).end);
    expect(copy.subarray(copy.length - received.length).equals(received)).toBe(true);
    expect(parseHeader(copy).end).toBe(copy.length - received.length);
  });

  test.each(mails)("in $file a placeholder is all that changes", async ({ raw }) => {
    for (const part of ordinaryTextParts(raw)) {
      const withMarker = insert(raw, part, "###VORNAME###");
      const withName = insert(raw, part, "Anna");
      const copy = compose(withMarker, [anna]);
      const expected = compose(withName, [anna]);
      expect(before(copy, raw, part)).toBe(before(expected, raw, part));
      expect(tail(copy, raw, part)).toBe(tail(expected, raw, part));
      expect(await independentlyRead(copy)).toEqual(await independentlyRead(expected));
      expect(lastText(compose(withMarker, [zoe]), part, raw)).toBe("[Zoë]");
    }
  });

  test.each(mails)("the signed and encrypted parts of $file are not touched", ({ raw }) => {
    for (const part of readTextParts(raw, parseMime(raw)).filter(({ sealed }) => sealed)) {
      if (part.isConverted) continue;
      const withMarker = insert(raw, part, "###VORNAME###");
      expect(surveyPlaceholders(withMarker, sampleOrder().policy).inSealedPart).toEqual(["VORNAME"]);
      const chunks = composeCopy(prepareMessage(withMarker, sampleOrder()), sampleCopy());
      const received = withMarker.subarray(parseHeader(withMarker).end);
      expect(Buffer.concat(chunks).subarray(-received.length).equals(received)).toBe(true);
    }
  });
});

function withoutMboxLine(raw: Buffer): Buffer {
  return raw.toString("latin1", 0, 5) === "From " ? raw.subarray(raw.indexOf("\n") + 1) : raw;
}

/**
 * Text parts that can be written into: ours to change, not cut short by the end of a broken mail, and not in bare UTF-16,
 * which RFC 2781 forbids because no line end comes through alive.
 */
function ordinaryTextParts(raw: Buffer): TextPart[] {
  return readTextParts(raw, parseMime(raw)).filter(
    ({ sealed, entity, declared }) =>
      !sealed && entity.bodyStart < raw.length && !(/^utf-?16/i.test(declared) && entity.encoding !== "base64"),
  );
}

const CR = 0x0d;

/** The mail with one more line at the end of a text part: `[text]`. */
function insert(raw: Buffer, { entity, declared, isConverted }: TextPart, text: string): Buffer {
  const body = raw.subarray(entity.bodyStart, entity.end);
  const line = `\r\n[${text}]`;
  const isBigEndian = /^utf-?16$/i.test(declared) && decodeBase64(body)[0] === 0xfe;
  const charset = /^utf-?16$/i.test(declared) ? (isBigEndian ? "utf-16be" : "utf-16le") : declared;
  const encoded = (isConverted ? encodeCharset(line, charset) : undefined) ?? Buffer.from(line);
  const added =
    entity.encoding === "base64"
      ? encodeBase64(Buffer.concat([decodeBase64(body), encoded]))
      : Buffer.concat([body, encoded]);
  // An empty part shares its only line end with the delimiter behind it.
  const end = raw.subarray(entity.end);
  const lineEnd = end.length > 0 && end[0] !== CR ? "\r\n" : "";
  return Buffer.concat([raw.subarray(0, entity.bodyStart), added, Buffer.from(lineEnd), end]);
}

/** Everything before the body of a part. */
function before(copy: Buffer, raw: Buffer, { entity }: TextPart): string {
  const inBody = entity.bodyStart - parseHeader(raw).end;
  return copy.toString("latin1", 0, parseHeader(copy).end + inBody);
}

/** Everything behind a part. */
function tail(copy: Buffer, raw: Buffer, { entity }: TextPart): string {
  return copy.toString("latin1", copy.length - (raw.length - entity.end));
}

/** What stands in brackets on the last line of the same part of a copy. */
function lastText(copy: Buffer, part: TextPart, raw: Buffer): string | undefined {
  const index = ordinaryTextParts(raw).findIndex(({ entity }) => entity.start === part.entity.start);
  const found = ordinaryTextParts(copy)[index];
  if (found === undefined) return undefined;
  const charset = found.charset === "us-ascii" ? "utf-8" : found.charset;
  return new TextDecoder(charset).decode(found.bytes).split("\r\n").at(-1);
}

/** A mail as mailparser reads it. */
async function independentlyRead(raw: Buffer): Promise<unknown> {
  const read = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return {
    text: read.text,
    html: read.html,
    attachments: read.attachments.map(({ checksum, contentType, filename }) => ({ checksum, contentType, filename })),
  };
}
