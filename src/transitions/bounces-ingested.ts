import { parseLocalPart } from "../directory/local-part.ts";
import { readArrivedMail } from "../journey/arrived-mail.ts";
import { type Report, type ReportedRecipient, type ReportKind, readReport } from "../journey/bounce/report.ts";
import { canonicalDomain, domainOf, localPartOf } from "../mail/address.ts";
import { fieldValues, firstValue, type HeaderBlock, parseHeader } from "../mail/header.ts";
import { toCrlf } from "../mail/line-ends.ts";
import type { Token } from "../mail/token.ts";
import { addressesIn, firstAddress } from "../mail/written-address.ts";
import { type Returned, whatCameBack, whatWasReturned } from "../questions/returned-mail.ts";
import { countManual } from "../store/bounces.ts";
import { addMail, isKnownReport } from "../store/mails.ts";
import type { World } from "../world.ts";
import { MOST_MANUAL, recordReport } from "./report-recorded.ts";

/** A mail that somebody kept outside of Rundmail. */
export interface KeptMail {
  /** With any line ends. */
  raw: Buffer;
  /** What its mailbox says of the envelope sender, "" for the null sender; undefined: nothing. */
  envelopeSender: string | undefined;
}

/** What a kept mail is, what it reports, and what was done about it. */
export interface Ingested {
  kind: ReportKind;
  /** `copy`: the copy of ours that it is about. */
  recipients: (Pick<ReportedRecipient, "address" | "status" | "code" | "category" | "action"> & {
    copy: number | null;
  })[];
  outcome: IngestOutcome;
}

/**
 * `recorded` for the copy or notice of ours that it is about; `manual`: put into the manual folder; `known`: taken down
 * before; `folder-full`: it would belong into the manual folder; `none`: it reports nothing that counts.
 */
export type IngestOutcome = "recorded" | "manual" | "known" | "folder-full" | "none";

/** Takes a report down that did not come through our own door. The same one a second time changes nothing. */
export async function ingestReport(world: World, kept: KeptMail): Promise<Ingested> {
  const now = world.clock();
  const raw = asOnTheWire(kept.raw);
  const header = parseHeader(raw);
  const returnPath =
    returnPathOf(header) ?? kept.envelopeSender ?? firstAddress(firstValue(header, "from") ?? "") ?? "";
  const report = readReport(raw, { returnPath, ownDomain: world.installation.domain });
  if (report.kind !== "bounce" && report.kind !== "feedback") {
    return { kind: report.kind, recipients: [], outcome: "none" };
  }
  const origin = (await deliveredTo(world, header)) ?? (await whatWasReturned(world, report.copyToken));
  const outcome = await takeDown(world, { report, origin, raw, returnPath }, now);
  return { kind: report.kind, recipients: recipientsOf(report, origin), outcome };
}

/** As it would have come by SMTP, so that it is known as the same mail. */
function asOnTheWire(raw: Buffer): Buffer {
  const lines = toCrlf(raw);
  return lines.at(-1) === LF ? lines : Buffer.concat([lines, CRLF]);
}

const LF = 0x0a;
const CRLF = Buffer.from("\r\n");

async function takeDown(
  world: World,
  mail: { report: Report; origin: Returned | undefined; raw: Buffer; returnPath: string },
  now: number,
): Promise<IngestOutcome> {
  const { report, origin, raw, returnPath } = mail;
  if (origin === undefined && !report.recipients.some(({ action }) => COUNTS.has(action))) return "none";
  const { fingerprint } = readArrivedMail(raw, returnPath, world.installation.domain);
  return world.store.atomically(async (tx) => {
    if (await isKnownReport(tx, fingerprint)) return "known";
    // Taken down nowhere it would still be known the next time.
    if (origin === undefined && (await countManual(tx)) >= MOST_MANUAL) return "folder-full";
    const stored = await addMail(tx, { fingerprint, returnPath, raw, sizeBytes: raw.length, receivedAt: now });
    await recordReport(tx, world, { report, origin, mail: stored }, now);
    return origin === undefined ? "manual" : "recorded";
  });
}

const COUNTS: ReadonlySet<ReportedRecipient["action"]> = new Set(["failed", "complaint"]);

function recipientsOf(report: Report, origin: Returned | undefined): Ingested["recipients"] {
  // A copy has one recipient: where a report names several, they stand behind that one.
  const copy = origin?.copy ?? null;
  return report.recipients.map(({ address, status, code, category, action }) => ({
    address,
    status,
    code,
    category,
    action,
    copy,
  }));
}

/** Who delivers a mail writes the envelope sender down (RFC 5321 §4.4). */
function returnPathOf(header: HeaderBlock): string | undefined {
  return firstValue(header, "return-path")?.replace(/^<(.*)>$/, "$1");
}

/** Where servers write down to whom they delivered a mail; in a report, To says it as well. */
const DELIVERY_FIELDS = ["delivered-to", "x-original-to", "envelope-to", "to"];

/** Addresses of these fields that are looked at. */
const MOST_ADDRESSES = 20;

/** The mail of ours whose return path the kept mail was delivered to. */
async function deliveredTo(world: World, header: HeaderBlock): Promise<Returned | undefined> {
  for (const token of returnPathTokens(world, header)) {
    const origin = await whatCameBack(world, token);
    if (origin !== undefined) return origin;
  }
  return undefined;
}

function returnPathTokens({ installation }: World, header: HeaderBlock): Token[] {
  const written = DELIVERY_FIELDS.flatMap((field) => fieldValues(header, field));
  return addressesIn(written.join("\n"), MOST_ADDRESSES)
    .map(({ address }) => address)
    .filter((address) => domainOf(address) === canonicalDomain(installation.domain))
    .flatMap((address) => {
      const part = parseLocalPart(localPartOf(address), installation.subgroupRoles);
      return part.kind === "bounce" ? [part.token] : [];
    });
}
