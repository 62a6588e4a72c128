import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { Difference } from "./difference.ts";
import type { MailFolder } from "./mail-folder.ts";
import { type ReadableMail, readMail } from "./readable-mail.ts";

/** A mail that Rundmail handed to its relay. */
export interface Delivery {
  /** Who gets it: the recipient of the envelope. */
  recipient: string;
  returnPath: string;
  mail: ReadableMail;
}

/** A mail that must come, such as the notice `confirm` or a "copy", and to whom. */
interface Planned {
  kind: string;
  recipient: string;
}

/** The relay of the demo: it takes every mail, keeps it, and passes nothing on. */
export interface Sink {
  port: number;
  /**
   * Waits for exactly these mails, and gives them back in this order. Each delivery is given back once, so a mail that
   * was not planned is found out by the next call, or by the last one, which waits for none.
   *
   * @throws Difference when others came, or not all in time
   */
  take(planned: readonly Planned[]): Promise<Delivery[]>;
  /** Waits for this mail and no other. */
  takeOne(kind: string, recipient: string): Promise<Delivery>;
  close(): Promise<void>;
}

/** How long sessions may take to end; the only client is gone by then. */
const CLOSE_TIMEOUT_MS = 1_000;

/** @param patience aborted when the demo has waited long enough */
export async function openSink(folder: MailFolder, patience: AbortSignal): Promise<Sink> {
  let waiting: Delivery[] = [];
  let look: (() => void) | undefined;

  async function keep(raw: Buffer, { envelope }: SMTPServerSession): Promise<void> {
    const mail = await readMail(raw);
    for (const { address } of envelope.rcptTo) {
      folder.keep(`${mail.kind} to ${address.split("@")[0]}`, raw);
      const returnPath = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
      waiting.push({ recipient: address, returnPath, mail });
    }
    look?.();
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: CLOSE_TIMEOUT_MS,
    logger: false,
    onData(stream, session, done) {
      buffer(stream)
        .then((raw) => keep(raw, session))
        .then(() => done(), done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    // Later a connection may break off: that shows by the mail that does not arrive.
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });

  patience.addEventListener("abort", () => look?.());

  async function arrivals(count: number): Promise<void> {
    while (waiting.length < count && !patience.aborted) {
      await new Promise<void>((resolve) => {
        look = resolve;
      });
    }
  }

  async function take(planned: readonly Planned[]): Promise<Delivery[]> {
    await arrivals(planned.length);
    const came = waiting;
    waiting = [];
    const found = planned.map((one) => came.find((delivery) => titleOf(delivery) === titleOf(one)));
    const taken = found.filter((delivery) => delivery !== undefined);
    if (new Set(taken).size === came.length && came.length === planned.length) return taken;
    throw new Difference(`the relay should have got ${titles(planned)}, but got ${titles(came)}`);
  }

  return {
    port: (server.server.address() as AddressInfo).port,
    take,
    async takeOne(kind, recipient) {
      return deliveryOf(await take([{ kind, recipient }]), kind, recipient);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The one of these deliveries that was planned for this recipient. */
export function deliveryOf(deliveries: readonly Delivery[], kind: string, recipient: string): Delivery {
  const found = deliveries.find((delivery) => delivery.mail.kind === kind && delivery.recipient === recipient);
  if (found === undefined) throw new Error(`no ${kind} to ${recipient} was planned`);
  return found;
}

function titleOf(one: Planned | Delivery): string {
  return `${"mail" in one ? one.mail.kind : one.kind} to ${one.recipient}`;
}

function titles(list: readonly (Planned | Delivery)[]): string {
  return list.length === 0 ? "nothing" : list.map(titleOf).toSorted().join(", ");
}
