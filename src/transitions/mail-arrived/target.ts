import type { ArrivedMail } from "../../journey/arrived-mail.ts";
import { judge, permit, type Verdict } from "../../journey/judge.ts";
import { surveyPlaceholders } from "../../journey/placeholders.ts";
import { UNKNOWN_ADDRESS } from "../../journey/route.ts";
import type { Warning } from "../../journey/warning.ts";
import { isVacationSubject } from "../../mail/automatic.ts";
import { reachAndGaps } from "../../questions/gaps.ts";
import type { ReachSurvey } from "../../questions/reach.ts";
import { askable } from "../../questions/target-facts.ts";
import { addMessage, findSameMessage } from "../../store/messages.ts";
import type { World } from "../../world.ts";
import { openHold } from "../hold-opened.ts";
import { releaseMessage } from "../message-released.ts";
import { targetForAuthor, tellAuthor } from "../notify.ts";
import { questionFacts, sampleOf } from "../question-facts.ts";
import { ACCEPTED, type Arrival, type Plan } from "./arrival.ts";
import { planRefusal, planRejected, planUnread } from "./refusal.ts";
import { languageOfAuthor, messageFrom, type Submission, submissionOf, type TargetDestination } from "./submission.ts";

/** From here a mail may be too big for some recipients' servers. */
const BIG_MAIL_BYTES = 5_000_000;

/** What becomes of a mail to a group, subgroup, filter or My List: the checks of contract 3, in its order. */
export async function planTarget(
  world: World,
  arrival: Arrival,
  mail: ArrivedMail,
  destination: TargetDestination,
  now: number,
): Promise<Plan> {
  const { author, automatic } = mail;
  if (author === undefined) {
    if (automatic !== undefined) return planUnread(world, "automatic-message", automatic.word, now);
    return planUnread(world, mail.looping ? "loop" : "unparsable", mail.header.problems.join(", "), now);
  }
  const submission = await submissionOf(world, arrival, mail, author, destination, now);
  if (submission === undefined) return { reply: UNKNOWN_ADDRESS, keepsRaw: false, record: async () => undefined };
  if (automatic !== undefined && !isOrdinary(submission)) {
    return planRejected(world, submission, "automatic-message", automatic.word);
  }
  if (mail.looping) return planRejected(world, submission, "loop");
  if (arrival.size === "too-large") return planRejected(world, submission, "too-large");
  return planJudged(world, submission);
}

async function planJudged(world: World, submission: Submission): Promise<Plan> {
  const { arrival, mail, classification, facts, messageAuthor } = submission;
  const { installation } = world;
  const { kind } = facts.target.ref;
  const policy = {
    mayUseFields: classification.category === "login" || classification.category === "moderator",
    fields: installation.placeholders.fields,
    language: installation.language,
  };
  const placeholders = surveyPlaceholders(arrival.raw, policy);
  const isBlindCopy = facts.names.isDisjointFrom(mail.named);
  const isVacation = isVacationSubject(mail.subject);
  const permitted = permit(classification, kind, facts.settings, {
    authenticated: messageAuthor.authenticated,
    questionable: placeholders.unknown.length > 0 || isBlindCopy || isVacation,
  });
  if (permitted.kind === "refuse") return planRefusal(world, submission, permitted);

  const { reach, gaps } = await reachAndGaps(world, facts, placeholders.known, policy);
  const found = {
    reach,
    askableModerators: askable(facts.standing.moderators).length,
    sealedPlaceholders: placeholders.inSealedPart.length,
  };
  const verdict = judge(permitted, kind, found, installation.maxRecipients);
  if (verdict.kind === "refuse") return planRefusal(world, submission, verdict, placeholders.inSealedPart);

  const warnings: Warning[] = [
    ...placeholders.unknown.map((unknown) => ({ kind: "unknown-placeholder", ...unknown }) as const),
    ...gaps,
    ...(messageAuthor.authenticated ? [] : [{ kind: "not-authenticated" } as const]),
    ...(arrival.raw.length > BIG_MAIL_BYTES ? [{ kind: "big-mail", bytes: arrival.raw.length } as const] : []),
    ...(isBlindCopy ? [{ kind: "blind-copy" } as const] : []),
    ...(isVacation ? [{ kind: "vacation-subject" } as const] : []),
    ...(facts.settings?.replyTo === "group" ? [{ kind: "replies-to-group" } as const] : []),
  ];
  return planAccepted(world, submission, verdict, reach, warnings);
}

function planAccepted(
  world: World,
  submission: Submission,
  verdict: Exclude<Verdict, { kind: "refuse" }>,
  reach: ReachSurvey,
  warnings: Warning[],
): Plan {
  const { facts, mail, messageAuthor, now } = submission;
  const question = verdict.kind === "send" ? undefined : { ...submission, reach, warnings, hold: verdict.kind };
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    async record(tx, stored) {
      if ((await findSameMessage(tx, stored, facts.target)) !== undefined) return;
      const message = await addMessage(tx, { ...messageFrom(submission, stored), warnings, state: "held" });
      world.log.mailAccepted({ mail: stored, message, target: facts.target.address });
      if (question === undefined) {
        await releaseMessage(tx, world, message, { by: "rules" }, now);
        return;
      }
      const { hold } = question;
      const about = questionFacts(world, question);
      const sample = sampleOf(world, question);
      await openHold(tx, world, { message, hold, asked: whomToAsk(submission, hold), about, sample }, now);
      if (hold === "confirm") return;
      await tellAuthor(
        tx,
        { id: message, author: messageAuthor },
        {
          kind: "held",
          target: targetForAuthor({ target: facts.target, author: messageAuthor }),
          subject: mail.subject,
          expiresAt: about.expiresAt,
        },
        languageOfAuthor(submission),
        now,
      );
    },
  };
}

function whomToAsk({ facts, classification }: Submission, hold: "confirm" | "moderate") {
  if (hold === "moderate") {
    return askable(facts.standing.moderators).map((moderator) => ({ ...moderator, mayRead: true }));
  }
  const { asked, mayRead } = classification;
  return asked === undefined ? [] : [{ ...asked, mayRead }];
}

/** An authenticated login's own program may write to a transactional group (contract 3). */
function isOrdinary({ mail, classification, messageAuthor, facts }: Submission): boolean {
  const sign = mail.automatic;
  const isProgramsMail =
    (sign?.sign === "auto-submitted" && sign.word === "auto-generated") ||
    (sign?.sign === "precedence" && sign.word === "bulk");
  return (
    isProgramsMail &&
    messageAuthor.authenticated &&
    classification.category === "login" &&
    facts.settings?.class === "transactional"
  );
}
