import type { Socket } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { RelayAnswer } from "../journey/settle.ts";
import { parseAddress } from "../mail/address.ts";
import type { OutgoingMail } from "../questions/outgoing-mail.ts";
import { type Extensions, type MailChannel, mailChannel } from "./transaction.ts";

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
  /** Breaks off where it is only being opened: nothing of the mail is on the wire, and it goes back untried. */
  breakOff(): void;
  close(): void;
}

/** RFC 5321 §4.5.3.2: five minutes for the greeting and most commands, ten for the end of the mail. */
const CONNECT_TIMEOUT_MS = 60_000;
const GREETING_TIMEOUT_MS = 300_000;
const SOCKET_TIMEOUT_MS = 600_000;

/** Opens connections to one relay. Every envelope address is checked here once more, right before the wire. */
export function relayConnection(access: RelayAccess): RelayConnection {
  let connecting: SMTPConnection | undefined;
  let channel: MailChannel | undefined;
  let isBrokenOff = false;

  /** The library opens the connection, speaks TLS and logs in; from then on it is ours. */
  async function connected(): Promise<MailChannel> {
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
    // From now on `close` ends it, also when it comes no further than to a refused login.
    connecting = connection;
    await completed(connection, (done) => connection.connect(done));
    if (access.user !== undefined) {
      const login = { user: access.user, pass: access.password ?? "" };
      await completed(connection, (done) => connection.login(login, done));
    }
    const taken = takenOver(connection);
    connecting = undefined;
    return mailChannel(...taken);
  }

  return {
    async deliver(mail) {
      if (parseAddress(mail.recipient) === undefined || parseAddress(mail.returnPath) === undefined) {
        return { kind: "unsendable", reply: "not a valid address" };
      }
      if (channel === undefined || !channel.isOpen) {
        try {
          channel = await connected();
        } catch (error) {
          connecting?.close();
          connecting = undefined;
          return isBrokenOff ? { kind: "withheld", reply: "not begun" } : connectFailure(error);
        }
      }
      return channel.deliver(mail);
    },
    breakOff() {
      isBrokenOff = connecting !== undefined;
      connecting?.close();
    },
    close() {
      connecting?.close();
      channel?.close();
    },
  };
}

/** Waits for one step of the library. It does not call back where the connection ends in the middle of a login. */
function completed(connection: SMTPConnection, step: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on("error", reject);
    connection.once("end", () => reject(new Error("connection lost")));
    step((error) => (error ? reject(error) : resolve()));
  });
}

/** What the library keeps to itself. The wire tests in test/delivery notice when a new version names it otherwise. */
interface Inside {
  _socket: Socket;
  /**
   * Keyword and parameters of each extension in the last answer to EHLO, the one under TLS where there is TLS; undefined
   * where the server knows HELO only.
   */
  _ehloLines: string[] | undefined;
  _onSocketData: () => void;
  _onSocketEnd: () => void;
  _onSocketClose: () => void;
  _onSocketError: () => void;
  _onSocketTimeout: () => void;
}

/** Takes the socket of a connection that is ready for MAIL away from the library. */
function takenOver(connection: SMTPConnection): [Socket, Extensions] {
  const inside = connection as unknown as Inside;
  const socket = inside._socket;
  socket.off("data", inside._onSocketData);
  socket.off("end", inside._onSocketEnd);
  socket.off("close", inside._onSocketClose);
  socket.off("error", inside._onSocketError);
  socket.off("timeout", inside._onSocketTimeout);
  return [socket, extensionsOf(inside._ehloLines ?? [])];
}

function extensionsOf(lines: readonly string[]): Extensions {
  const said = new Map(lines.map((line) => [line.split(" ", 1)[0]?.toUpperCase(), line]));
  const size = said.get("SIZE");
  return {
    pipelining: said.has("PIPELINING"),
    eightBitMime: said.has("8BITMIME"),
    smtpUtf8: said.has("SMTPUTF8"),
    size: size === undefined ? undefined : { limit: Number(/^SIZE (\d+)$/i.exec(size)?.[1] ?? 0) },
  };
}

/** What the library says about a failure. */
interface ConnectFailure {
  message?: string;
  response?: string;
  responseCode?: number;
}

function connectFailure(error: unknown): RelayAnswer {
  const { message, response, responseCode } = error as ConnectFailure;
  const reply = (response || message || "connection lost").trim();
  if (responseCode === undefined) return { kind: "unreachable", reply };
  return { kind: "rejected", stage: "session", code: responseCode, reply };
}
