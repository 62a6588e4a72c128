import { findReplyCode, findStatus } from "./codes.ts";
import { byCode, byStatus, isAboutSender, isTemporary } from "./failure-codes.ts";
import type { Wording } from "./failure-words.ts";
import { DNS_WITHOUT_ANSWER, NO_DOMAIN, NOBODY_THERE } from "./failure-words-address.ts";
import { FRENCH } from "./failure-words-french.ts";
import { GERMAN } from "./failure-words-german.ts";
import { ITALIAN } from "./failure-words-italian.ts";
import { NOBODY_THERE_ELSEWHERE } from "./failure-words-languages.ts";
import { MARKED_BY_PROVIDER } from "./failure-words-links.ts";
import { ABOUT_MAIL } from "./failure-words-mail.ts";
import { MAILBOX_TAKES_NOTHING } from "./failure-words-mailbox.ts";
import {
  ANOTHER_TIME,
  HOST_TROUBLE,
  MAILBOX_UNAVAILABLE,
  RECIPIENT_REFUSED,
  REFUSED,
  SUSPECTED,
} from "./failure-words-refusal.ts";
import { ABOUT_SENDER } from "./failure-words-sender.ts";
import { plainWords } from "./plain-words.ts";

export type FailureCategory = "hard" | "soft" | "mailbox-full" | "policy" | "complaint" | "unknown";

/** Longer words repeat themselves, or are somebody's mail. */
const MAX_WORDS_CHARS = 3000;

const LANGUAGES = [GERMAN, FRENCH, ITALIAN];

/**
 * Words that outweigh every code. What is said about us can name a recipient or a domain, and a full mailbox is often
 * told with the code of a missing one; so the words for a missing recipient come late.
 */
const CERTAIN: readonly Wording[] = [
  ...MARKED_BY_PROVIDER,
  ...ABOUT_SENDER,
  ...ABOUT_MAIL,
  ...LANGUAGES.flatMap(({ aboutMail }) => aboutMail),
  ...MAILBOX_TAKES_NOTHING,
  ...LANGUAGES.flatMap(({ mailboxFull, takesNothingNow }) => [...mailboxFull, ...takesNothingNow]),
  ...DNS_WITHOUT_ANSWER,
  ...NOBODY_THERE,
  ...NO_DOMAIN,
  ...LANGUAGES.flatMap(({ nobodyThere }) => nobodyThere),
  ...NOBODY_THERE_ELSEWHERE,
];

/** Words that a code outweighs. */
const VAGUE: readonly Wording[] = [
  ...SUSPECTED,
  ...HOST_TROUBLE,
  ...RECIPIENT_REFUSED,
  ...REFUSED,
  ...MAILBOX_UNAVAILABLE,
  ...ANOTHER_TIME,
];

interface Failure {
  status: string | null;
  code: number | null;
  words: string;
  action: "failed" | "delayed";
}

/** What a failure means for the address, by the server's words first, its codes second. */
export function judgeFailure(failure: Failure): FailureCategory {
  const said = failure.words.slice(0, MAX_WORDS_CHARS);
  const status = findStatus(said) ?? failure.status;
  const code = findReplyCode(said) ?? failure.code;
  if (isAboutSender(status)) return "policy";
  const words = plainWords(said);
  const certain = meaning(words, CERTAIN);
  const category = certain ?? byStatus(status) ?? meaning(words, VAGUE) ?? byCode(status, code);
  if (category !== "hard") return category;
  // Nobody is to lose mail for what the server itself takes for passing.
  if (failure.action === "delayed" || isTemporary(status, code) || isRefusedLate(failure, words)) return "soft";
  return certain === undefined && meaning(words, ANOTHER_TIME) !== undefined ? "soft" : "hard";
}

/** What a reply in the session means, by its words and the codes in them. */
export function judgeReply(reply: string): { category: FailureCategory; status: string | null; code: number | null } {
  const status = findStatus(reply);
  const code = findReplyCode(reply);
  const category = judgeFailure({ status, code, words: reply, action: "failed" });
  if (/^\s*[45]\d\d(?:[ -]|$)/.test(reply)) return { category, status, code };
  // No server has spoken: it is our own trouble with the relay, its name or its limits.
  return { category: category === "unknown" ? "unknown" : "soft", status: null, code: null };
}

function meaning(words: string, wordings: readonly Wording[]): FailureCategory | undefined {
  return wordings.find(({ said }) => said.test(words))?.category;
}

/**
 * Mobile carriers say "unknown user" also for whom the recipient has blocked, and then only after DATA, when they have
 * taken the address before. Sendmail reports a refusal at that point as 5.2.0; the carriers' own sentence has no code.
 */
function isRefusedLate({ status, words: said }: Failure, words: string): boolean {
  if (status === "5.2.0") return findStatus(said) !== "5.1.1";
  return status !== "5.1.1" && /^\W?(?:550 )?:? ?unknown user @\W{0,3}$/.test(words);
}
