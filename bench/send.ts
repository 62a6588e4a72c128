/**
 * How fast do personal copies leave? The span from release until the last copy is recorded as sent, over five
 * connections, against smtp-source feeding the same sink and against nodemailer's pool composing each mail itself.
 * `--mail 50kb` and `--mail 20mb` ask the same of bigger mails, without the pool.
 */
import { createTransport } from "nodemailer";
import { addressOf, type BenchGroup, leader, persons } from "./support/association.ts";
import { type Figure, ratio, report, rounds, wordAfter } from "./support/figures.ts";
import { handIn, letter, letterBody } from "./support/letter.ts";
import { runSource, startSink, whatIsMissing } from "./support/postfix.ts";
import { install, type Server, serve, untilSent } from "./support/rundmail.ts";

const CONNECTIONS = 5;

interface Load {
  recipients: number;
  /** Of the attachment before base64; 0: none. */
  attachmentBytes: number;
  /** What smtp-source sends: as much as a copy has. */
  bytes: number;
  promise: number;
}

const LOADS: Record<string, Load> = {
  letter: { recipients: 10_000, attachmentBytes: 0, bytes: 5_500, promise: 0.7 },
  "50kb": { recipients: 5_000, attachmentBytes: 33_000, bytes: 50_000, promise: 0.8 },
  "20mb": { recipients: 100, attachmentBytes: 15_000_000, bytes: 20_500_000, promise: 0.7 },
};

const load = LOADS[wordAfter("--mail", "letter")];
if (load === undefined) throw new Error(`--mail is one of ${Object.keys(LOADS).join(", ")}`);
const { recipients, attachmentBytes, bytes, promise } = load;
const GROUP: BenchGroup = { id: 1, members: recipients, loginsMaySend: "send" };

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
      if (attachmentBytes === 0) rates.pool.push(await poolRate(sink.port));
    }
  } finally {
    await server.stop();
    await sink.stop();
    await installation.remove();
  }
  const figures: Figure[] = [
    { what: "Rundmail, copies per second", values: rates.rundmail },
    { what: "smtp-source -d -s 5, mails per second", values: rates.source },
    { ...ratio(rates.rundmail, rates.source, "Rundmail to smtp-source"), promise: { atLeast: promise } },
  ];
  if (rates.pool.length > 0) {
    figures.push({ what: "nodemailer's pool, mails per second", values: rates.pool });
    figures.push({ ...ratio(rates.rundmail, rates.pool, "Rundmail to nodemailer's pool"), promise: { atLeast: 2 } });
  }
  report(`${recipients} personal copies of ${bytes} bytes, ${CONNECTIONS} connections`, figures);
}

async function rundmailRate({ port }: Server, database: string): Promise<number> {
  const to = addressOf(GROUP);
  await handIn(port, leader(0), to, await letter(leader(0), to, attachmentBytes));
  const { releasedAt, settledAt } = await untilSent(database, GROUP.members);
  return GROUP.members / ((settledAt - releasedAt) / 1000);
}

function sourceRate(sinkPort: number): Promise<number> {
  return runSource(sinkPort, GROUP.members, ["-d", "-s", String(CONNECTIONS), "-l", String(bytes)]);
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
