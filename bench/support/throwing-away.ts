/** The reference of bench/intake, in a process of its own: the library that we listen with, and nothing behind it. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, done) {
    stream.on("end", () => done());
    stream.resume();
  },
});
// A sender that is done simply goes away.
server.on("error", () => undefined);
server.listen(0, "127.0.0.1", () => {
  process.send?.((server.server.address() as AddressInfo).port);
});
