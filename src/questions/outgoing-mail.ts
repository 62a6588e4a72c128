import { hash } from "node:crypto";
import { fullName } from "../directory/name.ts";
import { bindingOfCopy, bindingOfNotice, bindingOfQuestion } from "../journey/bindings.ts";
import { composeCopy, type PreparedMessage, prepareMessage } from "../journey/compose.ts";
import { type CopyFrame, composeOrder } from "../journey/copy-frame.ts";
import { copyName } from "../journey/placeholders/recipient.ts";
import { type Address, domainOf, isAscii, localPartOf, parseAddress } from "../mail/address.ts";
import { makeCopyTokens, makeToken, type Token } from "../mail/token.ts";
import { pickLanguage } from "../notices/language.ts";
import { isQuestion, type Notice, type QueuedNotice, type TestCopy } from "../notices/notice.ts";
import { writeNotice } from "../notices/write.ts";
import type { ClaimedCopy } from "../store/claims.ts";
import { type Hold, loadHold, loadQuestion, type Question } from "../store/holds.ts";
import { rawOf } from "../store/mails.ts";
import { loadMessage, type Message } from "../store/messages.ts";
import type { ClaimedNotice } from "../store/notice-claims.ts";
import { loadNotice } from "../store/notices.ts";
import { loadPerson } from "../store/persons.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { questionFacts } from "./question-facts.ts";
import { recipientOf } from "./recipient.ts";
import { composeTestCopy } from "./test-copy.ts";

/** A mail that is ready for the wire. */
export interface OutgoingMail {
  returnPath: Address;
  recipient: Address;
  /** The complete mail in pieces, so that a large attachment is not copied for each recipient. */
  chunks: readonly Buffer[];
}

/** Composes what is due, from forms prepared once per message. */
export interface OutgoingMails {
  copy(copy: ClaimedCopy): Promise<OutgoingMail>;
  notice(notice: ClaimedNotice): Promise<OutgoingMail>;
}

/** Bytes of originals that are kept prepared; beyond, the one that was prepared first is let go. */
const KEPT_BYTES = 48_000_000;

/** Prepared messages that are kept, however small; each takes some 16 KB besides its original. */
const MOST_KEPT = 200;

interface KeptMessage {
  /** Another identity may send instead as long as nothing has left: then the copies are others. */
  sender: string;
  /** Begun once: the first copies of a message ask for it at the same instant. */
  prepared: Promise<PreparedMail>;
  /** Size of the original; 0 as long as it is not read. */
  bytes: number;
}

interface PreparedMail {
  message: PreparedMessage;
  returnPath: CopyFrame["returnPath"];
  receivedAt: number;
}

export function outgoingMails(world: World): OutgoingMails {
  const kept = new Map<number, KeptMessage>();

  function prepared({ message, sender }: ClaimedCopy): Promise<PreparedMail> {
    const known = kept.get(message);
    if (known?.sender === sender) return known.prepared;
    const made: KeptMessage = { sender, prepared: prepare(message), bytes: 0 };
    kept.set(message, made);
    made.prepared.catch(() => kept.delete(message));
    return made.prepared;
  }

  async function prepare(message: number): Promise<PreparedMail> {
    const { frame, raw, receivedAt } = await world.store.snapshot((read) => releasedMail(read, message));
    const made = kept.get(message);
    if (made !== undefined) made.bytes = raw.length;
    let bytes = 0;
    for (const one of kept.values()) bytes += one.bytes;
    for (const [id, other] of kept) {
      if (bytes <= KEPT_BYTES && kept.size <= MOST_KEPT) break;
      if (id === message) continue;
      kept.delete(id);
      bytes -= other.bytes;
    }
    return { message: prepareMessage(raw, composeOrder(frame)), returnPath: frame.returnPath, receivedAt };
  }

  /** Everybody who is answered reads a Message-ID, so it tells nothing of the token, and cannot be guessed. */
  function ownMessageId(copy: number, token: Token): string {
    return `<copy-${copy}.${hash("sha256", token).slice(0, 16)}@${world.installation.domain}>`;
  }

  return {
    async copy(copy) {
      const recipient = addressOf(copy.address);
      const recipients = copy.persons.map(recipientOf);
      const mail = await prepared(copy);
      const binding = bindingOfCopy({ ...copy, receivedAt: mail.receivedAt });
      const { bounce: token, unsubscribe } = makeCopyTokens(world.secret, copy.id, binding);
      const chunks = composeCopy(mail.message, {
        address: recipient,
        name: copyName(recipients, world.installation.language),
        recipients,
        token,
        unsubscribeToken: unsubscribe,
        messageId: copy.sharesAddress ? ownMessageId(copy.id, token) : null,
      });
      return { returnPath: returnPath(world, mail.returnPath, token), recipient, chunks };
    },
    async notice(notice) {
      const material = await world.store.snapshot((read) => noticeMaterial(read, notice));
      const token = makeToken(world.secret, "notice-bounce", notice.id, bindingOfNotice(material));
      const { installation } = world;
      const messageId = `notice-${notice.id}.${notice.createdAt}@${installation.domain}`;
      if (notice.notice.kind === "test-copy") {
        const chunks = composeTestCopy(notice.notice, material.original, installation.language, {
          token,
          // As long as a real one, and bound to no copy: whoever tries it opts nobody out.
          unsubscribeToken: makeToken(world.secret, "unsubscribe", notice.id, bindingOfNotice(material)),
          messageId,
        });
        return { returnPath: noticePath(world, token), recipient: addressOf(notice.address), chunks };
      }
      const written = await whatIsWritten(world, notice.notice, material);
      const mail = writeNotice(written, {
        organisation: installation.organisation.name,
        domain: installation.domain,
        contact: installation.organisation.contact,
        to: { name: material.name, address: addressOf(notice.address) },
        language: pickLanguage(notice.language, installation.language),
        timezone: installation.timezone,
        // Fixed, so that a notice that goes twice after a crash is the same mail, or for a question of which the directory
        // has changed meanwhile, at least one that mail programs take for the same.
        sentAt: notice.createdAt,
        messageId,
        message: notice.message,
        answer: answerAddresses(world, material),
        original: originalFor(written, material.original, installation.hold.attachUpToBytes),
      });
      return { returnPath: noticePath(world, token), recipient: addressOf(notice.address), chunks: [mail] };
    },
  };
}

