import { createTransport } from "nodemailer";
import { Difference } from "./difference.ts";
import type { MailFolder } from "./mail-folder.ts";
import type { WrittenMail } from "./sample-mails.ts";

/** The mail program of everybody who writes in the demo. */
export interface MailClient {
  /** Hands a mail to the server, and returns what the server answers: `250 …`, or the refusal. */
  send(mail: WrittenMail): Promise<string>;
}

/** Longer than a server on the same machine ever takes, and short enough for the demo to end in time. */
const TIMEOUT_MS = 5_000;

export function openMailClient(port: number, folder: MailFolder): MailClient {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    ignoreTLS: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ author, to, raw }) {
      folder.keep(`sent by ${author.address.split("@")[0]}`, raw);
      try {
        const { response } = await transport.sendMail({ envelope: { from: author.address, to }, raw });
        return response;
      } catch (error) {
        const reply = replyIn(error);
        if (reply !== undefined) return reply;
        throw new Difference(`the server took no mail: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/** The reply of the server, where that is what went wrong. */
function replyIn(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("response" in error)) return undefined;
  return typeof error.response === "string" ? error.response : undefined;
}
