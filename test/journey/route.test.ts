import { describe, expect, test } from "vitest";
import type { LocalPart } from "../../src/directory/local-part.ts";
import { FOREIGN_DOMAIN, route, UNKNOWN_ADDRESS } from "../../src/journey/route.ts";
import { formatReply } from "../../src/mail/reply.ts";
import { makeToken } from "../../src/mail/token.ts";

const TOKEN = makeToken(Buffer.alloc(32), "question", 1, "");

const NUMBERED: [string, LocalPart, object][] = [
  ["gr000123", { kind: "group", id: 123 }, { kind: "group", id: 123, role: null }],
  ["gr000123.000045", { kind: "group-role", id: 123, role: 45 }, { kind: "group", id: 123, role: 45 }],
  ["sg0007", { kind: "subgroup", id: 7 }, { kind: "subgroup", id: 7, letter: null }],
  ["sg0007L", { kind: "subgroup-role", id: 7, letter: "L" }, { kind: "subgroup", id: 7, letter: "L" }],
  ["fp3", { kind: "filter", id: 3 }, { kind: "filter", id: 3 }],
];

const NAMED: [string, LocalPart, object][] = [
  ["ml", { kind: "my-list" }, { kind: "my-list" }],
  ["confirm-TOKEN", { kind: "answer", verb: "confirm", token: TOKEN }, { kind: "answer", verb: "confirm" }],
  ["reject-TOKEN", { kind: "answer", verb: "reject", token: TOKEN }, { kind: "answer", verb: "reject" }],
  ["bounce-TOKEN", { kind: "bounce", token: TOKEN }, { kind: "bounce", token: TOKEN }],
  ["unsubscribe-TOKEN", { kind: "unsubscribe", token: TOKEN }, { kind: "unsubscribe", token: TOKEN }],
  ["postmaster", { kind: "postmaster" }, { kind: "contact", role: "postmaster" }],
  ["abuse", { kind: "abuse" }, { kind: "contact", role: "abuse" }],
  ["service", { kind: "service" }, { kind: "contact", role: "service" }],
  ["noreply", { kind: "noreply" }, { kind: "noreply" }],
];

describe("an address of the table leads to what stands beside it", () => {
  test.each([...NUMBERED, ...NAMED])("%s", (_, localPart, destination) => {
    expect(route(localPart, undefined, false)).toMatchObject({ ok: true, destination });
  });

  test.each([
    ["group", { kind: "group", id: 123, role: null }],
    ["subgroup", { kind: "subgroup", id: 123, letter: null }],
    ["filter", { kind: "filter", id: 123 }],
  ] as const)("an alias leads to the %s that owns it, also where only aliases are in use", (kind, destination) => {
    const alias: LocalPart = { kind: "alias", alias: "jugend" };
    expect(route(alias, { kind, id: 123 }, false)).toEqual({ ok: true, destination });
    expect(route(alias, { kind, id: 123 }, true)).toEqual({ ok: true, destination });
  });
});

describe("where only aliases are in use", () => {
  test.each(NUMBERED)("%s is refused", (_, localPart) => {
    const routing = route(localPart, undefined, true);
    expect(routing.ok ? "" : formatReply(routing.reply)).toMatch(/^550 5\.7\.1 /);
  });

  test.each(NAMED)("%s stays", (_, localPart, destination) => {
    expect(route(localPart, undefined, true)).toMatchObject({ ok: true, destination });
  });
});

test("an alias that nobody owns is as unknown as any other word", () => {
  const unknown = { ok: false, reply: UNKNOWN_ADDRESS };
  expect(route({ kind: "alias", alias: "jugned" }, undefined, false)).toEqual(unknown);
  expect(route({ kind: "unknown" }, undefined, false)).toEqual(unknown);
});

test("unknown addresses and foreign domains have the codes of the contract", () => {
  expect(formatReply(UNKNOWN_ADDRESS)).toMatch(/^550 5\.1\.1 /);
  expect(formatReply(FOREIGN_DOMAIN)).toMatch(/^550 5\.7\.1 /);
});
