import { isIPv6 } from "node:net";
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
Stops at SIGTERM, SIGINT or SIGHUP: it takes no more mail, finishes the copies on the wire and ends with 0.
A second signal, more than a second later, ends it at once; what was on the wire then goes again at the next start.`;

/**
 * A service manager tells all processes of a service to stop, and under an old Node our launcher passes on what it was told:
 * within this time both are one signal.
 */
const SAME_SIGNAL_MS = 1_000;

/** Fulfilled by the first signal; a later one ends the process. */
function untilTold(): Promise<void> {
  let toldAt: number | undefined;
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
      process.on(signal, () => {
        toldAt ??= performance.now();
        if (performance.now() - toldAt < SAME_SIGNAL_MS) return resolve();
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      });
    }
  });
}

/** `rundmail serve`: takes mail and sends it, until it is told to stop. */
export function serveCommand(start: (config: Config, log: Log) => Promise<Running>): RegisterCommand {
  return (program, context) => {
    program
      .command("serve")
      .description("take mail and send it, until it is told to stop")
      .addHelpText("after", HELP)
      .action(async () => {
        const { io } = context;
        const config = context.config();
        const lines = gathered(io.stderr);
        try {
          const running = await start(config, createLog(config.log, lines));
          const stopped = untilTold();
          const addresses = running.listeners.map(
            ({ protocol, host, port }) => `${protocol}://${isIPv6(host) ? `[${host}]` : host}:${port}`,
          );
          say(io, `ready ${addresses.join(" ")}`);
          await stopped;
          await running.stop();
        } finally {
          lines.end();
        }
      });
  };
}
