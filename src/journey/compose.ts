import type { Address, Mailbox } from "../mail/address.ts";
import { toCrlf } from "../mail/line-ends.ts";
import { type Entity, parseMime } from "../mail/mime-tree.ts";
import { type ContentForm, formKey, type OutgoingField, toField, withContentForm } from "./compose/content-fields.ts";
import { fillHeader, type HeaderTemplate, prepareHeader } from "./compose/header-template.ts";
import { PartTemplate } from "./compose/part-template.ts";
import { type ComposePolicy, KnownFields } from "./placeholders/fields.ts";
import { layOut, MOST_PLACEHOLDERS } from "./placeholders/layout.ts";
import { findMarks } from "./placeholders/marks.ts";
import type { Recipient } from "./placeholders/recipient.ts";
import { readTextParts } from "./placeholders/text-parts.ts";
import { readersOf } from "./placeholders/values.ts";

/** What all copies of a message have in common. Field values are ready for the header: encoded, and folded with CRLF. */
export interface ComposeOrder {
  policy: ComposePolicy;
  /** Value of the placeholder GRUPPE. */
  groupName: string;
  target: { name: string; address: Address; listId: string };
  /** What stands in From. */
  from: Mailbox;
  /** The author, where From is not theirs. */
  originalFrom: Mailbox | null;
  /** Null: no Reply-To, also not the author's own. */
  replyTo: string | null;
  /** Whether To names the recipient, or To and Cc stay as the author wrote them. */
  visibleRecipient: "person" | "group";
  subjectPrefix: string | null;
  post: Address | "NO";
  help: Address;
  owner: Address;
  /** Domain of the address by which a copy's reader opts out; null: nobody opts out of such mail. */
  unsubscribeDomain: string | null;
  /** Value of Feedback-ID. */
  feedbackId: string;
  message: number;
  /** The whole field with its CRLF. */
  receivedField: Buffer;
  /** For a mail without Date. */
  fallbackDate: string;
  /** For a mail without Message-ID, in angle brackets. */
  fallbackMessageId: string;
}

/** Whom one copy goes to. */
export interface CopyOrder {
  address: Address;
  /** Display name for To; see `copyName`. */
  name: string;
  /** All persons whom this copy is for. */
  recipients: Recipient[];
  /** Value of X-Rundmail-Copy. */
  token: string;
  /** The part of `unsubscribe-TOKEN@` that is this copy's own. */
  unsubscribeToken: string;
  /** An own Message-ID in angle brackets, with the original in References; null: the original. */
  messageId: string | null;
}

/** A message ready for any number of copies. What all copies share is in it once, as ranges of the received mail. */
export interface PreparedMessage {
  order: ComposeOrder;
  /** The header for a form of the root's own text; `undefined`: as received. */
  headerFor(form: ContentForm | undefined): HeaderTemplate;
  body: (Buffer | PartTemplate)[];
  root: Entity;
}

/** Takes a received mail apart, once for all its copies. Never throws, whatever the mail is like. */
export function prepareMessage(raw: Buffer, order: ComposeOrder): PreparedMessage {
  const mail = toCrlf(raw);
  const root = parseMime(mail);
  const known = new KnownFields(order.policy);
  const templates: PartTemplate[] = [];
  let placeholders = 0;
  for (const part of readTextParts(mail, root)) {
    if (part.sealed) continue;
    const marks = findMarks(part, known.listed);
    const layout = layOut(marks, known, part.bytes.length, MOST_PLACEHOLDERS - placeholders);
    placeholders += layout.slots.length;
    if (layout.slots.length > 0) templates.push(new PartTemplate(mail, part, layout));
  }
  const headers = new Map<string, HeaderTemplate>();
  return {
    order,
    root,
    headerFor(form) {
      const key = form === undefined ? "" : formKey(form);
      const header = headers.get(key) ?? prepareHeader(rootFields(root, form), order, known);
      headers.set(key, header);
      return header;
    },
    body: bodyOf(mail, root, templates),
  };
}

/**
 * The complete mail for one copy, in chunks to be sent one after another. Big chunks are parts of the received mail
 * itself, so that memory does not grow with the number of copies on the wire.
 */
export function composeCopy(prepared: PreparedMessage, copy: CopyOrder): Buffer[] {
  const { order, root } = prepared;
  const readers = readersOf(copy, order.groupName, order.policy.language);
  let rootForm: ContentForm | undefined;
  const body = prepared.body.flatMap((piece) => {
    if (Buffer.isBuffer(piece)) return [piece];
    const { form, body: filled } = piece.fill(readers);
    if (piece.entity !== root) return [piece.header(form), ...filled];
    rootForm = form;
    return filled;
  });
  return gather([...fillHeader(prepared.headerFor(rootForm), copy, readers), ...body]);
}

/** The body of the message in order: what stays, and the parts that differ with their headers. */
function bodyOf(mail: Buffer, root: Entity, templates: readonly PartTemplate[]): (Buffer | PartTemplate)[] {
  const pieces: (Buffer | PartTemplate)[] = [];
  let at = root.bodyStart;
  for (const template of templates) {
    const { entity } = template;
    const start = entity === root ? entity.bodyStart : entity.start;
    pieces.push(mail.subarray(at, start), template);
    at = entity.end;
  }
  return [...pieces, mail.subarray(at)].filter((piece) => !Buffer.isBuffer(piece) || piece.length > 0);
}

/** Fields of the message; one that becomes MIME only by the new form needs MIME-Version as well (RFC 2045 §4). */
function rootFields(root: Entity, form: ContentForm | undefined): OutgoingField[] {
  const { fields } = root.header;
  if (form === undefined) return fields;
  const isMime = fields.some((field) => field.key === "mime-version");
  return withContentForm(isMime ? fields : [toField("MIME-Version", "1.0"), ...fields], form);
}

/** Chunks below this are copied into one; from here on they stay parts of the received mail. */
const BIG_CHUNK_BYTES = 16_384;

/** Joins small neighbours: a socket takes one chunk of a page faster than ten of a line. */
function gather(chunks: readonly Buffer[]): Buffer[] {
  const gathered: Buffer[] = [];
  let small: Buffer[] = [];
  const close = () => {
    if (small.length > 0) gathered.push(Buffer.concat(small));
    small = [];
  };
  for (const chunk of chunks) {
    if (chunk.length < BIG_CHUNK_BYTES) {
      small.push(chunk);
    } else {
      close();
      gathered.push(chunk);
    }
  }
  close();
  return gathered;
}
