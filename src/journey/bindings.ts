/**
 * What a token is bound to besides its purpose and row: if the row ever stood for something else (a database restored
 * from a backup, or begun anew, gives numbers again), the token is no longer valid. The moment is what tells one mail from
 * another with the same number, to the same people.
 */

/** @param copy with the moment at which its message was received */
export function bindingOfCopy(copy: { message: number; receivedAt: number; addressKey: string }): string {
  return `${copy.message} ${copy.receivedAt} ${copy.addressKey}`;
}

export function bindingOfNotice(notice: { addressKey: string; createdAt: number }): string {
  return `${notice.createdAt} ${notice.addressKey}`;
}

/** The same for reminders and retries, so that every mail about one question has the same answer address. */
export function bindingOfQuestion(question: {
  message: number;
  askedAt: number;
  person: number | null;
  address: string;
}): string {
  return `${question.message} ${question.askedAt} ${question.person ?? ""} ${question.address}`;
}
