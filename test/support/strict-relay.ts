/** A relay that wants something of its clients: TLS, a login; or wants none of them. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";

interface Demands {
  /** Default: a free one. */
  port?: number;
  /** STARTTLS is offered, or TLS is spoken from the first byte; none without it. */
  tls?: { from: "starttls" | "first-byte"; certificate: Certificate };
  login?: { user: string; password: string };
  /** A whole reply line in place of the greeting. */
  refuses?: string;
}

export interface StrictRelay {
  readonly port: number;
  /** What was taken: to whom, over which kind of connection, and who was logged in. */
  readonly taken: readonly { to: string; secure: boolean; user: string | undefined }[];
  /** How many clients have connected. */
  readonly connections: number;
  close(): Promise<void>;
}

export async function startStrictRelay({ port = 0, tls, login, refuses }: Demands): Promise<StrictRelay> {
  const taken: { to: string; secure: boolean; user: string | undefined }[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: [...(login === undefined ? ["AUTH"] : []), ...(tls === undefined ? ["STARTTLS"] : [])],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    secure: tls?.from === "first-byte",
    ...tls?.certificate,
    onConnect(_session, done) {
      connections += 1;
      if (refuses === undefined) return done();
      done(Object.assign(new Error(refuses.slice(4)), { responseCode: Number(refuses.slice(0, 3)) }));
    },
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) return done(null, { user: username });
      done(Object.assign(new Error("5.7.8 wrong user or password"), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      stream.resume();
      stream.on("end", () => {
        const { secure, user } = session;
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, secure, user });
        done();
      });
    },
  });
  // A client that does not like our certificate hangs up.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    get connections() {
      return connections;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** On every Debian; nothing in Node makes certificates. */
const OPENSSL = "openssl";

interface Certificate {
  key: Buffer;
  cert: Buffer;
}

/** Why there can be no certificate here; undefined where there can. */
export const whyNoCertificate: string | undefined = hasOpenssl() ? undefined : "openssl is not installed";

/** Signs a certificate for 127.0.0.1 with its own key, as `relay.pem` and `relay.key` in a folder. */
export function selfSigned(folder: string): Certificate & { certFile: string } {
  const [certFile, keyFile] = [join(folder, "relay.pem"), join(folder, "relay.key")];
  const what = ["-subj", "/CN=relay.example", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  execFileSync(OPENSSL, ["req", "-x509", ...key, "-out", certFile, ...what], { stdio: "ignore" });
  return { certFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

function hasOpenssl(): boolean {
  try {
    execFileSync(OPENSSL, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
