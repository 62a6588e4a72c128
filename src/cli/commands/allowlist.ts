import type { Config } from "../../config/config.ts";
import { printLines } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { parseWordOf } from "../typed-values.ts";

const LANGUAGES = ["de", "en", "fr", "it"] as const;

type LetterLanguage = (typeof LANGUAGES)[number];

/** Writes the letter, line by line; without a language in that of the configuration. */
export type WriteLetter = (config: Config, language: LetterLanguage | undefined) => Promise<string[]>;

const HELP = `
For the school, the company or the parish where our mail is filtered: domains, addresses, signature and header fields by
which their IT department recognises it. Read it before you send it on.

Example:
  rundmail allowlist --language fr > lettre.txt`;

/** `rundmail allowlist`: please let our mail in. */
export function allowlistCommand(writeLetter: WriteLetter): RegisterCommand {
  return (program, context) => {
    program
      .command("allowlist")
      .description("the letter to a recipient's IT department: by what to recognise our mail")
      .option("--language <language>", `one of ${LANGUAGES.join(", ")}`, parseWordOf(LANGUAGES))
      .addHelpText("after", HELP)
      .action(async ({ language }: { language?: LetterLanguage }) => {
        printLines(context.io, await writeLetter(context.config(), language));
      });
  };
}
