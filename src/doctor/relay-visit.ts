import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Sender } from "../config/senders.ts";

/** What may pass before the greeting, and between two answers. */
const ANSWER_MS = 10_000;

/** What a relay has shown of itself. */
export interface RelayVisit {
  /** What ended the visit early; undefined: nothing did. */
  trouble?: { at: "connect" | "login"; code: number | undefined; words: string };
  encrypted: boolean;
  /** Of the certificate, where there is one. */
  certificate?: { validTo: number; problem: string | undefined };
  /** Its limit in bytes, as EHLO says it; 0: none; undefined: not said. */
  sizeLimit?: number | undefined;
}

/** Says hello to a relay and logs in, exactly as the sending server does it, and goes again. No mail is begun. */
export async function visitRelay(
  relay: Sender["relay"],
  { hostname, password, signal }: { hostname: string; password: string | undefined; signal: AbortSignal },
): Promise<RelayVisit> {
  const connection = new SMTPConnection({
    host: relay.host,
    port: relay.port,
    name: hostname,
    secure: relay.security === "tls",
    requireTLS: relay.security === "starttls",
    ignoreTLS: relay.security === "none",
    opportunisticTLS: relay.security === "opportunistic",
    tls: relay.security === "opportunistic" ? { rejectUnauthorized: false } : { minVersion: "TLSv1.2" },
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    logger: false,
  });
  const visit: RelayVisit = { encrypted: false };
  try {
    await completed(connection, signal, (done) => connection.connect(done));
    look(visit, connection);
    if (relay.user === undefined) return visit;
    const login = { user: relay.user, pass: password ?? "" };
    await completed(connection, signal, (done) => connection.login(login, done)).catch((error: unknown) => {
      visit.trouble = { at: "login", ...described(error) };
    });
    return visit;
  } catch (error) {
    visit.trouble = { at: "connect", ...described(error) };
    return visit;
  } finally {
    // Whatever comes after this is nobody's business; without a listener it would be thrown.
    connection.on("error", () => undefined);
    if (visit.trouble?.at === "connect") connection.close();
    else connection.quit();
  }
}

/** What the library keeps to itself; the sending server looks at the same (`delivery/relay`). */
interface Inside {
  _socket: Socket;
  _ehloLines: string[];
}

function look(visit: RelayVisit, connection: SMTPConnection): void {
  const { _socket: socket, _ehloLines: lines } = connection as unknown as Inside;
  const size = lines.map((line) => /^SIZE(?: (\d{1,15}))?$/i.exec(line)).find((match) => match !== null);
  visit.sizeLimit = size === undefined ? undefined : Number(size?.[1] ?? 0);
  if (!(socket instanceof TLSSocket)) return;
  visit.encrypted = true;
  const certificate = socket.getPeerCertificate();
  const validTo = Date.parse(certificate.valid_to);
  if (Number.isNaN(validTo)) return;
  const problem = socket.authorized ? undefined : String(socket.authorizationError ?? "");
  visit.certificate = { validTo, problem };
}

/** Waits for one step of the library, but not longer than it is wanted. */
function completed(
  connection: SMTPConnection,
  signal: AbortSignal,
  step: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error("broken off"));
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    // A server that answers each command just in time must not take for ever.
    const timer = setTimeout(() => reject(new Error("no answer in time")), 2 * ANSWER_MS);
    const end = (error?: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      if (error) reject(error);
      else resolve();
    };
    connection.once("error", end);
    connection.once("end", () => end(new Error("connection lost")));
    step((error) => end(error));
  });
}

function described(error: unknown): { code: number | undefined; words: string } {
  const { message, response, responseCode } = error as { message?: string; response?: string; responseCode?: number };
  return { code: responseCode, words: response || message || "connection lost" };
}
