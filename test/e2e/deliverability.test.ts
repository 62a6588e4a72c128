/** What big receivers look at before anything else: the rules that hold from the first mail on, without any setting. */

import { expect, test, vi } from "vitest";
import { sendSmtp } from "../support/mail-client.ts";
import { addressIn, mailTo, type Post } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, RUTH, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import { startScriptedRelay } from "../support/scripted-relay.ts";

const AT_ONCE = { authentication: { mode: "ignore" } };

/** As careless programs write: neither Date nor Message-ID, and nobody in To. */
const careless: Post = {
  from: RUTH,
  to: [JUGEND],
  raw: Buffer.from(
    [
      `From: Ruth Keller <${RUTH}>`,
      "To: undisclosed-recipients:;",
      `Cc: ${JUGEND}`,
      "Subject: Sommerlager",
      "Feedback-ID: 1:2:3:newsletterhaus",
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
      "",
      "Hallo",
      "",
    ].join("\r\n"),
  ),
};

test.each(["person", "group"])(
  "every copy has what receivers ask for, also of a careless mail (visibleRecipient: %s)",
  async (visibleRecipient) => {
    const program = await startProgram({
      directory: stage({ jugend: { loginsMaySend: "send", class: "newsletter", visibleRecipient } }),
      config: AT_ONCE,
    });
    await sendSmtp(program.smtpPort, careless);
    await program.sink.waitForNotice("report", RUTH);
    const copies = program.sink.copies();
    expect(copies.map(({ envelopeTo }) => envelopeTo).toSorted()).toEqual([BEAT, WUETHRICHS, LEA, RUTH].toSorted());
    for (const copy of copies) {
      const { envelopeTo } = copy;
      for (const name of [
        "From",
        "To",
        "Date",
        "Message-ID",
        "Subject",
        "List-Id",
        "List-Unsubscribe",
        "Feedback-ID",
      ]) {
        expect(copy.headers(name), name).toHaveLength(1);
      }
      expect(addressIn(copy.header("To") ?? "")).toBe(visibleRecipient === "person" ? envelopeTo : JUGEND);
      expect(Math.abs(Date.parse(copy.header("Date") ?? "") - Date.now())).toBeLessThan(60_000);
      expect(copy.header("Message-ID")).toMatch(new RegExp(`^<[^<>@\\s]+@${DOMAIN}>$`));
      expect(copy.header("List-Id")).toBe(`Jugend <gr000123.${DOMAIN}>`);
      expect(copy.header("List-Unsubscribe")).toMatch(
        /^<mailto:unsubscribe-[a-z0-9]{41}@[^>?]+\?subject=unsubscribe>$/,
      );
      expect(copy.header("List-Unsubscribe-Post")).toBeUndefined();
      expect(copy.header("Feedback-ID")).toBe("1:gr000123:newsletter:gruppenkgaaraue");
      expect(copy.header("Precedence")).toBe("list");
      expect(copy.header("Auto-Submitted")).toBeUndefined();
    }
    // One address for each reader, and it is not the one to which failures go.
    const tokens = copies.flatMap((copy) => [copy.header("List-Unsubscribe"), copy.envelopeFrom]);
    expect(new Set(tokens).size).toBe(2 * copies.length);
    for (const copy of copies) {
      const [, token = ""] = /bounce-([^@]+)@/.exec(copy.envelopeFrom) ?? [];
      expect(token).toBe(copy.header("X-Rundmail-Copy"));
      expect(copy.header("List-Unsubscribe")).not.toContain(token);
    }
  },
);

test("the relay is greeted with our name, and a copy that is tried again has the same return path", async () => {
  const relay = await startScriptedRelay({ replies: { RCPT: "451 4.7.1 greylisted, try again" } });
  const program = await startProgram({
    directory: stage({ jugend: { loginsMaySend: "send" } }),
    config: { ...AT_ONCE, hostname: "mx.kg-aarau.example", relay: { port: relay.port }, retry: { waits: ["1s"] } },
  });
  await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: JUGEND }));
  const tries = () =>
    relay.heard
      .join("")
      .matchAll(/MAIL FROM:<([^>]+)>[^\r]*\r\nRCPT TO:<([^>]+)>/g)
      .toArray();
  await vi.waitFor(() => expect(tries().length).toBeGreaterThanOrEqual(8), { timeout: 20_000, interval: 50 });
  const paths = Map.groupBy(tries(), ([, , to]) => to);
  expect([...paths.keys()].toSorted()).toEqual([BEAT, WUETHRICHS, LEA, RUTH].toSorted());
  for (const found of paths.values()) expect(new Set(found.map(([, from]) => from)).size).toBe(1);
  for (const heard of relay.heard.filter((text) => text !== "")) {
    expect(heard).toMatch(/^EHLO mx\.kg-aarau\.example\r\n/);
  }
});
