import type { ArrivedMail } from "../journey/arrived-mail.ts";
import { mayTellAuthor } from "../journey/tell.ts";
import { formatReply } from "../mail/reply.ts";
import { findSameMail } from "../store/mails.ts";
import { findSameMessage } from "../store/messages.ts";
import type { World } from "../world.ts";
import { copyNow } from "./copy-now.ts";
import { composeSample, sampleFor } from "./copy-sample.ts";
import type { Explanation, Supposed } from "./explanation.ts";
import { categoryReason, ruleOf } from "./explanation-words.ts";
import { finishedCopy } from "./finished-copy.ts";
import { frameOfSubmission } from "./message-frame.ts";
import { recipientsNow } from "./recipients-now.ts";
import { type AcceptedRuling, type Ruling, replyTo, ruleOn } from "./ruling.ts";
import type { TargetDestination } from "./submission.ts";
import { type TargetFacts, targetFacts } from "./target-facts.ts";
import { keyOf } from "./whom.ts";

type AboutTarget = Pick<Explanation, "verdict" | "rule" | "reply"> & Partial<Explanation>;

/**
 * What would become of a mail to a group, subgroup, filter or My List.
 *
 * @param persons who may be meant by `supposed.whom`
 */
export async function explainForTarget(
  world: World,
  supposed: Supposed,
  mail: ArrivedMail,
  destination: TargetDestination,
  persons: readonly number[],
  now: number,
): Promise<AboutTarget> {
  const ruling = await ruleOn(world, supposed.handed, mail, { address: supposed.to, destination }, now);
  const said = { verdict: verdictOf(ruling), rule: ruleOf(ruling), reply: formatReply(replyTo(ruling)) };
  if (ruling.kind === "target-gone") return said;
  if (ruling.kind === "unread") {
    const facts = await world.store.snapshot((read) =>
      targetFacts(read, world, destination, { persons: [], logins: [] }),
    );
    return { ...said, reason: ruling.reason, ...(facts && (await aboutTarget(world, facts))) };
  }
  const { facts, messageAuthor, classification } = ruling.submission;
  return {
    ...said,
    ...(await aboutTarget(world, facts)),
    category: messageAuthor.category,
    categories: classification.categories,
    categoryReason: categoryReason(ruling.submission),
    authenticated: messageAuthor.authenticated,
    evidence: messageAuthor.evidence,
    sameAs: await sameMessage(world, mail, facts, now),
    ...(ruling.kind === "rejected" && { reason: ruling.reason }),
    ...(ruling.kind === "disowned" && { reason: "forged-sender" as const, told: ruling.telling }),
    ...(ruling.kind === "refused" && {
      reason: ruling.verdict.reason,
      told: ruling.telling,
      notices: ruling.telling === "notice" ? [{ kind: "refused", to: messageAuthor.address }] : [],
    }),
    ...(ruling.kind === "accepted" && {
      warnings: ruling.warnings,
      notices: noticesOf(ruling),
      ...(await copyOf(world, ruling, supposed, persons)),
    }),
  };
}

async function aboutTarget(world: World, facts: TargetFacts): Promise<Partial<Explanation>> {
  const { ref, name, address } = facts.target;
  return {
    target: { kind: ref.kind, id: ref.kind === "my-list" ? ref.login : ref.id, name, address },
    ...(await recipientsNow(world.store, facts)),
  };
}

function verdictOf(ruling: Ruling): Explanation["verdict"] {
  switch (ruling.kind) {
    case "unread":
    case "rejected":
      return ruling.reason === "automatic-message" ? "drop" : "refuse";
    case "target-gone":
    case "disowned":
    case "refused":
      return "refuse";
    case "accepted":
      return ruling.verdict.kind;
  }
}

/** The questions, and that a moderator was asked. */
function noticesOf({ verdict, asked, submission }: AcceptedRuling): Explanation["notices"] {
  const author = submission.messageAuthor;
  return [
    ...asked.map(({ address }) => ({ kind: verdict.kind, to: address })),
    ...(verdict.kind === "moderate" && mayTellAuthor(author) ? [{ kind: "held", to: author.address }] : []),
  ];
}

async function sameMessage(world: World, mail: ArrivedMail, facts: TargetFacts, now: number): Promise<number | null> {
  return world.store.snapshot(async (read) => {
    const stored = await findSameMail(read, mail.fingerprint, now);
    return stored === undefined ? null : ((await findSameMessage(read, stored, facts.target)) ?? null);
  });
}

async function copyOf(
  world: World,
  { submission, reach }: AcceptedRuling,
  { handed, whom }: Supposed,
  persons: readonly number[],
): Promise<Pick<Explanation, "copy" | "noCopy">> {
  const found =
    whom === undefined
      ? ({ kind: "copy", sharers: reach.sample } as const)
      : await copyNow(world, submission.facts, persons, keyOf(whom));
  if (found.kind === "no-copy") return { copy: null, noCopy: found.reason };
  const sample = sampleFor(frameOfSubmission(world, submission), found.sharers);
  if (sample === undefined) return { copy: null, noCopy: null };
  const copy = composeSample(sample, handed.raw, world.installation.language);
  return { copy: finishedCopy(copy, sample), noCopy: null };
}
