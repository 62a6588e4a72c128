import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type RelayConnection, relayConnection } from "../../src/delivery/relay.ts";
import { type Address, parseAddress } from "../../src/mail/address.ts";
import type { OutgoingMail } from "../../src/questions/outgoing-mail.ts";
import { type Script, type ScriptedRelay, startScriptedRelay } from "../support/scripted-relay.ts";

/** What goes over the wire, case by case (RFC 5321, RFC 2920). */

const LETTER = "Subject: Ausflug\r\n\r\nLiebe Ruth\r\n";

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
}

function mailTo(recipient: string, text: string | Buffer = LETTER): OutgoingMail {
  const chunks = [Buffer.isBuffer(text) ? text : Buffer.from(text)];
  return { returnPath: address("bounce-1@gruppen.example"), recipient: address(recipient), chunks };
}

async function connectedTo(
  script: Script,
  user?: string,
): Promise<{ relay: ScriptedRelay; connection: RelayConnection }> {
  const relay = await startScriptedRelay(script);
  const connection = relayConnection({
    host: "127.0.0.1",
    port: relay.port,
    security: "none",
    hostname: "gruppen.example",
    user,
    password: user && "geheim",
  });
  onTestFinished(() => connection.close());
  return { relay, connection };
}

test("a reply of any length is kept as far as somebody may read it", async () => {
  const { connection } = await connectedTo({ replies: { RCPT: `550 ${"no ".repeat(20_000)}` } });
  const answer = await connection.deliver(mailTo("lea@poste.example"));
  expect(answer).toMatchObject({ kind: "rejected", stage: "rcpt", code: 550 });
  expect(answer.reply.length).toBeLessThan(5_000);
});

test("an answer that comes piece by piece for more than ten minutes is not waited for", async () => {
  const { connection } = await connectedTo({ stutters: true });
  let minutes = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    minutes += 11;
    return minutes * 60_000;
  });
  onTestFinished(() => clock.mockRestore());
  expect(await connection.deliver(mailTo("lea@poste.example"))).toEqual({
    kind: "lost",
    reply: "the server has not answered in time",
  });
});

describe("a mail that is taken", () => {
  test("costs two writes where the relay takes several commands at once", async () => {
    const { relay, connection } = await connectedTo({});
    expect(await connection.deliver(mailTo("ruth@post.example"))).toEqual({
      kind: "accepted",
      reply: "250 2.0.0 taken",
    });
    expect(relay.bursts).toEqual([
      "MAIL FROM:<bounce-1@gruppen.example> BODY=8BITMIME|RCPT TO:<ruth@post.example>|DATA|",
    ]);
  });

  test("goes command by command where it does not", async () => {
    const { relay, connection } = await connectedTo({ extensions: [] });
    expect((await connection.deliver(mailTo("ruth@post.example"))).kind).toBe("accepted");
    expect(relay.bursts).toEqual(["MAIL FROM:<bounce-1@gruppen.example>|", "RCPT TO:<ruth@post.example>|", "DATA|"]);
  });

  test("goes so too to a relay that knows HELO only", async () => {
    const { relay, connection } = await connectedTo({ replies: { EHLO: "502 5.5.1 what is that?" } });
    expect((await connection.deliver(mailTo("ruth@post.example"))).kind).toBe("accepted");
    expect(relay.heard[0]).toContain("HELO gruppen.example\r\nMAIL FROM:<bounce-1@gruppen.example>\r\n");
  });

  test("is followed by the next on the same connection", async () => {
    const { relay, connection } = await connectedTo({});
    for (const to of ["a@post.example", "b@post.example", "c@post.example"]) {
      expect((await connection.deliver(mailTo(to))).kind).toBe("accepted");
    }
    expect(relay.heard).toHaveLength(1);
    expect(relay.heard[0]?.match(/RCPT TO:<.@/g)).toEqual(["RCPT TO:<a@", "RCPT TO:<b@", "RCPT TO:<c@"]);
  });

  test("also by a relay whose replies have several lines and come byte by byte", async () => {
    const { connection } = await connectedTo({ stutters: true, replies: { END: "250-2.0.0 taken\r\n250 as 4711" } });
    expect(await connection.deliver(mailTo("ruth@post.example"))).toEqual({
      kind: "accepted",
      reply: "250-2.0.0 taken\n250 as 4711",
    });
    expect((await connection.deliver(mailTo("beat@post.example"))).kind).toBe("accepted");
  });

  test("with its size where the relay wants to know it, and SMTPUTF8 only where an address needs it", async () => {
    const { relay, connection } = await connectedTo({ extensions: ["PIPELINING", "SIZE 1000", "SMTPUTF8"] });
    await connection.deliver(mailTo("ruth@post.example"));
    await connection.deliver(mailTo("jürg@post.example"));
    expect(relay.bursts[0]).toContain(`MAIL FROM:<bounce-1@gruppen.example> SIZE=${LETTER.length}|`);
    expect(relay.bursts[1]).toContain(`SIZE=${LETTER.length} SMTPUTF8|`);
  });
});

