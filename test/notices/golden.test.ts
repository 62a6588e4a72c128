import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/notices/language.ts";
import type { Notice } from "../../src/notices/notice.ts";
import { writeNotice } from "../../src/notices/write.ts";
import {
  ARCHIVED,
  ARRIVED,
  address,
  BEAT,
  DEADLINE,
  facts,
  frame,
  JUGEND,
  OPTED_OUT,
  ORIGINAL,
  OUTCOME,
  OVERVIEW,
  overview,
  PAUSED,
  SENT_AT,
  UNREACHED,
  WARNINGS,
} from "./samples.ts";

const MAIL = { target: JUGEND, subject: "Sommerlager" };
const RUTH = { name: "Ruth Keller", address: "ruth@post.example" };

const TELLING = { answer: null, original: null };
/** To the contact of the organisation, who has no name there. */
const TO_CONTACT = { ...TELLING, to: { name: "", address: address("sekretariat@example.org") } };

const GOLDEN: [string, Notice, ReturnType<typeof frame>][] = [
  [
    "confirm-de.eml",
    { kind: "confirm", facts: facts({ hold: "confirm", author: RUTH, repliesTo: "Ruth Keller" }) },
    frame(),
  ],
  [
    "moderate-de.eml",
    {
      kind: "moderate",
      facts: facts({
        author: BEAT,
        authenticated: false,
        warnings: WARNINGS,
        attachments: [{ name: "Packliste.pdf", bytes: 1_300_000 }],
      }),
    },
    frame({ original: null }),
  ],
  ...LANGUAGES.flatMap((language): typeof GOLDEN => [
    [
      `undecided-${language}.eml`,
      { kind: "decided", ...MAIL, author: BEAT, decision: "expired", decidedBy: null, decidedAt: DEADLINE },
      frame({ ...TELLING, language }),
    ],
    [
      `cancelled-${language}.eml`,
      { kind: "rejected", ...MAIL, decision: "cancelled", reasonText: "", decidedBy: null },
      frame({ ...TELLING, language }),
    ],
  ]),
  [
    "report-de.eml",
    {
      kind: "report",
      ...ARRIVED,
      ...MAIL,
      outcome: OUTCOME,
      startedAt: SENT_AT,
      finishedAt: DEADLINE,
    },
    frame(TELLING),
  ],
  [
    "bounces-de.eml",
    {
      kind: "bounces",
      ...MAIL,
      counts: { ...OUTCOME.counts, sent: 28, failed: 4 },
      failed: [UNREACHED.hard, UNREACHED["mailbox-full"], UNREACHED.policy],
      news: 3,
    },
    frame(TELLING),
  ],
  ["overview-de.eml", OVERVIEW, frame({ ...TELLING, message: null })],
  ["overview-contact-de.eml", { ...OVERVIEW, manual: 3 }, frame({ ...TO_CONTACT, message: null })],
  ["operator-de.eml", PAUSED, frame(TO_CONTACT)],
  ...LANGUAGES.map((language): (typeof GOLDEN)[number] => [
    `unsubscribed-${language}.eml`,
    { kind: "unsubscribed", outcome: "opted-out", target: JUGEND, names: ["Anna Wüthrich", "Urs Wüthrich"] },
    frame({ ...TELLING, language, to: { name: "", address: address(OPTED_OUT.address) } }),
  ]),
  [
    "unsubscribed-already-de.eml",
    { kind: "unsubscribed", outcome: "already", target: JUGEND, names: [RUTH.name] },
    frame(TELLING),
  ],
  [
    "opt-out-asked-de.eml",
    { kind: "forwarded", to: "", from: RUTH.address, subject: "unsubscribe", optOut: { target: JUGEND, who: RUTH } },
    frame({ ...TO_CONTACT, original: ORIGINAL }),
  ],
  ["archive-de.eml", ARCHIVED, frame({ ...TO_CONTACT, original: ORIGINAL })],
  ["overview-opted-out-de.eml", overview({ optedOut: [OPTED_OUT] }), frame({ ...TELLING, message: null })],
];

test.each(GOLDEN)("%s is written byte for byte", (file, notice, around) => {
  const expected = readFileSync(new URL(`../posts/notices/${file}`, import.meta.url));
  const written = writeNotice(notice, around);
  // As text first: a difference is then shown line by line.
  expect(written.toString("latin1")).toBe(expected.toString("latin1"));
  expect(written.equals(expected)).toBe(true);
});
