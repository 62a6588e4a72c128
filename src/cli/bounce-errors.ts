import { OperatorError } from "../operator-error.ts";

/** There is no such failure. */
export function noSuchBounce(id: number): OperatorError {
  return new OperatorError({
    sentence: `There is no bounce ${id}.`,
    hint: "`rundmail bounce list` shows which there are.",
    exitCode: 1,
  });
}

/** It is known whose it is, or it was put away. */
export function notManual(id: number, verb: string, state: string): OperatorError {
  return new OperatorError({
    sentence: `Bounce ${id} is ${state}: there is nothing to ${verb}.`,
    hint: "`rundmail bounce list --state manual` shows those of which nobody knows whose they are.",
    exitCode: 1,
  });
}

/** No copy ever goes to an address of ours. */
export function ownAddress(address: string): OperatorError {
  return new OperatorError({
    sentence: `${address} is an address of Rundmail itself, which no copy ever goes to.`,
    hint: "Give the address of a person.",
    exitCode: 65,
  });
}
