/**
 * The header of all copies of a message (contract 5): which fields stay byte for byte, which go, and what is new in each
 * copy.
 */
import { formatMailbox, parseMailboxes } from "../../mail/address.ts";
import { decodeWords } from "../../mail/encoded-words.ts";
import { encodeField } from "../../mail/header.ts";
import { listFields, unsubscribeField } from "../../mail/list-fields.ts";
import type { ComposeOrder, CopyOrder } from "../compose.ts";
import type { KnownFields } from "../placeholders/fields.ts";
import { fillingFor } from "../placeholders/filling.ts";
import { layOut } from "../placeholders/layout.ts";
import { findMarks } from "../placeholders/marks.ts";
import type { Readers } from "../placeholders/values.ts";
import { prefixField, withPrefix } from "../subject.ts";
import { unencoded } from "./assemble.ts";
import { type OutgoingField, toField } from "./content-fields.ts";
import { isRemoved } from "./removed-fields.ts";

/** Bytes that all copies share, or what one copy has there. */
type HeaderPiece = Buffer | ((copy: CopyOrder, readers: Readers) => Buffer);

export type HeaderTemplate = HeaderPiece[];

/** The header of one copy with the empty line behind it. */
export function fillHeader(template: HeaderTemplate, copy: CopyOrder, readers: Readers): Buffer[] {
  return template.map((piece) => (typeof piece === "function" ? piece(copy, readers) : piece));
}

/** Prepares the header from the fields of the message as received. */
export function prepareHeader(
  fields: readonly OutgoingField[],
  order: ComposeOrder,
  known: KnownFields,
): HeaderTemplate {
  const changes = changesOf(fields, order, known);
  const written = new Set<string>();
  const kept = fields.flatMap((field): HeaderPiece[] => {
    if (isRemoved(field.key)) return [];
    const change = changes.get(field.key);
    if (change === undefined) return [field.raw];
    // A second one is carried, as broken mail is, unless the copy has something else to say in the first.
    if (written.has(field.key)) return THREADING.has(field.key) ? [unlessOwnId(field.raw)] : [];
    written.add(field.key);
    return change;
  });
  const missing = [...changes].filter(([key]) => !written.has(key)).flatMap(([, pieces]) => pieces);
  // On top, because programs that give up at an odd line of an old mail still read what stands before it.
  return joinBuffers([...topFields(order), ...missing, ...kept, Buffer.from("\r\n")]);
}

/** What stands instead of a field: nothing, or pieces. A field that is missing is added; one that is not named stays. */
function changesOf(
  fields: readonly OutgoingField[],
  order: ComposeOrder,
  known: KnownFields,
): Map<string, HeaderPiece[]> {
  const first = (key: string) => fields.find((field) => field.key === key);
  const changes = new Map<string, HeaderPiece[]>([
    ["from", [line("From", formatMailbox(order.from))]],
    ["reply-to", order.replyTo === null ? [] : [line("Reply-To", order.replyTo)]],
    [
      "x-original-from",
      order.originalFrom === null ? [] : [line("X-Original-From", formatMailbox(order.originalFrom))],
    ],
    ...threading(first("message-id"), first("references"), order),
  ]);
  if (first("date") === undefined) changes.set("date", [line("Date", order.fallbackDate)]);
  const receivedSubject = first("subject");
  const pieces = subject(receivedSubject, order, known);
  if (pieces[0] !== receivedSubject?.raw) changes.set("subject", pieces);
  // Outlook says the subject there once more and shows it above a conversation, placeholders and all.
  if (pieces.some((piece) => typeof piece === "function")) changes.set("thread-topic", []);
  if (order.visibleRecipient === "person") {
    changes.set("to", [(copy) => line("To", formatMailbox({ name: copy.name, address: copy.address }))]);
    changes.set("cc", []);
  } else if (!fields.some((field) => field.key === "to" && namesAddress(field.value))) {
    changes.set("to", [line("To", formatMailbox(order.target))]);
  }
  return changes;
}

function topFields(order: ComposeOrder): HeaderPiece[] {
  const { name, listId } = order.target;
  return [
    order.receivedField,
    ...listFields({ name, listId, post: order.post, help: order.help, owner: order.owner }),
    ...unsubscribe(order),
    line("Precedence", "list"),
    line("Feedback-ID", order.feedbackId),
    line("X-Rundmail-Message", String(order.message)),
    (copy) => line("X-Rundmail-Copy", copy.token),
  ];
}

function unsubscribe({ unsubscribeDomain }: ComposeOrder): HeaderPiece[] {
  if (unsubscribeDomain === null) return [];
  const fieldFor = unsubscribeField(unsubscribeDomain);
  return [({ unsubscribeToken }) => fieldFor(unsubscribeToken)];
}

function subject(field: OutgoingField | undefined, order: ComposeOrder, known: KnownFields): HeaderPiece[] {
  const text = decodeWords(field?.value ?? "");
  const bytes = Buffer.from(withPrefix(text, order.subjectPrefix));
  const layout = layOut(findMarks({ bytes, charset: "utf-8", isHtml: false }, known.listed), known, bytes.length);
  if (layout.slots.length === 0) {
    if (field !== undefined) return [prefixField(field, order.subjectPrefix)];
    return bytes.length === 0 ? [] : [encodeField("Subject", bytes.toString())];
  }
  const assemble = unencoded(
    layout.pieces.map((piece) =>
      piece.kind === "slot" ? piece : { kind: "text", bytes: bytes.subarray(piece.from, piece.to), blank: piece.blank },
    ),
  );
  return [
    (_copy, readers) => {
      const { values, dropped } = fillingFor(layout, readers);
      const filled = assemble(
        values.map((value) => Buffer.from(value)),
        dropped,
      );
      return encodeField("Subject", Buffer.concat(filled).toString());
    },
  ];
}

/** A copy with an own Message-ID names the original in References, so that answers stay in its thread (RFC 5322 §3.6.4). */
function threading(
  id: OutgoingField | undefined,
  references: OutgoingField | undefined,
  order: ComposeOrder,
): [string, HeaderPiece[]][] {
  const original = id?.value ?? order.fallbackMessageId;
  const keptId = id?.raw ?? line("Message-ID", original);
  const keptReferences = references?.raw ?? EMPTY;
  const extended = line("References", [...(references?.value ?? "").split(/\s+/), original].join("\r\n ").trim());
  return [
    ["message-id", [(copy) => (copy.messageId === null ? keptId : line("Message-ID", copy.messageId))]],
    ["references", [(copy) => (copy.messageId === null ? keptReferences : extended)]],
  ];
}

const THREADING = new Set(["message-id", "references"]);
const EMPTY = Buffer.alloc(0);

function unlessOwnId(raw: Buffer): HeaderPiece {
  return (copy) => (copy.messageId === null ? raw : EMPTY);
}

/** Whether mail programs will find an address in a To field; "undisclosed-recipients:;" has none. */
function namesAddress(value: string): boolean {
  const list = parseMailboxes(value);
  return list.ok ? list.mailboxes.length > 0 : value.replace(/"[^"]*"|\([^)]*\)/g, "").includes("@");
}

/** @param value safe and folded already */
function line(name: string, value: string): Buffer {
  return toField(name, value).raw;
}

function joinBuffers(pieces: HeaderPiece[]): HeaderTemplate {
  const joined: HeaderPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (Buffer.isBuffer(piece) && Buffer.isBuffer(last)) joined[joined.length - 1] = Buffer.concat([last, piece]);
    else joined.push(piece);
  }
  return joined;
}
