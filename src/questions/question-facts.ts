import { repliesToAuthor } from "../journey/copy-frame.ts";
import { sendingTimeMs } from "../journey/pace.ts";
import { surveyPlaceholders } from "../journey/placeholders.ts";
import type { Warning } from "../journey/warning.ts";
import type { Mailbox } from "../mail/address.ts";
import { listAttachments } from "../mail/attachments.ts";
import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, parseHeader } from "../mail/header.ts";
import { parseMime } from "../mail/mime-tree.ts";
import { readableText, wholeText } from "../mail/plain-text.ts";
import { harmless, harmlessAddress, MAX_NAME_CHARS } from "../notices/foreign-text.ts";
import type { Preview, QuestionFacts, QuestionSample } from "../notices/notice.ts";
import type { Hold, Question } from "../store/holds.ts";
import type { Message } from "../store/messages.ts";
import type { World } from "../world.ts";
import { mayStillRead } from "./asked-right.ts";
import { composeSample, sampleFor, sampleName } from "./copy-sample.ts";
import { reachAndGaps } from "./gaps.ts";
import { asReleasedNow, authorMailbox, type ReleaseNow } from "./message-frame.ts";
import type { ReachSurvey } from "./reach.ts";
import { remembered } from "./remembered.ts";
import { moderatorMailboxes } from "./target-facts.ts";

/** Longest text of a preview and of an original that is shown inline. */
const MOST_TEXT_CHARS = 8_000;

/** A question that is to be put to somebody. */
export interface AskedNow {
  question: Question;
  hold: Hold;
  message: Message;
  /** The mail as received. */
  original: Buffer;
  /** Of the person asked; may be empty. */
  name: string;
}

/**
 * What a question says, about what would happen now. Found when the question is due and not when the mail arrives: so the
 * client has its 250 sooner, the queue keeps nobody's names and values, and a reminder tells of the group as it is.
 */
export async function questionFacts(world: World, asked: AskedNow): Promise<QuestionFacts> {
  const { question, hold, message, original } = asked;
  const release = await asReleasedNow(world, message, original);
  const { sample, ...about } = await aboutTarget(world, message, original, release);
  // Last, so that nobody reads what was added after they lost the right. Of a target that is gone there is nothing to hide.
  const mayRead =
    release === undefined
      ? question.mayRead
      : await world.store.snapshot((read) => mayStillRead(read, world, message.target.ref, question));
  const target = targetShown(message, mayRead, release);
  return {
    hold: hold.kind,
    author: { name: message.author.name, address: message.author.address },
    authenticated: message.author.authenticated,
    target: { name: target.name, address: target.address },
    subject: message.subject,
    expiresAt: hold.expiresAt,
    repliesTo: repliesTo(asked, mayRead, release),
    originalText: wholeText(original, MOST_TEXT_CHARS),
    attachments: listAttachments(parseMime(original)).map(({ name, bytes }) => ({ name, bytes })),
    asked: { name: asked.name },
    preview: mayRead && sample !== undefined ? previewOf(sample, original, world.installation.language) : null,
    ...(mayRead ? about : withoutCounts(about)),
  };
}

type AboutTarget = Pick<QuestionFacts, "counts" | "durationMs" | "warnings">;

/** Without what only those learn who may read the target. */
function withoutCounts({ warnings }: AboutTarget): AboutTarget {
  return { counts: null, durationMs: null, warnings: warnings.filter(({ kind }) => kind !== "empty-field") };
}

/** Where the target is gone, it has nobody left in it. */
const REACHES_NOBODY: Pick<ReachSurvey, "reached" | "copies" | "withoutAddress" | "optedOut"> = {
  reached: 0,
  copies: 0,
  withoutAddress: { persons: 0, names: [] },
  optedOut: 0,
};

async function aboutTarget(
  world: World,
  message: Message,
  original: Buffer,
  release: ReleaseNow | undefined,
): Promise<AboutTarget & { sample: QuestionSample | undefined }> {
  const lasting = message.warnings.filter(({ kind }) => OF_THE_MAIL.has(kind));
  if (release === undefined) {
    return { counts: countsOf(REACHES_NOBODY), durationMs: 0, warnings: lasting, sample: undefined };
  }
  const { facts, sender, frame } = release;
  const { policy } = frame;
  // A big mail takes long to look through, and all moderators are asked about the same.
  const used = await remembered(world, `placeholders ${JSON.stringify([message.id, policy])}`, async () =>
    surveyPlaceholders(original, policy),
  );
  const { reach, gaps } = await reachAndGaps(world, facts, used.known, policy);
  return {
    counts: countsOf(reach),
    durationMs: sendingTimeMs(reach.copies, sender.batch),
    sample: sampleFor(frame, reach.sample),
    warnings: [
      ...used.unknown.map((unknown) => ({ kind: "unknown-placeholder", ...unknown }) as const),
      ...gaps,
      ...lasting,
      ...(facts.settings?.replyTo === "group" ? [{ kind: "replies-to-group" } as const] : []),
    ],
  };
}

/** Warnings that hold for good; the others are about the target and its settings, and found anew. */
const OF_THE_MAIL: ReadonlySet<Warning["kind"]> = new Set([
  "not-authenticated",
  "big-mail",
  "blind-copy",
  "vacation-subject",
]);

function countsOf(reach: typeof REACHES_NOBODY): QuestionFacts["counts"] {
  return {
    persons: reach.reached,
    addresses: reach.copies,
    withoutAddress: reach.withoutAddress.persons,
    withoutAddressNames: reach.withoutAddress.names,
    optedOut: reach.optedOut,
  };
}

/** As the copies will name it; whoever may not read it any more knows it as it was when they wrote or were asked. */
function targetShown(message: Message, mayRead: boolean, release: ReleaseNow | undefined): Message["target"] {
  return mayRead && release !== undefined ? release.facts.target : message.target;
}

/** One finished copy for one real recipient, with the recipient's own values. */
function previewOf(sample: QuestionSample, original: Buffer, language: string): Preview {
  const copy = composeSample(sample, original, language);
  const header = parseHeader(copy);
  return {
    name: sampleName(sample, language),
    to: decodeWords(firstValue(header, "to") ?? ""),
    subject: decodeWords(firstValue(header, "subject") ?? ""),
    text: readableText(copy, MOST_TEXT_CHARS),
  };
}

/** Where answers will go, in a word for people: as the Reply-To of the copies says it (`copyFrame`). */
function repliesTo({ message, original }: AskedNow, mayRead: boolean, release: ReleaseNow | undefined): string {
  const author = authorMailbox(message);
  const wanted = release?.facts.settings?.replyTo ?? "author";
  const { name } = targetShown(message, mayRead, release);
  switch (wanted) {
    case "author":
      return repliesToAuthor(parseHeader(original), author).map(nameAndAddress).join(", ");
    case "group":
      return name;
    case "moderators": {
      const moderators = release === undefined ? [] : moderatorMailboxes(release.facts);
      if (moderators.length === 0) return nameAndAddress(author);
      return mayRead ? moderators.map((one) => one.name || one.address).join(", ") : name;
    }
    default:
      return wanted;
  }
}

/** With the address, because a Reply-To may bear the author's name and lead to somebody else. */
function nameAndAddress({ name, address }: Mailbox): string {
  const shown = harmlessAddress(address);
  return name === "" ? shown : `${harmless(name, MAX_NAME_CHARS)} (${shown})`;
}