describe("a mail that is refused", () => {
  const after = "550 5.1.1 no such user";

  test.each([
    ["at MAIL", { MAIL: "530 5.7.0 log in first", RCPT: "503 no", DATA: "503 no" }, "mail", 530],
    ["at RCPT", { RCPT: after, DATA: "554 no valid recipients" }, "rcpt", 550],
    ["at RCPT by a relay that waits for a mail nevertheless", { RCPT: after, END: "554 no recipients" }, "rcpt", 550],
    ["at DATA", { DATA: "451 4.3.2 later" }, "data", 451],
    ["at its end", { END: "552 5.2.2 mailbox full" }, "data", 552],
  ] as const)("%s leaves a connection for the next", async (_where, replies, stage, code) => {
    for (const extensions of [["PIPELINING"], []]) {
      const { relay, connection } = await connectedTo({ extensions, replies });
      for (const to of ["a@post.example", "b@post.example"]) {
        expect(await connection.deliver(mailTo(to))).toMatchObject({ kind: "rejected", stage, code });
      }
      expect(relay.heard).toHaveLength(1);
      expect(relay.heard[0]?.match(/RSET/g)).toHaveLength(2);
    }
  });

  test("gives nothing of its content to a relay that waits for a mail nevertheless", async () => {
    const { relay, connection } = await connectedTo({ replies: { RCPT: after } });
    await connection.deliver(mailTo("ruth@post.example"));
    expect(relay.heard[0]).toContain("DATA\r\n.\r\n");
    expect(relay.heard[0]).not.toContain("Liebe Ruth");
  });

  test.each(["MAIL", "RCPT", "DATA", "END"])(
    "with 421 at %s, and the next opens a connection of its own",
    async (at) => {
      const { relay, connection } = await connectedTo({ replies: { [at]: "421 4.3.2 shutting down" } });
      for (const to of ["a@post.example", "b@post.example"]) {
        expect(await connection.deliver(mailTo(to))).toMatchObject({ kind: "rejected", code: 421 });
      }
      expect(relay.heard).toHaveLength(2);
    },
  );

  test("and the refusal counts also where the relay hangs up on RSET", async () => {
    const { connection } = await connectedTo({ hangsUpAt: "RSET", replies: { RCPT: after, DATA: "503 no" } });
    expect(await connection.deliver(mailTo("ruth@post.example"))).toMatchObject({ kind: "rejected", code: 550 });
  });

  test.each([
    ["MAIL", { MAIL: "554 5.7.1 you are not welcome" }, "RCPT", "mail", 554],
    ["RCPT", { RCPT: after }, "DATA", "rcpt", 550],
    ["RCPT by a relay that waits for a mail nevertheless", { RCPT: after }, ".", "rcpt", 550],
  ] as const)(
    "at %s by a relay that hangs up after it, is refused and not lost",
    async (_, replies, hangsUpAt, stage, code) => {
      const { connection } = await connectedTo({ replies, hangsUpAt });
      expect(await connection.deliver(mailTo("ruth@post.example"))).toMatchObject({ kind: "rejected", stage, code });
    },
  );

  test("before its end is not sent to its end", async () => {
    const early = { bytes: 100_000, with: "552 5.3.4 too big" };
    const { relay, connection } = await connectedTo({ interruptsAfter: early });
    const big = Buffer.alloc(40_000_000, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n");
    expect(await connection.deliver(mailTo("ruth@post.example", big))).toMatchObject({
      kind: "rejected",
      stage: "data",
      code: 552,
    });
    expect(relay.heard[0]?.length).toBeLessThan(1_000_000);
  });
});

describe("a mail that cannot be sent here", () => {
  test("is larger than the relay takes: nothing goes out", async () => {
    const { relay, connection } = await connectedTo({ extensions: ["PIPELINING", "SIZE 20"] });
    expect(await connection.deliver(mailTo("ruth@post.example"))).toMatchObject({ kind: "unsendable" });
    expect(relay.bursts).toEqual([]);
  });

  test("goes to an address that the relay does not understand", async () => {
    const { relay, connection } = await connectedTo({ extensions: ["PIPELINING"] });
    expect(await connection.deliver(mailTo("jürg@post.example"))).toMatchObject({ kind: "unsendable" });
    expect(relay.bursts).toEqual([]);
    expect((await connection.deliver(mailTo("ruth@post.example"))).kind).toBe("accepted");
  });
});

describe("a connection that comes to its end", () => {
  test.each(["MAIL", "RCPT", "DATA"])("at %s loses the mail, and the next opens another", async (hangsUpAt) => {
    for (const extensions of [["PIPELINING"], []]) {
      const { relay, connection } = await connectedTo({ extensions, hangsUpAt });
      expect((await connection.deliver(mailTo("a@post.example"))).kind).toBe("lost");
      expect((await connection.deliver(mailTo("b@post.example"))).kind).toBe("lost");
      expect(relay.heard).toHaveLength(2);
    }
  });

  test("between two mails costs neither of them anything", async () => {
    const { relay, connection } = await connectedTo({ replies: { IDLE: "421 4.4.2 idle for too long" } });
    for (const to of ["a@post.example", "b@post.example"]) {
      expect((await connection.deliver(mailTo(to))).kind).toBe("accepted");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(relay.heard).toHaveLength(2);
  });

  test("with the reply to a mail: the next one does not take it for its own", async () => {
    const { relay, connection } = await connectedTo({ replies: { END: "250 2.0.0 taken\r\n421 4.4.2 good bye" } });
    for (const to of ["a@post.example", "b@post.example"]) {
      expect((await connection.deliver(mailTo(to))).kind).toBe("accepted");
    }
    expect(relay.heard).toHaveLength(2);
  });

  test("in the middle of a login is no connection, and the next mail tries again", async () => {
    const { relay, connection } = await connectedTo({ extensions: ["AUTH PLAIN"], hangsUpAt: "AUTH" }, "rundmail");
    for (const to of ["a@post.example", "b@post.example"]) {
      expect(await connection.deliver(mailTo(to))).toEqual({
        kind: "unreachable",
        reply: "Connection closed unexpectedly",
      });
    }
    expect(relay.heard).toHaveLength(2);
  });

  test("because the server says what is no reply", async () => {
    const { connection } = await connectedTo({ replies: { RCPT: "hello?" } });
    expect(await connection.deliver(mailTo("a@post.example"))).toEqual({
      kind: "lost",
      reply: "the server said what is no reply: hello?",
    });
  });
});
