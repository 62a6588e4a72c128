import { startsQuotation } from "./attribution.ts";
import { isConfidentialityNotice, isDeviceLine, isLink, isPaperLine, isPictureMark } from "./device-line.ts";
import { isNameLine, readClosing, readOpening } from "./greeting.ts";

/** An answer is a word or some sentences; only so many lines of a mail are looked at. */
const MAX_LINES = 300;
const MAX_LINE_LENGTH = 2_000;

/** Invisible characters that mail programs sprinkle: zero-width blanks, byte order mark, soft hyphen, direction marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The lines of an answer that its writer wrote, trimmed and without empty ones: up to the first quote, attribution line
 * or signature, without greetings and the lines that phones add. Where nothing stands above a quote marked with ">",
 * the lines between and below the quoted ones are own text: who answers at the foot must not be taken for silent.
 * A name behind a closing greeting is kept where nothing else is said, for the caller knows whose name it is.
 */
export function ownText(text: string): string[] {
  const lines = linesOf(text);
  const end = lines.findIndex((line, at) => isMarkedQuote(line) || startsQuotation(lines, at) || isSignatureMark(line));
  const above = withoutGreetings(end === -1 ? lines : lines.slice(0, end));
  if (end === -1 || above.isSaid) return above.lines;
  // A program may have set the signature above the quote; who answers at the foot is not silent for that.
  const quotation = lines.findIndex((line, at) => at >= end && (isMarkedQuote(line) || startsQuotation(lines, at)));
  const below = withoutGreetings(quotation === -1 ? [] : besideMarkedQuote(lines.slice(quotation)));
  return below.isSaid || above.lines.length === 0 ? below.lines : above.lines;
}

function linesOf(text: string): string[] {
  // A Mac may send ü as u with dots, which no pattern knows.
  return (
    text
      .normalize("NFC")
      .split(/\r\n|\r|\n/)
      // One line of a quote says as much as all: who answers below a long one must not be taken for silent.
      .filter((line, at, all) => !isMarkedQuote(line) || !isMarkedQuote(all[at - 1] ?? ""))
      .slice(0, MAX_LINES)
      .map((line) => line.slice(0, MAX_LINE_LENGTH).replace(INVISIBLE, "").trim())
  );
}

function isMarkedQuote(line: string): boolean {
  return line.startsWith(">");
}

/** "-- " of Usenet, whose blank gets lost on the way. */
function isSignatureMark(line: string): boolean {
  return line === "--";
}

/** Outlook draws a line above the quoted mail, others above their advertisement; a line alone says nothing. */
function isRuler(line: string): boolean {
  return /^(?:[_=*~-]\s?){3,}$/.test(line);
}

/** Own lines among and below quoted ones, up to a signature or a quote without marks; none where no ">" follows. */
function besideMarkedQuote(lines: readonly string[]): string[] {
  const quoted = lines.findIndex(isMarkedQuote);
  // Between an attribution line and its quote stands nothing; more is a quote whose lines are not marked.
  if (quoted === -1 || lines.slice(MAX_ATTRIBUTION, quoted).some((line) => line !== "")) return [];
  const beside = lines.slice(quoted).filter((line) => !isMarkedQuote(line));
  const end = beside.findIndex((line, at) => isSignatureMark(line) || startsQuotation(beside, at));
  return end === -1 ? beside : beside.slice(0, end);
}

/** An attribution line wrapped over several. */
const MAX_ATTRIBUTION = 4;

interface Spoken {
  lines: string[];
  /** False where all of them are an opening that may greet nobody, or stand behind a closing greeting. */
  isSaid: boolean;
}

function withoutGreetings(lines: readonly string[]): Spoken {
  const own: string[] = [];
  let unsureOpening: string | undefined;
  let closingName: string | undefined;
  let isSaid = false;
  for (const line of withoutProgramsNotes(lines)) {
    if (line === "" || isRuler(line) || isPictureMark(line) || isDeviceLine(line)) continue;
    const opening = own.length === 0 && closingName === undefined ? readOpening(line) : undefined;
    const said = opening === undefined ? line : opening.rest;
    if (opening?.isSure === false) unsureOpening ??= line;
    if (said === "") continue;
    const closing = readClosing(said);
    if (closing !== undefined) {
      closingName ??= closing.name;
      if (closing.before !== "") own.push(closing.before);
      isSaid ||= closing.before !== "";
    } else if (closingName === undefined || !(isPaperLine(said) || (own.length > 0 && isNameLine(said)))) {
      own.push(said);
      isSaid ||= closingName === undefined;
    }
  }
  const greetings = [unsureOpening ?? "", closingName ?? ""].filter((line) => line !== "");
  return { lines: own.length > 0 ? own : greetings, isSaid };
}

/** Without the links below an advertisement, and the confidentiality notice below a closing greeting. */
function withoutProgramsNotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let isClosed = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    isClosed ||= readClosing(line) !== undefined;
    if (isLink(line) && isDeviceLine(lines[at - 1] ?? "")) continue;
    const paragraph = isClosed ? paragraphAt(lines, at) : [];
    if (isConfidentialityNotice(paragraph.join(" "))) at += paragraph.length - 1;
    else kept.push(line);
  }
  return kept;
}

function paragraphAt(lines: readonly string[], at: number): readonly string[] {
  const end = lines.indexOf("", at);
  return lines.slice(at, Math.min(end === -1 ? lines.length : end, at + MAX_NOTICE_LINES));
}

/** No notice is longer in lines of 72 columns. */
const MAX_NOTICE_LINES = 40;
