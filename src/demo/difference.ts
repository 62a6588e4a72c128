/** How the demo looks twice at everything it shows: what is not as planned ends it. */

import { isDeepStrictEqual } from "node:util";

/** Something was not as planned. The message is a sentence without a full stop. */
export class Difference extends Error {
  override readonly name = "Difference";
}

/** Ends the demo unless what was found is what was planned. @param what such as "the subject of Beat's copy" */
export function expectSame(what: string, found: unknown, planned: unknown): void {
  if (isDeepStrictEqual(found, planned)) return;
  throw new Difference(`${what} should be ${JSON.stringify(planned)}, but is ${JSON.stringify(found)}`);
}

/** Ends the demo unless the server took a mail. @param what such as "Beat's mail" */
export function expectTaken(what: string, reply: string): void {
  if (!reply.startsWith("250 ")) throw new Difference(`${what} should be taken, but the server says: ${reply}`);
}

/** Ends the demo unless each of these passages stands in a text, however its lines are broken. */
export function expectPassages(what: string, text: string, passages: readonly string[]): void {
  const oneLine = text.replace(/\s+/g, " ");
  const missing = passages.filter((passage) => !oneLine.includes(passage));
  if (missing.length === 0) return;
  throw new Difference(
    `${what} should say ${missing.map((passage) => `«${passage}»`).join(" and ")}, but says: ${oneLine}`,
  );
}
