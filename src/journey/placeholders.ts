import { decodeWords } from "../mail/encoded-words.ts";
import { firstValue, type HeaderBlock } from "../mail/header.ts";
import { toCrlf } from "../mail/line-ends.ts";
import { type Entity, parseMime } from "../mail/mime-tree.ts";
import { type ComposePolicy, KnownFields } from "./placeholders/fields.ts";
import { MOST_MARKERS } from "./placeholders/grammar.ts";
import { MOST_PLACEHOLDERS } from "./placeholders/layout.ts";
import { findMarks, type Mark } from "./placeholders/marks.ts";
import { signedTexts } from "./placeholders/signed-data.ts";
import { readTextParts, type TextPart } from "./placeholders/text-parts.ts";

/** The placeholders of a mail as its author may use them. Each name stands once, in upper case and without hashes. */
export interface PlaceholderSurvey {
  /** Will be replaced. */
  known: string[];
  /** Stay as they are: never sent without a question. `nearest` is the known one that was probably meant. The first 20. */
  unknown: { placeholder: string; nearest: string | null }[];
  /** More are to be replaced than in any mail that somebody wrote; the mail is refused (`too-large`). */
  tooMany: boolean;
  /** Would be replaced, but stand in a signed or encrypted part: reason to refuse the message. */
  inSealedPart: string[];
}

/** Unknown placeholders that are told. More are no mistake of typing, and the search for what was meant has its price. */
const MOST_UNKNOWN = 20;

/**
 * Finds all placeholders in Subject and text parts, before anything is decided about the mail.
 *
 * @param header of the mail, where somebody has read it already
 */
export function surveyPlaceholders(raw: Buffer, policy: ComposePolicy, header?: HeaderBlock): PlaceholderSurvey {
  const fields = new KnownFields(policy);
  const mail = toCrlf(raw);
  // Where line ends were mended, the fields stand in other places.
  const root = parseMime(mail, mail === raw ? header : undefined);
  const known = new Set<string>();
  const sealed = new Set<string>();
  const unknown = new Set<string>();
  let replaced = 0;
  let found = 0;
  let tooMany = false;
  const sort = (marks: Mark[], into: Set<string>) => {
    for (const mark of marks) {
      const isKnown = fields.sourceOf(mark) !== undefined;
      if (isKnown) replaced += 1;
      (isKnown ? into : unknown).add(mark.field);
    }
    found += marks.length;
    tooMany = replaced > MOST_PLACEHOLDERS || found >= MOST_MARKERS;
  };

  sort(findMarks(subjectText(root), fields.listed), known);
  for (const part of [...readTextParts(mail, root), ...signedTexts(mail, root)]) {
    if (tooMany) break;
    sort(findMarks(part, fields.listed), part.sealed ? sealed : known);
  }
  return {
    known: [...known],
    unknown: [...unknown]
      .slice(0, MOST_UNKNOWN)
      .map((placeholder) => ({ placeholder, nearest: fields.nearest(placeholder) })),
    tooMany,
    inSealedPart: [...sealed],
  };
}

function subjectText(root: Entity): Pick<TextPart, "bytes" | "charset" | "isHtml"> {
  const subject = decodeWords(firstValue(root.header, "subject") ?? "");
  return { bytes: Buffer.from(subject), charset: "utf-8", isHtml: false };
}
