import { repliesToAuthor } from "../journey/copy-frame.ts";
import { expiresAt } from "../journey/hold.ts";
import { sendingTimeMs } from "../journey/pace.ts";
import type { Warning } from "../journey/warning.ts";
import type { Mailbox } from "../mail/address.ts";
import { harmless, harmlessAddress, MAX_NAME_CHARS } from "../notices/foreign-text.ts";
import type { QuestionFacts, QuestionSample } from "../notices/notice.ts";
import { sampleFor } from "../questions/copy-sample.ts";
import { frameOfSubmission } from "../questions/message-frame.ts";
import type { ReachSurvey } from "../questions/reach.ts";
import { plannedSender } from "../questions/sending-identity.ts";
import type { Submission } from "../questions/submission.ts";
import type { World } from "../world.ts";

export interface QuestionSource extends Submission {
  warnings: Warning[];
  reach: ReachSurvey;
  hold: "confirm" | "moderate";
}

/**
 * What a question says to somebody who may see everything; `factsFor` takes away what others may not see. What it shows
 * of the mail itself is filled in when it is due: see questions/question-contents.
 */
export function questionFacts(world: World, source: QuestionSource): QuestionFacts {
  const { mail, author, facts, reach } = source;
  const { installation } = world;
  return {
    hold: source.hold,
    author: { name: author.name, address: author.address },
    authenticated: source.messageAuthor.authenticated,
    target: { name: facts.target.name, address: facts.target.address },
    subject: mail.subject,
    counts: {
      persons: reach.reached,
      addresses: reach.copies,
      withoutAddress: reach.withoutAddress.persons,
      withoutAddressNames: reach.withoutAddress.names,
      optedOut: reach.optedOut,
    },
    durationMs: sendingTimeMs(reach.copies, plannedSender(world, facts.inherited.sender).batch),
    expiresAt: expiresAt(source.now, installation.hold),
    repliesTo: repliesTo(source),
    warnings: source.warnings,
    preview: null,
    originalText: "",
    attachments: [],
    asked: { name: "" },
  };
}

/** The same question for one asked person: without names, counts and values where they may not read the target. */
export function factsFor(about: QuestionFacts, asked: { name: string; mayRead: boolean }): QuestionFacts {
  const named = { ...about, asked: { name: asked.name } };
  if (asked.mayRead) return named;
  const warnings = about.warnings.filter(({ kind }) => kind !== "empty-field");
  return { ...named, counts: null, durationMs: null, preview: null, warnings };
}

/** With the address, because a Reply-To may bear the author's name and lead to somebody else. */
function repliesTo({ facts, author, mail, classification, hold }: QuestionSource): string {
  const wanted = facts.settings?.replyTo ?? "author";
  switch (wanted) {
    case "author":
      return repliesToAuthor(mail.header, author).map(nameAndAddress).join(", ");
    case "group":
      return facts.target.name;
    case "moderators":
      return hold === "moderate" || classification.asked?.mayRead
        ? facts.standing.moderators.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).join(", ")
        : facts.target.name;
    default:
      return wanted;
  }
}

function nameAndAddress({ name, address }: Mailbox): string {
  const shown = harmlessAddress(address);
  return name === "" ? shown : `${harmless(name, MAX_NAME_CHARS)} (${shown})`;
}

/** The recipient for whom the question will show a finished copy, with all that composing it needs. */
export function sampleOf(world: World, source: QuestionSource): QuestionSample | undefined {
  return sampleFor(frameOfSubmission(world, source), source.reach.sample);
}
