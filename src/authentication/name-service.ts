import { Resolver } from "node:dns/promises";
import { RecentAnswers } from "./recent-answers.ts";

/** How often a server is asked, and how long it may take the first time. */
const TRIES = 2;
const TRY_MS = 1_500;

/**
 * How long an answer is used again. The library of Node tells no time to live but that of addresses; a minute is what
 * few zones go below, and hides no change for longer than a mail waits anywhere.
 */
export const KEPT_MS = 60_000;

/**
 * How long it is remembered that a server failed or was silent (RFC 2308 §7 allows five minutes). Else every mail would
 * wait anew for a silent one, as long as a mail may wait. A mail that was put off for it comes again later than this.
 */
export const FAILED_KEPT_MS = 30_000;

/** With the largest answer this is the most memory that answers take: 16 MB. */
const MOST_KEPT = 1_000;
const MOST_ANSWER_CHARS = 16_384;

/**
 * Questions about one mail by one check. The most come from SPF: ten in each of two evaluations, and the addresses of
 * their MX and PTR names (RFC 7208 §4.6.4). What is above is taken for a server that refuses.
 */
const MOST_QUESTIONS = 60;

/** What the checking library asks: rejects with the codes of `node:dns`, such as ENOTFOUND. */
export type Ask = (name: string, type: string) => Promise<string[]>;

/** DNS with limits: what a stranger's zone says costs neither much time nor much memory, however it was made. */
export class NameService {
  readonly #resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  readonly #answers = new RecentAnswers<Promise<unknown>>(MOST_KEPT, KEPT_MS);

  /** @param servers DNS servers; none: those of the system */
  constructor(servers: readonly string[]) {
    if (servers.length > 0) this.#resolver.setServers(servers);
  }

  /** Questions about one mail: only so many, and when `ended` is aborted only what is known is answered. */
  forOneMail(ended: AbortSignal): Ask {
    let left = MOST_QUESTIONS;
    const tooLate = new Promise<never>((_resolve, reject) => {
      ended.addEventListener("abort", () => reject(dnsError("ETIMEOUT", "the time for this mail is over")));
    });
    // Nobody may be waiting when it comes.
    tooLate.catch(() => undefined);
    const ask = async (name: string, type: string): Promise<unknown> => {
      if (ended.aborted && !this.#knows(name, type)) throw dnsError("ETIMEOUT", "the time for this mail is over");
      left -= 1;
      if (left < 0) throw dnsError("EREFUSED", "too many questions for one mail");
      try {
        return await Promise.race([this.#answer(name, type), tooLate]);
      } catch (error) {
        // One of their own for each who asks: the library writes notes on it.
        throw dnsError((error as NodeJS.ErrnoException).code ?? "EBADRESP", String(error));
      }
    };
    // The library's type knows no MX records, which it asks for and reads as Node gives them.
    return ask as Ask;
  }

  /** Gives up everything that is still waited for. */
  close(): void {
    this.#resolver.cancel();
  }

  #knows(name: string, type: string): boolean {
    return this.#answers.get(questionOf(name, type)) !== undefined;
  }

  #answer(name: string, type: string): Promise<unknown> {
    const question = questionOf(name, type);
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = this.#lookUp(name, type);
    this.#answers.keep(question, answer);
    // That there is no such name is an answer, that nobody answers is none.
    answer.catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTFOUND" || error.code === "ENODATA") return;
      this.#answers.keep(question, answer, FAILED_KEPT_MS);
    });
    return answer;
  }

  async #lookUp(name: string, type: string): Promise<unknown> {
    const found: unknown = await this.#resolver.resolve(name, type);
    if (sizeOf(found) > MOST_ANSWER_CHARS) throw dnsError("EBADRESP", "the answer is too large");
    return found;
  }
}

function questionOf(name: string, type: string): string {
  return `${type} ${name.toLowerCase()}`;
}

function dnsError(code: string, words: string): Error {
  return Object.assign(new Error(words), { code });
}

/** Roughly the characters of an answer, with something for each of its records. */
function sizeOf(found: unknown): number {
  if (typeof found === "string") return found.length;
  if (!Array.isArray(found)) return 16;
  return found.reduce((sum: number, one: unknown) => sum + 16 + sizeOf(one), 0);
}
