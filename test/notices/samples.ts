import type { FailureCategory } from "../../src/journey/bounce/failure.ts";
import type { TargetReason } from "../../src/journey/reasons.ts";
import type { Warning } from "../../src/journey/warning.ts";
import { type Address, parseAddress } from "../../src/mail/address.ts";
import type { Frame, Notice, QuestionFacts, RecipientCounts } from "../../src/notices/notice.ts";
import type {
  OverviewLine,
  OverviewLists,
  ReportOutcome,
  Unreached,
  UnreachedWhy,
} from "../../src/notices/outcomes.ts";

/** Sample notices: Ruth leads the group Jugend, Beat writes to it. */

export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

export const JUGEND = { name: "Jugend", address: "jugend@gruppen.example.org" };
export const BEAT = { name: "Beat Müller-Lüdenscheidt", address: "beat@muster.example" };

/** Thursday, 26 November 2026, 20.01 in Zurich. */
export const DEADLINE = Date.UTC(2026, 10, 26, 19, 1);
export const SENT_AT = Date.UTC(2026, 10, 21, 20, 1, 5);

const TOKEN = "qabcdefgh234567abcdefghijklmnopqrstuvwxyz";

export const ORIGINAL = Buffer.from(
  [
    "From: =?UTF-8?Q?Beat_M=C3=BCller-L=C3=BCdenscheidt?= <beat@muster.example>",
    "To: jugend@gruppen.example.org",
    "Subject: Sommerlager",
    "Date: Sat, 21 Nov 2026 21:00:00 +0100",
    "Message-ID: <lager@muster.example>",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    "Liebe ###VORNAME###, schöne Grüsse aus Zürich",
    "",
  ].join("\r\n"),
);

export const COUNTS: RecipientCounts = {
  persons: 34,
  addresses: 31,
  withoutAddress: 2,
  withoutAddressNames: ["Hans-Jörg Äschbacher", "Zoë Wüthrich"],
  optedOut: 0,
};

/** One of everything that could be counted. */
const ONE: RecipientCounts = {
  persons: 1,
  addresses: 1,
  withoutAddress: 1,
  withoutAddressNames: ["Zoë Wüthrich"],
  optedOut: 1,
};

export const WARNINGS: Warning[] = [
  { kind: "unknown-placeholder", placeholder: "VORNAM", nearest: "VORNAME" },
  { kind: "unknown-placeholder", placeholder: "XYZ", nearest: null },
  { kind: "empty-field", placeholder: "ORT", persons: 3 },
  { kind: "not-authenticated" },
  { kind: "big-mail", bytes: 8_400_000 },
  { kind: "blind-copy" },
  { kind: "vacation-subject" },
  { kind: "replies-to-group" },
];

export function facts(changes: Partial<QuestionFacts> = {}): QuestionFacts {
  return {
    hold: "moderate",
    author: BEAT,
    authenticated: true,
    target: JUGEND,
    subject: "Sommerlager",
    counts: COUNTS,
    durationMs: 10 * 60_000,
    expiresAt: DEADLINE,
    repliesTo: "Beat Müller-Lüdenscheidt",
    warnings: [],
    preview: {
      name: "Anna Keller",
      to: "Anna Keller <anna@post.example>",
      subject: "Sommerlager",
      text: "Liebe Anna, schöne Grüsse aus Zürich\n",
    },
    originalText: "Liebe ###VORNAME###, schöne Grüsse aus Zürich\n",
    attachments: [],
    asked: { name: "Ruth Keller" },
    ...changes,
  };
}

export function frame(changes: Partial<Frame> = {}): Frame {
  return {
    organisation: "Kirchgemeinde Aarau",
    domain: "gruppen.example.org",
    contact: "sekretariat@example.org",
    to: { name: "Ruth Keller", address: address("ruth@post.example") },
    language: "de",
    timezone: "Europe/Zurich",
    sentAt: SENT_AT,
    messageId: "notice-7@gruppen.example.org",
    message: 12,
    answer: {
      confirm: address(`confirm-${TOKEN}@gruppen.example.org`),
      reject: address(`reject-${TOKEN}@gruppen.example.org`),
    },
    original: ORIGINAL,
    ...changes,
  };
}

/** Every reason that a notice may tell; `satisfies` keeps the list complete. */
export const TARGET_REASONS = Object.keys({
  "login-required": 0,
  "no-access": 0,
  "sender-not-allowed": 0,
  "my-list-empty": 0,
  "filter-empty": 0,
  "no-recipients": 0,
  "too-many-recipients": 0,
  "no-moderator": 0,
  "signed-placeholders": 0,
} satisfies Record<TargetReason, 0>) as TargetReason[];

