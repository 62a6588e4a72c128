import { expectSame } from "../difference.ts";
import type { Books } from "../sample-server.ts";
import type { Sink } from "../sink.ts";
import type { Stage } from "../stage.ts";
import { padTo } from "../wrapped-text.ts";

/** Compares what the server has in its database with what was seen from outside. */
export async function serverStops(stage: Stage, sink: Sink, { messages, waiting }: Books): Promise<void> {
  stage.step("The server stops");
  stage.say("This is what `rundmail message list` would show now:");
  stage.lines(
    messages.map(({ id, state, copies, subject, author }) => {
      const mails = `${copies.sent} ${copies.sent === 1 ? "copy" : "copies"}`;
      return `  ${id}  ${padTo(state, 10)}${padTo(mails, 10)}«${subject}» from ${author}`;
    }),
  );
  const states = messages.map(({ state, copies }) => `${state}, ${copies.sent} sent`);
  expectSame("the list of messages", states, ["sent, 5 sent", "refused, 0 sent", "rejected, 0 sent"]);
  expectSame("the number of mails that still wait", waiting, 0);
  await sink.take([]);
  stage.checked("No mail waits, and none has left that you have not been told of.");
}
