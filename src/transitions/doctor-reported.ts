import { type Finding, senderStateAfter } from "../journey/finding.ts";
import { addDoctorReport, type Examiner, topicsInError } from "../store/doctor-reports.ts";
import { addEvent } from "../store/events.ts";
import { queueNotice } from "../store/notices.ts";
import { noteSenderState, senderState } from "../store/sender-states.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";
import { fallBack } from "./sender-fallen-back.ts";

/** Looks that are kept: a quarter of a year where the server looks once a day. */
const KEPT_REPORTS = 100;

/** What a notice says of one look; the history has the rest. */
const MOST_PROBLEMS = 10;

/** Sending identities whose state has changed. */
export interface DoctorOutcome {
  red: string[];
  green: string[];
}

/**
 * The doctor has looked: keeps what was found, and turns each sending identity red or green. A change is an event, and
 * the contact of the organisation is told of what has turned red.
 */
export async function doctorReported(
  world: World,
  report: { by: Examiner; findings: readonly Finding[] },
): Promise<DoctorOutcome> {
  const now = world.clock();
  return world.store.atomically(async (tx) => {
    const outcome: DoctorOutcome = { red: [], green: [] };
    const toTell: string[] = [];
    for (const { name } of world.installation.senders) {
      const change = await noteState(tx, name, report.findings, now);
      // At each look: a copy that was on the wire when it became red holds back all of its message, and may come back.
      if ((await senderState(tx, name))?.state === "red") await fallBack(tx, world, name, now);
      if (change === undefined) continue;
      outcome[change.to].push(name);
      // Who sets up a new installation sees on the screen what is missing yet.
      if (change.to === "red" && !(change.isFirst && report.by === "command")) toTell.push(name);
    }
    await addDoctorReport(tx, { at: now, by: report.by, findings: report.findings, keep: KEPT_REPORTS });
    if (toTell.length > 0) await tellContact(tx, world, toTell, { findings: report.findings, now });
    return outcome;
  });
}

async function noteState(
  tx: Tx,
  sender: string,
  findings: readonly Finding[],
  now: number,
): Promise<{ to: "red" | "green"; isFirst: boolean } | undefined> {
  const own = findings.filter((finding) => finding.sender === sender);
  const inError = await topicsInError(tx, sender);
  const before = await senderState(tx, sender);
  const state = senderStateAfter(own, (topic) => inError.has(topic));
  await noteSenderState(tx, { sender, state, now });
  // That all is well from the beginning is no news.
  if (state === (before?.state ?? "green")) return undefined;
  const errors = errorsAmong(own).map(({ found }) => found);
  const text = state === "red" ? `${sender}: ${errors.join(" ")}` : sender;
  await addEvent(tx, { at: now, kind: `sender-${state}`, message: null, address: null, text });
  return { to: state, isFirst: before === undefined };
}

async function tellContact(
  tx: Tx,
  world: World,
  senders: readonly string[],
  { findings, now }: { findings: readonly Finding[]; now: number },
): Promise<void> {
  const problems = errorsAmong(findings).filter(({ sender }) => sender !== null && senders.includes(sender));
  await queueNotice(tx, {
    notice: {
      kind: "operator",
      about: "sender-red",
      senders: [...senders],
      problems: problems.slice(0, MOST_PROBLEMS).map(({ sender, found, fix, record }) => ({
        sender: sender ?? "",
        found,
        fix: fix ?? "",
        record: record ?? "",
      })),
    },
    message: null,
    question: null,
    mail: null,
    address: world.installation.organisation.contact,
    person: null,
    language: null,
    createdAt: now,
  });
}

function errorsAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ verdict }) => verdict === "error");
}
