import { InvalidArgumentError } from "commander";

/** A whole number that is not negative, as an argument or option. */
export function parseCount(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(`A whole number is needed, not "${text}".`);
  return Number(text);
}
