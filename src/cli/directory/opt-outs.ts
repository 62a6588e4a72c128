/** What groups somebody gets no mail of: an option of `person set`, a row of `person show`. */

import type { Command } from "commander";
import type { Person } from "../../directory/person.ts";
import { nearest } from "../../nearest.ts";
import { OperatorError } from "../../operator-error.ts";
import { findOptOutTarget, listOptOutTargets, summariseOptOuts } from "../../questions/opt-outs.ts";
import { optInByHand, optOutByHand } from "../../transitions/opted-out.ts";
import { say } from "../output.ts";
import { ask, type DirectoryAccess } from "./access.ts";
import type { Besides } from "./noun.ts";
import { collect } from "./option-values.ts";

export interface OptOutOptions {
  optOut?: string[];
  optIn?: string[];
}

/** The opt-outs of persons, which no directory file says and no import changes. */
export function optOuts(access: DirectoryAccess): Besides<Person, OptOutOptions> {
  const { io } = access.context;
  const clock = (): number => io.now();

  return {
    options: (command: Command) =>
      command
        .option("--opt-out <target>", "no more mail of a group, by its address or alias; may be repeated", collect)
        .option("--opt-in <target>", "mail of that group again; may be repeated", collect),
    shown: async ({ id }) => ({
      optOuts: await ask(access, (store) => summariseOptOuts({ store, installation: access.context.config() }, id)),
    }),
    async plan({ optOut = [], optIn = [] }, person) {
      const outOf = await wishes(access, optOut, "there");
      const backTo = await wishes(access, optIn, "there or gone");
      if (outOf.length + backTo.length === 0) return undefined;
      return async () => {
        for (const wish of outOf) {
          const isNew = await ask(access, (store) => optOutByHand({ store, clock }, { person, ...wish }));
          say(io, isNew ? `person ${person.id} gets no more mail of ${wish.target}` : "opted out already");
        }
        for (const wish of backTo) {
          const isNew = await ask(access, (store) => optInByHand({ store, clock }, { person, ...wish }));
          say(io, isNew ? `person ${person.id} gets mail of ${wish.target} again` : "had not opted out");
        }
      };
    },
  };
}

/** Whoever comes back may come back to a group that is gone; it may be imported again. */
async function wishes(access: DirectoryAccess, targets: readonly string[], which: "there" | "there or gone") {
  const installation = access.context.config();
  return ask(access, (store) =>
    Promise.all(
      targets.map(async (target) => {
        const found = await findOptOutTarget({ store, installation }, target);
        if (found !== undefined && (found.isThere || which === "there or gone")) return { target, ref: found.ref };
        const meant = nearest(target, await listOptOutTargets(store));
        throw new OperatorError({
          sentence: `${target} is no group, subgroup, filter or My List.`,
          hint:
            meant === undefined
              ? "Give its address, its alias, a form such as gr000123, or ml:LOGIN."
              : `Did you mean ${meant}?`,
          exitCode: 1,
        });
      }),
    ),
  );
}
