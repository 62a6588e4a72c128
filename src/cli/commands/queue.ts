import { formatDuration } from "../../config/duration.ts";
import { describeQueue } from "../../questions/queue.ts";
import { switchQueueByHand } from "../../transitions/decided-by-hand.ts";
import { printJson, printTable, say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import type { WithWorld } from "./message.ts";

/** `rundmail queue`: what waits and why, and the switch that stops everything. */
export function queueCommand(withWorld: WithWorld): RegisterCommand {
  return (program, context) => {
    const queue = program.command("queue").description("what waits to be sent, and why");

    queue
      .command("show")
      .description("how much waits, when it goes on, and what it waits for: a limit, the relay, or you")
      .option("--json", "one JSON value")
      .action(async (options: { json?: true }) => {
        const state = await withWorld(context.config(), describeQueue);
        const limits = state.limits.map(({ windowMs, ...limit }) => ({ ...limit, window: formatDuration(windowMs) }));
        if (options.json === true) return printJson(context.io, { ...state, limits });
        const isAlone = state.senders.filter(({ state }) => state !== "missing").length === 1;
        printTable(
          context.io,
          ["queue", "now"],
          [
            ["paused", state.paused ? "yes, until `rundmail queue resume`" : "no"],
            ["waiting", state.waiting],
            ["next", state.nextAt],
            ...state.pauses.map(({ sender, until, reply }): [string, string] => [
              isAlone ? "relay" : `relay of ${sender}`,
              `rests until ${until}: ${reply}`,
            ]),
            ...state.senders
              .filter(({ state }) => state === "missing")
              .map(({ sender, waiting }): [string, string] => [
                sender,
                `${waiting} wait for this sender, which the configuration does not have: put it back, or cancel the messages`,
              ]),
            ...(isAlone ? [] : state.senders)
              .filter(({ state }) => state !== "missing")
              .map(({ sender, waiting, nextAt }): [string, string] => [
                `as ${sender}`,
                nextAt === null ? `${waiting} wait` : `${waiting} wait, next ${nextAt}`,
              ]),
            ...state.providers.map(({ provider, until, reply }): [string, string] => [
              provider,
              `refuses us, so its mail waits until ${until}: ${reply}`,
            ]),
            ...state.deferred.map(({ reply, waiting, nextAt }): [string, string] => [
              "put off",
              `${waiting} until ${nextAt}: ${reply}`,
            ]),
            ...(state.heldBack === null
              ? []
              : [["held back", `${state.heldBack.waiting} until ${state.heldBack.nextAt}: hold.noticesPerHour`]]),
            ...limits.map(({ sender, window, used, of }): [string, string] => [
              isAlone ? `in ${window}` : `as ${sender} in ${window}`,
              `${used} of ${of} used`,
            ]),
          ],
        );
      });

    queue
      .command("pause")
      .description("send nothing until `queue resume`; mail still comes in")
      .action(async () => {
        const changed = await withWorld(context.config(), (world) => switchQueueByHand(world, "paused"));
        say(context.io, changed ? "Nothing is sent from now on." : "The queue was paused already.");
      });

    queue
      .command("resume")
      .description("send again, also where a sender rests after a trouble with its relay")
      .action(async () => {
        const changed = await withWorld(context.config(), (world) => switchQueueByHand(world, "running"));
        say(context.io, changed ? "Sending goes on." : "The queue was not paused.");
      });
  };
}
