import { composeCopy, prepareMessage } from "../journey/compose.ts";
import { type CopyFrame, composeOrder, copyFrame } from "../journey/copy-frame.ts";
import { expiresAt } from "../journey/hold.ts";
import { sendingTimeMs } from "../journey/pace.ts";
import { copyName } from "../journey/placeholders/recipient.ts";
import type { Warning } from "../journey/warning.ts";
import { parseAddress } from "../mail/address.ts";
import { listAttachments } from "../mail/attachments.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, parseHeader } from "../mail/header.ts";
import { parseMime } from "../mail/mime-tree.ts";
import { readableText } from "../mail/plain-text.ts";
import type { Preview, QuestionFacts } from "../notices/notice.ts";
import type { ReachSurvey } from "../questions/reach.ts";
import { recipientOf } from "../questions/recipient.ts";
import { moderatorMailboxes } from "../questions/target-facts.ts";
import type { World } from "../world.ts";
import type { Submission } from "./mail-arrived/submission.ts";

/** Longest text of a preview and of an original that is shown inline. */
const MOST_TEXT_CHARS = 8_000;

export interface QuestionSource extends Submission {
  warnings: Warning[];
  reach: ReachSurvey;
  hold: "confirm" | "moderate";
}

/** What a question says to somebody who may see everything; `withheld` takes away what others may not see. */
export function questionFacts(world: World, source: QuestionSource): QuestionFacts {
  const { arrival, mail, author, facts, reach } = source;
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
    },
    durationMs: sendingTimeMs(reach.copies, installation.batch),
    expiresAt: expiresAt(source.now, installation.hold),
    repliesTo: repliesTo(source),
    warnings: source.warnings,
    preview: preview(world, source),
    originalText: readableText(arrival.raw, MOST_TEXT_CHARS),
    attachments: listAttachments(parseMime(arrival.raw)).map(({ name, bytes }) => ({ name, bytes })),
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

function repliesTo({ facts, author, classification }: QuestionSource): string {
  const wanted = facts.settings?.replyTo ?? "author";
  switch (wanted) {
    case "author":
      return author.name === "" ? author.address : author.name;
    case "group":
      return facts.target.name;
    case "moderators":
      return classification.mayRead
        ? facts.standing.moderators.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).join(", ")
        : facts.target.name;
    default:
      return wanted;
  }
}

/** One finished copy for one real recipient, with the recipient's own values. */
function preview(world: World, source: QuestionSource): Preview | null {
  const [first] = source.reach.sample;
  const address = first?.address == null ? undefined : parseAddress(first.address);
  if (first === undefined || address === undefined) return null;
  const recipients = source.reach.sample.map(recipientOf);
  const frame = frameOf(world, source);
  const prepared = prepareMessage(source.arrival.raw, composeOrder(frame));
  const name = copyName(recipients, world.installation.language);
  const copy = Buffer.concat(composeCopy(prepared, { address, name, recipients, token: "preview", messageId: null }));
  const header = parseHeader(copy);
  return {
    name: name === "" ? address : name,
    to: decodeWords(firstValue(header, "to") ?? ""),
    subject: decodeWords(firstValue(header, "subject") ?? ""),
    text: readableText(copy, MOST_TEXT_CHARS),
  };
}

function frameOf(world: World, source: QuestionSource): CopyFrame {
  const { facts, mail } = source;
  return copyFrame(
    {
      message: 0,
      target: facts.target,
      settings: facts.settings,
      author: source.author,
      category: source.classification.category,
      moderators: moderatorMailboxes(facts),
      header: mail.header,
      receivedAt: source.now,
    },
    world.installation,
  );
}
