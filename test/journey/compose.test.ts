import { describe, expect, test } from "vitest";
import { composeCopy, prepareMessage } from "../../src/journey/compose.ts";
import type { Address } from "../../src/mail/address.ts";
import { decodeWords } from "../../src/mail/encoded-words.ts";
import { firstValue, parseHeader } from "../../src/mail/header.ts";
import { anna, bodyOf, compose, headerOf, mail, person, sampleCopy, sampleOrder, urs } from "./compose-sample.ts";

const received = mail(
  `Return-Path: <ruth@post.example>
Received: from a by b; x
DKIM-Signature: v=1; h=from:to
X-Spam-Score: 1
From: Ruth Keller <ruth@post.example>
Sender: s@post.example
To: "Jugend" <jugend@gruppen.example>,
  eltern@else.example
Cc: oma@post.example
Bcc: geheim@post.example
SUBJECT:  =?iso-8859-1?Q?Gr=FCsse?=
Date: Mon, 02 Mar 2026 18:30:00 +0100
Message-ID: <1@post.example>
References: <0@post.example>
X-Odd :   keeps  its	blanks
List-Id: <other.example>
Reply-To: else@post.example
Precedence: bulk
Disposition-Notification-To: ruth@post.example
X-Rundmail-Copy: forged
List-Unsubscribe: <https://other.example/out>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Feedback-ID: 1:2:3:other
ARC-Seal: x
Resent-From: x@y.example
MIME-Version: 1.0

Hallo
`,
);