interface NoticeMaterial {
  name: string;
  addressKey: string;
  createdAt: number;
  message: Message | undefined;
  /** What is asked, or what somebody has answered unclearly. */
  question: Question | undefined;
  hold: Hold | undefined;
  original: Buffer | null;
}

async function noticeMaterial(read: Read, notice: ClaimedNotice): Promise<NoticeMaterial> {
  const stored = await loadNotice(read, notice.id);
  if (stored === undefined) throw new Error(`notice ${notice.id} is gone`);
  const person = notice.person === null ? undefined : await loadPerson(read, notice.person);
  const question = notice.question === null ? undefined : await loadQuestion(read, notice.question);
  const message = notice.message === null ? undefined : await loadMessage(read, notice.message);
  const mail = notice.mail ?? (question === undefined ? undefined : message?.mail);
  return {
    name: person === undefined ? "" : fullName(person),
    addressKey: stored.addressKey,
    createdAt: stored.createdAt,
    message,
    question,
    hold: question === undefined ? undefined : await loadHold(read, question.message),
    original: mail === undefined ? null : await rawOf(read, mail),
  };
}

async function whatIsWritten(
  world: World,
  queued: Exclude<QueuedNotice, TestCopy>,
  { name, message, question, hold, original }: NoticeMaterial,
): Promise<Notice> {
  if (!isQuestion(queued)) return queued;
  if (message === undefined || question === undefined || hold === undefined || original === null) {
    throw new Error("a question about nothing");
  }
  return { kind: queued.kind, facts: await questionFacts(world, { name, message, question, hold, original }) };
}

async function releasedMail(read: Read, id: number): Promise<{ frame: CopyFrame; raw: Buffer; receivedAt: number }> {
  const message = await loadMessage(read, id);
  const raw = message && (await rawOf(read, message.mail));
  if (message?.copyFrame == null || raw == null) throw new Error(`message ${id} has nothing to send`);
  return { frame: JSON.parse(message.copyFrame) as CopyFrame, raw, receivedAt: message.receivedAt };
}

/**
 * Whole originals go to people who must decide about a proven author's mail, within the limit; to whom a mail is passed
 * on; and into the archive, which would be none without them: no bigger than what every recipient gets.
 */
function originalFor(notice: Notice, original: Buffer | null, attachUpToBytes: number): Buffer | null {
  switch (notice.kind) {
    case "confirm":
    case "moderate":
    case "reminder":
      return notice.facts.authenticated && original !== null && original.length <= attachUpToBytes ? original : null;
    case "forwarded":
    case "archive":
      return original;
    default:
      return null;
  }
}

function answerAddresses(world: World, { question }: NoticeMaterial): { confirm: Address; reject: Address } | null {
  if (question === undefined) return null;
  const token = makeToken(world.secret, "question", question.id, bindingOfQuestion(question));
  const { domain } = world.installation;
  return { confirm: addressOf(`confirm-${token}@${domain}`), reject: addressOf(`reject-${token}@${domain}`) };
}

/** Notices leave as `default`, whose server may refuse addresses of ours. */
function noticePath(world: World, token: Token): Address {
  return returnPath(world, world.installation.senders[0].returnPath, token);
}

function returnPath(world: World, wanted: CopyFrame["returnPath"], token: Token): Address {
  if (wanted !== "verp") return wanted;
  // An address by construction; the relay's connection looks at it once more.
  return `bounce-${token}@${world.installation.domain}` as Address;
}

/** As it goes out: a relay without SMTPUTF8 takes `anna@müller.example` where the domain is written in A-labels (RFC 5890). */
function addressOf(text: string): Address {
  const localPart = localPartOf(text);
  const hasPlainForm = !isAscii(text) && isAscii(localPart);
  const address = parseAddress(hasPlainForm ? `${localPart}@${domainOf(text)}` : text);
  if (address === undefined) throw new Error("a stored address is not valid");
  return address;
}
