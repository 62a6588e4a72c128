/** What the person in front of the demo reads: steps in plain words, mails in frames, and what was checked. */

import type { ReadableMail } from "./readable-mail.ts";
import { padTo, widthOf, wrap } from "./wrapped-text.ts";

/** Where the demo is shown. */
export interface Screen {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  env: Readonly<Record<string, string | undefined>>;
}

export interface Stage {
  title(text: string): void;
  /** Begins the next step; steps are numbered. */
  step(heading: string): void;
  /** A sentence or two about what comes next. */
  say(text: string): void;
  /** The same after an empty line. */
  paragraph(text: string): void;
  /** Lines that keep their form, such as a list or a dialogue. */
  lines(lines: readonly string[]): void;
  /** A whole mail, as a mail program shows it. */
  mail(mail: ReadableMail): void;
  /** The first lines of some mails, side by side where there is room. */
  beginnings(mails: readonly ReadableMail[], lines: number): void;
  /** What was looked at twice and found right. */
  checked(text: string): void;
}

const INDENT = "   ";
const MOST_COLUMNS = 120;
const LEAST_COLUMNS = 40;
/** Longer lines are hard to read. */
const MOST_TEXT_COLUMNS = 96;
/** Columns that a frame takes beside what is in it. */
const FRAME_WIDTH = "│  │".length;
/** Narrower columns would cut the longest address of the sample. */
const LEAST_COLUMN_WIDTH = 32;

export function openStage({ stdout, env }: Screen): Stage {
  const isColoured = stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const paint = (code: number, text: string): string => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = (text: string): string => paint(1, text);
  const dim = (text: string): string => paint(2, text);
  const green = (text: string): string => paint(32, text);

  const columns = Math.max(LEAST_COLUMNS, Math.min(stdout.columns ?? MOST_COLUMNS, MOST_COLUMNS));
  const width = columns - INDENT.length;
  const textWidth = Math.min(width, MOST_TEXT_COLUMNS);
  let steps = 0;

  const print = (line = ""): unknown => stdout.write(`${line}\n`);
  const printIndented = (lines: readonly string[]): void => {
    for (const line of lines) print(`${INDENT}${line}`.trimEnd());
  };

  /** Frames side by side, as high as the highest. */
  function printFrames(contents: readonly string[][], inner: number): void {
    const height = Math.max(...contents.map((content) => content.length));
    const rows = Array.from({ length: height }, (_, row) =>
      contents.map((content) => `${dim("│")} ${padTo(content[row] ?? "", inner)} ${dim("│")}`).join(" "),
    );
    const edge = (left: string, right: string): string =>
      contents.map(() => dim(`${left}${"─".repeat(inner + 2)}${right}`)).join(" ");
    printIndented([edge("┌", "┐"), ...rows, edge("└", "┘")]);
  }

  function printAlone(mail: ReadableMail, lines: number): void {
    const inner = textWidth - FRAME_WIDTH;
    const fields = [
      ...fieldLines("From:    ", mail.from, inner),
      ...fieldLines("To:      ", mail.to, inner),
      ...fieldLines("Subject: ", mail.subject, inner),
    ];
    const content = [...fields, "", ...contentLines(mail, inner, lines)];
    printFrames([content], Math.max(...content.map(widthOf)));
  }

  return {
    title(text) {
      print();
      print(bold(text));
      print("═".repeat(widthOf(text)));
    },
    step(heading) {
      steps += 1;
      print();
      print(bold(`${steps}  ${heading}`));
    },
    say: (text) => printIndented(wrap(text, textWidth)),
    paragraph: (text) => printIndented(["", ...wrap(text, textWidth)]),
    lines: printIndented,
    mail: (mail) => printAlone(mail, Number.POSITIVE_INFINITY),
    beginnings(mails, lines) {
      const inner = Math.floor((width + 1) / mails.length) - 1 - FRAME_WIDTH;
      if (mails.length === 1 || inner < LEAST_COLUMN_WIDTH) {
        for (const mail of mails) printAlone(mail, lines);
        return;
      }
      const contents = mails.map((mail) => [
        ...wrap(`To: ${mail.to}`, inner),
        ...wrap(`Subject: ${mail.subject}`, inner),
        "",
        ...contentLines(mail, inner, lines),
      ]);
      printFrames(contents, inner);
    },
    checked: (text) => {
      const [first = "", ...more] = wrap(text, textWidth - 2);
      printIndented([`${green("✓")} ${first}`, ...more.map((line) => `  ${line}`)]);
    },
  };
}

/** The beginning of the text of a mail, and the names of what is attached. */
function contentLines(mail: ReadableMail, width: number, most: number): string[] {
  const text = wrap(mail.text, width);
  const end = text.findLastIndex((line, index) => index < most && line !== "") + 1;
  const shown = text.length > most ? [...text.slice(0, end), "…"] : text;
  const files = mail.attachments.flatMap(({ name, bytes }) => wrap(`+ ${name} (${sizeOf(bytes)})`, width));
  return files.length === 0 ? shown : [...shown, "", ...files];
}

/** A field of the header, further lines of it below its value. */
function fieldLines(label: string, value: string, width: number): string[] {
  return wrap(value, width - label.length).map((line, index) => (index === 0 ? label : padTo("", label.length)) + line);
}

function sizeOf(bytes: Buffer): string {
  return bytes.length < 1024 ? `${bytes.length} bytes` : `${(bytes.length / 1024).toFixed(1)} KB`;
}
