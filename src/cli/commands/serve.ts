import type { Config } from "../../config/config.ts";
import { createLog, gathered, type Log } from "../../log.ts";
import { say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";

/** A running server, as far as a command must know it. */
interface Running {
  listeners: readonly { protocol: string; host: string; port: number }[];
  stop(): Promise<void>;
}

const HELP = `
Stops at SIGTERM or SIGINT: it takes no more mail, finishes the copies on the wire and ends with 0.
A second signal ends it at once; what was on the wire then goes again at the next start.`;

/** `rundmail serve`: takes mail and sends it, until it is told to stop. */
export function serveCommand(start: (config: Config, log: Log) => Promise<Running>): RegisterCommand {
  return (program, context) => {
    program
      .command("serve")
      .description("take mail and send it, until SIGTERM or SIGINT")
      .addHelpText("after", HELP)
      .action(async () => {
        const { io } = context;
        const config = context.config();
        const lines = gathered(io.stderr);
        try {
          const running = await start(config, createLog(config.log, lines));
          const stopped = new Promise<void>((resolve) => {
            for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
          });
          const addresses = running.listeners.map(({ protocol, host, port }) => `${protocol}://${host}:${port}`);
          say(io, `ready ${addresses.join(" ")}`);
          await stopped;
          await running.stop();
        } finally {
          lines.end();
        }
      });
  };
}
