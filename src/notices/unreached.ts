import { quoted } from "./foreign-text.ts";
import type { ReportCounts, Unreached } from "./outcomes.ts";
import type { Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";

/** What another server said fits into a few lines; the rest is for its own people. */
const MAX_REPLY_LINES = 4;

/** What did not happen is not mentioned, but how many were sent always is. */
export function countRows(counts: ReportCounts, { row, count }: Phrases): Lines {
  const sent = row("sent", count(counts.sent, "mail"));
  const others = (["failed", "already", "cancelled"] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => row(state, count(counts[state], "mail")));
  if (counts.leftOut === 0) return [sent, ...others];
  const leftOut = count(counts.leftOut, "person");
  const optedOut = counts.optedOut === 0 ? "" : ` (${count(counts.optedOut, "optedOut")})`;
  return [sent, ...others, row("leftOut", leftOut + optedOut)];
}

/** Who was not reached by a mail: why in our words, then in those of the other server. Empty where there is nobody. */
export function unreachedList(failed: readonly Unreached[], total: number, phrases: Phrases): Lines {
  if (failed.length === 0) return [];
  const { texts, who, list } = phrases;
  const replies = failed.map(({ reply }) => quoted(reply, MAX_REPLY_LINES));
  const entries = failed.map((copy, at) => [who(copy), texts.failures[copy.category], ...(replies[at] ?? [])]);
  const isQuoting = replies.some((reply) => reply.length > 0);
  return [...list(texts.failedTitle, entries, total), ...(isQuoting ? [texts.otherServers] : [])];
}
