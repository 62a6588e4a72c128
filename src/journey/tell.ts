/** One notice about the same refusal to the same author in this span; after that the reply in the session. */
export const REFUSAL_NOTICE_SPAN_MS = 60 * 60_000;

/**
 * How an author learns that a mail was refused (contract 3).
 * `notice`: 250 and a mail that explains; `reply`: 550 in the session; `silence`: 250, and only the log knows.
 */
export type Telling = "notice" | "reply" | "silence";

export interface TellingFacts {
  authenticated: boolean;
  /** In the directory. */
  known: boolean;
  /** Another mail server stands in front of us and would write a bounce to whoever the From field names. */
  behindFrontServer: boolean;
  /** This author got a notice about this reason within the last hour. */
  toldLately: boolean;
}

/** Nobody unproven is ever mailed because somebody used their address. */
export function howToTell(facts: TellingFacts): Telling {
  if (facts.authenticated && facts.known) return facts.toldLately ? "reply" : "notice";
  if (facts.behindFrontServer && !facts.authenticated && !facts.known) return "silence";
  return "reply";
}

/** Whether an author may be mailed at all: nobody is who is only named in a forged From field. */
export function mayTellAuthor(author: Pick<TellingFacts, "authenticated" | "known">): boolean {
  return author.authenticated || author.known;
}
