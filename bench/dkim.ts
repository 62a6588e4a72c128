/**
 * What does signing cost? 10,000 personal copies without a signature, with Ed25519 and with RSA-2048, over five
 * connections into the same sink; and how many signatures this machine makes when it does nothing else: in a loop, one
 * after another, and for RSA with all its cores, which sending can never have for itself.
 */

import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { addressOf, type BenchGroup, DOMAIN, leader } from "./support/association.ts";
import { numberAfter, ratio, report, rounds } from "./support/figures.ts";
import { handIn, letter } from "./support/letter.ts";
import { startSink, whatIsMissing } from "./support/postfix.ts";
import { type Installation, install, serve, untilSent } from "./support/rundmail.ts";

const signed = promisify(sign);

const CONNECTIONS = 5;
const BARE_SIGNATURES = 2_000;

/** The fields of a copy that are signed have about as many bytes. */
const SIGNED_BYTES = 1_200;

const GROUP: BenchGroup = { id: 1, members: numberAfter("--recipients", 10_000), loginsMaySend: "send" };

const missing = whatIsMissing();
if (missing === undefined) await main();
else console.log(missing);

async function main(): Promise<void> {
  const sink = await startSink();
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ed25519 = generateKeyPairSync("ed25519").privateKey;
  const keys = await mkdtemp(join(tmpdir(), "rundmail-bench-keys-"));
  const unsigned = await install(sink.port, [GROUP]);
  const withEd25519 = await install(sink.port, [GROUP], await signingWith(ed25519, keys));
  const withRsa = await install(sink.port, [GROUP], await signingWith(rsa, keys));
  const rates = {
    unsigned: [] as number[],
    ed25519: [] as number[],
    rsa: [] as number[],
    ed25519Loop: [] as number[],
    loop: [] as number[],
    allCores: [] as number[],
  };
  try {
    for (let round = 0; round < rounds(5); round += 1) {
      rates.unsigned.push(await sendingRate(unsigned));
      rates.ed25519.push(await sendingRate(withEd25519));
      rates.ed25519Loop.push(bareEd25519Rate(ed25519));
      rates.loop.push(await bareRate(rsa, 1));
      rates.allCores.push(await bareRate(rsa, availableParallelism()));
      rates.rsa.push(await sendingRate(withRsa));
    }
  } finally {
    await sink.stop();
    for (const installation of [unsigned, withEd25519, withRsa]) await installation.remove();
    await rm(keys, { recursive: true });
  }
  // Copy after copy on one thread, as it is made here: a thread of its own costs as much to ask (see README).
  const signatureAlone = rates.unsigned.map((rate, round) => 1 / (1 / rate + 1 / (rates.ed25519Loop[round] ?? 0)));
  report(`${GROUP.members} personal copies of 5,500 bytes, ${CONNECTIONS} connections`, [
    { what: "without a signature, copies per second", values: rates.unsigned },
    { what: "with Ed25519", values: rates.ed25519 },
    { what: "with RSA-2048", values: rates.rsa },
    { what: "Ed25519 signatures in a loop, per second", values: rates.ed25519Loop },
    { what: "RSA-2048 signatures in a loop, per second", values: rates.loop },
    { what: "RSA-2048 signatures with all cores", values: rates.allCores },
    { ...ratio(rates.ed25519, rates.unsigned, "Ed25519 to none"), promise: { atLeast: 0.9 } },
    ratio(signatureAlone, rates.unsigned, "Ed25519 to none, if nothing but the signature took time"),
    { ...ratio(rates.rsa, rates.loop, "RSA-2048 to signatures in a loop"), promise: { atLeast: 0.7 } },
    ratio(rates.rsa, rates.allCores, "RSA-2048 to signatures with all cores"),
  ]);
}

async function signingWith(key: KeyObject, folder: string): Promise<object> {
  const keyFile = join(folder, `${key.asymmetricKeyType}.pem`);
  await writeFile(keyFile, key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return { senders: { default: { dkim: { domain: DOMAIN, selector: "bench", keyFile } } } };
}

/** A server of its own in each round: none of them is warmer than the others. */
async function sendingRate(installation: Installation): Promise<number> {
  const server = await serve(installation);
  try {
    const to = addressOf(GROUP);
    await handIn(server.port, leader(0), to, await letter(leader(0), to));
    const { releasedAt, settledAt } = await untilSent(installation.database, GROUP.members);
    return GROUP.members / ((settledAt - releasedAt) / 1000);
  } finally {
    await server.stop();
  }
}

/** One after another on one thread, each of a hash (RFC 8463 §3). */
function bareEd25519Rate(key: KeyObject): number {
  const hash = Buffer.alloc(32, "from:");
  const startedAt = performance.now();
  for (let made = 0; made < BARE_SIGNATURES; made += 1) sign(null, hash, key);
  return BARE_SIGNATURES / ((performance.now() - startedAt) / 1000);
}

async function bareRate(key: KeyObject, atOnce: number): Promise<number> {
  const input = Buffer.alloc(SIGNED_BYTES, "from:");
  const startedAt = performance.now();
  let left = BARE_SIGNATURES;
  const loop = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await signed("sha256", input, key);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return BARE_SIGNATURES / ((performance.now() - startedAt) / 1000);
}
