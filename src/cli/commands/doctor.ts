import type { Config } from "../../config/config.ts";
import type { Finding } from "../../journey/finding.ts";
import { OperatorError } from "../../operator-error.ts";
import type { EarlierFinding } from "../../questions/doctor-history.ts";
import { parseCount } from "../arguments.ts";
import { printJson, printLines, printTable, printTitle, say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";

/** Whoever looks, and puts into words what was found. */
export interface DoctorAtHand {
  /** Looks now, and keeps what was found. */
  examine(config: Config): Promise<readonly Finding[]>;
  describe(findings: readonly Finding[], language: string): Promise<{ title: string; lines: string[] }[]>;
  earlier(config: Config, reports: number): Promise<readonly EarlierFinding[]>;
}

const REPORTS = 30;

const HELP = `
Looks at everything that decides whether mail arrives, for the domain and every sending identity: MX, SPF (evaluated as
receivers do it), DKIM record against the key, DMARC, name of the address, the relay (TLS, login, size), whether the
sender address takes mail, certificates, mail providers that are unfit for groups, pace, disk, database, groups that
nobody moderates, files that others can read. It takes up to a minute and a half, sends no mail and changes nothing but
the states of the senders: an error turns one red, which \`fallback\` minds.

Each finding is ok, a note, a warning, an error, or not checkable, with what to do, the record to paste and who must do
it. The page "So your mail arrives" explains them: docs/deliverability.md. The server looks by itself every day at
\`doctor.at\`.

Exit codes: 0 all well or only notes, 1 warnings, 2 errors.

Examples:
  rundmail doctor
  rundmail doctor --json | jq -r '.[] | select(.verdict == "error") | .record'
  rundmail doctor --history`;

/** `rundmail doctor`: does our mail arrive, and if not, who has to do what? */
export function doctorCommand(doctor: DoctorAtHand): RegisterCommand {
  return (program, context) => {
    program
      .command("doctor")
      .description("look whether mail arrives: DNS, relay, keys, pace, and what to do about it")
      .option("--history", "what was found before, instead of looking now: all that was not well")
      .option("--reports <count>", "with --history: how many looks", parseCount, REPORTS)
      .option("--json", "one JSON value instead of text")
      .addHelpText("after", HELP)
      .action(async ({ history, reports, json }: { history?: true; reports: number; json?: true }) => {
        const { io } = context;
        const config = context.config();
        if (history === true) {
          const earlier = await doctor.earlier(config, reports);
          const notWell = earlier.filter(({ verdict }) => verdict !== "ok");
          if (json === true) return printJson(io, notWell);
          printTable(
            io,
            ["at", "by", "sender", "topic", "verdict", "found"],
            notWell.map((one) => [one.at, one.by, one.sender, one.topic, one.verdict, one.found]),
          );
          return;
        }
        const findings = await doctor.examine(config);
        if (json === true) printJson(io, findings);
        else {
          for (const { title, lines } of await doctor.describe(findings, config.language)) {
            printTitle(io, title);
            printLines(io, lines);
          }
        }
        const errors = countOf(findings, "error");
        const warnings = countOf(findings, "warning");
        if (errors === 0 && warnings === 0) return say(io, "Nothing is wrong.");
        throw new OperatorError({
          sentence: `The doctor has found ${counted(errors, "error")} and ${counted(warnings, "warning")}.`,
          exitCode: errors > 0 ? 2 : 1,
        });
      });
  };
}

function countOf(findings: readonly Finding[], verdict: Finding["verdict"]): number {
  return findings.filter((one) => one.verdict === verdict).length;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count === 0 ? "no" : count} ${noun}s`;
}
