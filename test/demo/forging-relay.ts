import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import type { Config } from "../../src/config/config.ts";

/** A relay between the server and its real one. */
interface ForgingRelay {
  /** The configuration with this relay put in front of the one that stands there. */
  inFrontOf(config: Config): Config;
  close(): Promise<void>;
}

/** @param forge what is passed on instead of a mail to this recipient: nothing, one mail, or several */
export async function openForgingRelay(forge: (recipient: string, raw: string) => string[]): Promise<ForgingRelay> {
  let realPort = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    logger: false,
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address);
      const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
      const transport = createTransport({ host: "127.0.0.1", port: realPort, ignoreTLS: true });
      buffer(stream)
        .then(async (raw) => {
          // Latin-1 keeps every byte.
          for (const forged of forge(to[0] ?? "", raw.toString("latin1"))) {
            await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(forged, "latin1") });
          }
        })
        .then(() => done(), done);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    inFrontOf(config) {
      const [sender] = config.senders;
      realPort = sender.relay.port;
      const { port } = server.server.address() as AddressInfo;
      return { ...config, senders: [{ ...sender, relay: { ...sender.relay, port } }] };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