describe("the header of a copy", () => {
  test("is the received one, with what the contract adds, replaces and removes", () => {
    expect(headerOf(compose(received))).toBe(
      `Received: by mx.example (Rundmail) id 7;
 Thu, 26 Nov 2026 20:01:00 +0100
List-Id: Jugend <gr000123.gruppen.example>
List-Post: NO
List-Help: <mailto:service@gruppen.example>
List-Owner: <mailto:service@gruppen.example>
List-Unsubscribe: <mailto:unsubscribe-optout@gruppen.example?subject=unsubscribe>
Precedence: list
Feedback-ID: 7:gr000123:community:gruppenexample
X-Rundmail-Message: 7
X-Rundmail-Copy: token
X-Original-From: Ruth Keller <ruth@post.example>
From: Ruth Keller via Jugend <jugend@gruppen.example>
To: =?utf-8?Q?Anna_W=C3=BCthrich?= <familie@post.example>
SUBJECT:  =?iso-8859-1?Q?Gr=FCsse?=
Date: Mon, 02 Mar 2026 18:30:00 +0100
Message-ID: <1@post.example>
References: <0@post.example>
X-Odd :   keeps  its	blanks
Reply-To: Ruth Keller <ruth@post.example>
MIME-Version: 1.0

`.replaceAll("\n", "\r\n"),
    );
  });

  test("keeps To and Cc as the author wrote them where the group is to be seen", () => {
    const header = headerOf(compose(received, [anna], sampleOrder({ visibleRecipient: "group" })));
    expect(header).toContain('To: "Jugend" <jugend@gruppen.example>,\r\n  eltern@else.example\r\n');
    expect(header).toContain("Cc: oma@post.example\r\n");
    expect(header).not.toContain("geheim");
  });

  test.each(["To: undisclosed-recipients:;\n", "To: \n", "To: (nobody@x.example)\n", ""])(
    "names the target where To would be without an address: %j",
    (to) => {
      const raw = mail(`From: ruth@post.example\n${to}Cc: oma@post.example\n\nx`);
      const header = headerOf(compose(raw, [anna], sampleOrder({ visibleRecipient: "group" })));
      expect(header.match(/^To: .*$/gm)).toEqual(["To: Jugend <jugend@gruppen.example>"]);
    },
  );

  test("gets To, Date, Message-ID and Reply-To where they are missing", () => {
    const header = headerOf(compose(mail("From: ruth@post.example\n\nx")));
    expect(header).toMatch(/^To: .*familie@post.example>\r$/m);
    expect(header).toContain("\r\nDate: Thu, 26 Nov 2026 20:01:00 +0100\r\n");
    expect(header).toContain("\r\nMessage-ID: <message-7@gruppen.example>\r\n");
    expect(header).toContain("\r\nReply-To: Ruth Keller <ruth@post.example>\r\n");
    expect(header).not.toContain("Subject");
  });

  test("has no Reply-To where the order says so, also not the author's own", () => {
    expect(headerOf(compose(received, [anna], sampleOrder({ replyTo: null })))).not.toContain("Reply-To");
  });

  test("has each field once, even if the received mail had it twice", () => {
    const raw = mail("From: ruth@post.example\nTo: a@x.example\nTo: b@x.example\nReply-To: a@x\nReply-To: b@x\n\nx");
    const header = headerOf(compose(raw));
    expect(header.match(/^To:/gm)).toHaveLength(1);
    expect(header.match(/^Reply-To:/gm)).toHaveLength(1);
  });

  test("carries a field that the author's program wrote twice", () => {
    const twice = mail(
      "From: ruth@post.example\nSubject: eins\nDate: heute\nMessage-ID: <1@x>\nSubject: zwei\nDate: morgen\nMessage-ID: <2@x>\n\nx",
    );
    const fields = (changes: Parameters<typeof sampleOrder>[0], messageId: string | null) =>
      headerOf(
        Buffer.concat(composeCopy(prepareMessage(twice, sampleOrder(changes)), sampleCopy([anna], { messageId }))),
      )
        .split("\r\n")
        .filter((line) => /^(?:subject|date|message-id):/i.test(line));
    expect(fields({}, null)).toEqual([
      "Subject: eins",
      "Date: heute",
      "Message-ID: <1@x>",
      "Subject: zwei",
      "Date: morgen",
      "Message-ID: <2@x>",
    ]);
    expect(fields({ subjectPrefix: "[J]" }, "<3@x>")).toEqual([
      "Subject: [J] eins",
      "Date: heute",
      "Message-ID: <3@x>",
      "Date: morgen",
    ]);
  });

  test("names the original in References when it has a Message-ID of its own", () => {
    const copy = Buffer.concat(
      composeCopy(prepareMessage(received, sampleOrder()), sampleCopy([anna], { messageId: "<own@gruppen.example>" })),
    );
    const header = parseHeader(copy);
    expect(firstValue(header, "message-id")).toBe("<own@gruppen.example>");
    expect(firstValue(header, "references")).toBe("<0@post.example> <1@post.example>");
  });

  test("no name of a person can write a second field", () => {
    const joker = person({ firstName: "Anna\r\nBcc: evil@x.example", lastName: 'x" <evil@x.example>, "' });
    const raw = mail("From: ruth@post.example\nSubject: Hallo ###VORNAME### ###NACHNAME###\n\nx");
    const header = parseHeader(compose(raw, [joker]));
    expect(header.fields.map(({ key }) => key)).not.toContain("bcc");
    expect(header.fields).toHaveLength(parseHeader(compose(raw)).fields.length);
    expect(firstValue(header, "subject")).toBe('Hallo Anna Bcc: evil@x.example x" <evil@x.example>, "');
  });
});

