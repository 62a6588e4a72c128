import { randomBytes } from "node:crypto";
import { startAuthorChecks } from "./authentication/author-check.ts";
import type { Config } from "./config/config.ts";
import { firstLineOf } from "./config/files.ts";
import type { Outfit } from "./delivery/carrying.ts";
import { startSender } from "./delivery/sender.ts";
import { signing } from "./delivery/signing.ts";
import { startProviderLookups } from "./dns/provider-lookups.ts";
import { startDoctor } from "./doctor/doctor.ts";
import type { Log } from "./log.ts";
import { openWorld } from "./open-world.ts";
import { outgoingMails } from "./questions/outgoing-mail.ts";
import { type Listener, listen } from "./smtp/listener.ts";
import { occupy } from "./store/occupy.ts";
import { startTimers } from "./timers/timers.ts";
import { serverStarted } from "./transitions/server-started.ts";

/** A running server. */
export interface App {
  listeners: readonly Listener[];
  /** Takes no more mail, finishes and records the copies on the wire, and lets go of everything that was opened. */
  stop(): Promise<void>;
}

/** Starts a server. What is opened here is closed by `stop`, in the opposite order. */
export async function start(config: Config, log: Log): Promise<App> {
  const leave = occupy(config.database);
  const opened: (() => void | Promise<void>)[] = [leave];
  const close = (): Promise<void> => closeAll(opened.splice(0).reverse());
  try {
    const world = await openWorld(config, log, { mode: "server", missing: "create" });
    opened.push(() => world.store.close());
    const inDoubt = await serverStarted(world);
    if (inDoubt > 0) log.mailsInDoubt({ mails: inDoubt });

    const owner = `${process.pid}-${randomBytes(6).toString("hex")}`;
    // One for all: what is kept of prepared messages has one limit.
    const mails = outgoingMails(world);
    const outfits = config.senders.map((sender) => outfitOf(sender, config));
    const senders = outfits.map((outfit) => startSender(world, mails, outfit, owner));
    const timers = startTimers(world, () => {
      for (const sender of senders) sender.wake();
    });
    const lookups = startProviderLookups(world, config.dns.servers);
    const arrived = (): void => {
      timers.look();
      lookups.look();
    };
    const authors = startAuthorChecks(config.dns.servers);
    const doctor = startDoctor(config, world);
    const listeners: Listener[] = [];
    // All at once: clients take their time to end a mail, and so does the relay, and none of them waits for another.
    opened.push(async () => {
      const ended = await Promise.allSettled([
        ...senders.map((sender) => sender.stop()),
        timers.stop(),
        lookups.stop(),
        authors.stop(),
        doctor.stop(),
        ...listeners.map((listener) => listener.close()),
      ]);
      const failed = ended.find((one) => one.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    });
    for (const settings of config.listen) {
      const listener = await listen(world, config, settings, authors.check, arrived);
      listeners.push(listener);
      log.listening({ protocol: listener.protocol, host: listener.host, port: listener.port });
    }
    return {
      listeners,
      async stop() {
        await close();
        log.stopped();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One that cannot be closed must not leave the database and its lock behind. */
async function closeAll(opened: readonly (() => void | Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of opened) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function outfitOf(sender: Config["senders"][number], { hostname, senders: [first = sender] }: Config): Outfit {
  const { name, relay } = sender;
  const password = relay.passwordFile === undefined ? undefined : firstLineOf(relay.passwordFile);
  return {
    name,
    access: { ...relay, hostname, password },
    connections: relay.connections,
    sign: signing(sender, first),
  };
}
