import { type SqlBool, sql } from "kysely";
import type { CopyPerson } from "./copy-persons.ts";
import { hasOptedOutSince } from "./opt-outs.ts";
import { integer, statement, text, type Value } from "./statement.ts";
import type { Read, Tx } from "./tables.ts";

/** Who has taken a mail for sending, and when somebody else may. */
export interface Claim {
  owner: string;
  until: number;
}

/** A copy on its way to the wire. */
export interface ClaimedCopy {
  id: number;
  message: number;
  /** The sending identity of the message. */
  sender: string;
  address: string;
  addressKey: string;
  attempts: number;
  firstAttemptAt: number;
  /** Without those who were hidden, erased or opted out since release: who shares the address is greeted without them. */
  persons: CopyPerson[];
  /** Another copy of the same message goes to the same address, so that each needs a Message-ID of its own. */
  sharesAddress: boolean;
}

/** Messages of a sending identity that have a copy due, with a complete list of copies; the oldest first. */
export async function messagesWithDueCopies(
  read: Read,
  sender: string,
  now: number,
): Promise<{ id: number; state: "queued" | "sending" }[]> {
  const { rows } = await selectMessagesWithDueCopies(read, { sender, now });
  return rows.map(({ id, state }) => ({ id, state: state === "queued" ? "queued" : "sending" }));
}

const selectMessagesWithDueCopies = statement((read, value: Value<{ sender: string; now: number }>) =>
  read
    .selectFrom("messages")
    .select(["messages.id", "messages.state"])
    .where("messages.state", "in", [sql.lit("queued"), sql.lit("sending")])
    .where("messages.expand_after", "is", null)
    .where("messages.released_at", "is not", null)
    .where("messages.sender", "=", text(value("sender")))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("copies")
          .select("copies.id")
          .whereRef("copies.message_id", "=", "messages.id")
          .where("copies.next_attempt_at", "<=", value("now")),
      ),
    )
    .orderBy("messages.id"),
);

/** Copies that one transaction withdraws: some 50 ms, in which nothing else is written. */
export const MOST_WITHDRAWN = 500;

/**
 * Takes up to `limit` due copies of a message: they are on the wire from now, and the attempt counts. Those for whom
 * release was too early are withdrawn instead: everybody served by them was hidden or erased since or opted out, or
 * their address was suppressed. After {@link MOST_WITHDRAWN} of those there may be more.
 */
export async function claimCopies(
  tx: Tx,
  message: number,
  limit: number,
  claim: Claim,
  now: number,
): Promise<{ claimed: ClaimedCopy[]; withdrawn: number }> {
  const claimed: ClaimedCopy[] = [];
  let withdrawn = 0;
  while (claimed.length < limit && withdrawn < MOST_WITHDRAWN) {
    const due = await dueCopies(tx, message, limit - claimed.length, now);
    if (due.length === 0) break;
    for (const copy of due) {
      if (copy.isSuppressed || copy.persons.length === 0) {
        await withdraw(tx, copy);
        withdrawn += 1;
        continue;
      }
      await take(tx, { id: copy.id, now, ...claim });
      claimed.push(copy);
    }
  }
  return { claimed, withdrawn };
}

/** A due copy as it will be claimed. */
interface DueCopy extends ClaimedCopy {
  isSuppressed: boolean;
}

/** The next due copies of a message with the persons they are still for, in the order in which they are claimed. */
async function dueCopies(tx: Tx, message: number, limit: number, now: number): Promise<DueCopy[]> {
  const { rows } = await selectDue(tx, { message, limit, now });
  const due: DueCopy[] = [];
  for (const row of rows) {
    let copy = due.at(-1);
    if (copy?.id !== row.id) {
      copy = {
        id: row.id,
        message,
        sender: row.sender,
        address: row.address,
        addressKey: row.addressKey,
        attempts: row.attempts + 1,
        firstAttemptAt: row.firstAttemptAt ?? now,
        persons: [],
        sharesAddress: row.sharesAddress === 1,
        isSuppressed: row.isSuppressed === 1,
      };
      due.push(copy);
    }
    if (row.person === null) continue;
    const { person, firstName, lastName, gender, language, title, fields, role } = row;
    copy.persons.push({ person, firstName, lastName, gender, language, title, fields, role });
  }
  return due;
}

/** A row for each person of each due copy; `person` null: nobody is left. */
type DueRow = {
  id: number;
  sender: string;
  address: string;
  addressKey: string;
  attempts: number;
  firstAttemptAt: number | null;
  sharesAddress: number;
  isSuppressed: number;
} & (CopyPerson | { person: null });

/** Whether the copy c of the message m has an address that gets no more mail of this class. */
const isSuppressed = sql<SqlBool>`EXISTS (SELECT 1 FROM suppressions s WHERE s.address_key = c.address_key
  AND (s.bounce_id IS NULL OR m.class <> 'transactional'))`;

/** Whether the person p of a copy, there as v, of the message m gets it still. */
const isStillFor = sql<SqlBool>`p.id = v.person_id AND p.hidden = 0 AND NOT ${hasOptedOutSince}`;

/** Whether the copy c of the message m would be claimed, and not withdrawn. */
export const isStillWanted = sql<SqlBool>`NOT ${isSuppressed} AND EXISTS (
  SELECT 1 FROM copy_persons v JOIN persons p ON ${isStillFor} WHERE v.copy_id = c.id)`;

const selectDue = statement(
  (_, value: Value<{ message: number; limit: number; now: number }>) => sql<DueRow>`
  SELECT c.id, m.sender, c.address, c.address_key AS "addressKey", c.attempts, c.first_attempt_at AS "firstAttemptAt",
         c.person_key <> 0 AND EXISTS (SELECT 1 FROM copies o
           WHERE o.message_id = c.message_id AND o.address_key = c.address_key AND o.id <> c.id) AS "sharesAddress",
         ${isSuppressed} AS "isSuppressed",
         p.id AS person, v.first_name AS "firstName", v.last_name AS "lastName", v.gender, v.language, v.title,
         v.fields, v.role
  FROM (SELECT * FROM copies WHERE message_id = ${integer(value("message"))} AND next_attempt_at <= ${value("now")}
        ORDER BY next_attempt_at, id LIMIT ${integer(value("limit"))}) AS c
    JOIN messages m ON m.id = c.message_id
    LEFT JOIN copy_persons v ON v.copy_id = c.id
    LEFT JOIN persons p ON ${isStillFor}
  ORDER BY c.next_attempt_at, c.id, v.person_id`,
);

async function withdraw(tx: Tx, { id, isSuppressed }: DueCopy): Promise<void> {
  await tx
    .updateTable("copies")
    .set({ state: isSuppressed ? "suppressed" : "cancelled", next_attempt_at: null })
    .where("id", "=", id)
    .execute();
}

/** One by one: a range over what is due would be looked through to its end each time. */
const take = statement((tx, value: Value<{ id: number; now: number; owner: string; until: number }>) =>
  tx
    .updateTable("copies")
    .set((eb) => ({
      state: "sending",
      next_attempt_at: null,
      claimed_by: value("owner"),
      claimed_until: value("until"),
      attempts: eb("attempts", "+", 1),
      first_attempt_at: eb.fn.coalesce("first_attempt_at", integer(value("now"))),
    }))
    .where("id", "=", value("id")),
);
