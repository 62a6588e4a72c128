import type { ArrivedMail } from "../journey/arrived-mail.ts";
import type { Asked } from "../journey/classify.ts";
import { judge, permit, type Verdict } from "../journey/judge.ts";
import { surveyPlaceholders } from "../journey/placeholders.ts";
import { replyFor } from "../journey/reasons.ts";
import { UNKNOWN_ADDRESS } from "../journey/route.ts";
import { howToTell, REFUSAL_NOTICE_SPAN_MS, type Telling } from "../journey/tell.ts";
import type { Warning } from "../journey/warning.ts";
import { addressKey } from "../mail/address.ts";
import { isProgramsOwn, isVacationSubject } from "../mail/automatic.ts";
import { ACCEPTED, type Reply } from "../mail/reply.ts";
import { wasToldSince } from "../store/messages.ts";
import type { World } from "../world.ts";
import { reachAndGaps } from "./gaps.ts";
import type { HandedMail } from "./handed-mail.ts";
import type { ReachSurvey } from "./reach.ts";
import { type Submission, submissionOf, type WrittenTarget } from "./submission.ts";
import { askable } from "./target-facts.ts";

/** What is to become of a mail for one target, and why: decided, not done. */
export type Ruling =
  /** Nobody can be said to have written it, so there is nothing but the mail to speak of. */
  | { kind: "unread"; reason: "automatic-message" | "loop" | "unparsable" | "too-large"; detail: string }
  /** Removed since RCPT. */
  | { kind: "target-gone" }
  /** The mail is at fault itself, whoever wrote it. */
  | {
      kind: "rejected";
      reason: "loop" | "too-large" | "automatic-message";
      detail: string | null;
      submission: Submission;
    }
  /** The domain in From asks to refuse it, and so does `authentication.onDmarcFail`. */
  | { kind: "disowned"; telling: "reply" | "silence"; submission: Submission }
  | RefusedRuling
  | AcceptedRuling;

/** This author may not send it to this target, or nobody would get it. */
export interface RefusedRuling {
  kind: "refused";
  verdict: Extract<Verdict, { kind: "refuse" }>;
  /** How the author learns of it. */
  telling: Telling;
  sealedPlaceholders: string[];
  submission: Submission;
}

export interface AcceptedRuling {
  kind: "accepted";
  verdict: Exclude<Verdict, { kind: "refuse" }>;
  reach: ReachSurvey;
  warnings: Warning[];
  /** Who gets the question, where there is one. */
  asked: Asked[];
  submission: Submission;
}

/** What the client hears about a mail to one target. */
export function replyTo(ruling: Ruling): Reply {
  switch (ruling.kind) {
    case "unread":
    case "rejected":
      return replyFor(ruling.reason);
    case "target-gone":
      return UNKNOWN_ADDRESS;
    case "disowned":
      return ruling.telling === "reply" ? replyFor("forged-sender") : ACCEPTED;
    case "refused":
      return ruling.telling === "reply" ? replyFor(ruling.verdict.reason) : ACCEPTED;
    case "accepted":
      return ACCEPTED;
  }
}

/** From here a mail may be too big for some recipients' servers. */
const BIG_MAIL_BYTES = 5_000_000;

/** Decides about a mail to a group, subgroup, filter or My List: the checks of contract 3, in its order. */
export async function ruleOn(
  world: World,
  handed: HandedMail,
  mail: ArrivedMail,
  to: WrittenTarget,
  now: number,
): Promise<Ruling> {
  const { author, automatic } = mail;
  if (author === undefined) {
    if (automatic !== undefined) return { kind: "unread", reason: "automatic-message", detail: automatic.word };
    const detail = mail.header.problems.join(", ");
    if (mail.looping) return { kind: "unread", reason: "loop", detail };
    // Where the header goes on beyond what was kept, its end is what is missing.
    const isCut = handed.size === "too-large" && mail.header.end === handed.raw.length;
    return { kind: "unread", reason: isCut ? "too-large" : "unparsable", detail };
  }
  const submission = await submissionOf(world, handed, mail, author, to, now);
  if (submission === undefined) return { kind: "target-gone" };
  if (automatic !== undefined && !isOrdinary(submission)) {
    return { kind: "rejected", reason: "automatic-message", detail: automatic.word, submission };
  }
  if (mail.looping) return { kind: "rejected", reason: "loop", detail: null, submission };
  if (handed.size === "too-large") return { kind: "rejected", reason: "too-large", detail: null, submission };
  if (submission.disowned && world.installation.authentication.onDmarcFail === "refuse") {
    // A server in front would write a bounce to whoever the mail names as its sender.
    return { kind: "disowned", telling: isBehindFrontServer(handed) ? "silence" : "reply", submission };
  }
  return ruleOnReadable(world, submission);
}

