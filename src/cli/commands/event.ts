import { type EventKind, LISTABLE_KINDS, summariseEvents } from "../../questions/events.ts";
import { LIMIT_HELP, mostListed, parseCount, tellIfCut } from "../arguments.ts";
import { printJson, printTable } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { parseSince, parseWordOf } from "../typed-values.ts";
import type { WithWorld } from "./message.ts";

const HELP = `
What happened and who brought it about: what holds came to, what came back, which addresses were suppressed and why,
when sending paused, which mail was refused or dropped before it was a message (the others are in \`message list\`).
Nothing is ever removed from this list. Newest first.

WHEN is a span (12h, 2d) or a moment (2026-11-26, 2026-11-26T20:01). Times are in UTC unless they say otherwise
(2026-11-26T20:01+01:00).
KIND is one of:
  ${wrapped(LISTABLE_KINDS)}

Examples:
  rundmail event list --since 2d
  rundmail event list --kind suppressed --limit 20
  rundmail event list --kind unreachable --json | jq -r '.[].address'`;

interface Options {
  since?: number;
  kind?: EventKind;
  limit?: number;
  json?: true;
}

/** `rundmail event`: what an operator may want to know later. */
export function eventCommand(withWorld: WithWorld): RegisterCommand {
  return (program, context) => {
    const event = program.command("event").description("what happened, and who or what brought it about");

    event
      .command("list")
      .description("the newest events")
      .option("--since <when>", "only those since then: 12h, 2d, 2026-11-26, 2026-11-26T20:01", (typed: string) =>
        parseSince(typed, context.io.now()),
      )
      .option("--kind <kind>", "only those of one kind", parseWordOf(LISTABLE_KINDS))
      .option("--limit <count>", LIMIT_HELP, parseCount)
      .option("--json", "one JSON value instead of a table")
      .addHelpText("after", HELP)
      .action(async ({ since, kind, limit, json }: Options) => {
        const events = await withWorld(context.config(), (world) =>
          summariseEvents(world, { since, kind, limit: mostListed({ limit, json }) }),
        );
        if (json === true) return printJson(context.io, events);
        printTable(
          context.io,
          ["at", "kind", "message", "address", "text"],
          events.map((one) => [one.at, one.kind, one.message, one.address, one.text]),
        );
        tellIfCut(context.io, events, limit);
      });
  };
}

function wrapped(words: readonly string[]): string {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line}, ${word}`;
  }
  return lines.join(",\n  ");
}
