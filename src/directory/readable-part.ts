import { z } from "zod";
import { nearest } from "../nearest.ts";

/**
 * A value as far as it can be read: `undefined` wherever something stands that has the wrong shape. A key that is missing
 * and has no default is missing here, too.
 */
export type Readable<T> = T extends string
  ? T
  : T extends readonly (infer E)[]
    ? (Readable<E> | undefined)[]
    : T extends object
      ? { [K in keyof T]: Readable<T[K]> | undefined }
      : T;

/**
 * Reads what can be read of a value, so that one wrong part does not keep the others from being checked. Elements of a
 * list keep their places.
 *
 * @param shape lists, objects and what they are made of; where anything else is wrong it counts as a whole
 * @returns a `Readable` of what the shape puts out
 */
export function readablePart(shape: z.ZodType, value: unknown): unknown {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const inner = unwrapped(shape);
  if (Array.isArray(value)) {
    const list = listAmong(inner);
    return list && value.map((element: unknown) => readablePart(list.element as z.ZodType, element));
  }
  if (inner instanceof z.ZodObject && typeof value === "object" && value !== null) return readableKeys(inner, value);
  // A number in quotes is a mistake of its own, and says all the same which one is meant.
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? shape.safeParse(Number(value)).data : undefined;
}

/** The shape inside of what only says that a value may be missing or null. */
export function unwrapped(shape: unknown): unknown {
  const wraps =
    shape instanceof z.ZodDefault ||
    shape instanceof z.ZodPrefault ||
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodNullable;
  return wraps ? unwrapped(shape.unwrap()) : shape;
}

/** The shape of a list, also where a word could stand instead of it. */
function listAmong(shape: unknown): z.ZodArray | undefined {
  const candidates = shape instanceof z.ZodUnion ? shape.options : [shape];
  return candidates.find((candidate) => candidate instanceof z.ZodArray);
}

function readableKeys(shape: z.ZodObject, value: object): Record<string, unknown> {
  const known = Object.keys(shape.shape);
  const isMissing = (key: string): boolean => !Object.hasOwn(value, key);
  // What stands under a misspelt name is there, and only cannot be read: its default would be wrong.
  const misspelt = Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => nearest(key, known.filter(isMissing)));
  return Object.fromEntries(
    known
      .filter((key) => !isMissing(key) || !misspelt.includes(key))
      .map((key) => [key, readablePart(shape.shape[key] as z.ZodType, Reflect.get(value, key))] as const)
      .filter(([key, part]) => part !== undefined || !isMissing(key)),
  );
}
