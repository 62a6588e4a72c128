import type { Config } from "../../config/config.ts";
import { printJson, printLines } from "../output.ts";
import type { RegisterCommand } from "../program.ts";

/** Finds out which records a domain needs: as a zone file, and one by one. */
export type FindRecords = (config: Config, domain: string) => Promise<{ lines: string[]; records: readonly object[] }>;

const HELP = `
DOMAIN is that of the configuration, or one that a sender uses (From, signature, return path).

The lines can be pasted into a zone file as they are. Behind a semicolon stands what takes the place of other records
(CNAME, for hosters whose customers point at us), and what is set elsewhere (the name of an address).

Examples:
  rundmail dns records gruppen.example.org
  rundmail dns records gruppen.example.org --json | jq -r '.[] | [.name, .type, .value] | @tsv'`;

/** `rundmail dns`: what has to stand in DNS. */
export function dnsCommand(findRecords: FindRecords): RegisterCommand {
  return (program, context) => {
    const dns = program.command("dns").description("what has to stand in DNS");
    dns
      .command("records")
      .argument("<domain>", "domain in whose zone the records stand")
      .description("the records that a domain needs, ready to paste")
      .option("--json", "one JSON value instead of a zone file")
      .addHelpText("after", HELP)
      .action(async (domain: string, { json }: { json?: true }) => {
        const { lines, records } = await findRecords(context.config(), domain.toLowerCase().replace(/\.$/, ""));
        if (json === true) printJson(context.io, records);
        else printLines(context.io, lines);
      });
  };
}
