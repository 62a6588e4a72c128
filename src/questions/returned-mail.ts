import { bindingOfCopy, bindingOfNotice } from "../journey/bindings.ts";
import { mayTellAuthor } from "../journey/tell.ts";
import { readToken, TOKEN_PATTERN, type Token, verifyToken } from "../mail/token.ts";
import { copyBinding } from "../store/copies.ts";
import { loadMessage } from "../store/messages.ts";
import { loadNotice } from "../store/notices.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";

/** The mail of ours that a mail to one of our return paths is about. */
export interface Returned {
  copy: number | null;
  notice: number | null;
  message: number | null;
  address: string;
  isQuestion: boolean;
  /** The copy of a message for the archive. */
  isArchived: boolean;
}

/** What came back with a return path; undefined where the token is none that we made. */
export async function whatCameBack(world: World, token: Token): Promise<Returned | undefined> {
  const named = readToken(token);
  return world.store.snapshot(async (read) => {
    if (named?.purpose === "copy-bounce") {
      const copy = await copyBinding(read, named.row);
      if (copy === undefined || !verifyToken(world.secret, token, bindingOfCopy(copy))) return undefined;
      return {
        copy: named.row,
        notice: null,
        message: copy.message,
        address: copy.address,
        isQuestion: false,
        isArchived: false,
      };
    }
    if (named?.purpose === "notice-bounce") {
      const notice = await loadNotice(read, named.row);
      if (notice === undefined || !verifyToken(world.secret, token, bindingOfNotice(notice))) return undefined;
      const isQuestion = notice.kind === "confirm" || notice.kind === "moderate" || notice.kind === "reminder";
      const isArchived = notice.kind === "archive";
      return {
        copy: null,
        notice: named.row,
        message: notice.message,
        address: notice.address,
        isQuestion,
        isArchived,
      };
    }
    return undefined;
  });
}

/** The same for a token that stands in the returned headers of a report; whatever stands there may be forged. */
export async function whatWasReturned(world: World, copyToken: string | null): Promise<Returned | undefined> {
  const written = copyToken?.trim().toLowerCase() ?? "";
  if (!TOKEN_PATTERN.test(written)) return undefined;
  const origin = await whatCameBack(world, written as Token);
  return origin?.copy == null ? undefined : origin;
}

/** Who reads what a person has answered to a return path: the author who may know them, or else who runs the server. */
export async function readerOfReply(
  read: Read,
  world: World,
  origin: Returned,
): Promise<{ address: string; person: number | null }> {
  const message = origin.copy === null || origin.message === null ? undefined : await loadMessage(read, origin.message);
  // Mostly it is a holiday program without any mark that answers here: it tells who belongs to the target.
  if (message?.author.mayRead && mayTellAuthor(message.author)) {
    return { address: message.author.address, person: message.author.person };
  }
  return { address: world.installation.organisation.contact, person: null };
}
