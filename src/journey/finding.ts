/** What the doctor looks at and how it judges it. */

/** Only `error` turns a sending identity red; `not-checkable` never alarms anybody. */
export type Verdict = "ok" | "note" | "warning" | "error" | "not-checkable";

export type Topic =
  | "mx"
  | "spf"
  | "dkim"
  | "dmarc"
  | "ptr"
  | "relay"
  | "size"
  | "receives"
  | "certificate"
  | "consumer-host"
  | "pace"
  | "disk"
  | "database"
  | "groups"
  | "secrets";

/** Who can change it: who runs the DNS of a domain, who runs the server that our mail goes through or comes from, we. */
export type Responsible = "dns-operator" | "hoster" | "operator";

/** One thing that was looked at, in words for the operator. */
export interface Finding {
  /** The sending identity; null: the installation as a whole. */
  sender: string | null;
  topic: Topic;
  verdict: Verdict;
  found: string;
  /** What to do about it. */
  fix: string | null;
  /** What is to be pasted where: a DNS record in zone file form, or a command. */
  record: string | null;
  who: Responsible | null;
}

/**
 * Whether a sending identity may be used. What cannot be looked at now counts as it was found when it last could be:
 * a silent DNS server is no cure.
 *
 * @param hadError whether a topic was an error when it was last looked at
 */
export function senderStateAfter(
  findings: readonly Pick<Finding, "topic" | "verdict">[],
  hadError: (topic: Topic) => boolean,
): "green" | "red" {
  const isRed = findings.some(
    ({ topic, verdict }) => verdict === "error" || (verdict === "not-checkable" && hadError(topic)),
  );
  return isRed ? "red" : "green";
}
