import { readArrivedMail } from "../journey/arrived-mail.ts";
import type { Category } from "../journey/classify.ts";
import type { Reason } from "../journey/reasons.ts";
import type { Destination } from "../journey/route.ts";
import type { Telling } from "../journey/tell.ts";
import type { Warning } from "../journey/warning.ts";
import { ACCEPTED, formatReply } from "../mail/reply.ts";
import type { World } from "../world.ts";
import { findDestination } from "./destination.ts";
import { explainAnswer, explainContact, explainOptOut, explainReturned } from "./explained-others.ts";
import { explainForTarget } from "./explained-target.ts";
import type { FinishedCopy } from "./finished-copy.ts";
import type { HandedMail } from "./handed-mail.ts";
import type { NoCopyReason } from "./message-copy.ts";
import type { RecipientsNow } from "./recipients-now.ts";
import { personsMeant, type Whom } from "./whom.ts";

/** A mail that nobody has handed in: what would become of it? */
export interface Supposed {
  to: string;
  handed: HandedMail;
  /** Envelope sender, "" for the null sender. */
  returnPath: string;
  /** Whose copy is to be shown; undefined: the one with the most gaps, else the first. */
  whom: Whom | undefined;
}

/** What would become of a mail, in the words of the contract where it has some. */
export interface Explanation extends RecipientsNow {
  to: string;
  destination: Destination["kind"] | "unknown";
  /** What a file does not say of the session in which it would come. */
  session: { protocol: HandedMail["protocol"]; fromTrustedPeer: boolean; returnPath: string };
  target: { kind: string; id: number | string; name: string; address: string } | null;
  author: string | null;
  subject: string;
  category: Category | null;
  /** All that apply: the most permissive setting counts. */
  categories: Category[];
  categoryReason: string | null;
  authenticated: boolean | null;
  evidence: string | null;
  /** `release`, `reject`, `ask-again`, `ignore`: what an answer to a question does. */
  verdict:
    | "send"
    | "confirm"
    | "moderate"
    | "refuse"
    | "drop"
    | "release"
    | "reject"
    | "ask-again"
    | "ignore"
    | "opt-out"
    | "pass-on"
    | "keep";
  reason: Reason | null;
  /** What decided, as a sentence. */
  rule: string;
  /** How the author learns of a refusal. */
  told: Telling | null;
  /** What the client hears. */
  reply: string;
  /** Mails of ours that it brings about at once. */
  notices: { kind: string; to: string }[];
  warnings: Warning[];
  /** The message that this mail is already, so that nothing happens a second time. */
  sameAs: number | null;
  /** Null where nobody gets a copy. */
  copy: FinishedCopy | null;
  /** Why the person asked about gets none. */
  noCopy: NoCopyReason | null;
}

/** What is said of a mail before anybody looked where it goes. The keys stand in the order in which they are shown. */
const NOTHING_KNOWN: Explanation = {
  to: "",
  destination: "unknown",
  session: { protocol: "smtp", fromTrustedPeer: false, returnPath: "" },
  target: null,
  author: null,
  subject: "",
  category: null,
  categories: [],
  categoryReason: null,
  authenticated: null,
  evidence: null,
  verdict: "refuse",
  reason: null,
  rule: "",
  told: null,
  reply: "",
  notices: [],
  warnings: [],
  sameAs: null,
  recipients: [],
  leftOut: [],
  copy: null,
  noCopy: null,
};

/**
 * Says what would become of a mail if it came now, by the decisions that a real arrival takes, and changes nothing.
 *
 * @returns undefined where the directory does not know the person asked about
 */
export async function explainMail(world: World, supposed: Supposed): Promise<Explanation | undefined> {
  const { to, handed, returnPath, whom } = supposed;
  const now = world.clock();
  const persons = whom === undefined ? [] : await world.store.snapshot((read) => personsMeant(read, whom));
  if (whom !== undefined && persons.length === 0) return undefined;
  const mail = readArrivedMail(handed.raw, returnPath, world.installation.domain);
  const common = {
    ...NOTHING_KNOWN,
    to,
    session: { protocol: handed.protocol, fromTrustedPeer: handed.fromTrustedPeer, returnPath },
    author: mail.author?.address ?? null,
    subject: mail.subject,
  };
  const routing = await findDestination(world, to);
  if (!routing.ok) {
    const { text } = routing.reply;
    return { ...common, rule: text, reply: formatReply(routing.reply) };
  }
  const { destination } = routing;
  const found = { ...common, destination: destination.kind };
  switch (destination.kind) {
    case "group":
    case "subgroup":
    case "filter":
    case "my-list":
      return { ...found, ...(await explainForTarget(world, supposed, mail, destination, persons, now)) };
    case "answer":
      return { ...found, ...(await explainAnswer(world, handed, mail, destination, now)) };
    case "bounce":
      return { ...found, ...(await explainReturned(world, handed, mail, { returnPath, token: destination.token })) };
    case "contact":
      return { ...found, ...explainContact(world, handed, mail, destination.role) };
    case "unsubscribe":
      return { ...found, ...(await explainOptOut(world, handed, mail, destination.token)) };
    case "noreply":
      return { ...found, verdict: "drop", rule: "nobody reads this address", reply: formatReply(ACCEPTED) };
  }
}
