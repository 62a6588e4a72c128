/**
 * What the operator can follow: one method per event, so that no call site invents a format of its own.
 * Every line carries the id of a message, mail, copy or notice where there is one; none carries a subject, a body or a token.
 */

import pino, { type Logger } from "pino";
import { prettyLine } from "./log-line.ts";

export interface LogSettings {
  /** Least important event that is written. */
  level: "debug" | "info" | "warn" | "error";
  /** JSON lines, lines for people, or whichever fits the stream. */
  format: "auto" | "json" | "pretty";
}

/** Where the lines go: stderr, or a test that collects them. */
export interface LogStream {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface Log {
  /** A listener takes connections. */
  listening(fields: { protocol: "smtp" | "lmtp"; host: string; port: number }): void;
  /** Everything is closed; what was on the wire is recorded. */
  stopped(): void;
  /** Mails that were on the wire when the last server died; they go once more. */
  mailsInDoubt(fields: { mails: number }): void;
  /** A client broke off, or spoke TLS that we do not. */
  sessionFailed(fields: { why: string }): void;

  /** A mail is on disk, and these messages were made of it. `evidence`: what proves the author, or does not. */
  mailAccepted(fields: { mail: number; message: number; target: string; evidence?: string }): void;
  /** A mail or a recipient was refused with this reason word. */
  mailRefused(fields: { reason: string; target: string; evidence?: string }): void;
  /** A mail was accepted and goes nowhere. */
  mailDropped(fields: { reason: string; target: string; evidence?: string }): void;

  /** A message waits for an answer of so many people. */
  holdOpened(fields: { message: number; kind: "confirm" | "moderate"; asked: number }): void;
  /** A held message was decided; `by` is a person or the operator. */
  holdDecided(fields: { message: number; decision: "released" | "rejected" | "cancelled"; by: string }): void;
  /** A mail to an answer address that decided nothing. */
  answerIgnored(fields: { message: number | null; why: string }): void;
  /** Nobody answered in time. */
  expired(fields: { message: number }): void;
  /** The list of recipients is complete. */
  released(fields: { message: number; copies: number }): void;

  /** The relay took a copy. At level debug: there may be a hundred thousand of them, and `message show` has each with its reply. */
  copySent(fields: { copy: number; message: number; reply: string }): void;
  /** A copy is tried again later. */
  copyDeferred(fields: { copy: number; message: number; reply: string; nextAttemptAt: number }): void;
  /** A copy will not arrive. */
  copyFailed(fields: { copy: number; message: number; reply: string }): void;
  /** A sender is in trouble as a whole, and waits. */
  relayPaused(fields: { sender: string; why: string; untilAt: number }): void;
  /** A paused sender works again. */
  relayResumed(fields: { sender: string }): void;

  /** Messages leave as `default` instead of as this sender. */
  senderFellBack(fields: { sender: string; messages: number; why: string }): void;
  /** Messages have begun to leave as a sender that the configuration does not have any more: they wait. */
  senderMissing(fields: { sender: string; messages: number }): void;
  /** Groups choose a sender that the configuration does not have: their mail leaves as `default`. */
  senderUnknown(fields: { sender: string; groups: number }): void;

  /** A report or complaint about a copy was taken down. */
  bounced(fields: { message: number; copy: number; category: string }): void;
  /** An address gets no more copies, because of this failure. */
  suppressed(fields: { bounce: number; message: number | null; category: string }): void;
  /** These persons want no more mail of the target of a message. */
  optedOut(fields: { message: number; persons: number[] }): void;
  /** A provider refuses us as a whole: mail to it waits, and nobody is charged. */
  providerPaused(fields: { provider: string; message: number; why: string; untilAt: number }): void;

  noticeSent(fields: { notice: number; kind: string; message: number | null }): void;
  noticeFailed(fields: { notice: number; kind: string; message: number | null; why: string }): void;

