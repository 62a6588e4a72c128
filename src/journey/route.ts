import type { AliasOwner } from "../directory/alias.ts";
import type { LocalPart } from "../directory/local-part.ts";
import type { Reply } from "../mail/reply.ts";
import type { Token } from "../mail/token.ts";

/** Where one of our addresses leads. */
export type Destination =
  /** A group, subgroup or filter that exists; `role` and `letter` where the address names them. */
  | { kind: "group"; id: number; role: number | null }
  | { kind: "subgroup"; id: number; letter: string | null }
  | { kind: "filter"; id: number }
  /** Whose list, only the author tells. */
  | { kind: "my-list" }
  | { kind: "answer"; verb: "confirm" | "reject"; token: Token }
  | { kind: "bounce"; token: Token }
  | { kind: "unsubscribe"; token: Token }
  /** Mail for the people who run this server. */
  | { kind: "contact"; role: "postmaster" | "abuse" | "service" }
  | { kind: "noreply" };

export const UNKNOWN_ADDRESS: Reply = { code: 550, status: "5.1.1", text: "no such address here" };
export const FOREIGN_DOMAIN: Reply = { code: 550, status: "5.7.1", text: "this server does not relay" };
const ALIAS_ONLY: Reply = { code: 550, status: "5.7.1", text: "numbered addresses are not in use here" };

export type Routing = { ok: true; destination: Destination } | { ok: false; reply: Reply };

/**
 * Reads an address of our domain (contract 2). Whether the target exists is asked afterwards.
 *
 * @param aliasOwner who owns the alias, if the local part is one
 */
export function route(localPart: LocalPart, aliasOwner: AliasOwner | undefined, aliasOnly: boolean): Routing {
  switch (localPart.kind) {
    case "group":
      return numbered({ kind: "group", id: localPart.id, role: null }, aliasOnly);
    case "group-role":
      return numbered({ kind: "group", id: localPart.id, role: localPart.role }, aliasOnly);
    case "subgroup":
      return numbered({ kind: "subgroup", id: localPart.id, letter: null }, aliasOnly);
    case "subgroup-role":
      return numbered({ kind: "subgroup", id: localPart.id, letter: localPart.letter }, aliasOnly);
    case "filter":
      return numbered({ kind: "filter", id: localPart.id }, aliasOnly);
    case "alias":
      return aliasOwner === undefined ? { ok: false, reply: UNKNOWN_ADDRESS } : to(ownedBy(aliasOwner));
    case "my-list":
    case "noreply":
      return to({ kind: localPart.kind });
    case "postmaster":
    case "abuse":
    case "service":
      return to({ kind: "contact", role: localPart.kind });
    case "answer":
    case "bounce":
    case "unsubscribe":
      return to(localPart);
    case "unknown":
      return { ok: false, reply: UNKNOWN_ADDRESS };
  }
}

function ownedBy({ kind, id }: AliasOwner): Destination {
  switch (kind) {
    case "group":
      return { kind, id, role: null };
    case "subgroup":
      return { kind, id, letter: null };
    case "filter":
      return { kind, id };
  }
}

function numbered(destination: Destination, aliasOnly: boolean): Routing {
  return aliasOnly ? { ok: false, reply: ALIAS_ONLY } : to(destination);
}

function to(destination: Destination): Routing {
  return { ok: true, destination };
}
