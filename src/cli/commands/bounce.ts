import type { Address } from "../../mail/address.ts";
import { OperatorError } from "../../operator-error.ts";
import {
  type BounceDetails,
  type BounceState,
  describeBounce,
  LISTABLE_STATES,
  reportSource,
  summariseBounces,
} from "../../questions/bounces.ts";
import { assignBounce } from "../../transitions/bounce-assigned.ts";
import { dismissBounce } from "../../transitions/bounce-dismissed.ts";
import type { World } from "../../world.ts";
import { LIMIT_HELP, mostListed, parseCount, tellIfCut } from "../arguments.ts";
import { noSuchBounce, notManual, ownAddress } from "../bounce-errors.ts";
import { printJson, printLines, printTable, printTitle, say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import type { Io } from "../terminal.ts";
import { parseMailbox, parseWordOf } from "../typed-values.ts";
import { registerIngest } from "./bounce-ingest.ts";
import type { WithWorld } from "./message.ts";

/** Characters of the other server's words in a list; \`show\` has all of them. */
const MOST_WORDS = 80;

const LIST_HELP = `
A bounce is what somebody said of a copy that did not arrive, in the session or by a report. Newest first. Its state:
  counted    the rules of \`bounces.rules\` count it, until the next delivery to the address
  spared     the provider refused us as a whole: nobody is charged
  cleared    counted once; somebody lifted the suppression since
  replaced   the copy was sent again
  late       of a copy from more than 30 days before: it counts no more
  manual     nobody knows whose it is: \`bounce show\`, then \`bounce assign\` or \`bounce dismiss\`
  dismissed  put away by hand

Examples:
  rundmail bounce list --state manual
  rundmail bounce list --json | jq -r '.[] | select(.category == "hard") | .address'`;

const SHOW_HELP = `
Says who could not be reached, what the other server said and how that was understood, which copy of which message it is
about and whose, what came of it, and how the report begins.

Examples:
  rundmail bounce show 12
  rundmail bounce show 12 --source > report.eml`;

const ASSIGN_HELP = `
For reports in the manual folder (\`bounce list --state manual\`): you have read it and know who could not be reached. It
counts for the last copy that had gone to the address when the report came, and this copy is bounced then; where there
is none, for the address alone. The rules of \`bounces.rules\` act as if the report had been recognised.

Example:
  rundmail bounce assign 12 ruth@post.example`;

const DISMISS_HELP = `
For reports in the manual folder that are about nobody: it counts against no address, and stays readable.

Example:
  rundmail bounce dismiss 12`;

/** `rundmail bounce`: what did not arrive, and deciding about what nobody could make sense of. */
export function bounceCommand(withWorld: WithWorld): RegisterCommand {
  return (program, context) => {
    const { io } = context;
    const bounce = program.command("bounce").description("copies that did not arrive, and what is said about them");
    const inWorld = <T>(use: (world: World) => Promise<T>): Promise<T> => withWorld(context.config(), use);

    bounce
      .command("list")
      .description("the newest failures")
      .option("--state <state>", `only those in one state: ${LISTABLE_STATES.join(", ")}`, parseWordOf(LISTABLE_STATES))
      .option("--limit <count>", LIMIT_HELP, parseCount)
      .option("--json", "one JSON value instead of a table")
      .addHelpText("after", LIST_HELP)
      .action(async ({ state, limit, json }: { state?: BounceState; limit?: number; json?: true }) => {
        const bounces = await inWorld((world) =>
          summariseBounces(world, { state, limit: mostListed({ limit, json }) }),
        );
        if (json === true) return printJson(io, bounces);
        printTable(
          io,
          ["id", "arrived", "address", "persons", "category", "status", "words", "state", "message"],
          bounces.map((one) => [
            one.id,
            one.arrivedAt,
            one.address,
            one.persons.join(", "),
            one.category,
            one.status,
            one.words.length > MOST_WORDS ? `${one.words.slice(0, MOST_WORDS)}…` : one.words,
            one.state,
            one.message,
          ]),
        );
        tellIfCut(io, bounces, limit);
      });

    bounce
      .command("show")
      .argument("<id>", "number of the bounce", parseCount)
      .description("one failure: whom it is about, what was said, and the report")
      .option("--json", "one JSON value")
      .option("--source", "the report as it came, byte for byte")
      .addHelpText("after", SHOW_HELP)
      .action(async (id: number, options: { json?: true; source?: true }) => {
        if (options.source === true) {
          io.stdout.write(await inWorld((world) => sourceOf(world, id)));
          return;
        }
        const details = await inWorld((world) => describeBounce(world, id));
        if (details === undefined) throw noSuchBounce(id);
        if (options.json === true) printJson(io, details);
        else printDetails(io, details);
      });

    bounce
      .command("assign")
      .argument("<id>", "number of the bounce", parseCount)
      .argument("<address>", "who could not be reached", parseMailbox)
      .description("say whose a report in the manual folder is")
      .addHelpText("after", ASSIGN_HELP)
      .action(async (id: number, address: Address) => {
        const result = await inWorld((world) => assignBounce(world, id, address));
        switch (result.kind) {
          case "no-such-bounce":
            throw noSuchBounce(id);
          case "not-manual":
            throw notManual(id, "assign", result.state);
          case "own-address":
            throw ownAddress(address);
          case "assigned":
            return say(io, assigned(id, address, result));
        }
      });

    bounce
      .command("dismiss")
      .argument("<id>", "number of the bounce", parseCount)
      .description("put a report in the manual folder away; nobody is charged")
      .addHelpText("after", DISMISS_HELP)
      .action(async (id: number) => {
        const result = await inWorld((world) => dismissBounce(world, id));
        if (result.kind === "no-such-bounce") throw noSuchBounce(id);
        if (result.kind === "not-manual") throw notManual(id, "dismiss", result.state);
        say(io, `Bounce ${id} is dismissed.`);
      });

    registerIngest(bounce, context, inWorld);
  };
}

function assigned(id: number, address: string, to: { message: number | null; state: BounceState }): string {
  if (to.message === null) {
    return `Bounce ${id} counts for ${address} alone: no copy that it could be about had gone there.`;
  }
  const copy = `the copy of message ${to.message}`;
  if (to.state === "late")
    return `Bounce ${id} is about ${copy} for ${address}, which had gone too long before to count.`;
  if (to.state === "spared")
    return `Bounce ${id} is about ${copy} for ${address}, but its provider refuses us as a whole: nobody is charged.`;
  return `Bounce ${id} counts for ${address}, with ${copy}.`;
}

async function sourceOf(world: World, id: number): Promise<Buffer> {
  const raw = await reportSource(world, id);
  if (raw === undefined) throw noSuchBounce(id);
  if (raw !== null) return raw;
  throw new OperatorError({
    sentence: `There is no report of bounce ${id}: the relay said it in the session.`,
    hint: `\`rundmail bounce show ${id}\` has its words.`,
    exitCode: 1,
  });
}

function printDetails(io: Io, details: BounceDetails): void {
  const { persons, names, target, report } = details;
  printTable(
    io,
    ["", ""],
    [
      ["bounce", details.id],
      ["state", details.state],
      ["address", details.address],
      ["persons", persons.map((person, place) => `${person} ${names[place] ?? ""}`.trim()).join(", ")],
      ["category", details.category],
      ["status", [details.code, details.status].filter((code) => code !== null).join(" ")],
      ["words", details.words],
      ["message", details.message === null ? null : `${details.message} ${details.subject ?? ""}`.trim()],
      ["target", target === null ? null : `${target.name} <${target.address}>`],
      ["copy", details.copy === null ? null : `${details.copy} (${details.copyState})`],
      ["on the wire", details.copy === null ? null : details.triedAt],
      ["heard of", details.arrivedAt],
      ["told by", report === null ? "the relay, in the session" : `a report from ${report.from}, ${report.date}`],
      ["its subject", report?.subject ?? null],
    ],
  );
  if (details.events.length > 0) {
    printTitle(io, "what came of it");
    printTable(
      io,
      ["at", "kind", "address", "text"],
      details.events.map((one) => [one.at, one.kind, one.address, one.text]),
    );
  }
  if (report === null) return;
  printTitle(io, "the report begins");
  printLines(
    io,
    report.text === "" ? [`(no text; \`rundmail bounce show ${details.id} --source\`)`] : report.text.split("\n"),
  );
}