  /** Another file lies where the database was, or none: mail is put off until the server is started again. */
  databaseGone(fields: { path: string }): void;
  /** Our own mistake: what was being done, and the stack. */
  bug(fields: { where: string; error: unknown; message?: number; copy?: number; notice?: number; mail?: number }): void;
}

/** A log that writes to a stream, as JSON lines or readable on a terminal. */
export function createLog(settings: LogSettings, stream: LogStream): Log {
  const isPretty = settings.format === "pretty" || (settings.format === "auto" && stream.isTTY === true);
  const lines = isPretty
    ? { write: (json: string) => stream.write(prettyLine(json)) }
    : { write: (json: string) => stream.write(json) };
  // No host and process id: the service manager knows them; the moment is readable without a tool.
  const options = { level: settings.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return eventsTo(pino({ ...options, formatters: { level: (level) => ({ level }) } }, lines));
}

/** A stream that gathers what is written. */
export interface GatheredLog extends LogStream {
  /** Writes what is left, and gathers no more. */
  end(): void;
}

/**
 * Writes the lines of one turn of the event loop together: a busy server has several for each mail, and to write each by
 * itself costs more than to make it. However the process ends, its last lines are written; only a kill may take those of
 * one turn with it.
 */
export function gathered(stream: LogStream): GatheredLog {
  let lines = "";
  let isEnded = false;
  const flush = (): void => {
    const text = lines;
    lines = "";
    if (text !== "") stream.write(text);
  };
  process.on("exit", flush);
  return {
    isTTY: stream.isTTY === true,
    write(text) {
      if (lines === "" && !isEnded) setImmediate(flush);
      lines += text;
      if (isEnded) flush();
    },
    end() {
      isEnded = true;
      flush();
      process.off("exit", flush);
    },
  };
}

/** For tests that ask about something else than the log. */
export const silentLog: Log = eventsTo(pino({ enabled: false }));

/** The level of each event: info for the life of a mail, warn for what the operator may want to look at, error for our faults. */
function eventsTo(logger: Logger): Log {
  return {
    listening: (fields) => logger.info(fields, "listening"),
    stopped: () => logger.info("stopped"),
    mailsInDoubt: (fields) => logger.warn(fields, "mails in doubt"),
    sessionFailed: (fields) => logger.debug(fields, "session failed"),
    mailAccepted: (fields) => logger.info(fields, "mail accepted"),
    mailRefused: (fields) => logger.info(fields, "mail refused"),
    mailDropped: (fields) => logger.info(fields, "mail dropped"),
    holdOpened: (fields) => logger.info(fields, "hold opened"),
    holdDecided: (fields) => logger.info(fields, "hold decided"),
    answerIgnored: (fields) => logger.info(fields, "answer ignored"),
    expired: (fields) => logger.info(fields, "expired"),
    released: (fields) => logger.info(fields, "released"),
    copySent: (fields) => logger.debug(fields, "copy sent"),
    copyDeferred: (fields) => logger.warn(withMoments(fields), "copy deferred"),
    copyFailed: (fields) => logger.warn(fields, "copy failed"),
    relayPaused: (fields) => logger.warn(withMoments(fields), "relay paused"),
    relayResumed: (fields) => logger.info(fields, "relay resumed"),
    senderFellBack: (fields) => logger.warn(fields, "sender fell back"),
    senderMissing: (fields) => logger.error(fields, "sender missing"),
    senderUnknown: (fields) => logger.warn(fields, "sender unknown"),
    bounced: (fields) => logger.warn(fields, "bounced"),
    suppressed: (fields) => logger.warn(fields, "suppressed"),
    optedOut: (fields) => logger.info(fields, "opted out"),
    providerPaused: (fields) => logger.warn(withMoments(fields), "provider paused"),
    noticeSent: (fields) => logger.info(fields, "notice sent"),
    noticeFailed: (fields) => logger.warn(fields, "notice failed"),
    databaseGone: (fields) => logger.error(fields, "database replaced or removed; start the server again"),
    bug: ({ error, ...fields }) => logger.error({ ...fields, ...described(error) }, "bug"),
  };
}

/** Moments are numbers inside and ISO 8601 UTC wherever somebody reads them. */
function withMoments<Fields extends object>(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, key.endsWith("At") ? new Date(value).toISOString() : value]),
  );
}

function described(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}
