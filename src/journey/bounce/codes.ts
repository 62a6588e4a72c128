/** A number that stands for itself: no part of a word, address, path, longer number or name=value. */
const FREE = String.raw`(?<![\w.@/=+-])`;

/** In front of a number it makes it a version, a date or a measure. */
const NO_CODE_AFTER =
  /\b(?:version|release|exim|sendmail|postfix|courier|qmail|php|perl|port|size|line|pid|on|at|am|vom|den)[ #:]{1,2}$/i;
const LONGEST_BEFORE = 12;

/** Behind a number it makes it a measure. */
const UNIT = String.raw`(?! ?(?:bytes|kb|mb|octets|characters|lines|seconds|secs|minutes|mins|hours|days|messages|recipients|e?mails)\b)`;

/** Not the beginning of a longer number, of an address, or a date with a time of day. */
const END = String.raw`(?![\w@]|[.,]\d|:\d\d\b|,? (?:at |um )?\d{1,2}:\d\d)`;

/** Subjects are 0 to 7 (RFC 3463 §3), so most versions ("4.94.2") are no codes. */
const STATUS = String.raw`[45]\.[0-7]\.(?:0|[1-9]\d{0,2})`;

/** A reply code directly in front of it leaves no doubt. "550-5.1.1" is how lines go on (RFC 5321 §4.2.1). */
const STATUS_AFTER_REPLY = new RegExp(String.raw`(?<![\w.@/=])[45]\d\d[- ]{1,2}#?(${STATUS})${END}`);
const STATUS_ANYWHERE = new RegExp(`${FREE}(${STATUS})${END}`, "g");

/** Enhanced status code (RFC 3463 §2) in a server's words; null: none. No version numbers, IP addresses, dates. */
export function findStatus(words: string): string | null {
  const certain = STATUS_AFTER_REPLY.exec(words)?.[1];
  if (certain !== undefined) return certain;
  for (const match of words.matchAll(STATUS_ANYWHERE)) {
    if (!isMeasureBefore(words, match.index)) return match[1] ?? null;
  }
  return null;
}

/** The second digit says what a reply is about: 0 syntax, 2 connection, 5 mail system; 3, 4 and 7 are used as well. */
const REPLY = String.raw`[45][0-57]\d`;
const REPLY_BEFORE_STATUS = new RegExp(String.raw`(?<![\w.@/=+-])(${REPLY})[- ]{1,2}#?${STATUS}${END}`);
const REPLY_AT_START = new RegExp(String.raw`^(?:x?\w{0,9};)?[\s"<(]{0,3}(${REPLY})(?=[- ]|$)`, "i");
const REPLY_ANYWHERE = new RegExp(String.raw`(?<![\w.@/=+-])(${REPLY})${END}(?![/%])${UNIT}`, "gi");

/** SMTP reply code (RFC 5321 §4.2) in a server's words; 4xx and 5xx only; null: none. */
export function findReplyCode(words: string): number | null {
  const certain = REPLY_AT_START.exec(words)?.[1] ?? REPLY_BEFORE_STATUS.exec(words)?.[1];
  if (certain !== undefined) return Number(certain);
  for (const match of words.matchAll(REPLY_ANYWHERE)) {
    if (!isMeasureBefore(words, match.index)) return Number(match[1]);
  }
  return null;
}

function isMeasureBefore(words: string, index: number): boolean {
  return NO_CODE_AFTER.test(words.slice(Math.max(0, index - LONGEST_BEFORE), index));
}
