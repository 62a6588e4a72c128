import { fullName } from "../directory/name.ts";
import { decidingSetting } from "../journey/judge.ts";
import { sentenceFor } from "../journey/reasons.ts";
import type { Warning } from "../journey/warning.ts";
import type { AcceptedRuling, RefusedRuling, Ruling } from "./ruling.ts";
import type { Submission } from "./submission.ts";

/** Why the author counts as what they count, as a sentence for an operator. */
export function categoryReason({ classification, facts }: Submission): string {
  const { category, person, login, hasLogin, mayRead, known } = classification;
  const who = person === undefined ? "" : `${fullName(person)} (person ${person.id})`.trim();
  switch (category) {
    case "login":
      return `login ${login} is enabled, may use group mail and may read this target`;
    case "moderator":
      return `${who} holds the moderatorRole (${facts.settings?.moderatorRole}) of this target`;
    case "member":
      return `${who} belongs to it or to a group below`;
    case "other":
      if (!known) return "the address is not in the directory";
      if (hasLogin && mayRead) return "the login may read this target, but may not use group mail";
      if (hasLogin) return "the login may not read this target, and nobody with this address belongs to it";
      return "the address is in the directory, but nobody who has it belongs to this target";
  }
}

/** Which rule decided, as a sentence for an operator. */
export function ruleOf(ruling: Ruling): string {
  switch (ruling.kind) {
    case "target-gone":
      return "the target was removed";
    case "unread":
    case "rejected":
      return withDetail(sentenceFor(ruling.reason), ruling.detail ?? "");
    case "disowned":
      return sentenceFor("forged-sender");
    case "refused":
      return refusalRule(ruling);
    case "accepted":
      return acceptedRule(ruling);
  }
}

function acceptedRule({ verdict, warnings, submission: { classification, facts } }: AcceptedRuling): string {
  if (facts.settings === null) return "a login always confirms mail to a My List or filter";
  const { setting, permission } = decidingSetting(classification, facts.settings);
  const rule = `${setting} is "${permission}"`;
  if (permission === verdict.kind) return rule;
  const doubts = [...new Set(warnings.flatMap(doubtOf))].join(", ");
  return `${rule}, but ${doubts}: ${verdict.kind === "confirm" ? "the author must confirm" : "a moderator decides"}`;
}

/** What forbids sending without a question (contract 3). */
function doubtOf(warning: Warning): string[] {
  switch (warning.kind) {
    case "not-authenticated":
      return ["the author is not authenticated"];
    case "unknown-placeholder":
      return [`###${warning.placeholder}### is not known`];
    case "blind-copy":
      return ["the target stands in neither To nor Cc"];
    case "vacation-subject":
      return ["the subject is that of a vacation reply"];
    default:
      return [];
  }
}

function refusalRule({ verdict, sealedPlaceholders, submission: { classification, facts } }: RefusedRuling): string {
  const { reason, limit } = verdict;
  const sentence = sentenceFor(reason);
  switch (reason) {
    case "sender-not-allowed":
    case "no-access":
    case "no-moderator":
      if (facts.settings !== null) {
        const { setting, permission } = decidingSetting(classification, facts.settings);
        return withDetail(sentence, `${setting} is "${permission}", moderatorRole is ${facts.settings.moderatorRole}`);
      }
      return sentence;
    case "too-many-recipients":
      return withDetail(sentence, limit === undefined ? "" : `maxRecipients is ${limit.allowed}, found ${limit.found}`);
    case "signed-placeholders":
      return withDetail(sentence, sealedPlaceholders.map((field) => `###${field}###`).join(", "));
    default:
      return sentence;
  }
}

function withDetail(sentence: string, detail: string): string {
  return detail === "" ? sentence : `${sentence} (${detail})`;
}
