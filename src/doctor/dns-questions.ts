import { Resolver } from "node:dns/promises";

/** How often a server is asked, and how long it may take the first time. */
const TRIES = 2;
const TRY_MS = 1_500;

/** What one question may take, however many servers are asked and however slowly one of them talks. */
const MOST_MS = 5_000;

/** Records in one answer, characters of one text, questions of one look: the rest is left unread, or unasked. */
const MOST_RECORDS = 50;
const MOST_CHARACTERS = 4_096;
const MOST_QUESTIONS = 400;

/** What DNS says: something, that there is nothing, or nothing at all, and then nobody can judge. */
type Answer<T> = { kind: "found"; records: T[] } | { kind: "none" } | { kind: "failed"; question: string; why: string };

/** DNS as one look of the doctor sees it: each question is asked once, and no answer is waited for without end. */
export interface DnsQuestions {
  /** Texts of a name, the pieces of each joined. */
  texts(name: string): Promise<Answer<string>>;
  /** The best first. */
  mailServers(domain: string): Promise<Answer<string>>;
  /** IPv4 and IPv6. */
  addresses(host: string): Promise<Answer<string>>;
  /** What an IP address is called. */
  names(address: string): Promise<Answer<string>>;
  /** As `resolve` of `node:dns/promises`, for mailauth. */
  resolve(name: string, type: string): Promise<unknown[]>;
}

/**
 * @param servers DNS servers; none: those of the system
 * @param gaveUp ends every question
 */
export function dnsQuestions(servers: readonly string[], gaveUp: AbortSignal): DnsQuestions {
  const asked = new Map<string, Promise<Answer<unknown>>>();

  function ask<T>(name: string, type: "TXT" | "MX" | "A" | "AAAA" | "PTR"): Promise<Answer<T>> {
    const question = `${name.toLowerCase()} ${type}`;
    const known = asked.get(question);
    if (known !== undefined) return known as Promise<Answer<T>>;
    const answer =
      asked.size >= MOST_QUESTIONS
        ? Promise.resolve<Answer<T>>({ kind: "failed", question, why: "too many questions" })
        : askServers<T>(name, type, servers, gaveUp);
    asked.set(question, answer);
    return answer;
  }

  return {
    texts: async (name) => mapped(await ask<string[]>(name, "TXT"), joined),
    async mailServers(domain) {
      const answer = await ask<{ exchange: string; priority: number }>(domain, "MX");
      if (answer.kind !== "found") return answer;
      const sorted = answer.records.toSorted((one, other) => one.priority - other.priority);
      return { kind: "found", records: sorted.map(({ exchange }) => exchange.toLowerCase()) };
    },
    async addresses(host) {
      const [four, six] = await Promise.all([ask<string>(host, "A"), ask<string>(host, "AAAA")]);
      const records = [four, six].flatMap((answer) => (answer.kind === "found" ? answer.records : []));
      if (records.length > 0) return { kind: "found", records };
      return four.kind === "failed" ? four : six.kind === "failed" ? six : { kind: "none" };
    },
    names: async (address) => mapped(await ask<string>(reverseName(address), "PTR"), (name) => name.toLowerCase()),
    async resolve(name, type) {
      if (type !== "TXT" && type !== "MX" && type !== "A" && type !== "AAAA" && type !== "PTR") return [];
      const answer = await ask<unknown>(name, type);
      if (answer.kind === "found") return answer.records;
      throw Object.assign(new Error(answer.kind === "none" ? "no such record" : answer.why), {
        code: answer.kind === "none" ? "ENOTFOUND" : "ETIMEOUT",
      });
    },
  };
}

async function askServers<T>(
  name: string,
  type: "TXT" | "MX" | "A" | "AAAA" | "PTR",
  servers: readonly string[],
  gaveUp: AbortSignal,
): Promise<Answer<T>> {
  const question = `${name} ${type}`;
  // One for each question: whoever cancels ends all questions of a resolver.
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  let isCancelled = gaveUp.aborted;
  const cancel = (): void => {
    isCancelled = true;
    resolver.cancel();
  };
  if (isCancelled) return { kind: "failed", question, why: "broken off" };
  const timer = setTimeout(cancel, MOST_MS);
  gaveUp.addEventListener("abort", cancel);
  try {
    const records = (await resolver.resolve(name, type)) as T[];
    return records.length === 0 ? { kind: "none" } : { kind: "found", records: records.slice(0, MOST_RECORDS) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    // A name that cannot exist leads nowhere, and no server had to be asked.
    if (code === "ENOTFOUND" || code === "ENODATA" || code === "EBADNAME") return { kind: "none" };
    return { kind: "failed", question, why: isCancelled ? "ETIMEOUT" : code };
  } finally {
    clearTimeout(timer);
    gaveUp.removeEventListener("abort", cancel);
  }
}

function mapped<A, B>(answer: Answer<A>, change: (record: A) => B): Answer<B> {
  return answer.kind === "found" ? { kind: "found", records: answer.records.map(change) } : answer;
}

function joined(pieces: string[]): string {
  return pieces.join("").slice(0, MOST_CHARACTERS);
}

/** The name under which DNS knows the name of an address (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(address: string): string {
  if (!address.includes(":")) return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const [head = "", tail] = expandIpv4(address).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  const nibbles = groups.flatMap((group) => [...group.padStart(4, "0")]);
  return `${nibbles.reverse().join(".")}.ip6.arpa`;
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
function expandIpv4(address: string): string {
  return address.toLowerCase().replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
}
