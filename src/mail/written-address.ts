/**
 * Addresses in the words of other people's servers. No strict parser helps there: they stand in brackets, quotes, SMTP
 * commands and sentences, and some carriers deliver to local parts that no standard allows. Who is charged with a bounce
 * is decided by comparison with addresses that we know, so nothing has to be refused here.
 */

/** One address and where it stands in its text. */
export interface WrittenAddress {
  address: string;
  start: number;
  end: number;
}

/** RFC 5321 §4.5.3.1 says 64 and 255; some servers write longer local parts, such as those of forwarded bounces. */
const MAX_LOCAL_PART = 200;
const MAX_DOMAIN = 255;

const OUTSIDE_LOCAL_PART = /[\s<>()[\]{}\\,;:"|@\p{Cc}«»„“”‘’「」、。：]/u;
const INSIDE_DOMAIN = /[\p{L}\p{N}.-]/u;
/** `SMTP=anna@host` in X.400 addresses, `email=anna@host` in links. */
const LABEL = /^(?:smtp|e-?mail|mailto|rcpt|to|recipient|addr(?:ess)?|user)=/i;

/** The addresses of a text in order, at most `most`. Linear time: from each @ only as far as an address can reach. */
export function addressesIn(text: string, most: number): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (let at = text.indexOf("@"); at !== -1 && found.length < most; at = text.indexOf("@", at + 1)) {
    const written = addressAround(text, at);
    if (written !== undefined) found.push(written);
  }
  return found;
}

/** The first address of a text, null where there is none. */
export function firstAddress(text: string): string | null {
  return addressesIn(text, 1)[0]?.address ?? null;
}

function addressAround(text: string, at: number): WrittenAddress | undefined {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL_PART && !OUTSIDE_LOCAL_PART.test(text.charAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end < text.length && end - at <= MAX_DOMAIN && INSIDE_DOMAIN.test(text.charAt(end))) {
    // "anna@host.example... User unknown"
    if (text.startsWith("..", end)) break;
    end += 1;
  }
  const written = text.slice(start, at);
  const localPart = written.replace(LABEL, "").replace(/^[.'`*=]+/, "");
  const domain = text.slice(at + 1, end).replace(/[.-]+$/, "");
  // "//" is the path of a link that holds an @.
  if (localPart === "" || localPart.startsWith("//") || !isDomain(domain)) return undefined;
  return { address: `${localPart}@${domain}`, start: at - localPart.length, end: at + 1 + domain.length };
}

/** A name with a letter in its last label, so no IP address and no version number. */
function isDomain(domain: string): boolean {
  return domain !== "" && !domain.startsWith(".") && !domain.startsWith("-") && /\p{L}[^.]*$/u.test(domain);
}