/** Somebody for every reason why an address is not reached. */
export const UNREACHED: Record<UnreachedWhy, Unreached> = {
  hard: {
    name: "Anna Keller",
    address: "anna@weg.example",
    category: "hard",
    reply: "550 5.1.1 No such user here",
  },
  "mailbox-full": {
    name: "Urs Wüthrich",
    address: "urs@voll.example",
    category: "mailbox-full",
    reply: "552 5.2.2 Mailbox size limit exceeded",
  },
  soft: {
    name: "Kim Huber",
    address: "kim@langsam.example",
    category: "soft",
    reply: "451 4.3.0 Temporary server error. Please try again later",
  },
  policy: {
    name: "Léa Dubois",
    address: "lea@gmx.example",
    category: "policy",
    reply: "554-gmx.example\n554 For explanation visit https://postmaster.gmx.example/error?c=hi",
  },
  spared: {
    name: "Beat Müller-Lüdenscheidt",
    address: "beat@gmx.example",
    category: "spared",
    reply: "554 5.7.1 Service unavailable; client host blocked",
  },
  complaint: { name: "Maria di Matteo", address: "maria@post.example", category: "complaint", reply: "" },
  unknown: { name: "", address: "sekretariat@weg.example", category: "unknown", reply: "Delivery problem" },
};

/** How most messages end. */
export const ARRIVED = { ended: "sent", reached: "somebody" } as const;

export const OUTCOME: ReportOutcome = {
  counts: { copies: 34, sent: 31, failed: 1, already: 1, cancelled: 1, leftOut: 4, optedOut: 1 },
  failed: [UNREACHED.hard],
  leftOut: [
    { name: "Hans-Jörg Äschbacher", reason: "no-address" },
    { name: "Zoë Wüthrich", reason: "hidden" },
    { name: "Kim Huber", reason: "opted-out" },
    { name: "Léa Dubois", reason: "suppressed" },
  ],
};

export function overview(lists: Partial<OverviewLists>, manual = 0): Extract<Notice, { kind: "overview" }> {
  const { unreachable = [], suppressed = [], removed = [], optedOut = [] } = lists;
  return {
    kind: "overview",
    since: SENT_AT,
    lists: { unreachable, suppressed, removed, optedOut },
    counts: {
      unreachable: unreachable.length,
      suppressed: suppressed.length,
      removed: removed.length,
      optedOut: optedOut.length,
    },
    manual,
  };
}

export function inJugend(category: FailureCategory): OverviewLine {
  return { ...UNREACHED[category], target: JUGEND.name };
}

/** One address in each list, of more than one group, and one that is known by its address alone. */
export const OVERVIEW = overview({
  unreachable: [inJugend("mailbox-full"), { ...UNREACHED.unknown, target: "" }],
  suppressed: [inJugend("hard")],
  removed: [{ ...UNREACHED.complaint, target: "Konfirmanden" }],
});

/** Anna and Urs share an address and want no more mail of Jugend. */
export const OPTED_OUT = {
  address: "familie.wuethrich@post.example",
  name: "Anna Wüthrich, Urs Wüthrich",
  target: JUGEND.name,
};

export const ARCHIVED: Extract<Notice, { kind: "archive" }> = {
  kind: "archive",
  target: JUGEND,
  subject: "Sommerlager",
  author: BEAT,
  authenticated: true,
  decidedBy: "Ruth Keller",
  receivedAt: SENT_AT,
  decidedAt: DEADLINE,
  counts: { ...COUNTS, withoutAddressNames: [], optedOut: 1 },
  already: 1,
  leftOut: 4,
};

export const PAUSED: Extract<Notice, { about: "provider-paused" }> = {
  kind: "operator",
  about: "provider-paused",
  provider: "gmx.example",
  target: JUGEND,
  subject: "Sommerlager",
  failed: 12,
  resumeAt: DEADLINE,
  reply: UNREACHED.policy.reply,
};

const SENDER_RED: Extract<Notice, { about: "sender-red" }> = {
  kind: "operator",
  about: "sender-red",
  senders: ["default"],
  problems: [
    {
      sender: "default",
      found: "Unter s1._domainkey.gruppen.example.org steht kein Schlüssel: Niemand kann unsere Unterschrift prüfen.",
      fix: "Diesen Eintrag anlegen.",
      record: 's1._domainkey.gruppen.example.org. IN TXT "v=DKIM1; k=ed25519; p=rkcz"',
    },
  ],
};

/** Every question: about the own and about another's mail, with everything to say and with as little as possible. */
export function questions(): Notice[] {
  const many = { warnings: WARNINGS, attachments: [{ name: "plan.pdf", bytes: 1_300_000 }] };
  const bare = { counts: null, durationMs: null, preview: null, originalText: "", asked: { name: "" } };
  return (["confirm", "moderate"] as const).flatMap((hold) => [
    { kind: hold, facts: facts({ hold }) },
    { kind: hold, facts: facts({ hold, ...many, authenticated: false }) },
    { kind: hold, facts: facts({ hold, ...many, counts: ONE, durationMs: 0 }) },
    { kind: hold, facts: facts({ hold, ...many, ...bare }) },
    { kind: "reminder", facts: facts({ hold }) },
  ]);
}

