/** The relay of the stories: keeps every mail that left, and can be as difficult as a real one. */

import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** A mail that left. */
export class SunkMail {
  readonly envelopeFrom: string;
  readonly envelopeTo: string;
  readonly raw: Buffer;
  /** Unix ms. */
  readonly at: number;
  #parsed: Promise<ParsedMail> | undefined;

  constructor(envelopeFrom: string, envelopeTo: string, raw: Buffer) {
    this.envelopeFrom = envelopeFrom;
    this.envelopeTo = envelopeTo;
    this.raw = raw;
    this.at = Date.now();
  }

  /** The mail as an independent parser reads it. */
  parsed(): Promise<ParsedMail> {
    this.#parsed ??= simpleParser(this.raw, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
    return this.#parsed;
  }

  /** Value of the first field of that name as it stands there, unfolded. */
  header(name: string): string | undefined {
    return this.headers(name)[0];
  }

  headers(name: string): string[] {
    const end = this.raw.indexOf("\r\n\r\n");
    const unfolded = this.raw.toString("latin1", 0, end).replace(/\r\n(?=[ \t])/g, "");
    const prefix = `${name.toLowerCase()}:`;
    const lines = unfolded.split("\r\n").filter((line) => line.toLowerCase().startsWith(prefix));
    return lines.map((line) => line.slice(prefix.length).trim());
  }

  /** Kind of the notice, undefined for a copy. */
  get notice(): string | undefined {
    return this.header("X-Rundmail-Notice");
  }
}

/** What the relay does to mail for somebody. */
type Treatment =
  | { kind: "accept" }
  /** Answers with a whole reply line such as `451 4.7.1 greylisted`. */
  | { kind: "reply"; at: "mail" | "rcpt" | "data"; reply: string }
  /** Breaks the connection: before it took the mail, or after it kept it and before it said so. */
  | { kind: "drop"; at: "before-mail" | "after-mail" }
  | { kind: "slow"; ms: number };

export interface Sink {
  readonly port: number;
  /** Everything that was taken, in the order it came. */
  readonly mails: readonly SunkMail[];
  /** Every recipient that was offered at RCPT, taken or not. */
  readonly attempts: readonly string[];
  /** How mail for an address (or for "*", everybody else) is treated from now on; `times` tells for how many attempts. */
  treat(address: string, treatment: Treatment, times?: number): void;
  copies(): SunkMail[];
  /** All notices, or those of one kind. */
  notices(kind?: string): SunkMail[];
  /** Waits for so many mails altogether, or until it is true what is asked of them; fails after `timeoutMs` and says what left. */
  waitFor(wanted: number | ((mails: readonly SunkMail[]) => boolean), timeoutMs?: number): Promise<void>;
  /** The next notice of a kind to an address (the `nth`, from 1). */
  waitForNotice(kind: string, address: string, nth?: number): Promise<SunkMail>;
  /** Nothing more leaves: waits until nothing has left for a while. */
  waitUntilQuiet(quietMs?: number): Promise<void>;
  /** What left, one line per mail, sorted: `confirm ruth@post.example` or `copy beat@post.example`. */
  left(): string[];
  close(): Promise<void>;
}

const LOOK_MS = 10;
/** Longer than a beat of the server's timers. */
const QUIET_MS = 600;
const WAIT_MS = 20_000;

/** Starts a relay on a free port. */
export async function startSink(): Promise<Sink> {
  const mails: SunkMail[] = [];
  const attempts: string[] = [];
  const treatments = new Map<string, { treatment: Treatment; times: number }>();
  const sockets = new Map<number, Socket>();
  const turns = new WeakMap<SMTPServerSession, Treatment>();

  function treatmentOf(address: string): Treatment {
    const key = treatments.has(address) ? address : "*";
    const found = treatments.get(key);
    if (found === undefined || found.times <= 0) return { kind: "accept" };
    found.times -= 1;
    return found.treatment;
  }

  function hangUp(session: SMTPServerSession): void {
    sockets.get(session.remotePort)?.destroy();
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    logger: false,
    maxClients: 1_000,
    onMailFrom(_address, _session, done) {
      const found = treatments.get("*");
      if (found?.treatment.kind !== "reply" || found.treatment.at !== "mail" || found.times <= 0) return done();
      found.times -= 1;
      done(replyError(found.treatment.reply));
    },
    onRcptTo({ address }, session, done) {
      attempts.push(address);
      const treatment = treatmentOf(address);
      turns.set(session, treatment);
      if (treatment.kind === "reply" && treatment.at === "rcpt") return done(replyError(treatment.reply));
      if (treatment.kind === "drop" && treatment.at === "before-mail") return hangUp(session);
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const treatment = turns.get(session) ?? { kind: "accept" };
        if (treatment.kind === "slow") await wait(treatment.ms);
        if (treatment.kind === "reply" && treatment.at === "data") return done(replyError(treatment.reply));
        const { mailFrom, rcptTo } = session.envelope;
        for (const { address } of rcptTo) {
          mails.push(new SunkMail(mailFrom === false ? "" : mailFrom.address, address, Buffer.concat(chunks)));
        }
        if (treatment.kind === "drop") return hangUp(session);
        done();
      });
    },
  });
  // A client that was killed breaks off; that is what some stories are about.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.on("close", () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const sink: Sink = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    attempts,
    treat: (address, treatment, times = Number.POSITIVE_INFINITY) => void treatments.set(address, { treatment, times }),
    copies: () => mails.filter(({ notice }) => notice === undefined),
    notices: (kind) => mails.filter(({ notice }) => notice !== undefined && (kind === undefined || notice === kind)),
    async waitFor(wanted, timeoutMs = WAIT_MS) {
      const isThere = typeof wanted === "number" ? () => mails.length >= wanted : () => wanted(mails);
      const deadline = Date.now() + timeoutMs;
      while (!isThere()) {
        if (Date.now() > deadline) throw new Error(`waited in vain; what left:\n${sink.left().join("\n")}`);
        await wait(LOOK_MS);
      }
    },
    async waitForNotice(kind, address, nth = 1) {
      const found = () => sink.notices(kind).filter(({ envelopeTo }) => envelopeTo === address)[nth - 1];
      await sink.waitFor(() => found() !== undefined);
      const notice = found();
      if (notice === undefined) throw new Error(`no ${kind} to ${address}`);
      return notice;
    },
    async waitUntilQuiet(quietMs = QUIET_MS) {
      let since = Date.now();
      for (let count = mails.length; Date.now() - since < quietMs; ) {
        await wait(LOOK_MS);
        if (mails.length !== count) {
          count = mails.length;
          since = Date.now();
        }
      }
    },
    left: () => mails.map(({ notice, envelopeTo }) => `${notice ?? "copy"} ${envelopeTo}`).toSorted(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return sink;
}

function replyError(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}
