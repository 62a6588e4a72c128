import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { RelayAnswer } from "../journey/settle.ts";
import { parseAddress } from "../mail/address.ts";
import type { OutgoingMail } from "../questions/outgoing-mail.ts";
import { readyMail } from "./ready-mail.ts";

/** How to reach the next server. */
export interface RelayAccess {
  host: string;
  port: number;
  security: "none" | "opportunistic" | "starttls" | "tls";
  user?: string | undefined;
  /** Read from the password file. */
  password?: string | undefined;
  /** How we introduce ourselves. */
  hostname: string;
}

/** A kept connection to the relay, used by one mail at a time. It opens when it is needed. */
export interface RelayConnection {
  deliver(mail: OutgoingMail): Promise<RelayAnswer>;
  close(): void;
}

/** Up to here a mail is handed over as one buffer, which is faster; above, copying would cost memory per connection. */
const ONE_BUFFER_BYTES = 262_144;

/** RFC 5321 §4.5.3.2: five minutes for the greeting and most commands, ten for the end of the mail. */
const CONNECT_TIMEOUT_MS = 60_000;
const GREETING_TIMEOUT_MS = 300_000;
const SOCKET_TIMEOUT_MS = 600_000;

/** Opens connections to one relay. Its envelope addresses are checked here, because the library would repair them. */
export function relayConnection(access: RelayAccess): RelayConnection {
  let open: SMTPConnection | undefined;

  async function connected(): Promise<SMTPConnection> {
    if (open !== undefined && !open.destroyed) return open;
    const connection = new SMTPConnection({
      host: access.host,
      port: access.port,
      name: access.hostname,
      secure: access.security === "tls",
      requireTLS: access.security === "starttls",
      ignoreTLS: access.security === "none",
      opportunisticTLS: access.security === "opportunistic",
      // Opportunistic TLS keeps eavesdroppers out; without a verified name it cannot do more (RFC 7435).
      tls: access.security === "opportunistic" ? { rejectUnauthorized: false } : { minVersion: "TLSv1.2" },
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      logger: false,
    });
    // From now on `drop` closes it, also when it comes no further than to a refused login.
    open = connection;
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    // An idle connection that the relay closes is no news; the next mail opens another.
    connection.on("error", () => connection.close());
    if (access.user !== undefined) {
      await new Promise<void>((resolve, reject) => {
        connection.login({ user: access.user, pass: access.password ?? "" }, (error) =>
          error ? reject(error) : resolve(),
        );
      });
    }
    return connection;
  }

  function drop(): void {
    open?.close();
    open = undefined;
  }

  return {
    async deliver(mail) {
      if (parseAddress(mail.recipient) === undefined || parseAddress(mail.returnPath) === undefined) {
        return { kind: "unsendable", reply: "not a valid address" };
      }
      let connection: SMTPConnection;
      try {
        connection = await connected();
      } catch (error) {
        drop();
        return connectFailure(error);
      }
      try {
        return { kind: "accepted", reply: await send(connection, mail) };
      } catch (error) {
        const answer = sendFailure(error);
        const isOver = answer.kind === "rejected" && answer.code !== SERVICE_NOT_AVAILABLE && !connection.destroyed;
        // Where the dialogue stands is not known after any other error; a new connection begins at the beginning.
        if (!isOver || !(await reset(connection))) drop();
        return answer;
      }
    },
    close: drop,
  };
}

function send(connection: SMTPConnection, mail: OutgoingMail): Promise<string> {
  const bytes = mail.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const message = bytes <= ONE_BUFFER_BYTES ? readyMail(Buffer.concat(mail.chunks)) : Readable.from(mail.chunks);
  // 8BITMIME (RFC 6152) is declared whether or not the mail needs it: looking at every byte of every copy would cost
  // more, and a relay that takes 8 bits takes 7.
  const envelope = { from: mail.returnPath, to: mail.recipient, size: bytes, use8BitMime: true };
  return new Promise((resolve, reject) => {
    connection.send(envelope, message, (error, info) => {
      if (error) reject(error);
      else resolve(info?.response ?? "");
    });
  });
}

/** Ends a refused transaction, so that the connection can be kept (RFC 5321 §4.1.1.5). */
function reset(connection: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => connection.reset((error) => resolve(!error)));
}

/** What the library says about a failure. */
interface SmtpFailure {
  message?: string;
  response?: string;
  responseCode?: number;
  command?: string;
}

/** The server closes the channel (RFC 5321 §3.8). */
const SERVICE_NOT_AVAILABLE = 421;

function connectFailure(error: unknown): RelayAnswer {
  const { code, reply } = readFailure(error);
  return code === undefined ? { kind: "unreachable", reply } : { kind: "rejected", stage: "session", code, reply };
}

function sendFailure(error: unknown): RelayAnswer {
  const { code, command, reply } = readFailure(error);
  // The library itself refuses at MAIL what is larger than the relay's SIZE (RFC 1870).
  if (code === undefined) return command === "MAIL FROM" ? { kind: "unsendable", reply } : { kind: "lost", reply };
  return { kind: "rejected", stage: STAGES.get(command ?? "") ?? "session", code, reply };
}

const STAGES = new Map<string, "mail" | "rcpt" | "data">([
  ["MAIL FROM", "mail"],
  ["RCPT TO", "rcpt"],
  ["DATA", "data"],
]);

function readFailure(error: unknown): { code: number | undefined; command: string | undefined; reply: string } {
  const failure = error as SmtpFailure;
  return {
    code: failure.responseCode,
    command: failure.command,
    reply: (failure.response || failure.message || "connection lost").trim(),
  };
}