async function ruleOnReadable(world: World, submission: Submission): Promise<Ruling> {
  const { handed, mail, classification, facts, messageAuthor } = submission;
  const { installation } = world;
  const { kind } = facts.target.ref;
  const policy = {
    mayUseFields: classification.category === "login" || classification.category === "moderator",
    fields: installation.placeholders.fields,
    language: installation.language,
  };
  // As it was written, too: the number of a filter may have zeros before it.
  const isBlindCopy = !mail.named.has(addressKey(messageAuthor.wroteTo)) && facts.names.isDisjointFrom(mail.named);
  const isVacation = isVacationSubject(mail.subject);
  const { authenticated } = messageAuthor;
  const doubts = { authenticated, disowned: submission.disowned, questionable: isBlindCopy || isVacation };
  // Who may not write at all has nothing searched, however big it is.
  const allowed = permit(classification, kind, facts.settings, doubts);
  if (allowed.kind === "refuse") return refused(world, submission, allowed, []);

  const placeholders = surveyPlaceholders(handed.raw, policy, mail.header);
  if (placeholders.tooMany) return { kind: "rejected", reason: "too-large", detail: "placeholders", submission };
  const permitted =
    placeholders.unknown.length > 0
      ? permit(classification, kind, facts.settings, { ...doubts, questionable: true })
      : allowed;

  const { reach, gaps } = await reachAndGaps(world, facts, placeholders.known, policy);
  const found = {
    reach,
    askableModerators: moderatorsToAsk(submission).length,
    sealedPlaceholders: placeholders.inSealedPart.length,
  };
  const verdict = judge(permitted, kind, found, installation.maxRecipients);
  if (verdict.kind === "refuse") return refused(world, submission, verdict, placeholders.inSealedPart);

  const warnings: Warning[] = [
    ...placeholders.unknown.map((unknown) => ({ kind: "unknown-placeholder", ...unknown }) as const),
    ...gaps,
    ...(authenticated ? [] : [{ kind: "not-authenticated" } as const]),
    ...(handed.raw.length > BIG_MAIL_BYTES ? [{ kind: "big-mail", bytes: handed.raw.length } as const] : []),
    ...(isBlindCopy ? [{ kind: "blind-copy" } as const] : []),
    ...(isVacation ? [{ kind: "vacation-subject" } as const] : []),
    ...(facts.settings?.replyTo === "group" ? [{ kind: "replies-to-group" } as const] : []),
  ];
  return { kind: "accepted", verdict, reach, warnings, asked: whomToAsk(submission, verdict.kind), submission };
}

async function refused(
  world: World,
  submission: Submission,
  verdict: RefusedRuling["verdict"],
  sealedPlaceholders: string[],
): Promise<RefusedRuling> {
  const { handed, messageAuthor, now } = submission;
  const telling = howToTell({
    authenticated: messageAuthor.authenticated,
    known: messageAuthor.known,
    behindFrontServer: isBehindFrontServer(handed),
    toldLately: await world.store.snapshot((read) =>
      wasToldSince(read, messageAuthor.address, verdict.reason, now - REFUSAL_NOTICE_SPAN_MS),
    ),
  });
  return { kind: "refused", verdict, telling, sealedPlaceholders, submission };
}

/** Another mail server has taken the mail already, and turns our refusal into a bounce. */
function isBehindFrontServer({ protocol, fromTrustedPeer }: HandedMail): boolean {
  return protocol === "lmtp" || fromTrustedPeer;
}

/** Who decides about a mail. One that its domain disowns must not reach whom it names as its author, not as a question either. */
function moderatorsToAsk({ facts, disowned, author, classification }: Submission): Asked[] {
  const { moderators } = facts.standing;
  if (!disowned) return askable(moderators);
  const named = addressKey(author.address);
  const others = moderators.filter(
    ({ id, emails }) =>
      id !== classification.person?.id && emails.every(({ address }) => addressKey(address) !== named),
  );
  return askable(others).filter(({ address }) => addressKey(address) !== named);
}

function whomToAsk(submission: Submission, verdict: AcceptedRuling["verdict"]["kind"]): Asked[] {
  const { asked } = submission.classification;
  switch (verdict) {
    case "send":
      return [];
    case "moderate":
      return moderatorsToAsk(submission);
    case "confirm":
      return asked === undefined ? [] : [asked];
  }
}

/** An authenticated login's own program may write to a transactional group (contract 3). */
function isOrdinary({ mail, classification, messageAuthor, facts }: Submission): boolean {
  return (
    mail.automatic !== undefined &&
    isProgramsOwn(mail.automatic) &&
    messageAuthor.authenticated &&
    classification.category === "login" &&
    facts.settings?.class === "transactional"
  );
}
