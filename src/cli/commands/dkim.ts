/** `rundmail dkim`: the key with which mail is signed, and the record with which everybody can check that. */

import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { getDomain } from "tldts";
import { createKeyFile } from "../../config/dkim-key.ts";
import { hostName } from "../../config/fields.ts";
import { dkimKeyOf, formatDkimRecord } from "../../mail/dkim-record.ts";
import { OperatorError } from "../../operator-error.ts";
import { writeInFolder } from "../new-files.ts";
import { printJson, printLines, say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";
import { parseWordOf } from "../typed-values.ts";

/** Writes a record of type TXT as a line of a zone file. */
export type WriteZoneLine = (name: string, text: string) => Promise<string>;

interface CreateOptions {
  selector: string;
  type: "rsa" | "ed25519";
  dir?: string;
  json?: true;
}

const HELP = `
DOMAIN is that of the From addresses, mostly the one of the groups. The key never leaves this machine: only its
public half stands in DNS. A key that is there is never overwritten; a new one gets another selector, and the old
record stays until the last mail that was signed with it has arrived.

RSA is understood by everybody. Ed25519 costs a tenth of the time, and many big providers still cannot check it.

Examples:
  rundmail dkim create gruppen.example.org
  rundmail dkim create gruppen.example.org --selector rundmail2`;

/** What has come into being, for people and programs. */
interface Created {
  keyFile: string;
  name: string;
  value: string;
  zoneLine: string;
  settings: { domain: string; selector: string; keyFile: string };
}

export function dkimCommand(writeZoneLine: WriteZoneLine): RegisterCommand {
  return (program, context) => {
    const dkim = program.command("dkim").description("sign outgoing mail");
    dkim
      .command("create")
      .argument("<domain>", "domain that signs, such as gruppen.example.org", parseDnsName)
      .description("write a new key, and print the DNS record and the setting that belong to it")
      .option("--selector <name>", "name of the key in DNS", parseDnsName, "rundmail")
      .option("--type <type>", "rsa (2048 bits) or ed25519", parseWordOf(["rsa", "ed25519"]), "rsa")
      .option("--dir <folder>", "folder to write the key into (default: that of the configuration file)")
      .option("--json", "one JSON value instead of text")
      .addHelpText("after", HELP)
      .action(async (domain: string, options: CreateOptions) => {
        const { selector, type } = options;
        const folder = dirname(context.configPath());
        const keyFile = resolve(options.dir ?? folder, `dkim-${domain}-${selector}.pem`);
        const value = createKey(keyFile, type);
        const name = `${selector}._domainkey.${domain}`;
        const created: Created = {
          keyFile,
          name,
          value,
          zoneLine: await writeZoneLine(name, value),
          settings: { domain, selector, keyFile: seenFrom(folder, keyFile) },
        };
        if (options.json === true) {
          printJson(context.io, created);
          return;
        }
        say(context.io, `Written: ${keyFile} (only its owner can read it; \`serve\` must run as this user).\n`);
        printLines(context.io, nextSteps(created));
      });
  };
}

function parseDnsName(typed: string): string {
  const parsed = hostName.safeParse(typed.replace(/\.$/, ""));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A DNS name is needed, with umlauts in their xn-- form.");
}

/** @returns the text of the DNS record */
function createKey(keyFile: string, type: "rsa" | "ed25519"): string {
  if (existsSync(keyFile)) {
    throw new OperatorError({
      sentence: `Nothing was written, because this key is already there: ${keyFile}.`,
      hint: "Give another --selector: whoever replaces a key makes all mail on its way look forged.",
      exitCode: 1,
    });
  }
  const key = dkimKeyOf(writeInFolder(keyFile, () => createKeyFile(keyFile, type)));
  if (key === undefined) throw new Error(`a key of type ${type} has no record`);
  return formatDkimRecord(key);
}

/** Relative where it lies in the folder of the configuration, so that both can be moved together. */
function seenFrom(folder: string, file: string): string {
  const path = relative(folder, file);
  return path.startsWith("..") ? file : path;
}

function nextSteps({ name, value, zoneLine, settings }: Created): string[] {
  const zone = getDomain(settings.domain) ?? settings.domain;
  return [
    `1. Put this record into DNS. As a line of a zone file:`,
    "",
    zoneLine,
    "",
    `   In the web form of a hoster, in the zone ${zone} (most forms add .${zone} to the name by themselves):`,
    "",
    "   Type:  TXT",
    `   Name:  ${name.slice(0, -zone.length - 1)}`,
    `   Value: ${value}`,
    "",
    "2. Put this into config.json (an identity of another name than `default` gets its own):",
    "",
    ...JSON.stringify({ senders: { default: { dkim: settings } } }, null, 2).split("\n"),
    "",
    "3. When the record has had time to spread, from some minutes to a day, see whether it is right:",
    "",
    `   dig +short TXT ${name}`,
    "   rundmail check",
    "   rundmail doctor",
    "",
    "   Then start `rundmail serve` anew.",
  ];
}
