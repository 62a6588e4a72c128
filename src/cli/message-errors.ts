import { OperatorError } from "../operator-error.ts";
import type { NoCopyReason } from "../questions/message-copy.ts";

/** There is no such message. */
export function noSuchMessage(id: number): OperatorError {
  return new OperatorError({
    sentence: `There is no message ${id}.`,
    hint: "`rundmail message list` shows which there are.",
    exitCode: 1,
  });
}

/** It is in no state in which that could be done. */
export function notNow(id: number, verb: string, state: string): OperatorError {
  return new OperatorError({
    sentence: `Message ${id} is ${state}: there is nothing to ${verb}.`,
    hint: `\`rundmail message show ${id}\` tells what became of it.`,
    exitCode: 1,
  });
}

/** Nobody in the directory is meant by what was typed. */
export function noSuchPerson(typed: string): OperatorError {
  return new OperatorError({
    sentence: `There is no person ${typed}.`,
    hint: "`rundmail person list` shows who there is; a number or an address will do.",
    exitCode: 1,
  });
}

/** Why somebody gets no copy, behind their name. */
export const NO_COPY_BECAUSE: Record<NoCopyReason, string> = {
  "not-in-target": "does not belong to the target",
  "no-address": "has no e-mail address",
  hidden: "is hidden",
  "opted-out": "has opted out",
  suppressed: "has an address that gets no more copies",
  already: "is served by another target of the same mail",
  cancelled: "has a copy that was cancelled before it left",
};
