/** The kinds of values that a directory file is made of. Each says in its own words what it accepts. */

import { z } from "zod";
import { type Address, parseAddress } from "../mail/address.ts";
import { aliasProblem } from "./alias.ts";

/** Longer names are mistakes, and would make headers that no mail program shows. */
const MAX_NAME_CHARACTERS = 250;
const MAX_FIELD_CHARACTERS = 10_000;

/** Line breaks would forge headers, and half a surrogate pair cannot be stored: neither comes in. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** An address or a remark may have several lines. In a mail it stands on one. */
function isPlainLines(text: string): boolean {
  return isPlain(text.replace(/[\t\r\n]/g, " "));
}

const text = z
  .string("must be text")
  .refine(isPlain, "must be valid Unicode without line breaks, tabs and other control characters");

/** Text that may be empty. */
export const shortText = text.max(MAX_NAME_CHARACTERS, `must have at most ${MAX_NAME_CHARACTERS} characters`);

/** Text that says something. */
export const name = shortText.refine((value) => value.trim() !== "", "must not be empty");

/** The value of a further field. */
export const fieldValue = z
  .string("must be text")
  .refine(isPlainLines, "must be valid Unicode without control characters other than line breaks and tabs")
  .max(MAX_FIELD_CHARACTERS, `must have at most ${MAX_FIELD_CHARACTERS} characters`);

/**
 * The name of a further field, such as `ORT`. `#` and `|` would end a placeholder; quotes, backslashes and brackets
 * mean something in JSON paths; a beginning of `_` is kept for placeholders of our own.
 */
const FIELD_NAME = /^[\p{L}\p{N}][^\p{Cc}"\\#|[\]]{0,99}$/u;
export const fieldName = z
  .string("must be text")
  .refine(
    (value) => FIELD_NAME.test(value) && isPlain(value),
    'must be the name of a field such as "ORT": beginning with a letter or digit, without # | " \\ [ ]',
  );

export const flag = z.boolean("must be true or false");

/** A whole number from `least` to `most`. */
function wholeNumber(least: number, most: number) {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.int(problem).min(least, problem).max(most, problem);
}

/** Six digits of the address of a group; roles begin at 1 because 0 stands for "without a role". */
export const groupId = wholeNumber(0, 999_999);
export const roleId = wholeNumber(1, 999_999);
export const subgroupId = wholeNumber(0, 9999);
export const filterId = wholeNumber(0, 999_999_999);
export const personId = wholeNumber(1, 999_999_999);

export const address = z.string("must be an e-mail address").transform((value, context): Address => {
  const parsed = parseAddress(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: "custom", message: 'must be one e-mail address such as "ruth@post.example"', input: value });
  return z.NEVER;
});

export const alias = z.string("must be text or null").superRefine((value, context) => {
  const problem = aliasProblem(value);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem, input: value });
});

/** One of a few words. */
export function oneOf<const W extends readonly [string, ...string[]]>(...words: W) {
  return z.enum(words, `must be one of ${words.map((word) => JSON.stringify(word)).join(", ")}`);
}

/** A list of anything, that may be left out. */
export function listOf<S extends z.ZodType>(element: S) {
  return z.array(element, "must be a list").default([]);
}
