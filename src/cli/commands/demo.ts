import { OperatorError } from "../../operator-error.ts";
import type { RegisterCommand } from "../program.ts";
import type { Io } from "../terminal.ts";

const HELP = `
Needs no configuration and no other program, sends nothing to anybody, and ends by itself in less than half a minute.
Every mail is kept as an .eml file in a folder that is named at the end.`;

/** `rundmail demo`: the whole round trip on this machine. @param play fulfilled with what differed from the plan, if anything */
export function demoCommand(play: (io: Io) => Promise<string | undefined>): RegisterCommand {
  return (program, context) => {
    program
      .command("demo")
      .description("show the whole round trip on this machine, with nothing else installed")
      .addHelpText("after", HELP)
      .action(async () => {
        const difference = await play(context.io);
        if (difference === undefined) return;
        throw new OperatorError({ sentence: `The demo did not go as planned: ${difference}`, exitCode: 1 });
      });
  };
}
