import { spf } from "mailauth/lib/spf/index.js";
import { canonicalDomain } from "../mail/address.ts";
import { type Ask, KEPT_MS } from "./name-service.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** Who hands a mail in, as the session says. */
export interface Client {
  address: string;
  /** What it said in HELO or EHLO. */
  hello: string;
  /** Envelope sender, "" for the null sender. */
  returnPath: string;
}

/** What one SPF evaluation says of the client (RFC 7208 §2.6). */
export interface SpfResult {
  /** Which name was asked about. */
  identity: "mailfrom" | "helo";
  domain: string;
  result: string;
}

/** RFC 1035 §2.3.4; what is longer is no name. */
const MOST_NAME_CHARS = 255;

/** At least two labels, with the underscores that some have. */
const DOMAIN_NAME = /^(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}\.?$/;

const MOST_KEPT = 1_000;

/** Asks SPF whether a client may send for the domains it names. */
export class ClientChecks {
  readonly #results = new RecentAnswers<SpfResult>(MOST_KEPT, KEPT_MS);

  /** MAIL FROM, if it is not the null sender, and HELO (RFC 7208 §2.3, §2.4). */
  async check(client: Client, ask: Ask): Promise<SpfResult[]> {
    const named = client.returnPath === "" ? [] : [client.returnPath];
    return Promise.all([
      ...named.map((sender) => this.#evaluate("mailfrom", sender, client, ask)),
      this.#evaluate("helo", "", client, ask),
    ]);
  }

  async #evaluate(identity: SpfResult["identity"], sender: string, client: Client, ask: Ask): Promise<SpfResult> {
    const hello = client.hello.length > MOST_NAME_CHARS ? "" : client.hello;
    const domain = canonicalDomain(identity === "helo" ? hello : sender.slice(sender.lastIndexOf("@") + 1));
    // An address literal or a bare name has no record, and is what most programs on a desk say; nor has what is no name.
    if (domain.length > MOST_NAME_CHARS || !DOMAIN_NAME.test(domain)) return { identity, domain, result: "none" };
    const question = JSON.stringify([client.address, hello, sender]);
    const known = this.#results.get(question);
    if (known !== undefined) return known;
    const { status } = await spf({
      sender,
      ip: client.address,
      helo: hello,
      mta: "localhost",
      resolver: ask,
      strict: true,
    });
    const found = { identity, domain, result: status.result };
    if (found.result !== "temperror") this.#results.keep(question, found);
    return found;
  }
}