describe("the subject", () => {
  function subject(written: string, prefix: string | null = null, recipients = [anna]): string {
    const raw = mail(`From: ruth@post.example\nSubject: ${written}\n\nx`);
    return firstValue(parseHeader(compose(raw, recipients, sampleOrder({ subjectPrefix: prefix }))), "subject") ?? "";
  }

  test.each([
    ["Lager", "[Jugend] Lager"],
    ["Re: Lager", "[Jugend] Re: Lager"],
    ["Re: [Jugend] Lager", "Re: [Jugend] Lager"],
    ["AW: WG: [jugend] Lager", "AW: WG: [jugend] Lager"],
    ["Antwort: Fwd: Re[2]: [Jugend] Lager", "Antwort: Fwd: Re[2]: [Jugend] Lager"],
    ["[Jugend] Re: Lager", "[Jugend] Re: Lager"],
    ["=?utf-8?Q?Re:_[Jugend]_Gr=C3=BCsse?=", "=?utf-8?Q?Re:_[Jugend]_Gr=C3=BCsse?="],
    ["=?iso-8859-1?Q?Gr=FCsse?=", "[Jugend] =?iso-8859-1?Q?Gr=FCsse?="],
  ])("%s with a prefix is %s", (written, expected) => {
    expect(subject(written, "[Jugend]")).toBe(expected);
  });

  test("with a prefix beyond ASCII is still read with its blank", () => {
    expect(decodeWords(subject("=?utf-8?Q?Gr=C3=BCsse?=", "[Süd]"))).toBe("[Süd] Grüsse");
  });

  test("is folded where the prefix makes it long, and its bytes stay", () => {
    const long = `${"Sommerlager ".repeat(6)}x`;
    const copy = compose(
      mail(`From: ruth@post.example\nSubject: ${long}\n\nx`),
      [anna],
      sampleOrder({ subjectPrefix: "[J]" }),
    );
    expect(headerOf(copy)).toContain(`Subject: [J]\r\n ${long}\r\n`);
  });

  test("is not repeated by Outlook's topic of the conversation with its placeholders", () => {
    const topic = (subject: string) =>
      headerOf(compose(mail(`Subject: ${subject}\nThread-Topic: ${subject}\nThread-Index: AQ==\n\nx`)));
    expect(topic("Hallo ###VORNAME###")).not.toMatch(/###|Thread-Topic/);
    expect(topic("Hallo ###VORNAME###")).toContain("Thread-Index: AQ==");
    expect(topic("Hallo")).toContain("Thread-Topic: Hallo");
  });

  test("that is missing becomes the prefix", () => {
    const copy = compose(mail("From: ruth@post.example\n\nx"), [anna], sampleOrder({ subjectPrefix: "[Jugend]" }));
    expect(firstValue(parseHeader(copy), "subject")).toBe("[Jugend]");
  });

  test("greets by name, also across encoded words, and with a prefix", () => {
    const written = "=?utf-8?Q?F=C3=BCr_=23=23=23VOR?=\n =?utf-8?Q?NAME=23=23=23?= und ###ROLLE### alle";
    expect(decodeWords(subject(written, "[J]"))).toBe("[J] Für Anna und alle");
    expect(decodeWords(subject(written, null, [anna, urs]))).toBe("Für Anna und Urs und alle");
  });
});

describe("the body of a copy", () => {
  test("is the received one where there is no placeholder", () => {
    expect(bodyOf(compose(received)).toString()).toBe("Hallo\r\n");
  });

  test("gets CRLF instead of bare line ends, and nothing else", () => {
    const raw = Buffer.from("From: ruth@post.example\n\na\rb\nc\r\n\0\x80d\n", "latin1");
    expect(bodyOf(compose(raw)).toString("latin1")).toBe("a\r\nb\r\nc\r\n\0\x80d\r\n");
  });

  test("shares big parts with the received mail instead of copying them", () => {
    const attachment = "QUJD\r\n".repeat(10_000);
    const raw = mail(
      `From: ruth@post.example\nContent-Type: multipart/mixed; boundary=b\n
--b\n\nHallo ###VORNAME###\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${attachment}--b--\n`.replaceAll(
        "\r",
        "",
      ),
    );
    const chunks = composeCopy(prepareMessage(raw, sampleOrder()), sampleCopy());
    const big = chunks.filter((chunk) => chunk.length > 50_000);
    expect(big).toHaveLength(1);
    expect(big.every((chunk) => chunk.buffer === raw.buffer)).toBe(true);
    expect(chunks.length).toBeLessThan(4);
  });

  test("a copy that is made twice is the same", () => {
    const prepared = prepareMessage(received, sampleOrder());
    const first = Buffer.concat(composeCopy(prepared, sampleCopy([urs])));
    composeCopy(prepared, sampleCopy([person({ firstName: "Đorđe" })]));
    expect(Buffer.concat(composeCopy(prepared, sampleCopy([urs]))).equals(first)).toBe(true);
  });
});

test("a mail of nothing is composed, not thrown at", () => {
  const order = sampleOrder({ target: { name: "", address: "x@y.example" as Address, listId: "x.y.example" } });
  expect(compose(Buffer.alloc(0), [], order).toString()).toContain("To: familie@post.example\r\n");
});
