import { describe, expect, test } from "vitest";
import { effectiveSettings, type GroupSettings } from "../../src/directory/settings.ts";
import { composeOrder, copyFrame, type FrameFacts } from "../../src/journey/copy-frame.ts";
import type { Installation, SenderPlan } from "../../src/journey/installation.ts";
import { parseHeader } from "../../src/mail/header.ts";
import { addressOf } from "../support/directory.ts";

const DOMAIN = "gruppen.example.org";
const JUGEND = addressOf(`jugend@${DOMAIN}`);

const DEFAULT: SenderPlan = {
  name: "default",
  batch: { size: 30, everyMs: 300_000, perHour: 0, perDay: 0 },
  from: "via-group",
  domains: [],
  returnPath: "verp",
  fallback: false,
};

const INSTALLATION: Installation = {
  domain: DOMAIN,
  hostname: "mx.example.org",
  organisation: { name: "Kirchgemeinde Aarau", contact: addressOf("sekretariat@example.org") },
  language: "de-CH",
  timezone: "Europe/Zurich",
  aliasOnly: false,
  copies: "per-address",
  maxRecipients: 0,
  subgroupRoles: ["L", "M"],
  placeholders: { fields: ["ORT"] },
  hold: { expireAfterMs: 0, remindAfterMs: [], noticesPerHour: 10, attachUpToBytes: 0 },
  authentication: { mode: "require", onDmarcFail: "refuse", trustedAuthServers: [] },
  retry: { waitsMs: [300_000], giveUpAfterMs: 0 },
  bounces: { rules: [], gatherMs: 0, tellEveryMs: 0 },
  senders: [DEFAULT],
  archive: [],
};

/** Ruth writes to Jugend; the group has these settings. */
function frame(
  written: GroupSettings = {},
  changes: Partial<FrameFacts> = {},
  fields = "",
  sender: Partial<SenderPlan> = {},
) {
  const facts: FrameFacts = {
    message: 7,
    target: { ref: { kind: "group", id: 123 }, name: "Jugend", address: JUGEND },
    settings: effectiveSettings(written, { copies: "per-address" }),
    author: { name: "Ruth Keller", address: addressOf("ruth@post.example") },
    authenticated: true,
    category: "login",
    moderators: [],
    header: parseHeader(Buffer.from(`From: Ruth Keller <ruth@post.example>\r\n${fields}\r\n`)),
    receivedAt: Date.parse("2026-11-26T20:01:00+01:00"),
    ...changes,
  };
  return copyFrame(facts, { ...DEFAULT, ...sender }, INSTALLATION);
}

describe("From", () => {
  test("says the author by way of the group, at the address of the group", () => {
    expect(frame().from).toEqual({ name: "Ruth Keller via Jugend", address: JUGEND });
  });

  test("has the beginning of the address where the author wrote no name", () => {
    const { from } = frame({}, { author: { name: "", address: addressOf("ruth@post.example") } });
    expect(from.name).toBe("ruth via Jugend");
  });

  const ruth = { name: "Ruth Keller", address: addressOf("ruth@post.example") };

  test("is a fixed address where the sender has one, with the author in its name", () => {
    const office = addressOf("versand@verein.example");
    const made = frame({}, {}, "", { from: office });
    expect(made.from).toEqual({ name: "Ruth Keller via Jugend", address: office });
    expect(made).toMatchObject({ originalFrom: ruth, replyTo: "Ruth Keller <ruth@post.example>" });
    expect(frame({ replyTo: "group" }, {}, "", { from: office }).replyTo).toBe(`Jugend <${JUGEND}>`);
  });

  const own: Partial<SenderPlan> = { from: "author-if-ours", domains: ["post.example"] };

  test("stays the author's where their domain is ours and they are proven", () => {
    expect(frame({}, {}, "", own)).toMatchObject({ from: ruth, originalFrom: null });
  });

  test.each<[string, Partial<FrameFacts>, Partial<SenderPlan>]>([
    ["whose address anybody could have written", { authenticated: false }, own],
    ["of another domain", {}, { ...own, domains: ["schule.example"] }],
    ["of a domain below ours, which may have another owner", {}, { ...own, domains: ["example"] }],
  ])("is that of the group for an author %s", (_, changes, sender) => {
    const made = frame({}, changes, "", sender);
    expect(made.from).toEqual({ name: "Ruth Keller via Jugend", address: JUGEND });
    expect(made.originalFrom).toEqual(ruth);
  });

  test("a domain is the same in capitals and in its other form", () => {
    const zoe = { name: "", address: addressOf("zoe@Zürich.example") };
    const sender: Partial<SenderPlan> = { from: "author-if-ours", domains: ["xn--zrich-kva.example"] };
    expect(frame({}, { author: zoe }, "", sender).from).toEqual(zoe);
  });
});

