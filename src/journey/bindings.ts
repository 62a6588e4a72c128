/**
 * What a token is bound to besides its purpose and row: if the row ever stood for something else (a database restored
 * from a backup gives numbers anew), the token is no longer valid.
 */

export function bindingOfCopy(copy: { message: number; addressKey: string }): string {
  return `${copy.message} ${copy.addressKey}`;
}

export function bindingOfNotice(notice: { addressKey: string; createdAt: number }): string {
  return `${notice.createdAt} ${notice.addressKey}`;
}

/** The same for reminders and retries, so that every mail about one question has the same answer address. */
export function bindingOfQuestion(question: { message: number; person: number | null; address: string }): string {
  return `${question.message} ${question.person ?? ""} ${question.address}`;
}
