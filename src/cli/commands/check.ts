/** `rundmail check`: everything that is wrong with configuration and directory, at once. */

import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../../config/config.ts";
import { keyWarnings } from "../../config/dkim-key.ts";
import { readSecret } from "../../config/secret.ts";
import { OperatorError, type Problem } from "../../operator-error.ts";
import { say } from "../output.ts";
import type { RegisterCommand } from "../program.ts";

/** Finds what is wrong with the directory; no problem, no entry. */
export type CheckDirectory = (config: Config) => Promise<readonly Problem[]>;

const HELP = `
Warnings do not change the exit code. Exit codes: 0 nothing wrong, 65 the directory, 66 no configuration, 78 the configuration.`;

/** The command; without `checkDirectory` only the configuration is looked at. */
export function checkCommand(checkDirectory?: CheckDirectory): RegisterCommand {
  return (program, context) => {
    program
      .command("check")
      .description("check configuration and directory, and say everything that is wrong at once")
      .addHelpText("after", HELP)
      .action(async () => {
        const { io } = context;
        const config = context.config();
        for (const warning of [...configWarnings(config), ...keyWarnings(config.senders)])
          say(io, `warning: ${warning}`);
        const isNew = !existsSync(config.database);
        if (isNew) failOnMissingFolders(config, context.configPath());
        if (isNew) say(io, `The database ${config.database} does not exist yet; \`serve\` and \`import\` create it.`);
        if (!isNew || existsSync(config.secretFile)) readSecret(config.secretFile);
        if (!isNew) await failOnProblems(checkDirectory, config);
        say(io, `${context.configPath()} is right.`);
      });
  };
}

/** Commands create the database and the secret, and no folders: `serve` would find out when it starts. */
function failOnMissingFolders(config: Config, path: string): void {
  const problems = (["database", "secretFile"] as const)
    .filter((setting) => !existsSync(dirname(config[setting])))
    .map((setting) => ({
      path: setting,
      found: JSON.stringify(config[setting]),
      problem: "lies in a folder that does not exist",
      hint: "create the folder",
    }));
  if (problems.length === 0) return;
  throw new OperatorError({
    sentence: `The configuration ${path} names files that nobody can create.`,
    exitCode: 78,
    problems,
  });
}

async function failOnProblems(checkDirectory: CheckDirectory | undefined, config: Config): Promise<void> {
  const problems = (await checkDirectory?.(config)) ?? [];
  if (problems.length === 0) return;
  throw new OperatorError({
    sentence: `The directory has ${problems.length === 1 ? "one mistake" : `${problems.length} mistakes`}.`,
    hint: "Correct it with `rundmail directory import`, or piece by piece (`rundmail --help`).",
    exitCode: 65,
    problems,
  });
}

/** Settings that are allowed, and still not what most people want. */
function configWarnings(config: Config): string[] {
  const { authentication, organisation } = config;
  const halfTrust = (authentication.trustedPeers.length === 0) !== (authentication.trustedAuthServers.length === 0);
  const warnings: [boolean, string][] = [
    [
      authentication.mode === "ignore",
      'authentication.mode is "ignore": a forged sender is taken for the real one. Only right where a server in front refuses forged mail.',
    ],
    [
      halfTrust,
      "authentication: an Authentication-Results field counts only if trustedPeers and trustedAuthServers are both given.",
    ],
    [
      organisation.contact.endsWith("@localhost"),
      `organisation.contact is ${organisation.contact}: give an address that a person reads.`,
    ],
    ...config.senders.map(({ name, relay: { user, security } }): [boolean, string] => {
      const relay = name === "default" ? "relay" : `senders.${name}.relay`;
      return [
        user !== undefined && (security === "none" || security === "opportunistic"),
        `${relay}.security is "${security}": the password of ${relay}.user may travel unencrypted; use "starttls" or "tls".`,
      ];
    }),
    [config.listen.length === 0, "listen is empty: no mail will come in."],
  ];
  return warnings.filter(([applies]) => applies).map(([, sentence]) => sentence);
}
