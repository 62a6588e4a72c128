import { type Insertable, type Selectable, sql } from "kysely";
import type { Settings } from "../directory/settings.ts";
import { parseTargetKey, type Target, targetId, targetKey } from "../directory/target.ts";
import type { Category } from "../journey/classify.ts";
import type { Reason } from "../journey/reasons.ts";
import type { Warning } from "../journey/warning.ts";
import { type Address, addressKey, parseAddress } from "../mail/address.ts";
import { addRowOnce, addRowWithId } from "./add-row.ts";
import { statement, type Value } from "./statement.ts";
import type { MessageRow, Read, Tables, Tx } from "./tables.ts";

export const MESSAGE_STATES = [
  "held",
  "queued",
  "sending",
  "sent",
  "refused",
  "rejected",
  "expired",
  "cancelled",
  "dropped",
] as const;

export type MessageState = (typeof MESSAGE_STATES)[number];

export interface MessageAuthor {
  address: string;
  /** The address of the target as the author knows it: a number where the group has an alias, too. */
  wroteTo: string;
  name: string;
  person: number | null;
  login: string | null;
  category: Category;
  authenticated: boolean;
  /** What the authentication rests on. */
  evidence: string;
  /** In the directory. */
  known: boolean;
  /** May see names and counts of the target. */
  mayRead: boolean;
}

/** One mail accepted, or refused, for one target. */
export interface Message {
  id: number;
  mail: number;
  /** Its name and address are those at arrival, and from the release on those of then. */
  target: Target;
  author: MessageAuthor;
  subject: string;
  warnings: Warning[];
  state: MessageState;
  reason: Reason | null;
  reasonText: string | null;
  decidedBy: string | null;
  receivedAt: number;
  releasedAt: number | null;
  settledAt: number | null;
  /** Person id up to which copies were made; null: the list is complete, or not begun. */
  expandAfter: number | null;
  /** Of the target, fixed at release. */
  class: Settings["class"];
  /** Name of the sending identity, fixed at release. */
  sender: string;
  /** JSON of src/journey/copy-frame.ts, fixed at release. */
  copyFrame: string | null;
}

export type NewMessage = Pick<
  Message,
  "mail" | "target" | "author" | "subject" | "warnings" | "state" | "reason" | "reasonText" | "receivedAt"
>;

/** Of a mail that goes no further: it may come again. */
export function addMessage(tx: Tx, message: NewMessage): Promise<number> {
  return addRowWithId(tx, "messages", rowOf(message));
}

/** Of a mail that goes further. @returns undefined where it is under way to this target already: then nothing is added */
export function addMessageOnce(tx: Tx, message: NewMessage): Promise<number | undefined> {
  return addRowOnce(tx, "messages", rowOf(message));
}

function rowOf(message: NewMessage): Insertable<Tables["messages"]> {
  const { author, target } = message;
  return {
    mail_id: message.mail,
    target_key: targetKey(target.ref),
    target_kind: target.ref.kind,
    target_id: targetId(target.ref),
    target_name: target.name,
    target_address: target.address,
    author_address: author.address,
    author_wrote_to: author.wroteTo,
    author_name: author.name,
    author_person_id: author.person,
    author_login: author.login,
    category: author.category,
    authenticated: author.authenticated ? 1 : 0,
    evidence: author.evidence,
    known_author: author.known ? 1 : 0,
    may_read: author.mayRead ? 1 : 0,
    subject: message.subject,
    warnings: JSON.stringify(message.warnings),
    state: message.state,
    reason: message.reason,
    reason_text: message.reasonText,
    received_at: message.receivedAt,
  };
}

export async function loadMessage(read: Read, id: number): Promise<Message | undefined> {
  const row = await read.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : messageOf(row);
}

/** The message of a mail for a target that is already under way; a refused one may be tried again. */
export async function findSameMessage(read: Read, mail: number, target: Target): Promise<number | undefined> {
  return (await selectSame(read, { mail, target: targetKey(target.ref) })).rows[0]?.id;
}

const selectSame = statement((read, value: Value<{ mail: number; target: string }>) =>
  read
    .selectFrom("messages")
    .select("id")
    .where("mail_id", "=", value("mail"))
    .where("target_key", "=", value("target"))
    .where("state", "not in", [sql.lit("refused"), sql.lit("dropped")]),
);

