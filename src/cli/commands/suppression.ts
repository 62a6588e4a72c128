import type { Address } from "../../mail/address.ts";
import { nearest } from "../../nearest.ts";
import { OperatorError } from "../../operator-error.ts";
import { summariseSuppressions } from "../../questions/suppressions.ts";
import { suppressAddress, unsuppressAddress } from "../../transitions/suppressions-changed.ts";
import { ownAddress } from "../bounce-errors.ts";
import { printJson, printTable, say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { parseMailbox } from "../typed-values.ts";
import type { WithWorld } from "./message.ts";

const LIST_HELP = `
Category is that of the failures at which a rule of \`bounces.rules\` acted (hard, soft, mailbox-full, complaint, unknown), or
\`manual\` for what was decided by hand. Mail of groups of the class \`transactional\` still goes to addresses that a rule has
suppressed, and to none that were suppressed by hand. Persons are those who have the address now. Newest first.

Examples:
  rundmail suppression list
  rundmail suppression list --json | jq -r '.[] | select(.category == "hard") | .address'`;

const ADD_HELP = `
No copy goes to the address from now on, whatever group it is for; one that waits is withdrawn when its turn comes. Notices
to a person who leads a group or has a login still go there. Where a rule had suppressed it already, it becomes a
decision by hand, which transactional mail minds too.

Example:
  rundmail suppression add ruth@post.example --reason "asked by telephone, 26 November"`;

const REMOVE_HELP = `
The next message goes to the address again, and its failures are counted from nothing. What was withheld meanwhile is not
sent again.

Example:
  rundmail suppression remove ruth@post.example`;

/** `rundmail suppression`: the addresses that get no more copies. */
export function suppressionCommand(withWorld: WithWorld): RegisterCommand {
  return (program, { io, config }) => {
    const suppression = program.command("suppression").description("addresses that get no more copies");

    suppression
      .command("list")
      .description("all of them: since when, why, and who decided")
      .option("--json", "one JSON value instead of a table")
      .addHelpText("after", LIST_HELP)
      .action(async (options: { json?: true }) => {
        const suppressions = await withWorld(config(), summariseSuppressions);
        if (options.json === true) return printJson(io, suppressions);
        printTable(
          io,
          ["address", "persons", "category", "reason", "since", "by"],
          suppressions.map((one) => [one.address, one.persons.join(", "), one.category, one.reason, one.since, one.by]),
        );
      });

    suppression
      .command("add")
      .argument("<address>", "the address as it stands in the directory", parseMailbox)
      .description("send no more copies to an address")
      .option("--reason <text>", "why, for whoever reads the list later")
      .addHelpText("after", ADD_HELP)
      .action(async (address: Address, options: { reason?: string }) => {
        const result = await withWorld(config(), (world) => suppressAddress(world, address, options.reason));
        switch (result.kind) {
          case "own-address":
            throw ownAddress(address);
          case "known":
            return say(io, `${address} was suppressed by hand on ${result.since} already; nothing has changed.`);
          case "confirmed":
            return say(
              io,
              `A rule had suppressed ${address} already; now it is a decision by hand. ${whose(result.persons)}`,
            );
          case "suppressed":
            return say(io, `${address} gets no more copies. ${whose(result.persons)}`);
        }
      });

    suppression
      .command("remove")
      .argument("<address>", "a suppressed address")
      .description("send copies to an address again")
      .addHelpText("after", REMOVE_HELP)
      .action(async (typed: string) => {
        const result = await withWorld(config(), (world) => unsuppressAddress(world, typed));
        if (result.kind === "not-suppressed") throw notSuppressed(typed, result.others);
        say(io, `${result.address} gets copies again, from the next message on.`);
      });
  };
}

function whose(persons: readonly string[]): string {
  return persons.length === 0
    ? "Nobody in the directory has this address now."
    : `It is the address of ${persons.join(", ")}.`;
}

function notSuppressed(typed: string, others: readonly string[]): OperatorError {
  const meant = nearest(typed, others);
  return new OperatorError({
    sentence: `${typed} is not suppressed.`,
    hint: meant === undefined ? "`rundmail suppression list` shows what is." : `Did you mean ${meant}?`,
    exitCode: 1,
  });
}
