import type { MailClient } from "./mail-client.ts";
import type { Sink } from "./sink.ts";
import type { Stage } from "./stage.ts";

/** What every scene plays with. */
export interface Play {
  /** Where it is shown. */
  stage: Stage;
  /** Where mails are written. */
  client: MailClient;
  /** Where mails arrive. */
  sink: Sink;
}
