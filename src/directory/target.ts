import { type Address, parseAddress } from "../mail/address.ts";

/** What one address of ours stands for, as far as the address says it (contract 2). */
export type TargetRef =
  | { kind: "group"; id: number }
  | { kind: "group-role"; id: number; role: number }
  | { kind: "subgroup"; id: number }
  | { kind: "subgroup-role"; id: number; letter: string }
  | { kind: "my-list"; login: string }
  | { kind: "filter"; id: number };

export type TargetKind = TargetRef["kind"];

/** A target with the words that people know it by. */
export interface Target {
  ref: TargetRef;
  name: string;
  /** With the alias where there is one. */
  address: Address;
}

/** The same for the same target, whatever address was used: one mail is one message per key. */
export function targetKey(ref: TargetRef): string {
  switch (ref.kind) {
    case "group-role":
      return `group-role:${ref.id}.${ref.role}`;
    case "subgroup-role":
      return `subgroup-role:${ref.id}${ref.letter}`;
    case "my-list":
      return `my-list:${ref.login}`;
    default:
      return `${ref.kind}:${ref.id}`;
  }
}

/** The target with all its roles: whoever opts out, opts out of that. */
export function withoutRole(ref: TargetRef): TargetRef {
  switch (ref.kind) {
    case "group-role":
      return { kind: "group", id: ref.id };
    case "subgroup-role":
      return { kind: "subgroup", id: ref.id };
    default:
      return ref;
  }
}

/** The number of group, subgroup or filter; for My List the name of the login. */
export function targetId(ref: TargetRef): string {
  return ref.kind === "my-list" ? ref.login : String(ref.id);
}

/** Reads a target back from its stored key. */
export function parseTargetKey(key: string): TargetRef {
  const [, kind, rest = ""] = /^([a-z-]+):(.*)$/s.exec(key) ?? [];
  switch (kind) {
    case "group":
    case "subgroup":
    case "filter":
      return { kind, id: Number(rest) };
    case "group-role": {
      const [id, role] = rest.split(".");
      return { kind, id: Number(id), role: Number(role) };
    }
    case "subgroup-role":
      return { kind, id: Number(rest.slice(0, -1)), letter: rest.slice(-1) };
    case "my-list":
      return { kind, login: rest };
    default:
      throw new Error(`unknown target key ${key}`);
  }
}

/** The numbered local part of a target, whether or not it has an alias: also the first label of its List-Id. */
export function numberedLocalPart(ref: TargetRef): string {
  switch (ref.kind) {
    case "group":
      return `gr${digits(ref.id, 6)}`;
    case "group-role":
      return `gr${digits(ref.id, 6)}.${digits(ref.role, 6)}`;
    case "subgroup":
      return `sg${digits(ref.id, 4)}`;
    case "subgroup-role":
      return `sg${digits(ref.id, 4)}${ref.letter}`;
    case "my-list":
      return "ml";
    case "filter":
      return `fp${ref.id}`;
  }
}

/** The address of a target: its alias if it has one, else the numbered form. */
export function targetAddress(ref: TargetRef, alias: string | null, domain: string): Address {
  const text = `${alias ?? numberedLocalPart(ref)}@${domain}`;
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

/** RFC 2919 list identifier, without angle brackets; the same whatever the alias. */
export function listIdOf(ref: TargetRef, domain: string): string {
  return `${numberedLocalPart(ref)}.${domain}`;
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
