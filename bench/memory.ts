/**
 * Does memory grow with recipients or with attachments? The most memory that a fresh server had in use (VmHWM) after
 * sending to 1,000 and to 100,000 recipients, and after sending 20 MB to 1,000.
 */
import { addressOf, type BenchGroup, leader } from "./support/association.ts";
import { report } from "./support/figures.ts";
import { handIn, letter } from "./support/letter.ts";
import { startSink, whatIsMissing } from "./support/postfix.ts";
import { install, serve, untilSent } from "./support/rundmail.ts";

const FEW: BenchGroup = { id: 1, members: 1_000, loginsMaySend: "send" };
const MANY: BenchGroup = { id: 2, members: 100_000, loginsMaySend: "send" };
/** Base64 makes a third more of it. */
const ATTACHMENT_BYTES = 15_000_000;

const missing = whatIsMissing();
if (missing === undefined) await main();
else console.log(missing);

async function main(): Promise<void> {
  const few = await peakMemory(FEW, 0);
  const many = await peakMemory(MANY, 0);
  const big = await peakMemory(FEW, ATTACHMENT_BYTES);
  report("most memory in use, MB", [
    { what: "1,000 recipients", values: [few] },
    { what: "100,000 recipients", values: [many] },
    { what: "100,000 above 1,000", values: [many - few], promise: { atMost: 50 } },
    { what: "1,000 recipients, 20 MB mail", values: [big], promise: { atMost: 250 } },
  ]);
}

async function peakMemory(group: BenchGroup, attachmentBytes: number): Promise<number> {
  const sink = await startSink();
  const installation = await install(sink.port, [group]);
  const server = await serve(installation);
  try {
    await handIn(server.port, leader(0), addressOf(group), await letter(leader(0), addressOf(group), attachmentBytes));
    await untilSent(installation.database, group.members);
    return server.peakMemoryMb();
  } finally {
    await server.stop();
    await sink.stop();
    await installation.remove();
  }
}
