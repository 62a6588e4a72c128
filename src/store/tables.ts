import type { ColumnType, Generated, Kysely } from "kysely";

/**
 * The tables of schema.sql as Kysely sees them; what a row or column means stands there.
 * SQLite knows no booleans: flags are 0 or 1 here and become true or false in the functions of this folder.
 */
export interface Tables {
  persons: PersonRow;
  person_addresses: PersonAddressRow;
  roles: { id: number; name: string };
  groups: { id: number; name: string; parent_id: number | null; settings: string };
  group_roles: { group_id: number; role_id: number };
  memberships: { group_id: number; person_id: number; role_id: number };
  subgroups: { id: number; name: string; settings: string };
  subgroup_members: { subgroup_id: number; person_id: number; letter: string };
  filters: { id: number; name: string; conditions: string };
  aliases: { alias: string; owner_kind: "group" | "subgroup" | "filter"; owner_id: number };
  logins: LoginRow;
  my_list_entries: { login: string; person_id: number };
  suppressions: SuppressionRow;
  directory_version: { id: number; version: number };
  mails: MailRow;
  messages: MessageRow;
  holds: HoldRow;
  questions: QuestionRow;
  copies: CopyRow;
  copy_persons: CopyPersonRow;
  left_out: { message_id: number; person_id: number; name: string; reason: string };
  notices: NoticeRow;
  attempts: { id: Generated<number>; sender: string; started_at: number; ended_at: number | null };
  bounces: BounceRow;
  removed_memberships: RemovedMembershipRow;
  mail_domains: { domain: string; provider: string; looked_up_at: number };
  provider_pauses: { provider: string; failures: number; resume_at: number; reply: string };
  overview_lines: OverviewLineRow;
  events: EventRow;
  switches: { id: number; paused: Flag; paused_at: number | null };
  sender_states: { sender: string; state: "green" | "red"; since_at: number; checked_at: number };
  doctor_reports: { id: Generated<number>; at: number; by: string };
  doctor_findings: DoctorFindingRow;
  opt_outs: { person_id: number; target_key: string; at: number };
  sender_pauses: { sender: string; failures: number; resume_at: number; reply: string };
}

/** Where a function only reads: either connection will do. */
export type Read = Kysely<Tables>;

/** Where a function writes: the open transaction, which exists only inside `atomically`. */
export type Tx = Read & { readonly [openTransaction]: true };

/** Marks the handle of an open transaction; it has no value at run time. */
declare const openTransaction: unique symbol;

type Flag = 0 | 1;

interface PersonRow {
  id: number;
  first_name: string;
  last_name: string;
  gender: string | null;
  language: string | null;
  title: string;
  hidden: Flag;
  fields: string;
}

interface PersonAddressRow {
  person_id: number;
  position: number;
  address: string;
  address_key: string;
  kind: string | null;
  preferred: Flag;
}

interface LoginRow {
  name: string;
  person_id: number | null;
  admin_email: string | null;
  admin_email_key: string | null;
  enabled: Flag;
  group_mail: Flag;
  read_persons: Flag;
  read_groups: string;
  read_subgroups: string;
}

interface SuppressionRow {
  address_key: string;
  address: string;
  category: string;
  reason: string;
  since_at: number;
  by: string;
  bounce_id: number | null;
}

interface MailRow {
  id: Generated<number>;
  fingerprint: string;
  return_path: string;
  raw: Buffer | null;
  size_bytes: number;
  received_at: number;
}

export interface MessageRow {
  id: Generated<number>;
  mail_id: number;
  target_key: string;
  target_kind: string;
  target_id: string;
  target_name: string;
  target_address: string;
  author_wrote_to: string;
  author_address: string;
  author_name: string;
  author_person_id: number | null;
  author_login: string | null;
  category: string;
  authenticated: Flag;
  evidence: string;
  known_author: Flag;
  may_read: Flag;
  subject: string;
  warnings: ColumnType<string, string | undefined, string>;
  state: string;
  reason: string | null;
  reason_text: string | null;
  decided_by: string | null;
  received_at: number;
  released_at: number | null;
  sender: Generated<string>;
  class: Generated<string>;
  copy_frame: string | null;
  expand_after: number | null;
  settled_at: number | null;
}

interface HoldRow {
  message_id: number;
  kind: "confirm" | "moderate";
  opened_at: number;
  expires_at: number;
  decision: string | null;
  decided_at: number | null;
}

interface QuestionRow {
  id: Generated<number>;
  message_id: number;
  person_id: number | null;
  login: string | null;
  address: string;
  language: string | null;
  may_read: Flag;
  reminders_sent: Generated<number>;
  remind_at: number | null;
}

interface CopyRow {
  id: Generated<number>;
  message_id: number;
  address: string;
  address_key: string;
  person_key: number;
  state: string;
  attempts: Generated<number>;
  first_attempt_at: number | null;
  next_attempt_at: number | null;
  claimed_by: string | null;
  claimed_until: number | null;
  last_reply: string | null;
  sent_at: number | null;
  in_doubt: Generated<Flag>;
}

interface CopyPersonRow {
  copy_id: number;
  person_id: number;
  first_name: string;
  last_name: string;
  gender: string | null;
  language: string | null;
  title: string;
  fields: string;
  role: Generated<string>;
}

interface NoticeRow {
  id: Generated<number>;
  kind: string;
  message_id: number | null;
  question_id: number | null;
  mail_id: number | null;
  address: string;
  address_key: string;
  person_id: number | null;
  language: string | null;
  details: ColumnType<string, string | undefined, string>;
  precedence: number;
  state: string;
  attempts: Generated<number>;
  first_attempt_at: number | null;
  next_attempt_at: number | null;
  claimed_by: string | null;
  claimed_until: number | null;
  last_reply: string | null;
  sent_at: number | null;
  created_at: number;
}

interface BounceRow {
  id: Generated<number>;
  mail_id: number | null;
  copy_id: number | null;
  message_id: number | null;
  address: string | null;
  address_key: string | null;
  domain: string | null;
  category: string;
  status: string | null;
  code: number | null;
  words: string;
  state: string;
  tried_at: number;
  arrived_at: number;
  told_at: number | null;
}

interface RemovedMembershipRow {
  bounce_id: number;
  person_id: number;
  group_id: number | null;
  role_id: number | null;
  subgroup_id: number | null;
  letter: string | null;
  login: string | null;
}

interface EventRow {
  id: Generated<number>;
  at: number;
  kind: string;
  message_id: number | null;
  address: string | null;
  text: string;
  bounce_id: ColumnType<number | null, number | null | undefined, never>;
}

interface OverviewLineRow {
  event_id: number;
  recipient: string;
  recipient_key: string;
  at: number;
  told_at: number | null;
}

interface DoctorFindingRow {
  report_id: number;
  position: number;
  sender: string | null;
  topic: string;
  verdict: string;
  found: string;
  fix: string | null;
  record: string | null;
  who: string | null;
}
