/** `npm run bounces:score`: how well the bounces of the corpora beside the project are read, and what is missed. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  bounceScore,
  hasRightAction,
  hasRightClass,
  hasRightStatus,
  isTakenForBounce,
  percent,
  readAutoReplies,
  type ScoredMail,
  type Share,
  scoreBounces,
} from "./score.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url));
const print = (line: string) => process.stdout.write(`${line}\n`);

if (existsSync(`${folder}/bounces/expected.json`)) printScore();
else print(`There is nothing to score: the mail corpora are missing (${folder}).`);

function printScore(): void {
  const mails = scoreBounces(`${folder}/bounces`);
  print("source          mails     kind  recipient    action    status      code hard/soft  extra failures");
  for (const [source, ofSource] of bySource(mails)) print(lineOf(source, ofSource));
  print(lineOf("all", mails));
  const wrong = readAutoReplies(`${folder}/auto-replies`).filter(isTakenForBounce);
  print(`\nauto-replies taken for a bounce: ${wrong.length}${wrong.map(({ file }) => `\n  ${file}`).join("")}`);
  print(`\nmissed:\n${mails.flatMap(missesOf).join("\n")}`);
}

function bySource(mails: readonly ScoredMail[]): Map<string, ScoredMail[]> {
  return Map.groupBy(mails, (mail) => mail.expected.file.split("/", 1)[0] ?? "");
}

function lineOf(title: string, mails: readonly ScoredMail[]): string {
  const score = bounceScore(mails);
  const shares = [score.kind, score.recipient, score.action, score.status, score.code, score.class].map(written);
  return `${title.padEnd(14)} ${String(mails.length).padStart(6)} ${shares.join(" ")} ${String(score.extraFailures).padStart(9)}`;
}

function written(share: Share): string {
  return `${percent(share).toFixed(1)}%`.padStart(9);
}

function missesOf(mail: ScoredMail): string[] {
  const { expected, report } = mail;
  const misses: string[] = [];
  if (!mail.kindIsRight) misses.push(`kind ${report.kind} instead of ${expected.kind}`);
  for (const row of mail.rows) {
    const wanted = row.expected.recipient ?? "(hidden)";
    if (row.found === undefined) misses.push(`recipient ${wanted} not found`);
    else {
      if (!hasRightAction(row)) misses.push(`${wanted}: action ${row.found.action} instead of ${row.expected.action}`);
      if (hasRightStatus(row) === false)
        misses.push(`${wanted}: status ${row.found.status} instead of ${row.expected.status}`);
      if (hasRightClass(row) === false)
        misses.push(`${wanted}: ${row.found.category} instead of ${row.expected.class} (${row.expected.reason ?? ""})`);
    }
  }
  for (const { address, action } of mail.extra) misses.push(`${address ?? "(nobody)"}: ${action}, not expected`);
  return misses.map((miss) => `  ${expected.file}: ${miss}`);
}
