import { type AuthorFacts, classify } from "../journey/classify.ts";
import { permit, type Verdict } from "../journey/judge.ts";
import { loadLogin } from "../store/logins.ts";
import type { Message, MessageAuthor } from "../store/messages.ts";
import { loadPerson } from "../store/persons.ts";
import type { Read } from "../store/tables.ts";
import type { World } from "../world.ts";
import { targetFactsOf, whoWrote } from "./target-facts.ts";

/**
 * Whether the author of a message who says yes to it has lost the right to write there since it came: a login was
 * disabled, say, and its owner still has the question.
 */
export async function refusalNow(
  read: Read,
  world: World,
  { author, target: { ref } }: Message,
): Promise<Extract<Verdict, { kind: "refuse" }> | undefined> {
  const who = await whoWroteIt(read, author);
  const facts = await targetFactsOf(read, world, ref, who);
  // A target that is gone has nobody left in it, which the release says by itself.
  if (facts === undefined) return undefined;
  // Nobody is asked about a mail that its domain disowns, so this author was not.
  const doubts = { authenticated: author.authenticated, disowned: false, questionable: true };
  const verdict = permit(classify(who, ref, facts.standing), ref.kind, facts.settings, doubts);
  return verdict.kind === "refuse" ? verdict : undefined;
}

/**
 * Whoever has the address in From now, and whoever had it when the mail came: an address may change meanwhile. The name of
 * a login may go to somebody else, who has not written.
 */
async function whoWroteIt(read: Read, author: MessageAuthor): Promise<AuthorFacts> {
  const { persons, logins } = await whoWrote(read, author.address);
  const person = author.person === null ? undefined : await loadPerson(read, author.person);
  const login = author.login === null ? undefined : await loadLogin(read, author.login);
  const isTheirs = login !== undefined && person !== undefined && login.person === person.id;
  return {
    persons: person === undefined ? persons : [...persons, person],
    logins: isTheirs ? [...logins, { login, person }] : logins,
  };
}
