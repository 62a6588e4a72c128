import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Config } from "../config/config.ts";
import type { Destination } from "../journey/route.ts";
import type { Authentication } from "../mail/authentication-results.ts";
import type { Reply } from "../mail/reply.ts";
import { replyToSize } from "../questions/announced-size.ts";
import { authorToProve, type ClaimedAuthor } from "../questions/claimed-author.ts";
import { findDestination } from "../questions/destination.ts";
import { mailArrived } from "../transitions/mail-arrived.ts";
import type { World } from "../world.ts";
import { cannotListen } from "./cannot-listen.ts";
import { intakeGate } from "./intake.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { MAIL_PARAMETERS, RCPT_PARAMETERS, replyToParameters } from "./parameters.ts";
import { peerList } from "./peers.ts";
import { letGo, type ReceivedMessage, readMessage } from "./read-message.ts";
import { refusal, wordsOf } from "./reply-words.ts";
import { CLOSE_TIMEOUT_MS, SESSION_LIMITS, watchSessions } from "./sessions.ts";

type ListenSettings = Config["listen"][number];

/** A socket that takes mail. */
export interface Listener {
  protocol: "smtp" | "lmtp";
  host: string;
  /** The port in use, also where the configuration says 0. */
  port: number;
  /** Lets sessions end, takes no new ones. */
  close(): Promise<void>;
}

/** Our own fault, whatever it was: the client keeps the mail and tries again. */
const TRY_LATER: Reply = { code: 451, status: "4.3.0", text: "a fault of ours; please try again later" };

/** Too many big mails are on their way in at this moment. */
const NO_ROOM: Reply = { code: 452, status: "4.3.1", text: "too much mail at once; please try again later" };

/** RFC 5321 §4.5.3.1.10. */
const TOO_MANY: Reply = { code: 452, status: "4.5.3", text: "too many recipients for one mail" };

/** RFC 5321 §4.5.3.2.7 asks for at least five minutes of patience. */
const IDLE_TIMEOUT_MS = 300_000;

/** RFC 5321 §4.5.3.1.8 asks for at least 100. */
const MOST_RECIPIENTS = 100;

/** Looks for proof of who wrote a mail; undefined where there was too little time for it. */
export type ProveAuthor = (
  mail: ClaimedAuthor & { raw: Buffer; client: { address: string; hello: string; returnPath: string } },
) => Promise<Authentication | undefined>;

/** What a RCPT was for. */
interface Recipient {
  /** As the client wrote it. */
  address: string;
  destination: Destination;
}

/**
 * Opens one listener of the configuration. It translates between the wire and transitions, nothing more.
 *
 * @param prove asked about mails whose author nobody in front has checked
 * @param arrived called when a mail was taken: something may be due now
 * @param limits how much of it one client may take up
 * @throws OperatorError 69 when the port is not to be had
 */