/** Every kind of notice with every variant that has words of its own. */
export function everyNotice(): Notice[] {
  const mail = { target: JUGEND, subject: "Sommerlager" };
  const decided = { ...mail, decidedBy: "Ruth Keller", decidedAt: SENT_AT };
  return [
    ...questions(),
    { kind: "held", ...mail, expiresAt: DEADLINE },
    { kind: "released", ...mail, counts: COUNTS, durationMs: 3 * 3_600_000, decidedBy: "Ruth Keller" },
    { kind: "released", ...mail, counts: ONE, durationMs: 0, decidedBy: null },
    { kind: "released", ...mail, counts: null, durationMs: null, decidedBy: null },
    { kind: "rejected", ...mail, decision: "rejected", reasonText: "Falsches Datum!", decidedBy: "Ruth Keller" },
    { kind: "rejected", ...mail, decision: "rejected", reasonText: "", decidedBy: null },
    { kind: "rejected", ...mail, decision: "cancelled", reasonText: "", decidedBy: "operator" },
    { kind: "expired", ...mail, hold: "confirm" },
    { kind: "expired", ...mail, hold: "moderate" },
    ...TARGET_REASONS.map(
      (reason): Notice => ({
        kind: "refused",
        ...mail,
        reason,
        limit: reason === "too-many-recipients" ? { allowed: 500, found: 2600 } : null,
        contact: "sekretariat@example.org",
        ...(reason === "signed-placeholders" ? { placeholders: ["VORNAME"] } : {}),
      }),
    ),
    { kind: "forwarded", to: "postmaster@gruppen.example.org", from: BEAT.address, subject: "Frage" },
    {
      kind: "forwarded",
      to: `unsubscribe-${TOKEN}@gruppen.example.org`,
      from: BEAT.address,
      subject: "unsubscribe",
      optOut: { target: JUGEND, who: BEAT },
    },
    ...(["opted-out", "already"] as const).flatMap((outcome): Notice[] => [
      { kind: "unsubscribed", outcome, target: JUGEND, names: ["Anna Wüthrich"] },
      { kind: "unsubscribed", outcome, target: JUGEND, names: ["Anna Wüthrich", "Urs Wüthrich"] },
      { kind: "unsubscribed", outcome, target: JUGEND, names: [] },
    ]),
    ARCHIVED,
    { ...ARCHIVED, authenticated: false, decidedBy: null, counts: ONE, already: 0, leftOut: 0 },
    ...(["released", "rejected", "expired", "cancelled"] as const).flatMap((decision): Notice[] => [
      { kind: "decided", ...decided, author: BEAT, decision },
      { kind: "answer", why: "decided", ...decided, decision },
    ]),
    { kind: "answer", why: "decided", ...decided, decision: "expired", decidedBy: null },
    { kind: "answer", why: "unclear", ...mail, hold: "confirm", expiresAt: DEADLINE },
    { kind: "answer", why: "unclear", ...mail, hold: "moderate", expiresAt: DEADLINE },
    { kind: "answer", why: "not-yours", subject: "Re: Freigeben?" },
    { kind: "report", ...mail, ...ARRIVED, outcome: OUTCOME, startedAt: SENT_AT, finishedAt: DEADLINE },
    {
      kind: "report",
      ...mail,
      ...ARRIVED,
      outcome: { ...OUTCOME, counts: { ...OUTCOME.counts, failed: 7 }, failed: Object.values(UNREACHED) },
      startedAt: SENT_AT,
      finishedAt: DEADLINE,
    },
    ...(["sent", "cancelled"] as const).flatMap((ended) =>
      (["somebody", "nobody"] as const).map(
        (reached): Notice => ({
          kind: "report",
          ...mail,
          ended,
          reached,
          outcome: null,
          startedAt: SENT_AT,
          finishedAt: DEADLINE,
        }),
      ),
    ),
    { kind: "bounces", ...mail, counts: OUTCOME.counts, failed: [UNREACHED.hard], news: 1 },
    {
      kind: "bounces",
      ...mail,
      counts: { copies: 2600, sent: 1, failed: 1252, already: 0, cancelled: 0, leftOut: 0, optedOut: 0 },
      failed: Object.values(UNREACHED),
      news: 1250,
    },
    OVERVIEW,
    overview({ suppressed: [inJugend("hard")] }),
    overview({ unreachable: [inJugend("soft"), inJugend("policy")] }, 3),
    overview({}, 1),
    overview({ optedOut: [OPTED_OUT] }),
    overview({ suppressed: [inJugend("hard")], optedOut: [OPTED_OUT, { ...OPTED_OUT, name: "", target: "" }] }, 2),
    PAUSED,
    { ...PAUSED, failed: 1, reply: "" },
    SENDER_RED,
  ];
}
