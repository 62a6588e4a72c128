import { type CopyOrder, composeCopy, prepareMessage } from "../journey/compose.ts";
import { type CopyFrame, composeOrder } from "../journey/copy-frame.ts";
import { copyName } from "../journey/placeholders/recipient.ts";
import { parseAddress } from "../mail/address.ts";
import type { QuestionSample } from "../notices/notice.ts";
import type { ChunkRow } from "../store/recipients.ts";
import { recipientOf } from "./recipient.ts";

/**
 * The copy of those who share these rows, with all that composing it needs.
 *
 * @param rows as `sharedCopy` gives them
 * @returns undefined where there is nobody
 */
export function sampleFor(frame: CopyFrame, rows: readonly ChunkRow[]): QuestionSample | undefined {
  // Of several ways to write one address, release takes the first in the order of the alphabet.
  const [address] = rows.flatMap((row) => row.address ?? []).toSorted();
  return address === undefined ? undefined : { frame, address, recipients: rows.map(recipientOf) };
}

/** What stands in the place of a copy's tokens while there is no copy. */
const NO_MARKS = { token: "preview", unsubscribeToken: "preview", messageId: null };

/**
 * The finished copy of a sample.
 *
 * @param original the mail as received
 * @param language of the installation
 * @param marks what tells a copy that leaves from others
 */
export function composeSample(
  { frame, address, recipients }: QuestionSample,
  original: Buffer,
  language: string,
  marks: Pick<CopyOrder, "token" | "unsubscribeToken" | "messageId"> = NO_MARKS,
): Buffer {
  const to = parseAddress(address);
  if (to === undefined) throw new Error("the stored address of a sample is not valid");
  const prepared = prepareMessage(original, composeOrder(frame));
  const name = copyName(recipients, language);
  return Buffer.concat(composeCopy(prepared, { address: to, name, recipients, ...marks }));
}

/** Whose copy a sample is, as people say it: the address where no name is known. */
export function sampleName({ address, recipients }: QuestionSample, language: string): string {
  const name = copyName(recipients, language);
  return name === "" ? address : name;
}