export async function listen(
  world: World,
  config: Config,
  settings: ListenSettings,
  prove: ProveAuthor,
  arrived: () => void,
  limits = SESSION_LIMITS,
): Promise<Listener> {
  const { trustedPeers } = config.authentication;
  const isTrusted = peerList(trustedPeers);
  const gate = intakeGate(config.database, config.intake.keepFreeBytes, world.log);
  const budget = new MemoryBudget(settings.maxMessageBytes);
  // One for each RCPT that was accepted, in order; gone with the transaction. The library joins those that are repeated,
  // but LMTP owes every one an answer (RFC 2033 §4.2), and a front server that hears too few delivers again and again.
  const accepted = new WeakMap<SMTPServerSession, Recipient[]>();

  const server = new SMTPServer({
    name: config.hostname,
    lmtp: settings.protocol === "lmtp",
    size: announced(settings.maxMessageBytes),
    maxClients: settings.maxConnections,
    socketTimeout: IDLE_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    authOptional: true,
    disabledCommands: settings.tls === undefined ? ["AUTH", "STARTTLS"] : ["AUTH"],
    disableReverseLookup: true,
    // Our replies carry their own enhanced status codes (RFC 2034), which the library would double.
    hideENHANCEDSTATUSCODES: true,
    hideDSN: true,
    // Addresses such as a..b@docomo.example are in use, and nothing is sent to an envelope sender: who wrote a mail says its
    // From. Of a recipient we say ourselves that there is none.
    lenientAddressParsing: true,
    logger: false,
    ...(settings.tls && { cert: readFileSync(settings.tls.certFile), key: readFileSync(settings.tls.keyFile) }),

    onConnect(session, done) {
      const refused = sessions.began(session);
      done(refused === undefined ? null : refusal(refused));
    },

    onClose(session) {
      sessions.ended(session);
    },

    onMailFrom({ args }, session, done) {
      accepted.delete(session);
      answer(done, async () => {
        const refused = replyToParameters(args, MAIL_PARAMETERS);
        if (refused !== undefined) return refused;
        const saidBytes = args === false ? 0 : Number(args["SIZE"] ?? 0);
        const tooLarge = replyToSize(saidBytes, settings.maxMessageBytes);
        return tooLarge ?? gate();
      });
    },

    onRcptTo({ address, args }, session, done) {
      answer(done, async () => {
        const refused = replyToParameters(args, RCPT_PARAMETERS);
        if (refused !== undefined) return refused;
        const recipients = acceptedBy(session);
        if (recipients.length >= MOST_RECIPIENTS) return TOO_MANY;
        const routing = await findDestination(world, address);
        if (!routing.ok) return routing.reply;
        accepted.set(session, [...recipients, { address, destination: routing.destination }]);
        return undefined;
      });
    },

    onData(stream, session, done) {
      const watch = sessions.dataBegan(session);
      receive(stream, session, watch.received)
        .catch((error: unknown) => {
          // A stream that failed is a client that went away in the middle of its mail, and hears no reply.
          if (stream.errored) world.log.sessionFailed({ why: stream.errored.message });
          else world.log.bug({ where: "smtp.data", error });
          return acceptedBy(session).map(() => TRY_LATER);
        })
        .finally(arrived)
        .then((replies) => (settings.protocol === "lmtp" ? doneEach(done, replies) : doneOnce(done, replies[0])))
        .finally(watch.answered);
    },
  });
  const sessions = watchSessions(server, limits, peerList([...trustedPeers, ...limits.exempt]));

  async function receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    received: () => void,
  ): Promise<Reply[]> {
    const message = await readMessage(stream, settings.maxMessageBytes, budget).finally(received);
    try {
      return await answerMessage(message, session);
    } finally {
      // What was to be kept is stored, and nobody has its bytes any more.
      letGo(message, budget);
    }
  }

  async function answerMessage({ bytes, outcome }: ReceivedMessage, session: SMTPServerSession): Promise<Reply[]> {
    const { envelope, hostNameAppearsAs, remoteAddress } = session;
    const recipients = acceptedBy(session);
    if (outcome === "no-room") return recipients.map(() => NO_ROOM);
    const different = new Map(recipients.map((recipient) => [recipient.address.toLowerCase(), recipient]));
    const arrival = {
      protocol: settings.protocol,
      returnPath: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
      recipients: [...different.values()],
      raw: bytes,
      size: outcome,
      fromTrustedPeer: isTrusted(remoteAddress),
    };
    const claimed = authorToProve(world, arrival);
    const client = { address: remoteAddress, hello: hostNameAppearsAs || "", returnPath: arrival.returnPath };
    const proof = claimed && (await prove({ ...claimed, raw: bytes, client }));
    if (claimed !== undefined && proof === undefined) return recipients.map(() => TRY_LATER);
    const replies = await mailArrived(world, { ...arrival, ...(proof && { proof }) });
    const addresses = [...different.keys()];
    return recipients.map(({ address }) => replies[addresses.indexOf(address.toLowerCase())] ?? TRY_LATER);
  }

  function acceptedBy(session: SMTPServerSession): Recipient[] {
    return accepted.get(session) ?? [];
  }

  function answer(done: (error?: Error | null) => void, ask: () => Promise<Reply | undefined>): void {
    ask()
      .catch((error: unknown): Reply => {
        world.log.bug({ where: "smtp.command", error });
        return TRY_LATER;
      })
      .then((reply) => done(reply === undefined ? null : refusal(reply)));
  }

  // A session that breaks off is the client's business; without a listener it would end the process.
  server.on("error", (error) => world.log.sessionFailed({ why: error.message }));
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (error: Error) => reject(cannotListen(error, settings));
    server.once("error", fail);
    server.listen(settings.port, settings.host, () => {
      server.off("error", fail);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
  return {
    protocol: settings.protocol,
    host: settings.host,
    port,
    close: sessions.close,
  };
}

/**
 * The limit for EHLO to announce (RFC 1870) and for nothing else: as text it is the number, as a number endless. The
 * library would refuse in words of its own, and a refusal of ours begins with its reason.
 */
function announced(maxMessageBytes: number): number {
  const limit = {
    [Symbol.toPrimitive]: (hint: string) => (hint === "number" ? Number.POSITIVE_INFINITY : String(maxMessageBytes)),
  };
  return limit as unknown as number;
}

type DataDone = (error?: Error | null, message?: string | (string | Error)[]) => void;

function doneOnce(done: DataDone, reply: Reply | undefined): void {
  const given = reply ?? TRY_LATER;
  if (given.code === 250) done(null, wordsOf(given));
  else done(refusal(given));
}

/** LMTP answers for each recipient (RFC 2033 §4.2). */
function doneEach(done: DataDone, replies: readonly Reply[]): void {
  done(
    null,
    replies.map((reply) => (reply.code === 250 ? wordsOf(reply) : refusal(reply))),
  );
}
