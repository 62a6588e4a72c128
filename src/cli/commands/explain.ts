/** `rundmail explain`: what would become of a mail, and why. */

import { InvalidArgumentError } from "commander";
import type { Config } from "../../config/config.ts";
import { parseMailboxes } from "../../mail/address.ts";
import { firstValue, type HeaderBlock, parseHeader } from "../../mail/header.ts";
import { explainMail, type Supposed } from "../../questions/explanation.ts";
import { MOST_ROWS, printExplanation } from "../explanation-report.ts";
import { readMailFile } from "../mail-file.ts";
import { noSuchPerson } from "../message-errors.ts";
import { printJson } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { parseWhom, type TypedWhom } from "../whom.ts";
import type { WithWorld } from "./message.ts";

const HELP = `
Takes the decisions that the server takes when a mail arrives, and does nothing of it: no mail, no question, no entry.
It may be used while the server runs. ADDRESS is one of ours; without an @ it is completed with the domain.

A file knows nothing of a session, so this is assumed:
  The envelope sender is what Return-Path says, else the author. With "Return-Path: <>" the mail is an automatic one.
  Where authentication.trustedPeers is set, one of them hands the mail in, and its Authentication-Results count if they
  are of one of authentication.trustedAuthServers; else nobody vouches for the author. --authenticated yes or no says
  what would be if.
  A mail is too large if every listener would refuse it for its size.

Prints the target, the category of the author and why, whether they are authenticated and on what evidence, the verdict
and the rule that decided, what the client hears, the notices that leave, warnings, who gets a copy, who gets none and
why, and one finished copy: that of --as, else that of the recipient who lacks most values. A terminal shows the first
${MOST_ROWS} recipients, a pipe and --json all.

Exit codes: 0 explained, whatever the verdict; 1 there is no such person, 65 the file is no mail, 66 there is no file.

Examples:
  rundmail explain sommerlager.eml --to jugend@gruppen.example.org
  rundmail explain sommerlager.eml --to jugend --as beat@post.example --authenticated yes
  rundmail message source 17 > 17.eml && rundmail explain 17.eml --to jugend --json | jq .rule`;

interface Options {
  to: string;
  as?: TypedWhom;
  authenticated?: boolean;
  json?: true;
}

/** @param withWorld opens a world in which nothing can be changed */
export function explainCommand(withWorld: WithWorld): RegisterCommand {
  return (program, context) => {
    program
      .command("explain")
      .argument("<file.eml>", "a mail that was saved as a file")
      .description("say what would become of a mail, and why; changes nothing")
      .requiredOption("--to <address>", "which of our addresses it would be sent to")
      .option("--as <person>", "whose copy to show: the number of a person, or an address", parseWhom)
      .option("--authenticated <yes|no>", "take the author as proven, or as not proven", parseYesNo)
      .option("--json", "one JSON value with all recipients")
      .addHelpText("after", HELP)
      .action(async (path: string, options: Options) => {
        const config = context.config();
        const supposed = supposedArrival(path, options, config);
        const explanation = await withWorld(config, (world) => explainMail(world, supposed));
        if (explanation === undefined) throw noSuchPerson(options.as?.typed ?? "");
        if (options.json === true) printJson(context.io, explanation);
        else printExplanation(context.io, explanation, options.as?.typed);
      });
  };
}

/** The mail of a file as if it came now; see HELP. */
function supposedArrival(path: string, { to, as, authenticated }: Options, config: Config): Supposed {
  const { listen, authentication } = config;
  const limits = listen.map(({ maxMessageBytes }) => maxMessageBytes);
  const file = readMailFile(path, limits.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...limits));
  const isLmtpOnly = listen.length > 0 && listen.every(({ protocol }) => protocol === "lmtp");
  return {
    to: to.includes("@") ? to : `${to}@${config.domain}`,
    handed: {
      ...file,
      protocol: isLmtpOnly ? "lmtp" : "smtp",
      fromTrustedPeer: authentication.trustedPeers.length > 0,
      ...(authenticated !== undefined && {
        assumed: { authenticated, disowned: false, evidence: `--authenticated ${authenticated ? "yes" : "no"}` },
      }),
    },
    returnPath: returnPathOf(parseHeader(file.raw)),
    whom: as?.whom,
  };
}

/** Servers that deliver write the envelope sender into Return-Path (RFC 5321 §4.4). */
function returnPathOf(header: HeaderBlock): string {
  const written = firstValue(header, "return-path");
  if (written !== undefined) return written.replace(/^<(.*)>$/, "$1");
  const from = parseMailboxes(firstValue(header, "from") ?? "");
  return (from.ok ? from.mailboxes[0]?.address : undefined) ?? "unknown";
}

function parseYesNo(typed: string): boolean {
  if (typed === "yes" || typed === "no") return typed === "yes";
  throw new InvalidArgumentError("Write yes or no.");
}
