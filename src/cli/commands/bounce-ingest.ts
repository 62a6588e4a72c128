/** `rundmail bounce ingest`: reports that did not come through our own door. */

import type { Command } from "commander";
import { OperatorError } from "../../operator-error.ts";
import { type Ingested, type IngestOutcome, ingestReport } from "../../transitions/bounces-ingested.ts";
import type { World } from "../../world.ts";
import { type FiledMail, MOST_BYTES, openMailbox } from "../mailbox/mailbox-files.ts";
import { printJson, printTable, say } from "../output.ts";
import type { CommandContext } from "../program.ts";
import { showProgress } from "../terminal.ts";

const HELP = `
FILE is a mail that was saved as a file (.eml), an mbox file, a Maildir (its folders new and cur), or a folder of .eml files.
Nothing in them is changed, and what was read before, or had come by itself, changes nothing a second time.

A report counts for the copy whose return path (bounce-…@ in Delivered-To, X-Original-To, Envelope-To or To) it was
delivered to, else for the one whose X-Rundmail-Copy is in the mail that it returns. One that tells neither waits in
\`rundmail bounce list --state manual\`. Answers of people and of their holiday programs are listed, and nothing else.

Kind is bounce, feedback (a complaint), automatic or other. A pipe gets one line per recipient, --json one entry per mail.

Exit codes: 0 read, 65 a file holds no mail, 66 there is no such file (both before anything is recorded), 75 the manual
folder is full: see to it, and read the same files again.

Examples:
  rundmail bounce ingest returned.eml
  rundmail bounce ingest ~/Maildir /var/mail/bounces
  rundmail bounce ingest old.mbox --json | jq -r '.[].recipients[] | select(.copy == null) | .address'`;

/** One mail as the contract has it. */
type Listed = { file: string } & Pick<Ingested, "kind" | "recipients">;

/** Adds the verb ingest. */
export function registerIngest(
  bounce: Command,
  { io }: CommandContext,
  inWorld: <T>(use: (world: World) => Promise<T>) => Promise<T>,
): void {
  bounce
    .command("ingest")
    .argument("<file...>", "mails, mbox files, Maildirs or folders of .eml files")
    .description("take down reports that lie in files")
    .option("--json", "one JSON value instead of a table")
    .addHelpText("after", HELP)
    .action(async (paths: string[], options: { json?: true }) => {
      const mailboxes = paths.map(openMailbox);
      const listed: Listed[] = [];
      const counts = new Map<IngestOutcome, number>();
      await inWorld(async (world) => {
        for (const mailbox of mailboxes) {
          for await (const mail of mailbox.mails()) {
            const { outcome, ...read } = await ingest(world, mail);
            if (mail.size === "too-large") say(io, `${mail.file} is larger than ${MOST_BYTES} bytes and was not read.`);
            listed.push({ file: mail.file, ...read });
            counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
            showProgress(io, `${listed.length} mails`);
          }
        }
        showProgress(io, "");
      });
      if (options.json === true) printJson(io, listed);
      else printTable(io, ["file", "kind", "address", "action", "category", "status", "copy"], listed.flatMap(rowsOf));
      say(io, inSum(listed.length, counts));
      failOnFullFolder(counts.get("folder-full") ?? 0);
    });
}

function ingest(world: World, mail: FiledMail): Promise<Ingested> | Ingested {
  return mail.size === "ok" ? ingestReport(world, mail) : { kind: "other", recipients: [], outcome: "none" };
}

function rowsOf({ file, kind, recipients }: Listed) {
  if (recipients.length === 0) return [[file, kind, null, null, null, null, null]];
  return recipients.map((one) => [file, kind, one.address, one.action, one.category, one.status, one.copy]);
}

function inSum(mails: number, counts: ReadonlyMap<IngestOutcome, number>): string {
  const words: [IngestOutcome, string][] = [
    ["recorded", "recorded"],
    ["manual", "put into the manual folder"],
    ["known", "known already"],
    ["none", "without anything that counts"],
  ];
  const parts = words.flatMap(([outcome, word]) => (counts.has(outcome) ? [`${counts.get(outcome)} ${word}`] : []));
  return `${mails} ${mails === 1 ? "mail" : "mails"} read${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}

function failOnFullFolder(left: number): void {
  if (left === 0) return;
  throw new OperatorError({
    sentence: `The manual folder is full: ${left === 1 ? "1 report" : `${left} reports`} that no copy is known of had no room there.`,
    hint: "Assign or dismiss what lies there (`rundmail bounce list --state manual`), and read the same files again.",
    exitCode: 75,
  });
}
