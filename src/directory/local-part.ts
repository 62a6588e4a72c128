import { parseToken, type Token } from "../mail/token.ts";
import { isAlias } from "./alias.ts";

/** What the part of an address before the @ stands for (contract 2), before anybody looked whether that exists. */
export type LocalPart =
  | { kind: "group"; id: number }
  | { kind: "group-role"; id: number; role: number }
  | { kind: "subgroup"; id: number }
  /** `letter` as the configuration writes it. */
  | { kind: "subgroup-role"; id: number; letter: string }
  | { kind: "my-list" }
  | { kind: "filter"; id: number }
  /** Has the form of an alias, in lower case; whether anybody owns it, the directory knows. */
  | { kind: "alias"; alias: string }
  | { kind: "answer"; verb: "confirm" | "reject"; token: Token }
  | { kind: "bounce"; token: Token }
  | { kind: "unsubscribe"; token: Token }
  | { kind: "service" }
  | { kind: "postmaster" }
  | { kind: "abuse" }
  | { kind: "noreply" }
  | { kind: "unknown" };

/**
 * Reads the address table of contract 2. Case means nothing; the number of digits is part of the form, so `gr123` is no
 * group. There is no plus-addressing: `gr000123+anything` is unknown.
 *
 * @param subgroupRoles the role letters that subgroups know
 */
export function parseLocalPart(localPart: string, subgroupRoles: readonly string[]): LocalPart {
  const text = localPart.toLowerCase();
  return parseWord(text) ?? parseNumbered(text, subgroupRoles) ?? parseAnswer(text) ?? parseAlias(text);
}

function parseWord(text: string): LocalPart | undefined {
  switch (text) {
    case "ml":
      return { kind: "my-list" };
    case "service":
    case "postmaster":
    case "abuse":
    case "noreply":
      return { kind: text };
    default:
      return undefined;
  }
}

/** Larger numbers of filters are never given, and up to here a number is exact. */
const MAX_FILTER_DIGITS = 15;

function parseNumbered(text: string, subgroupRoles: readonly string[]): LocalPart | undefined {
  const [, group, role] = /^gr(\d{6})(?:\.(\d{6}))?$/.exec(text) ?? [];
  if (group !== undefined) {
    return role === undefined
      ? { kind: "group", id: Number(group) }
      : { kind: "group-role", id: Number(group), role: Number(role) };
  }
  const [, subgroup, typed] = /^sg(\d{4})([a-z])?$/.exec(text) ?? [];
  if (subgroup !== undefined) {
    if (typed === undefined) return { kind: "subgroup", id: Number(subgroup) };
    const letter = subgroupRoles.find((known) => known.toLowerCase() === typed);
    return letter === undefined ? { kind: "unknown" } : { kind: "subgroup-role", id: Number(subgroup), letter };
  }
  const [, filter] = /^fp(\d+)$/.exec(text) ?? [];
  return filter === undefined || filter.length > MAX_FILTER_DIGITS ? undefined : { kind: "filter", id: Number(filter) };
}

function parseAnswer(text: string): LocalPart | undefined {
  const [, prefix, rest = ""] = /^(confirm|reject|bounce|unsubscribe)-(.*)$/s.exec(text) ?? [];
  if (prefix === undefined) return undefined;
  const token = parseToken(rest);
  if (token === undefined) return { kind: "unknown" };
  switch (prefix) {
    case "confirm":
    case "reject":
      return { kind: "answer", verb: prefix, token };
    case "bounce":
      return { kind: "bounce", token };
    default:
      return { kind: "unsubscribe", token };
  }
}

function parseAlias(text: string): LocalPart {
  return isAlias(text) ? { kind: "alias", alias: text } : { kind: "unknown" };
}
