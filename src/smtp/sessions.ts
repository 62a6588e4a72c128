import { setTimeout as wait } from "node:timers/promises";
import type { SMTPServer, SMTPServerSession } from "smtp-server";
import type { Reply } from "../mail/reply.ts";
import { clientOf } from "./peers.ts";
import { wordsOf } from "./reply-words.ts";

/** How much of a listener one client may take up, and for how long. */
export interface SessionLimits {
  /** Sessions of one client at the same time (`clientOf`); the others are for other clients. */
  perClient: number;
  /** From the greeting to the end. */
  sessionMs: number;
  /** Addresses and networks that may have as many and as long ones as they like, as trusted peers may. */
  exempt: readonly string[];
  /** From DATA to the end of the mail, for everybody. */
  dataMs: number;
}

export const SESSION_LIMITS: SessionLimits = {
  // Postfix opens as many to one destination.
  perClient: 20,
  // What a long queue has left then comes with the next session.
  sessionMs: 60 * 60_000,
  // This machine: a server in front, or what hides all clients behind one address.
  exempt: ["127.0.0.0/8", "::1"],
  // RFC 5321 §4.5.3.2.5 gives each piece three minutes; without an end for all together single bytes have none.
  dataMs: 10 * 60_000,
};

const TOO_MANY: Reply = { code: 421, status: "4.7.0", text: "too many connections from your address" };
const TOO_SLOW: Reply = { code: 421, status: "4.4.2", text: "this mail took too long; please try again later" };
const TOO_LONG: Reply = { code: 421, status: "4.4.2", text: "this session took too long; please come again" };
const STOPPING: Reply = { code: 421, status: "4.3.2", text: "the server is shutting down" };

/** How long mails on their way in may take to end when the server stops; then the library hangs up. */
export const CLOSE_TIMEOUT_MS = 4_000;

/** How long a client that was told so may take to hang up. */
const HANG_UP_MS = 500;

/** The sessions of one listener. */
export interface Sessions {
  /** A client has connected. @returns the reply that sends it away, if it must go */
  began(session: SMTPServerSession): Reply | undefined;
  ended(session: SMTPServerSession): void;
  /** A mail begins to come in. */
  dataBegan(session: SMTPServerSession): DataWatch;
  /** Lets mails on their way in end; whoever does not hand one over goes at once, and nobody else comes in. */
  close(): Promise<void>;
}

/** One mail on its way in. */
interface DataWatch {
  /** It is there, or has broken off: the client now waits for us. */
  received(): void;
  answered(): void;
}

interface Watched {
  deadline: NodeJS.Timeout;
  isReceiving: boolean;
  isOverdue: boolean;
}

/**
 * Watches over the sessions of a listener; the library knows no limit but their number and idle time.
 *
 * @param isExempt whether a client may have as many and as long ones as it likes
 */
export function watchSessions(
  server: SMTPServer,
  limits: SessionLimits,
  isExempt: (address: string) => boolean,
): Sessions {
  const watched = new Map<string, Watched>();
  const ofClient = new Map<string, number>();

  function hangUp(id: string, reply: Reply): void {
    for (const connection of server.connections) {
      if (connection.id === id) connection.send(reply.code, wordsOf(reply));
    }
  }

  /** A mail that is on its way in has a deadline of its own, and its answer is not lost. */
  function endSession(id: string): void {
    const session = watched.get(id);
    if (session?.isReceiving) session.isOverdue = true;
    else hangUp(id, TOO_LONG);
  }

  return {
    began({ id, remoteAddress }) {
      if (isExempt(remoteAddress)) return undefined;
      const client = clientOf(remoteAddress);
      const open = ofClient.get(client) ?? 0;
      if (open >= limits.perClient) return TOO_MANY;
      ofClient.set(client, open + 1);
      const deadline = setTimeout(endSession, limits.sessionMs, id).unref();
      watched.set(id, { deadline, isReceiving: false, isOverdue: false });
      return undefined;
    },

    ended({ id, remoteAddress }) {
      const session = watched.get(id);
      // Whoever was sent away, or never got as far as the greeting, was not counted.
      if (session === undefined) return;
      clearTimeout(session.deadline);
      watched.delete(id);
      const client = clientOf(remoteAddress);
      const left = (ofClient.get(client) ?? 1) - 1;
      if (left > 0) ofClient.set(client, left);
      else ofClient.delete(client);
    },

    dataBegan({ id }) {
      const deadline = setTimeout(hangUp, limits.dataMs, id, TOO_SLOW).unref();
      const session = watched.get(id);
      if (session !== undefined) session.isReceiving = true;
      return {
        received: () => clearTimeout(deadline),
        answered: () => {
          if (session === undefined) return;
          session.isReceiving = false;
          if (session.isOverdue) hangUp(id, TOO_LONG);
        },
      };
    },

    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const open = [...server.connections];
      for (const { id, session } of open) if (!handsOverMail(session)) hangUp(id, STOPPING);
      await closed;
      if (open.every(({ _socket }) => _socket.destroyed)) return;
      await wait(HANG_UP_MS);
      for (const { _socket } of open) _socket.destroy();
    },
  };
}

/** Before the greeting a session has no envelope. */
function handsOverMail({ envelope }: Partial<SMTPServerSession>): boolean {
  return envelope !== undefined && envelope.mailFrom !== false;
}
