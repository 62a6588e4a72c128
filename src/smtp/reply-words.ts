import { formatReply, type Reply } from "../mail/reply.ts";

/** The reply without its code, which the library writes itself. */
export function wordsOf(reply: Reply): string {
  return formatReply(reply).slice(String(reply.code).length + 1);
}

/** The reply as the library wants to be told of it. */
export function refusal(reply: Reply): Error {
  return Object.assign(new Error(wordsOf(reply)), { responseCode: reply.code });
}