/** Newest first. */
export async function listMessages(
  read: Read,
  filter: { state: MessageState | undefined; limit: number },
): Promise<Message[]> {
  let query = read.selectFrom("messages").selectAll().orderBy("id", "desc").limit(filter.limit);
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  return (await query.execute()).map(messageOf);
}

/**
 * Moves a message on, but only from a state in which that is right: of two that want to move it, one wins.
 *
 * @returns whether it was moved
 */
export async function moveMessage(
  tx: Tx,
  id: number,
  from: readonly MessageState[],
  to: Partial<
    Pick<
      Message,
      | "target"
      | "state"
      | "reason"
      | "reasonText"
      | "decidedBy"
      | "releasedAt"
      | "settledAt"
      | "expandAfter"
      | "copyFrame"
      | "class"
      | "sender"
    >
  >,
): Promise<boolean> {
  const result = await tx
    .updateTable("messages")
    .set({
      ...(to.target !== undefined && { target_name: to.target.name, target_address: to.target.address }),
      ...(to.state !== undefined && { state: to.state }),
      ...(to.reason !== undefined && { reason: to.reason }),
      ...(to.reasonText !== undefined && { reason_text: to.reasonText }),
      ...(to.decidedBy !== undefined && { decided_by: to.decidedBy }),
      ...(to.releasedAt !== undefined && { released_at: to.releasedAt }),
      ...(to.settledAt !== undefined && { settled_at: to.settledAt }),
      ...(to.expandAfter !== undefined && { expand_after: to.expandAfter }),
      ...(to.class !== undefined && { class: to.class }),
      ...(to.sender !== undefined && { sender: to.sender }),
      ...(to.copyFrame !== undefined && { copy_frame: to.copyFrame }),
    })
    .where("id", "=", id)
    .where("state", "in", from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The oldest message whose list of copies is not complete, but for those that are passed over. */
export async function nextToExpand(read: Read, passedOver: readonly number[]): Promise<number | undefined> {
  return (await selectToExpand(read, {})).rows.find(({ id }) => !passedOver.includes(id))?.id;
}

const selectToExpand = statement((read) =>
  read
    .selectFrom("messages")
    .select("id")
    .where("state", "=", sql.lit("queued"))
    .where("expand_after", "is not", null)
    .orderBy("id"),
);

/** The other messages of the same mail that were not refused: a recipient whom one of them serves gets nothing from the next. */
export async function siblingsOf(read: Read, message: Message): Promise<number[]> {
  const rows = await read
    .selectFrom("messages")
    .select("id")
    .where("mail_id", "=", message.mail)
    .where("state", "not in", [sql.lit("refused"), sql.lit("dropped")])
    .where("id", "!=", message.id)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether this author was told by notice since a moment, on arrival or at release, that a mail was refused for this reason. */
export async function wasToldSince(read: Read, author: string, reason: Reason, since: number): Promise<boolean> {
  const row = await read
    .selectFrom("messages")
    .innerJoin("notices", "notices.message_id", "messages.id")
    .select("messages.id")
    .where("notices.address_key", "=", addressKey(author))
    .where("messages.reason", "=", reason)
    .where("notices.created_at", ">", since)
    .where("notices.kind", "=", sql.lit("refused"))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function messageOf(row: Selectable<MessageRow>): Message {
  return {
    id: row.id,
    mail: row.mail_id,
    target: { ref: parseTargetKey(row.target_key), name: row.target_name, address: storedAddress(row.target_address) },
    author: {
      address: row.author_address,
      wroteTo: row.author_wrote_to,
      name: row.author_name,
      person: row.author_person_id,
      login: row.author_login,
      category: row.category as Category,
      authenticated: row.authenticated === 1,
      evidence: row.evidence,
      known: row.known_author === 1,
      mayRead: row.may_read === 1,
    },
    subject: row.subject,
    warnings: JSON.parse(row.warnings) as Warning[],
    state: row.state as MessageState,
    reason: row.reason as Reason | null,
    reasonText: row.reason_text,
    decidedBy: row.decided_by,
    receivedAt: row.received_at,
    releasedAt: row.released_at,
    settledAt: row.settled_at,
    expandAfter: row.expand_after,
    class: row.class as Settings["class"],
    sender: row.sender,
    copyFrame: row.copy_frame,
  };
}

function storedAddress(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`the stored target address ${text} is none`);
  return address;
}
