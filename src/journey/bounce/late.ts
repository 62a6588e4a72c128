/** A report about a copy from longer ago says nothing about the address of today. */
const COUNTS_FOR_MS = 30 * 86_400_000;

/** Whether a failure was heard of too long after the copy had left. */
export function isLate({ triedAt, arrivedAt }: { triedAt: number; arrivedAt: number }): boolean {
  return arrivedAt - triedAt > COUNTS_FOR_MS;
}
