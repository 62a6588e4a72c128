/** The private key of a sending identity: read, and refused where receivers or other people make it useless. */

import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { OperatorError, type Problem, problemLine } from "../operator-error.ts";
import type { Sender } from "./senders.ts";

/** A key that may sign. */
export interface SigningKey {
  algorithm: "rsa-sha256" | "ed25519-sha256";
  privateKey: KeyObject;
  bits: number;
}

/** Receivers ignore what a shorter RSA key has signed, and this is what one should have (RFC 8301 §3.2). */
const LEAST_BITS = 1024;
const GOOD_BITS = 2048;

/** The bit of a file's mode that lets everybody on the machine read it. */
const READABLE_BY_ALL = 0o004;

type Mistake = Omit<Problem, "path">;

/** Writes a new key that only its owner can read. Throws EEXIST if the file is there: a key is never overwritten. */
export function createKeyFile(file: string, type: "rsa" | "ed25519"): KeyObject {
  const { privateKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: GOOD_BITS }) : generateKeyPairSync("ed25519");
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  return privateKey;
}

/** Reads the key of a sender that has passed {@link keyProblems}. */
export function readSigningKey(file: string): SigningKey {
  const read = readKey(file);
  if (!("problem" in read)) return read;
  throw new OperatorError({
    sentence: `The DKIM key ${problemLine({ path: file, ...read })}.`,
    hint: "`rundmail check` says everything that is wrong.",
    exitCode: 78,
  });
}

/** What is wrong with a key, with the path of the setting that names it. */
export function keyProblems(path: string, file: string | undefined): Problem[] {
  const read = file === undefined ? undefined : readKey(file);
  return read === undefined || !("problem" in read) ? [] : [{ path, found: JSON.stringify(file), ...read }];
}

/** Keys that work, and still are not what one should have, as sentences. */
export function keyWarnings(senders: readonly Sender[]): string[] {
  return senders.flatMap(({ name, dkim }) => {
    const read = dkim && readKey(dkim.keyFile);
    if (read === undefined || "problem" in read) return [];
    const path = `senders.${name}.dkim.keyFile`;
    if (read.algorithm === "ed25519-sha256") {
      return [
        `${path} is an Ed25519 key: many big providers cannot check it and take the mail for unsigned; use RSA with ${GOOD_BITS} bits.`,
      ];
    }
    if (read.bits >= GOOD_BITS) return [];
    return [
      `${path} has ${read.bits} bits: make one with ${GOOD_BITS} by \`rundmail dkim create ${dkim?.domain}\` and another selector.`,
    ];
  });
}

function readKey(file: string): SigningKey | Mistake {
  let pem: string;
  let mode: number;
  try {
    pem = readFileSync(file, "utf8");
    mode = statSync(file).mode;
  } catch {
    return {
      problem: "cannot be read",
      hint: "`rundmail dkim create` writes one; this user must have the right to read it",
    };
  }
  // Windows has other rights, and says the same of every file.
  if (process.platform !== "win32" && (mode & READABLE_BY_ALL) !== 0) {
    return {
      problem: "can be read by everybody on this machine, who could then sign in your name",
      hint: `chmod 600 ${file}; where others have worked on this machine, make a new key as well`,
    };
  }
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    return { problem: "holds no private key in PEM without a password", hint: "`rundmail dkim create` writes one" };
  }
  return judged(privateKey);
}

function judged(privateKey: KeyObject): SigningKey | Mistake {
  if (privateKey.asymmetricKeyType === "ed25519") return { algorithm: "ed25519-sha256", privateKey, bits: 256 };
  if (privateKey.asymmetricKeyType !== "rsa") {
    return { problem: `is a key of type ${privateKey.asymmetricKeyType}; DKIM knows rsa and ed25519` };
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= LEAST_BITS) return { algorithm: "rsa-sha256", privateKey, bits };
  return {
    problem: `has ${bits} bits, and receivers ignore keys with less than ${LEAST_BITS}`,
    hint: `make one with ${GOOD_BITS} by \`rundmail dkim create\` and another selector`,
  };
}
