/** The settings of how mail comes in and how it goes out: listeners, relay, pace, and the senders that combine the last two. */

import { isIPv4 } from "node:net";
import { z } from "zod";
import { atLeastOne, count, duration, filePath, host, listenPort, port } from "./fields.ts";

const tls = z
  .strictObject({
    certFile: filePath.describe("Certificate with its chain, PEM."),
    keyFile: filePath.describe("Private key of the certificate, PEM."),
  })
  .describe("Certificate that this listener offers for STARTTLS; without it mail arrives unencrypted.");

/** One entry of `listen`. */
const listener = z.strictObject({
  protocol: z.enum(["smtp", "lmtp"]).describe("`smtp` for mail from anywhere, `lmtp` for mail from a server in front."),
  host: host.default("127.0.0.1").describe("Address to listen on; `0.0.0.0` or `::` for all."),
  port: listenPort.describe("Port to listen on; 0 takes a free one."),
  maxMessageBytes: atLeastOne.default(26_214_400).describe("Largest mail that is accepted, in bytes."),
  maxConnections: atLeastOne
    .default(200)
    .describe("Connections served at the same time; more are asked to come later."),
  tls: tls.exactOptional(),
});

const place = z.object({ host: host.default("127.0.0.1"), port: listenPort });

/** The setting `listen`: no two in the same place. */
export const listeners = z.array(listener).superRefine(
  (listed: readonly unknown[], context) => {
    const places = listed.map((entry) => place.safeParse(entry).data);
    for (const [index, own] of places.entries()) {
      if (own === undefined) continue;
      const first = places.findIndex((other) => other !== undefined && meet(own, other));
      if (first >= index || first === -1) continue;
      context.addIssue({
        code: "custom",
        path: [index, "port"],
        message: `is that of listen[${first}] already; give each listener a port of its own`,
      });
    }
  },
  // Said even if other settings of a listener are wrong, so that all problems are told at once.
  { when: ({ value }) => Array.isArray(value) },
);

type Place = z.output<typeof place>;

/** Whether two listeners could not both be opened. A free port is nobody else's. */
function meet(one: Place, other: Place): boolean {
  if (one.port !== other.port || one.port === 0) return false;
  return one.host === other.host || takesAll(one, other) || takesAll(other, one);
}

/** `::` takes IPv4 too. */
function takesAll({ host: taker }: Place, { host: other }: Place): boolean {
  return taker === "::" || (taker === "0.0.0.0" && (isIPv4(other) || other === "::"));
}

// The fields of relay and batch stand alone because a sender gives some of them, and only the rest has a default.
const relayFields = {
  host: host.describe("Server that takes our copies and notices."),
  port: port.describe("Its port."),
  security: z
    .enum(["none", "opportunistic", "starttls", "tls"])
    .describe(
      "`none`; `opportunistic`: STARTTLS if offered; `starttls`: demanded, certificate checked; `tls`: from the first byte.",
    ),
  user: z.string().min(1).describe("Login at the relay; needs `passwordFile`."),
  passwordFile: filePath.describe("File whose first line is the password of `user`."),
  connections: atLeastOne.describe("Connections to the relay at the same time."),
};

const batchFields = {
  size: count.describe("Copies and notices in any window of `batch.every`; 0 = no limit."),
  every: duration.describe("Length of the window of `batch.size`."),
  perHour: count.describe("Copies and notices in any hour; 0 = no limit."),
  perDay: count.describe("Copies and notices in any 24 hours; 0 = no limit."),
};

/** The setting `relay`. */
export const relay = z.strictObject({
  host: relayFields.host.default("127.0.0.1"),
  port: relayFields.port.default(25),
  security: relayFields.security.default("opportunistic"),
  user: relayFields.user.exactOptional(),
  passwordFile: relayFields.passwordFile.exactOptional(),
  connections: relayFields.connections.default(5),
});

/** The setting `batch`. */
export const batch = z.strictObject({
  size: batchFields.size.default(30),
  every: batchFields.every.prefault("5m"),
  perHour: batchFields.perHour.default(0),
  perDay: batchFields.perDay.default(0),
});

/** The fields of `relay` and `batch` that a sending identity may have of its own. */
export const ownRelay = z.strictObject({
  host: relayFields.host.exactOptional(),
  port: relayFields.port.exactOptional(),
  security: relayFields.security.exactOptional(),
  user: relayFields.user.exactOptional(),
  passwordFile: relayFields.passwordFile.exactOptional(),
  connections: relayFields.connections.exactOptional(),
});

export const ownBatch = z.strictObject({
  size: batchFields.size.exactOptional(),
  every: batchFields.every.exactOptional(),
  perHour: batchFields.perHour.exactOptional(),
  perDay: batchFields.perDay.exactOptional(),
});
