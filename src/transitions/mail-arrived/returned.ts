import { bindingOfCopy, bindingOfNotice } from "../../journey/bindings.ts";
import { readToken, type Token, verifyToken } from "../../mail/token.ts";
import { copyBinding } from "../../store/copies.ts";
import { addEvent } from "../../store/events.ts";
import { addReturnedMail } from "../../store/mails.ts";
import { loadNotice } from "../../store/notices.ts";
import type { Read } from "../../store/tables.ts";
import type { World } from "../../world.ts";
import { ACCEPTED, type Arrival, type Plan } from "./arrival.ts";

/**
 * Mail to a return path of ours is kept and counted, never answered. A token that we did not make says nothing, and
 * whoever invents one hears nothing of it.
 */
export async function planReturned(world: World, arrival: Arrival, token: Token, now: number): Promise<Plan> {
  const origin = await world.store.snapshot((read) => whatCameBack(world, read, token));
  if (origin === undefined || arrival.size === "too-large") {
    return {
      reply: ACCEPTED,
      keepsRaw: false,
      record: (tx) =>
        addEvent(tx, {
          at: now,
          kind: "mail-dropped",
          message: origin?.message ?? null,
          address: null,
          text: origin === undefined ? "an unknown return path" : "a returned mail that is too large",
        }),
    };
  }
  return {
    reply: ACCEPTED,
    keepsRaw: true,
    async record(tx, mail) {
      await addReturnedMail(tx, { mail, copy: origin.copy, notice: origin.notice, at: now });
      await addEvent(tx, {
        at: now,
        kind: origin.isQuestion ? "question-undeliverable" : "mail-returned",
        message: origin.message,
        address: origin.address,
        text: origin.isQuestion ? "a mail came back for a question" : "a mail came back",
      });
    },
  };
}

interface Origin {
  copy: number | null;
  notice: number | null;
  message: number | null;
  address: string;
  isQuestion: boolean;
}

async function whatCameBack(world: World, read: Read, token: Token): Promise<Origin | undefined> {
  const named = readToken(token);
  if (named?.purpose === "copy-bounce") {
    const copy = await copyBinding(read, named.row);
    if (copy === undefined || !verifyToken(world.secret, token, bindingOfCopy(copy))) return undefined;
    return { copy: named.row, notice: null, message: copy.message, address: copy.address, isQuestion: false };
  }
  if (named?.purpose === "notice-bounce") {
    const notice = await loadNotice(read, named.row);
    if (notice === undefined || !verifyToken(world.secret, token, bindingOfNotice(notice))) return undefined;
    const isQuestion = notice.kind === "confirm" || notice.kind === "moderate" || notice.kind === "reminder";
    return { copy: null, notice: named.row, message: notice.message, address: notice.address, isQuestion };
  }
  return undefined;
}
