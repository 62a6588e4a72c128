import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MessageSummary } from "../../src/questions/messages.ts";
import { freePort } from "../support/free-port.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { mailTo } from "../support/mails.ts";
import { BEAT, DOMAIN, JUGEND, LEA, RUTH, STRANGER, stage, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";

const SCRIPT = fileURLToPath(new URL("postfix.sh", import.meta.url));

/** Why there is no Postfix here; undefined where there is one. */
const whyNot = existsSync("/usr/sbin/postfix")
  ? process.getuid?.() === 0
    ? undefined
    : "only root can start a Postfix"
  : "postfix is not installed";

describe.skipIf(whyNot !== undefined)(
  `Postfix in front and Postfix behind${whyNot === undefined ? "" : ` (skipped: ${whyNot})`}`,
  () => {
    test("a leader writes, confirms, all get a personal mail; a stranger and a misspelt address reach nobody", async () => {
      const [frontPort, relayPort] = [await freePort(), await freePort()];
      const program = await startProgram({ directory: stage(), config: { relay: { port: relayPort } } });
      const { sink } = program;
      const relayLog = startPostfix("relay", String(relayPort), String(sink.port));
      const frontLog = startPostfix("front", String(frontPort), DOMAIN, String(program.lmtpPort));
      onTestFinished(({ task }) => {
        // What Postfix says of a failure, before its folder goes.
        if (task.result?.state === "fail") process.stdout.write(`${frontLog()}\n${relayLog()}\n`);
      });

      const letter = mailTo({
        from: `Ruth Keller <${RUTH}>`,
        to: JUGEND,
        subject: "Sommerlager für ###VORNAME###",
        text: "###_SALUTATION### ###VORNAME###\n\nschöne Grüsse",
      });
      expect(await sendSmtp(frontPort, letter)).toMatchObject([{ at: "DATA", code: 250 }]);
      const question = await sink.waitForNotice("confirm", RUTH);
      expect(question.envelopeFrom).toMatch(new RegExp(`^bounce-[a-z0-9]+@${DOMAIN}$`));
      await sink.waitUntilQuiet();
      expect(sink.left()).toEqual([`confirm ${RUTH}`]);

      expect(await sendSmtp(frontPort, answer(question, "", `Ruth Keller <${RUTH}>`))).toMatchObject([{ code: 250 }]);
      await sink.waitForNotice("report", RUTH);
      await sink.waitFor((mails) => mails.length >= 7);

      const misspelt = await sendSmtp(frontPort, { ...letter, to: [`jugent@${DOMAIN}`] });
      expect(misspelt).toMatchObject([{ at: "RCPT", code: 550 }]);
      const byStranger = mailTo({ from: STRANGER, to: JUGEND, text: "Kaufen Sie!" });
      expect(await sendSmtp(frontPort, byStranger)).toMatchObject([{ at: "DATA", code: 250 }]);
      await expect
        .poll(() => program.json<MessageSummary[]>("message", "list"), { timeout: 20_000 })
        .toMatchObject([{ state: "dropped", reason: "sender-not-allowed" }, { state: "sent" }]);

      await sink.waitUntilQuiet();
      expect(sink.left()).toEqual([
        `confirm ${RUTH}`,
        `copy ${BEAT}`,
        `copy ${WUETHRICHS}`,
        `copy ${LEA}`,
        `copy ${RUTH}`,
        `released ${RUTH}`,
        `report ${RUTH}`,
      ]);
      const toBeat = sink.copies().find(({ envelopeTo }) => envelopeTo === BEAT);
      const read = await toBeat?.parsed();
      expect(read?.subject).toBe("Sommerlager für Beat");
      expect(read?.text).toBe("Lieber Beat\n\nschöne Grüsse\n");
      expect(read?.from).toMatchObject({ value: [{ name: "Ruth Keller via Jugend", address: JUGEND }] });
      expect(toBeat?.envelopeFrom).toMatch(new RegExp(`^bounce-[a-z0-9]+@${DOMAIN}$`));
    });
  },
);

/** Starts a Postfix that is gone after the test. @returns its log */
function startPostfix(role: "front" | "relay", ...args: string[]): () => string {
  const folder = mkdtempSync(join(tmpdir(), `rundmail-postfix-${role}-`));
  // Its processes run as other users and must get in.
  chmodSync(folder, 0o755);
  onTestFinished(() => {
    execFileSync("sh", [SCRIPT, "stop", folder], { stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true });
  });
  execFileSync("sh", [SCRIPT, "start", role, folder, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  return () => readFileSync(join(folder, "log"), "utf8");
}
