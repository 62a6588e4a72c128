/** The whole round trip on one machine: real sockets, real mails, and a second look at everything that is shown. */

import { type Log, silentLog } from "../log.ts";
import { OperatorError } from "../operator-error.ts";
import { Difference, expectSame } from "./difference.ts";
import { openMailClient } from "./mail-client.ts";
import { createMailFolder } from "./mail-folder.ts";
import type { Play } from "./play.ts";
import { type Rundmail, withSampleServer } from "./sample-server.ts";
import { authorGetsReport } from "./scenes/author-gets-report.ts";
import { leaderConfirms } from "./scenes/leader-confirms.ts";
import { leaderWrites } from "./scenes/leader-writes.ts";
import { moderatorRejects } from "./scenes/moderator-rejects.ts";
import { serverStarts } from "./scenes/server-starts.ts";
import { serverStops } from "./scenes/server-stops.ts";
import { strangerWrites } from "./scenes/stranger-writes.ts";
import { openSink } from "./sink.ts";
import { openStage, type Screen } from "./stage.ts";

/** A small machine needs three seconds; what has not come by then does not come, and the whole ends within thirty. */
const PATIENCE_MS = 15_000;

/**
 * Plays the demo.
 *
 * @param patience when it is aborted, mails that have not come are waited for no longer
 * @returns what was not as planned, without a full stop; undefined when all was
 */
export async function playDemo(
  screen: Screen,
  rundmail: Rundmail,
  patience: AbortSignal = AbortSignal.timeout(PATIENCE_MS),
): Promise<string | undefined> {
  const startedAt = performance.now();
  const stage = openStage(screen);
  const folder = createMailFolder();
  const sink = await openSink(folder, patience);
  const faults: string[] = [];
  const log: Log = { ...silentLog, bug: ({ where, error }) => faults.push(`${where}: ${reasonOf(error)}`) };

  stage.title("Rundmail, the whole round trip");
  stage.say("Real mails over real sockets. They stay on this machine: the relay is ours, and keeps them all.");
  try {
    const books = await withSampleServer(rundmail, sink.port, log, (port) => {
      serverStarts(stage, port, sink.port);
      return playScenes({ stage, sink, client: openMailClient(port, folder) });
    });
    await serverStops(stage, sink, books);
    expectSame("what the server noted as its own faults", faults, []);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    stage.paragraph(
      `All went as planned: ${folder.count()} mails in ${seconds} seconds. The database is gone; your own server begins with:`,
    );
    stage.lines(["rundmail init --domain gruppen.example.org"]);
    return undefined;
  } catch (error) {
    return [reasonOf(error), ...faults].join("; ");
  } finally {
    await sink.close();
    stage.paragraph("Every mail that went by is kept as a file that mail programs open, in this folder:");
    stage.lines([folder.path]);
  }
}

/** In this order, because each scene finds the mails of those before it gone. */
async function playScenes(play: Play): Promise<void> {
  const question = await leaderWrites(play);
  const report = await leaderConfirms(play, question);
  await strangerWrites(play);
  await moderatorRejects(play);
  authorGetsReport(play.stage, report);
}

/** A sentence for what was planned or explained, the stack for what is our own mistake. */
function reasonOf(error: unknown): string {
  if (error instanceof Difference || error instanceof OperatorError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
