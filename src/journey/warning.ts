/**
 * What the asked person should know before saying yes. Found at arrival, stored with the message, and told in the words
 * of src/notices/texts; who lacks a value is counted anew whenever somebody is asked.
 */
export type Warning =
  /** No such field, or not one that this author may use; `nearest` is the known one that was probably meant. */
  | { kind: "unknown-placeholder"; placeholder: string; nearest: string | null }
  /** Known, but empty for some of the recipients. */
  | { kind: "empty-field"; placeholder: string; persons: number }
  | { kind: "not-authenticated" }
  /** The mail is so big that some of the recipients' servers may refuse it. */
  | { kind: "big-mail"; bytes: number }
  /** The target stands in neither To nor Cc. */
  | { kind: "blind-copy" }
  | { kind: "vacation-subject" }
  /** Answers go to the whole group. */
  | { kind: "replies-to-group" };
