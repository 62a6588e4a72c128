import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { JUGEND, RUTH, stage } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

/** Says what it has to say without listening, and then nothing more; never hangs up of itself. */
async function stuckClient(port: number, words: readonly string[]): Promise<() => string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += String(chunk);
  });
  await once(socket, "connect");
  for (const line of words) {
    await wait(150);
    socket.write(`${line}\r\n`);
  }
  return () => heard;
}

test("clients that stop in the middle of a mail, on both protocols, hold the server up for some seconds only", async () => {
  const program = await startProgram({ directory: stage() });
  const toData = [`MAIL FROM:<${RUTH}>`, `RCPT TO:<${JUGEND}>`, "DATA", "Subject: half a m"];
  const clients = await Promise.all([
    stuckClient(program.smtpPort, ["EHLO a.example", ...toData]),
    stuckClient(program.lmtpPort, ["LHLO a.example", ...toData]),
    stuckClient(program.smtpPort, ["EHLO a.example"]),
    stuckClient(program.lmtpPort, []),
  ]);
  await wait(150);
  expect(clients[0]?.()).toMatch(/^354 /m);
  const startedAt = Date.now();
  await program.stop();
  expect(Date.now() - startedAt).toBeLessThan(7_000);
  for (const heard of clients) expect(heard()).toMatch(/^421 /m);
});

test("the same signal twice, as by a service manager and our launcher, is one: nothing is broken off", async () => {
  const program = await startProgram({ directory: stage() });
  await stuckClient(program.smtpPort, ["EHLO a.example", `MAIL FROM:<${RUTH}>`, `RCPT TO:<${JUGEND}>`, "DATA"]);
  await program.stop(100);
  expect(program.stderr).toContain('"msg":"stopped"');
});

test("a second signal later ends it at once", async () => {
  const program = await startProgram({ directory: stage() });
  await stuckClient(program.smtpPort, ["EHLO a.example", `MAIL FROM:<${RUTH}>`, `RCPT TO:<${JUGEND}>`, "DATA"]);
  await expect(program.stop(1_500)).rejects.toThrow("the server ended with SIGTERM");
});
