import type { Command } from "commander";
import type { Person } from "../../directory/person.ts";
import type { DirectoryAccess } from "../directory/access.ts";
import { registerNoun } from "../directory/noun.ts";
import { type OptOutOptions, optOuts } from "../directory/opt-outs.ts";
import { collect, given, splitPair, textOrNull } from "../directory/option-values.ts";

interface PersonOptions extends OptOutOptions {
  firstName?: string;
  lastName?: string;
  gender?: string;
  language?: string;
  title?: string;
  /** `false` for --no-email. */
  email?: string[] | false;
  field?: string[];
  hidden?: boolean;
}

const EXAMPLES = `
An empty value takes something away: --gender "", --field ORT=

Examples:
  rundmail person add --first-name Ruth --last-name Keller --gender f --language de --email ruth@post.example
  rundmail person set 1 --email ruth@post.example:private:preferred --email keller@firma.example:business
  rundmail person set 1 --field ORT=Aarau --hidden
  rundmail person set 1 --opt-out jugend             no more mail of a group; "person show" lists what somebody has
  rundmail person set 1 --opt-in jugend              opted out of by mail or by hand`;

/** `rundmail person`: who there is. */
export function registerPerson(program: Command, access: DirectoryAccess): void {
  registerNoun<"persons", PersonOptions>(program, access, {
    kind: "persons",
    description: "persons, with no, one or several e-mail addresses",
    columns: [
      ["id", (person) => person.id],
      ["first name", (person) => person.firstName],
      ["last name", (person) => person.lastName],
      ["addresses", (person) => person.emails.map((email) => email.address).join(", ")],
      ["hidden", (person) => (person.hidden ? "hidden" : "")],
    ],
    options: (command) =>
      command
        .option("--first-name <name>")
        .option("--last-name <name>")
        .option("--gender <letter>", "f, m or x")
        .option("--language <language>", "such as de or fr")
        .option("--title <title>", "such as Dr.")
        .option("--email <address[:kind[:preferred]]>", "all addresses in their order; may be repeated", collect)
        .option("--no-email", "no address at all")
        .option("--field <name=value>", "a further field, such as ORT=Aarau; may be repeated", collect)
        .option("--hidden", "never a recipient")
        .option("--no-hidden", "a recipient like everybody"),
    patch: personPatch,
    examples: EXAMPLES,
    besides: optOuts(access),
  });
}

function personPatch(options: PersonOptions, before: Person | undefined): Record<string, unknown> {
  const { firstName, lastName, gender, language, title, email, field, hidden } = options;
  return given({
    firstName,
    lastName,
    gender: gender === undefined ? undefined : textOrNull(gender),
    language: language === undefined ? undefined : textOrNull(language),
    title,
    hidden,
    emails: email === undefined ? undefined : (email || []).map(readEmail),
    fields: field === undefined ? undefined : changedFields(before?.fields ?? {}, field),
  });
}

/** `ruth@post.example:private:preferred`; no address has a colon. */
function readEmail(text: string): Record<string, unknown> {
  const [address, kind = "", preferred, ...rest] = text.split(":");
  const extra = [preferred === "preferred" ? undefined : preferred, ...rest].filter((part) => part !== undefined);
  // What is left over goes back to the address, where the checks show it.
  if (extra.length > 0) return { address: text };
  return { address, kind: textOrNull(kind), preferred: preferred !== undefined };
}

function changedFields(before: Record<string, string>, changes: readonly string[]): Record<string, string> {
  const pairs = changes.map(splitPair);
  return Object.fromEntries(
    [...Object.entries(before), ...pairs].filter(([name, value], at, all) => {
      const isLast = !all.slice(at + 1).some(([later]) => later === name);
      return isLast && value !== "";
    }),
  );
}
