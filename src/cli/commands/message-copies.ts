/** `rundmail message preview` and `message test`: one finished copy, on the screen or in a mailbox. */

import type { Command } from "commander";
import { type Address, canonicalDomain, domainOf } from "../../mail/address.ts";
import { OperatorError } from "../../operator-error.ts";
import type { MessageCopy } from "../../questions/message-copy.ts";
import { previewMessage } from "../../questions/message-preview.ts";
import { queueTestCopy } from "../../transitions/test-copy-queued.ts";
import type { World } from "../../world.ts";
import { parseCount } from "../arguments.ts";
import { NO_COPY_BECAUSE, noSuchMessage, noSuchPerson, notNow } from "../message-errors.ts";
import { printJson, say } from "../output.ts";
import type { CommandContext } from "../program.ts";
import { parseMailbox } from "../typed-values.ts";
import { parseWhom, type TypedWhom } from "../whom.ts";

const PREVIEW_HELP = `
Prints the complete mail as it leaves, or has left; of a held message as it would leave if it were released now.
PERSON is the number of a person or an address of theirs. Without --as the copy is shown that lacks most values.

Examples:
  rundmail message preview 17 --as beat@post.example > beat.eml
  rundmail message preview 17 --as 2 --json`;

const TEST_HELP = `
The copy goes through the queue of the running server, at its pace, and is marked: "[Test]" in the subject and
X-Rundmail-Test: yes. It is none of the copies of the message: nothing is counted, settled or reported to the author.
Who it shows are the values of --as, or those of the recipient who lacks most. It names that person: send it to nobody
who may not know them.

Example:
  rundmail message test 17 --to sekretariat@example.org --as beat@post.example`;

const AS = "whose copy: the number of a person, or an address";

/** Adds the verbs preview and test. */
export function registerCopies(
  message: Command,
  context: CommandContext,
  inWorld: <T>(use: (world: World) => Promise<T>) => Promise<T>,
): void {
  message
    .command("preview")
    .argument("<id>", "number of the message", parseCount)
    .description("the finished copy that somebody gets or got, as an .eml on stdout")
    .option("--as <person>", AS, parseWhom)
    .option("--json", "header, text and attachments as one JSON value")
    .addHelpText("after", PREVIEW_HELP)
    .action(async (id: number, options: { as?: TypedWhom; json?: true }) => {
      const shown = await inWorld((world) => previewMessage(world, id, options.as?.whom));
      if (shown.kind !== "preview") throw noCopy(id, "preview", options.as, shown);
      if (options.json === true) printJson(context.io, shown.preview);
      else context.io.stdout.write(shown.raw);
    });

  message
    .command("test")
    .argument("<id>", "number of the message", parseCount)
    .description("send one marked copy of a held or released message to somebody who wants to see it")
    .requiredOption("--to <address>", "where it goes", parseMailbox)
    .option("--as <person>", AS, parseWhom)
    .addHelpText("after", TEST_HELP)
    .action(async (id: number, options: { to: Address; as?: TypedWhom }) => {
      failOnOwnAddress(options.to, context.config().domain);
      const queued = await inWorld((world) => queueTestCopy(world, id, options.to, options.as?.whom));
      if (queued.kind !== "queued") throw noCopy(id, "test", options.as, queued);
      say(context.io, `A test copy of message ${id} for ${options.to} is queued, with the values of ${queued.as}.`);
    });
}

/** Why there is no copy to show. */
function noCopy(
  id: number,
  verb: string,
  as: TypedWhom | undefined,
  outcome: Exclude<MessageCopy, { kind: "found" }>,
): OperatorError {
  switch (outcome.kind) {
    case "no-such-message":
      return noSuchMessage(id);
    case "no-such-person":
      return noSuchPerson(as?.typed ?? "");
    case "no-copies":
      return notNow(id, verb, outcome.state);
    case "no-copy":
      return new OperatorError({
        sentence:
          outcome.reason === null || as === undefined
            ? `Message ${id} has no recipient whose copy could be shown.`
            : `No copy of message ${id}: ${as.typed} ${NO_COPY_BECAUSE[outcome.reason]}.`,
        hint: `\`rundmail message show ${id}\` lists the recipients.`,
        exitCode: 1,
      });
  }
}

/** It would come back to us and be taken for an answer or for a loop. */
function failOnOwnAddress(to: Address, domain: string): void {
  if (domainOf(to) !== canonicalDomain(domain)) return;
  throw new OperatorError({
    sentence: `${to} is an address of Rundmail itself.`,
    hint: "A test copy goes to the mailbox of a person.",
    exitCode: 64,
  });
}
