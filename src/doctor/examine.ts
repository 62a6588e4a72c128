import type { Config } from "../config/config.ts";
import type { Finding } from "../journey/finding.ts";
import type { DoctorFacts } from "../questions/doctor-facts.ts";
import { checkCertificates } from "./checks/certificates.ts";
import { checkDkim } from "./checks/dkim.ts";
import { checkDmarc } from "./checks/dmarc.ts";
import { checkHouse, checkPace } from "./checks/house.ts";
import { checkMx } from "./checks/mx.ts";
import { checkPtr } from "./checks/ptr.ts";
import { checkReceives } from "./checks/receives.ts";
import { checkRelay } from "./checks/relay.ts";
import { checkSpf } from "./checks/spf.ts";
import { dnsQuestions } from "./dns-questions.ts";
import type { Draft, Examination } from "./examination.ts";
import { outgoingOf } from "./outgoing.ts";
import { worded } from "./texts/worded.ts";

/** What all of it may take, however many servers are silent. */
const MOST_MS = 90_000;

/** Where other mail servers listen. */
const MAIL_PORT = 25;

/**
 * Looks at everything that decides whether mail arrives. What could not be looked at is a finding too; nothing is
 * changed, and no mail is sent.
 *
 * @param signal breaks it off
 */
export async function examine(
  config: Config,
  facts: DoctorFacts,
  { now, signal, mailPort = MAIL_PORT }: { now: number; signal: AbortSignal; mailPort?: number },
): Promise<Finding[]> {
  const whole = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
  const exam: Examination = {
    config,
    facts,
    now,
    signal: whole,
    mailPort,
    dns: dnsQuestions(config.dns.servers, whole),
  };
  const ofHouse = [checkMx(exam), checkCertificates(exam), checkHouse(exam)];
  const drafts = await Promise.all([...ofHouse, ...config.senders.map((sender) => checkSender(exam, sender))]);
  return drafts.flat().map((draft) => worded(draft, config.language));
}

async function checkSender(exam: Examination, sender: Config["senders"][number]): Promise<Draft[]> {
  const outgoing = await outgoingOf(exam.config, sender, exam.dns);
  const drafts = await Promise.all([
    checkRelay(exam, sender),
    checkSpf(exam, sender, outgoing),
    checkDkim(exam, sender, outgoing),
    checkDmarc(exam, sender, outgoing),
    checkPtr(exam, sender, outgoing),
    checkReceives(exam, sender),
  ]);
  return [...drafts.flat(), ...checkPace(exam, sender.name)];
}