test("the return path is fixed with the rest: one of ours for each copy, or the one that a server wants", () => {
  expect(frame().returnPath).toBe("verp");
  const fixed = addressOf("bounces@kunde.example");
  expect(JSON.parse(JSON.stringify(frame({}, {}, "", { returnPath: fixed }))).returnPath).toBe(fixed);
});

describe("Reply-To", () => {
  const maria = { name: "Maria di Matteo", address: addressOf("maria@posta.example") };
  const beat = { name: "", address: addressOf("beat@post.example") };

  test("is the author, or what the author asks for", () => {
    expect(frame().replyTo).toBe("Ruth Keller <ruth@post.example>");
    expect(frame({}, {}, "Reply-To: Büro <buero@post.example>, beat@post.example\r\n").replyTo).toBe(
      "=?utf-8?Q?B=C3=BCro?= <buero@post.example>,\r\n beat@post.example",
    );
  });

  test("is the author where their Reply-To could be read in two ways", () => {
    const { replyTo } = frame({}, {}, "Reply-To: a@post.example(x)evil.example\r\n");
    expect(replyTo).toBe("Ruth Keller <ruth@post.example>");
  });

  test("is the group, its moderators or one address, if the group says so", () => {
    const asks = "Reply-To: buero@post.example\r\n";
    expect(frame({ replyTo: "group" }, {}, asks).replyTo).toBe(`Jugend <${JUGEND}>`);
    expect(frame({ replyTo: "moderators" }, { moderators: [maria, beat] }, asks).replyTo).toBe(
      "Maria di Matteo <maria@posta.example>,\r\n beat@post.example",
    );
    expect(frame({ replyTo: addressOf("leitung@example.org") }, {}, asks).replyTo).toBe("leitung@example.org");
  });

  test("is the author where there are no moderators", () => {
    expect(frame({ replyTo: "moderators" }).replyTo).toBe("Ruth Keller <ruth@post.example>");
  });
});

describe("List-Post", () => {
  test.each<[GroupSettings, string]>([
    [{}, "NO"],
    [{ loginsMaySend: "send" }, "NO"],
    [{ membersMaySend: "moderate" }, JUGEND],
    [{ membersMaySend: "send" }, JUGEND],
    [{ othersMaySend: "moderate" }, JUGEND],
  ])("with %j is %s", (settings, post) => {
    expect(frame(settings).post).toBe(post);
  });

  test("is NO for what has no settings", () => {
    expect(
      frame({}, { settings: null, target: { ref: { kind: "filter", id: 3 }, name: "F", address: JUGEND } }).post,
    ).toBe("NO");
  });
});

test("the List-Id is that of the number, although the group has an alias", () => {
  expect(frame().target).toEqual({ name: "Jugend", address: JUGEND, listId: `gr000123.${DOMAIN}` });
});

test.each([
  ["login", true],
  ["moderator", true],
  ["member", false],
  ["other", false],
] as const)("a %s may show directory fields: %s", (category, may) => {
  expect(frame({}, { category }).policy).toEqual({ mayUseFields: may, fields: ["ORT"], language: "de-CH" });
});

test("what a mail lacks is made from its number and moment, the same for every copy", () => {
  const made = frame();
  expect(made.fallbackMessageId).toMatch(new RegExp(`^<[^<>@\\s]+@${DOMAIN}>$`));
  expect(made).toEqual(frame());
  expect(Date.parse(made.fallbackDate)).toBe(Date.parse("2026-11-26T20:01:00+01:00"));
});

test("a stored frame comes back as it was, with one Received field of ours", () => {
  const made = frame({ subjectPrefix: "[Jugend]", visibleRecipient: "group" });
  const order = composeOrder(JSON.parse(JSON.stringify(made)));
  expect(order).toMatchObject({ subjectPrefix: "[Jugend]", visibleRecipient: "group", message: 7, from: made.from });
  expect(order.receivedField.toString()).toMatch(
    /^Received: by mx\.example\.org \(Rundmail\) id 7;\r\n \w{3}, 26 Nov 2026 [\d:]{8} [+-]\d{4}\r\n$/,
  );
});

test("who needs help with the list, or its owner, writes to service@", () => {
  expect(frame()).toMatchObject({ help: `service@${DOMAIN}`, owner: `service@${DOMAIN}` });
});
