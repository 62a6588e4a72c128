import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { expect, onTestFinished, test } from "vitest";
import { readyMail } from "../../src/delivery/ready-mail.ts";

/** Sends a mail twice, ready and as the bytes that it is, and returns what came over the wire each time. */
async function overTheWire(text: string): Promise<{ ready: string; asBytes: string }> {
  let received = "";
  let inData = false;
  const server = createServer((socket) => {
    socket.write("220 relay\r\n");
    socket.on("data", (chunk: Buffer) => {
      const said = chunk.toString("latin1");
      if (!inData) {
        inData = said.endsWith("DATA\r\n");
        socket.write(inData ? "354 go on\r\n" : "250 ok\r\n");
        return;
      }
      received += said;
      if (!received.endsWith("\r\n.\r\n")) return;
      inData = false;
      socket.write("250 taken\r\n");
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const connection = new SMTPConnection({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  onTestFinished(() => connection.close());
  await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));

  const send = (message: ReturnType<typeof readyMail>) =>
    new Promise<string>((resolve, reject) => {
      received = "";
      connection.send({ from: "a@verein.example", to: "b@post.example" }, message, (error) =>
        error ? reject(error) : resolve(received),
      );
    });
  const bytes = Buffer.from(text, "latin1");
  return { ready: await send(readyMail(bytes)), asBytes: await send(bytes) };
}

test.each([
  ["an ordinary mail", "Subject: x\r\n\r\nLiebe Ruth\r\n"],
  ["a mail without an end of line", "Subject: x\r\n\r\nLiebe Ruth"],
  ["an empty line at the end", "Subject: x\r\n\r\n\r\n"],
  ["a line that begins with a dot", "Subject: x\r\n\r\n.profile\r\n..\r\n"],
  ["a dot that stands alone", "Subject: x\r\n\r\n.\r\nRSET\r\n"],
  ["a dot as its first byte", ".x: 1\r\n\r\n"],
  ["a bare LF before a dot", "Subject: x\r\n\r\nLiebe\n.\r\nRuth\r\n"],
  ["a bare CR before a dot", "Subject: x\r\n\r\nLiebe\r.\r\nRuth\r\n"],
  ["8-bit bytes", "Subject: x\r\n\r\nLiebe Gr\xfcsse\xff\x00\r\n"],
  ["a mail of many lines", `Subject: x\r\n\r\n${"Liebe Ruth\r\n".repeat(20_000)}`],
])("%s goes over the wire as the library itself would send it", async (_what, text) => {
  const { ready, asBytes } = await overTheWire(text);
  expect(ready).toBe(asBytes);
  expect(ready.slice(0, -"\r\n.\r\n".length)).not.toMatch(/(^|[\r\n])\.(?!\.)/);
});

test("an ordinary mail goes past the library's look at every byte", () => {
  expect(readyMail(Buffer.from("Subject: x\r\n\r\nLiebe Ruth\r\n"))).not.toBeInstanceOf(Buffer);
});
