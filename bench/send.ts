/**
 * How fast do personal copies leave? The span from release until the last copy is recorded as sent, over five
 * connections, against smtp-source feeding the same sink and against nodemailer's pool composing each mail itself.
 */
import { createTransport } from "nodemailer";
import { addressOf, type BenchGroup, leader, persons } from "./support/association.ts";
import { ratio, report, rounds } from "./support/figures.ts";
import { handIn, letter, letterBody } from "./support/letter.ts";
import { runSource, startSink, whatIsMissing } from "./support/postfix.ts";
import { install, type Server, serve, untilSent } from "./support/rundmail.ts";

const CONNECTIONS = 5;
const GROUP: BenchGroup = { id: 1, members: 10_000, loginsMaySend: "send" };
/** smtp-source sends mails of the same size. */
const BYTES = 5_500;

const missing = whatIsMissing();
if (missing === undefined) await main();
else console.log(missing);

async function main(): Promise<void> {
  const sink = await startSink();
  const installation = await install(sink.port, [GROUP]);
  const server = await serve(installation);
  const rates = { rundmail: [] as number[], source: [] as number[], pool: [] as number[] };
  try {
    for (let round = 0; round < rounds(5); round += 1) {
      rates.source.push(await sourceRate(sink.port));
      rates.rundmail.push(await rundmailRate(server, installation.database));
      rates.pool.push(await poolRate(sink.port));
    }
  } finally {
    await server.stop();
    await sink.stop();
    await installation.remove();
  }
  report(`${GROUP.members} personal copies, ${CONNECTIONS} connections`, [
    { what: "Rundmail, copies per second", values: rates.rundmail },
    { what: "smtp-source -d -s 5, mails per second", values: rates.source },
    { what: "nodemailer's pool, mails per second", values: rates.pool },
    { ...ratio(rates.rundmail, rates.source, "Rundmail to smtp-source"), promise: { atLeast: 0.25 } },
    { ...ratio(rates.rundmail, rates.pool, "Rundmail to nodemailer's pool"), promise: { atLeast: 2 } },
  ]);
}

async function rundmailRate({ port }: Server, database: string): Promise<number> {
  const to = addressOf(GROUP);
  await handIn(port, leader(0), to, await letter(leader(0), to));
  const { releasedAt, settledAt } = await untilSent(database, GROUP.members);
  return GROUP.members / ((settledAt - releasedAt) / 1000);
}

function sourceRate(sinkPort: number): Promise<number> {
  return runSource(sinkPort, GROUP.members, ["-d", "-s", String(CONNECTIONS), "-l", String(BYTES)]);
}

/** What a program does that hands each personal mail to the pool ready-made. */
async function poolRate(sinkPort: number): Promise<number> {
  const pool = createTransport({
    host: "127.0.0.1",
    port: sinkPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const startedAt = performance.now();
  await Promise.all(
    persons(GROUP.members).map(({ firstName, lastName, gender, emails, fields }) =>
      pool.sendMail({
        from: { name: "Ruth Keller", address: leader(0) },
        to: { name: `${firstName} ${lastName}`, address: emails[0]?.address ?? "" },
        subject: "Ausflug nach Brüttisellen",
        ...letterBody({ salutation: gender === "f" ? "Liebe" : "Lieber", firstName, place: fields.ORT }),
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  pool.close();
  return GROUP.members / seconds;
}
