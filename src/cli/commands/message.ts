import { InvalidArgumentError } from "commander";
import type { Config } from "../../config/config.ts";
import { OperatorError } from "../../operator-error.ts";
import {
  describeMessage,
  LISTABLE_STATES,
  type MessageDetails,
  type MessageState,
  sourceOf,
  summariseMessages,
} from "../../questions/messages.ts";
import { approveByHand, type ByHand, cancelByHand, rejectByHand } from "../../transitions/decided-by-hand.ts";
import { retryByHand } from "../../transitions/message-retried.ts";
import type { World } from "../../world.ts";
import { LIMIT_HELP, mostListed, parseCount, tellIfCut } from "../arguments.ts";
import { NO_COPY_BECAUSE, noSuchMessage, notNow } from "../message-errors.ts";
import { printJson, printTable, printTitle, say } from "../output.ts";
import type { CommandContext, RegisterCommand } from "../program.ts";
import type { Io } from "../terminal.ts";
import { warningLine } from "../warning-line.ts";
import { registerCopies } from "./message-copies.ts";

/** Opens the world of a configuration for one command and closes it afterwards, whatever happens. */
export type WithWorld = <T>(config: Config, use: (world: World) => Promise<T>) => Promise<T>;

/** `rundmail message`: what came in, what became of it, and deciding by hand. */
export function messageCommand(withWorld: WithWorld): RegisterCommand {
  return (program, context) => {
    const message = program.command("message").description("mails to groups: what came in and what became of them");
    const inWorld = <T>(use: (world: World) => Promise<T>): Promise<T> => withWorld(context.config(), use);

    message
      .command("list")
      .description("the newest messages")
      .option("--state <state>", `only those in one state: ${LISTABLE_STATES.join(", ")}`, parseState)
      .option("--limit <count>", LIMIT_HELP, parseCount)
      .option("--json", "one JSON value instead of a table")
      .action(async (options: { state?: MessageState; limit?: number; json?: true }) => {
        const messages = await inWorld((world) =>
          summariseMessages(world, { state: options.state, limit: mostListed(options) }),
        );
        if (options.json === true) return printJson(context.io, messages);
        printTable(
          context.io,
          ["id", "received", "target", "author", "subject", "state", "reason", "copies", "sent", "failed"],
          messages.map((one) => [
            one.id,
            one.receivedAt,
            one.target.name,
            one.author,
            one.subject,
            one.state,
            one.reason,
            one.copies.total,
            one.copies.sent,
            one.copies.failed,
          ]),
        );
        tellIfCut(context.io, messages, options.limit);
      });

    message
      .command("show")
      .argument("<id>", "number of the message", parseCount)
      .description("one message: why it was treated so, and every recipient")
      .option("--json", "one JSON value")
      .action(async (id: number, options: { json?: true }) => {
        const details = await inWorld((world) => describeMessage(world, id));
        if (details === undefined) throw noSuchMessage(id);
        if (options.json === true) printJson(context.io, details);
        else printDetails(context, details);
      });

    message
      .command("source")
      .argument("<id>", "number of the message", parseCount)
      .description("the mail as it was received, byte for byte")
      .action(async (id: number) => {
        const raw = await inWorld((world) => sourceOf(world, id));
        if (raw === undefined) throw noSuchMessage(id);
        if (raw === null) {
          throw new OperatorError({
            sentence: `The bytes of message ${id} were not kept, because it was refused.`,
            exitCode: 1,
          });
        }
        context.io.stdout.write(raw);
      });

    registerCopies(message, context, inWorld);

    const byHand = (
      name: string,
      description: string,
      done: (id: number, copies: number) => string,
      act: (world: World, id: number, options: { reason?: string }) => Promise<ByHand>,
    ) =>
      message
        .command(name)
        .argument("<id>", "number of the message", parseCount)
        .description(description)
        .action(async (id: number, options: { reason?: string }) => {
          const result = await inWorld((world) => act(world, id, options));
          if (result.kind === "no-such-message") throw noSuchMessage(id);
          if (result.kind === "not-now") throw notNow(id, name, result.state);
          say(context.io, done(id, result.copies));
        });

    byHand(
      "approve",
      "release a held message, as its moderator would",
      (id) => `Message ${id} is released.`,
      approveByHand,
    );
    byHand(
      "reject",
      "refuse a held message; the author is told",
      (id) => `Message ${id} is rejected.`,
      (world, id, options) => rejectByHand(world, id, options.reason ?? ""),
    ).option("--reason <text>", "what the author reads");
    byHand(
      "cancel",
      "stop what has not gone yet",
      (id, copies) => `Message ${id} is cancelled; ${copies === 1 ? "1 copy was" : `${copies} copies were`} stopped.`,
      cancelByHand,
    );
    byHand(
      "retry",
      "send failed copies again, to the corrected address where there is one",
      (id, copies) =>
        copies === 1 ? `1 copy of message ${id} goes again.` : `${copies} copies of message ${id} go again.`,
      retryByHand,
    );
  };
}

function printDetails({ io }: CommandContext, details: MessageDetails): void {
  const { target, copies, hold } = details;
  printTable(
    io,
    ["", ""],
    [
      ["message", details.id],
      ["received", details.receivedAt],
      ["target", `${target.name} <${target.address}> (${target.kind})`],
      ["author", `${details.author} (${details.category})`],
      ["authenticated", `${details.authenticated ? "yes" : "no"}: ${details.evidence}`],
      ["subject", details.subject],
      ["state", details.state],
      ["reason", [details.reason, details.reasonText].filter((text) => text !== null).join(": ")],
      ["decided by", details.decidedBy],
      ["sent as", details.sender],
      ["waits for", hold === null ? null : `${hold.askedOf.join(", ")} until ${hold.expiresAt}`],
      ["released", details.releasedAt],
      ["finished", details.settledAt],
      ["warnings", details.warnings.map(warningLine).join("; ")],
      [
        "copies",
        Object.entries(copies)
          .map(([state, count]) => `${state} ${count}`)
          .join(", "),
      ],
    ],
  );
  printRecipients(io, details);
  printLeftOut(io, details);
}

function printRecipients(io: Io, { recipients }: MessageDetails): void {
  if (recipients.length === 0) return;
  io.stdout.write("\n");
  printTable(
    io,
    ["address", "persons", "state", "attempts", "last reply", "next attempt", "sent"],
    recipients.map((one) => [
      one.address,
      one.persons.join(", "),
      one.state,
      one.attempts,
      one.lastReply,
      one.nextAttemptAt,
      one.sentAt,
    ]),
  );
}

function printLeftOut(io: Io, { leftOut }: MessageDetails): void {
  if (leftOut.length === 0) return;
  printTitle(io, `left out: ${leftOut.length}`);
  printTable(
    io,
    ["person", "name", "why"],
    leftOut.map(({ person, name, reason }) => [person, name, NO_COPY_BECAUSE[reason]]),
  );
}

function parseState(text: string): MessageState {
  const state = LISTABLE_STATES.find((known) => known === text);
  if (state === undefined) throw new InvalidArgumentError(`Known are ${LISTABLE_STATES.join(", ")}.`);
  return state;
}
