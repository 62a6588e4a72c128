-- Rundmail: the whole present truth of the database, readable from top to bottom.
-- Moments are Unix milliseconds and end in _at. JSON columns hold text that only our own code writes.
-- `address_key` is an address in canonical form (src/mail/address.ts): the only form that is compared.
-- Words are compared one by one in the tables that every mail and every copy writes to: for IN with more than two, SQLite
-- fills a table each time that a row is written, which took a twentieth of the time of taking a mail in.

------------------------------------------------------------------------------------------------------------------------
-- The directory: who there is
------------------------------------------------------------------------------------------------------------------------

-- One row per person of the association.
CREATE TABLE persons (
  id         INTEGER PRIMARY KEY,
  first_name TEXT    NOT NULL DEFAULT '',
  last_name  TEXT    NOT NULL DEFAULT '',
  gender     TEXT    CHECK (gender IN ('f', 'm', 'x')),   -- NULL: not known, then from the field ANREDE
  language   TEXT,                                        -- such as 'de' or 'fr'; NULL: that of the installation
  title      TEXT    NOT NULL DEFAULT '',
  hidden     INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),  -- 1: never a recipient
  fields     TEXT    NOT NULL DEFAULT '{}'                -- JSON object: the further fields of the directory
) STRICT;

-- One row per e-mail address of a person; `position` is the order in which they were written down.
CREATE TABLE person_addresses (
  person_id   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  address     TEXT    NOT NULL,
  address_key TEXT    NOT NULL,
  kind        TEXT,                                       -- such as 'private' or 'business'
  preferred   INTEGER NOT NULL DEFAULT 0 CHECK (preferred IN (0, 1)),
  PRIMARY KEY (person_id, position),
  UNIQUE (person_id, address_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_addresses_by_key ON person_addresses (address_key);

-- One row per role that somebody can hold in a group.
CREATE TABLE roles (
  id   INTEGER PRIMARY KEY,
  name TEXT    NOT NULL
) STRICT;

-- One row per group; groups form a tree.
CREATE TABLE groups (
  id        INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 999999),
  name      TEXT    NOT NULL,
  parent_id INTEGER REFERENCES groups (id),
  settings  TEXT    NOT NULL DEFAULT '{}'                 -- JSON: only what was set, defaults are added when read
) STRICT;
CREATE INDEX groups_by_parent ON groups (parent_id);

-- One row per role that a group knows.
CREATE TABLE group_roles (
  group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  role_id  INTEGER NOT NULL REFERENCES roles (id),
  PRIMARY KEY (group_id, role_id)
) STRICT, WITHOUT ROWID;

-- One row per person, group and role; role_id 0 stands for "without a role", so that the key can hold it.
CREATE TABLE memberships (
  group_id  INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  role_id   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (group_id, person_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_person ON memberships (person_id, group_id);

-- One row per small group (Kleingruppe); its roles are single letters.
CREATE TABLE subgroups (
  id       INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 9999),
  name     TEXT    NOT NULL,
  settings TEXT    NOT NULL DEFAULT '{}'
) STRICT;

-- One row per person, subgroup and letter; '' is a member without a letter.
CREATE TABLE subgroup_members (
  subgroup_id INTEGER NOT NULL REFERENCES subgroups (id) ON DELETE CASCADE,
  person_id   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  letter      TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (subgroup_id, person_id, letter)
) STRICT, WITHOUT ROWID;
CREATE INDEX subgroup_members_by_person ON subgroup_members (person_id, subgroup_id);

-- One row per saved search over persons.
CREATE TABLE filters (
  id         INTEGER PRIMARY KEY,
  name       TEXT    NOT NULL,
  conditions TEXT    NOT NULL                             -- JSON: the `where` of the directory file
) STRICT;

-- One row per alias: unique over groups, subgroups and filters because it is the key of this one table.
CREATE TABLE aliases (
  alias      TEXT    PRIMARY KEY,
  owner_kind TEXT    NOT NULL CHECK (owner_kind IN ('group', 'subgroup', 'filter')),
  owner_id   INTEGER NOT NULL,
  UNIQUE (owner_kind, owner_id)
) STRICT, WITHOUT ROWID;

-- One row per account that may write to groups.
CREATE TABLE logins (
  name            TEXT    PRIMARY KEY,
  person_id       INTEGER REFERENCES persons (id),
  admin_email     TEXT,
  admin_email_key TEXT,
  enabled         INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  group_mail      INTEGER NOT NULL DEFAULT 0 CHECK (group_mail IN (0, 1)),
  read_persons    INTEGER NOT NULL DEFAULT 0 CHECK (read_persons IN (0, 1)),
  read_groups     TEXT    NOT NULL DEFAULT '[]',          -- JSON: "all" or a list of group ids
  read_subgroups  TEXT    NOT NULL DEFAULT '[]'           -- JSON: "all" or a list of subgroup ids
) STRICT, WITHOUT ROWID;
CREATE INDEX logins_by_admin_email ON logins (admin_email_key);
CREATE INDEX logins_by_person ON logins (person_id);

-- One row per person in the My List of a login.
CREATE TABLE my_list_entries (
  login     TEXT    NOT NULL REFERENCES logins (name) ON DELETE CASCADE ON UPDATE CASCADE,
  person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  PRIMARY KEY (login, person_id)
) STRICT, WITHOUT ROWID;

-- One row per address that gets no more copies; survives imports.
CREATE TABLE suppressions (
  address_key TEXT    PRIMARY KEY,
  address     TEXT    NOT NULL,
  category    TEXT    NOT NULL,                           -- of the failures, as in bounces; 'manual': somebody's decision
  reason      TEXT    NOT NULL,                           -- for people: the other server's words, or the operator's
  since_at    INTEGER NOT NULL,
  by          TEXT    NOT NULL,                           -- 'bounces.rules' or who typed the command
  bounce_id   INTEGER REFERENCES bounces (id)             -- the failure at which a rule acted; NULL: decided by hand.
                                                          -- Transactional mail minds only what was decided by hand
) STRICT, WITHOUT ROWID;

-- One row: grows with every change of the tables above, so that what was read before is known to hold still.
CREATE TABLE directory_version (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO directory_version (id) VALUES (1);

------------------------------------------------------------------------------------------------------------------------
-- Mail that came in
------------------------------------------------------------------------------------------------------------------------

-- One row per mail received, whatever number of our addresses it named. The bytes are stored once, as received.
CREATE TABLE mails (
  id           INTEGER PRIMARY KEY,
  fingerprint  TEXT    NOT NULL,                          -- hash of Message-ID and content: the same mail has the same one
  return_path  TEXT    NOT NULL,                          -- '' is the null sender
  raw          BLOB,                                      -- NULL: refused or dropped, then only the facts are kept
  size_bytes   INTEGER NOT NULL,
  received_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_by_fingerprint ON mails (fingerprint, received_at);

-- One row per mail and target: what was decided and what became of it.
CREATE TABLE messages (
  id               INTEGER PRIMARY KEY,
  mail_id          INTEGER NOT NULL REFERENCES mails (id),
  target_key       TEXT    NOT NULL,                      -- such as 'group:123', 'group-role:123.45', 'my-list:ruth'
  target_kind      TEXT    NOT NULL CHECK (
    target_kind = 'group' OR target_kind = 'group-role' OR target_kind = 'subgroup' OR target_kind = 'subgroup-role' OR
    target_kind = 'my-list' OR target_kind = 'filter'),
  target_id        TEXT    NOT NULL,                      -- number of group, subgroup or filter; name of the login for My List
  target_name      TEXT    NOT NULL,                      -- this and the address as at arrival, from the release on as then
  target_address   TEXT    NOT NULL,                      -- with the alias where there is one
  author_address   TEXT    NOT NULL,
  author_wrote_to  TEXT    NOT NULL,                      -- the address of the target as the author knows it
  author_name      TEXT    NOT NULL,
  author_person_id INTEGER,                               -- who was taken as the author; not a reference: persons may go
  author_login     TEXT,
  category         TEXT    NOT NULL CHECK (
    category = 'login' OR category = 'moderator' OR category = 'member' OR category = 'other'),
  authenticated    INTEGER NOT NULL CHECK (authenticated IN (0, 1)),
  evidence         TEXT    NOT NULL,                      -- what the authentication rests on, for people
  known_author     INTEGER NOT NULL CHECK (known_author IN (0, 1)),  -- 1: in the directory, and not named by a mail that its domain disowns
  may_read         INTEGER NOT NULL CHECK (may_read IN (0, 1)),      -- 1: the author may see names and counts of the target
  subject          TEXT    NOT NULL,                      -- decoded
  warnings         TEXT    NOT NULL DEFAULT '[]',         -- JSON list of src/journey/warning.ts
  state            TEXT    NOT NULL CHECK (
    state = 'held' OR state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'refused' OR
    state = 'rejected' OR state = 'expired' OR state = 'cancelled' OR state = 'dropped'),
  reason           TEXT,                                  -- word of src/journey/reasons.ts
  reason_text      TEXT,                                  -- what a moderator wrote, or which limit was hit
  decided_by       TEXT,                                  -- who released, rejected or cancelled, for people
  received_at      INTEGER NOT NULL,
  released_at      INTEGER,
  sender           TEXT    NOT NULL DEFAULT 'default',    -- sending identity, fixed at release; another one
                                                          -- may send instead as long as nothing has left
  class            TEXT    NOT NULL DEFAULT 'community'   -- of the target at release
    CHECK (class = 'community' OR class = 'newsletter' OR class = 'official' OR class = 'transactional'),
  copy_frame       TEXT,                                  -- JSON: what all copies have in common, fixed at release, so that a copy
                                                          -- that must be sent again is byte for byte the same
  expand_after     INTEGER,                               -- person id up to which copies were made; NULL: list complete or not begun
  settled_at       INTEGER,                               -- when the last copy was settled
  CHECK (state NOT IN ('refused', 'dropped') OR reason IS NOT NULL)
) STRICT;
-- A mail that is received twice for the same target is one message; a refused one may be tried again.
CREATE UNIQUE INDEX messages_once ON messages (mail_id, target_key) WHERE state NOT IN ('refused', 'dropped');
CREATE INDEX messages_by_state ON messages (state, id);

-- One row per message that waits for an answer, or waited.
CREATE TABLE holds (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  kind       TEXT    NOT NULL CHECK (kind IN ('confirm', 'moderate')),
  opened_at  INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  decision   TEXT    CHECK (                              -- NULL: open
    decision = 'released' OR decision = 'rejected' OR decision = 'expired' OR decision = 'cancelled'),
  decided_at INTEGER,
  CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX holds_open ON holds (expires_at) WHERE decision IS NULL;

-- One row per person who is asked about a hold. The answer address is a MAC over this row under the secret file.
CREATE TABLE questions (
  id             INTEGER PRIMARY KEY,
  message_id     INTEGER NOT NULL REFERENCES holds (message_id),
  person_id      INTEGER,
  login          TEXT,
  address        TEXT    NOT NULL,                        -- where the question was sent
  language       TEXT,
  may_read       INTEGER NOT NULL CHECK (may_read IN (0, 1)),  -- 1: the asked person may see names and counts
  reminders_sent INTEGER NOT NULL DEFAULT 0,
  remind_at      INTEGER,                                 -- NULL: no reminder due any more
  UNIQUE (message_id, address)
) STRICT;
CREATE INDEX questions_due ON questions (remind_at) WHERE remind_at IS NOT NULL;

------------------------------------------------------------------------------------------------------------------------
-- Mail that goes out
------------------------------------------------------------------------------------------------------------------------

-- One row per copy: one message for one recipient address; the unit of pace, retry and bounce.
CREATE TABLE copies (
  id               INTEGER PRIMARY KEY,
  message_id       INTEGER NOT NULL REFERENCES messages (id),
  address          TEXT    NOT NULL,
  address_key      TEXT    NOT NULL,
  person_key       INTEGER NOT NULL,                      -- 0: for all who share the address; else the one person ("per-person")
  state            TEXT    NOT NULL CHECK (
    state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'deferred' OR state = 'failed' OR
    state = 'bounced' OR state = 'suppressed' OR state = 'cancelled' OR state = 'already'),
  attempts         INTEGER NOT NULL DEFAULT 0,
  first_attempt_at INTEGER,
  next_attempt_at  INTEGER,                               -- when it is due
  claimed_by       TEXT,                                  -- which server has it on the wire
  claimed_until    INTEGER,                               -- not before that moment may another server take it: there is
                                                          -- one now, which takes back at its start what the last one had
  last_reply       TEXT,                                  -- the relay's words, for people
  sent_at          INTEGER,
  in_doubt         INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1)),  -- 1: the relay may have taken it without our
                                                          -- hearing so: whatever becomes of it, it keeps its bytes
  UNIQUE (message_id, address_key, person_key),           -- a second expansion after a crash adds nothing
  CHECK ((state IN ('queued', 'deferred')) = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'sending') = (claimed_by IS NOT NULL AND claimed_until IS NOT NULL)),
  CHECK ((state = 'sent') <= (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX copies_due ON copies (message_id, next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX copies_by_state ON copies (message_id, state);
CREATE INDEX copies_by_address ON copies (address_key);

-- One row per person served by a copy, with the values as they were at release.
CREATE TABLE copy_persons (
  copy_id    INTEGER NOT NULL REFERENCES copies (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL,
  first_name TEXT    NOT NULL,
  last_name  TEXT    NOT NULL,
  gender     TEXT,
  language   TEXT,
  title      TEXT    NOT NULL,
  fields     TEXT    NOT NULL,
  role       TEXT    NOT NULL DEFAULT '',                 -- name of the person's role in the target
  PRIMARY KEY (copy_id, person_id)
) STRICT, WITHOUT ROWID;

-- One row per person of a target who gets no copy, and why.
CREATE TABLE left_out (
  message_id INTEGER NOT NULL REFERENCES messages (id),
  person_id  INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  reason     TEXT    NOT NULL CHECK (reason IN ('no-address', 'hidden', 'opted-out', 'suppressed')),
  PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;

-- One row per mail that Rundmail writes itself: queued as kind and values, composed when it is due.
CREATE TABLE notices (
  id              INTEGER PRIMARY KEY,
  kind            TEXT    NOT NULL,                       -- the word in X-Rundmail-Notice, or 'test-copy'
  message_id      INTEGER REFERENCES messages (id),
  question_id     INTEGER REFERENCES questions (id),
  mail_id         INTEGER REFERENCES mails (id),          -- the mail that is passed on, or the answer that is answered
  address         TEXT    NOT NULL,
  address_key     TEXT    NOT NULL,
  person_id       INTEGER,
  language        TEXT,
  details         TEXT    NOT NULL DEFAULT '{}',          -- JSON: the values of the text, QueuedNotice in src/notices/notice.ts
  precedence      INTEGER NOT NULL CHECK (precedence BETWEEN 0 AND 3),  -- 0 goes first; 1: a mail that may be forged brought
                                                          -- it about; 2: mail that is passed on, with a share of the hour of its
                                                          -- own; 3: the archive, without a limit of the hour
  state           TEXT    NOT NULL CHECK (
    state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'deferred' OR state = 'failed' OR
    state = 'cancelled'),
  attempts        INTEGER NOT NULL DEFAULT 0,
  first_attempt_at INTEGER,
  next_attempt_at INTEGER,
  claimed_by      TEXT,
  claimed_until   INTEGER,
  last_reply      TEXT,
  sent_at         INTEGER,
  created_at      INTEGER NOT NULL,
  CHECK ((state IN ('queued', 'deferred')) = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'sending') = (claimed_by IS NOT NULL AND claimed_until IS NOT NULL))
) STRICT;
CREATE INDEX notices_due ON notices (precedence, next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX notices_sent_to ON notices (address_key, sent_at, precedence) WHERE sent_at IS NOT NULL;
CREATE INDEX notices_of_refusal ON notices (address_key) WHERE kind = 'refused';
CREATE INDEX notices_of_opt_out ON notices (address_key, created_at) WHERE kind = 'unsubscribed';
CREATE INDEX notices_on_the_wire ON notices (address_key) WHERE state = 'sending';
CREATE INDEX notices_by_message ON notices (message_id);

-- One row per attempt while a limit of the pace needs it; old ones are swept away.
CREATE TABLE attempts (
  id         INTEGER PRIMARY KEY,
  sender     TEXT    NOT NULL,                            -- sending identity
  started_at INTEGER NOT NULL,
  ended_at   INTEGER                                      -- NULL: on the wire
) STRICT;
CREATE INDEX attempts_by_end ON attempts (sender, ended_at);

-- One row per failure that somebody told us of: by the relay in the session, or by a report, and then one per recipient
-- in it. What the rules count, what the author and the responsible person read, and what the manual folder holds.
CREATE TABLE bounces (
  id          INTEGER PRIMARY KEY,
  mail_id     INTEGER REFERENCES mails (id),              -- the report as it came; NULL: said in the session
  copy_id     INTEGER REFERENCES copies (id),             -- NULL: it matched none
  message_id  INTEGER REFERENCES messages (id),           -- of the copy
  address     TEXT,                                       -- who could not be reached; NULL: the report does not say
  address_key TEXT,
  domain      TEXT,                                       -- of the address
  category    TEXT    NOT NULL CHECK (category IN ('hard', 'soft', 'mailbox-full', 'policy', 'complaint', 'unknown')),
  status      TEXT,                                       -- enhanced status code, such as '5.1.1'
  code        INTEGER,                                    -- SMTP reply code
  words       TEXT    NOT NULL,                           -- the other server's
  state       TEXT    NOT NULL CHECK (state IN (
    'counted',                                            -- the rules count it
    'spared',                                             -- not the person's fault: their provider refused us
    'cleared',                                            -- counted once; somebody lifted the suppression since
    'replaced',                                           -- the copy was sent again
    'late',                                               -- of a copy from too long ago to count
    'manual',                                             -- nobody knows whose it is: in the manual folder
    'dismissed')),                                        -- from there, by hand
  tried_at    INTEGER NOT NULL,                           -- when the copy was on the wire; deliveries before and after end
                                                          -- the run of failures that the rules count
  arrived_at  INTEGER NOT NULL,                           -- when we heard of it
  told_at     INTEGER                                     -- when the author was told; NULL: not yet, or never to be
) STRICT;
-- A copy fails once, however many reports say so; that somebody complains of it is another thing.
CREATE UNIQUE INDEX bounces_once ON bounces (copy_id, category = 'complaint') WHERE state IN ('counted', 'spared', 'late');
CREATE INDEX bounces_by_copy ON bounces (copy_id);
CREATE INDEX bounces_by_address ON bounces (address_key);
CREATE INDEX bounces_by_message ON bounces (message_id, domain);
CREATE INDEX bounces_by_arrival ON bounces (arrived_at);
CREATE INDEX bounces_by_mail ON bounces (mail_id);
CREATE INDEX bounces_manual ON bounces (id) WHERE state = 'manual';
CREATE INDEX bounces_untold ON bounces (message_id, arrived_at) WHERE told_at IS NULL;

-- One row per membership that a rule has ended, of one of the three kinds: what is put back if the failure turns out to be
-- the provider's. An erased person or group takes its rows along; what is months old is swept away.
CREATE TABLE removed_memberships (
  bounce_id   INTEGER NOT NULL REFERENCES bounces (id),   -- the failure at which the rule acted
  person_id   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  group_id    INTEGER REFERENCES groups (id) ON DELETE CASCADE,
  role_id     INTEGER,                                    -- as in memberships
  subgroup_id INTEGER REFERENCES subgroups (id) ON DELETE CASCADE,
  letter      TEXT,                                       -- as in subgroup_members
  login       TEXT    REFERENCES logins (name) ON DELETE CASCADE ON UPDATE CASCADE,  -- whose My List
  CHECK ((group_id IS NOT NULL) + (subgroup_id IS NOT NULL) + (login IS NOT NULL) = 1)
) STRICT;
CREATE INDEX removed_memberships_by_bounce ON removed_memberships (bounce_id);
CREATE INDEX removed_memberships_by_person ON removed_memberships (person_id);

-- One row per mail domain of which a copy failed: who runs its servers.
CREATE TABLE mail_domains (
  domain       TEXT    PRIMARY KEY,
  provider     TEXT    NOT NULL,                          -- registrable domain of its MX; the domain itself where DNS said nothing
  looked_up_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per provider that refused us as a whole: copies to its domains wait until `resume_at`.
CREATE TABLE provider_pauses (
  provider  TEXT    PRIMARY KEY,
  failures  INTEGER NOT NULL,                             -- pauses in a row, which grow
  resume_at INTEGER NOT NULL,
  reply     TEXT    NOT NULL                              -- the server's words
) STRICT, WITHOUT ROWID;

-- One row per thing that an operator may want to know later; only ever added to.
CREATE TABLE events (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  message_id INTEGER,
  address    TEXT,
  text       TEXT    NOT NULL,
  bounce_id  INTEGER REFERENCES bounces (id)              -- the failure that brought it about
) STRICT;
CREATE INDEX events_by_message ON events (message_id);
CREATE INDEX events_by_kind ON events (kind, id);

-- One row per event that somebody reads in an overview: the responsible person of the group, or the contact.
CREATE TABLE overview_lines (
  event_id      INTEGER PRIMARY KEY REFERENCES events (id),
  recipient     TEXT    NOT NULL,
  recipient_key TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  told_at       INTEGER                                   -- NULL: not yet, or it was undone before
) STRICT;
CREATE INDEX overview_lines_by_recipient ON overview_lines (recipient_key, told_at);
CREATE INDEX overview_lines_untold ON overview_lines (recipient_key, at) WHERE told_at IS NULL;

-- One row: what an operator switched by hand and a restart must not forget.
CREATE TABLE switches (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  paused    INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  paused_at INTEGER
) STRICT;
INSERT INTO switches (id) VALUES (1);

-- One row per sending identity that the doctor has looked at: `red` where it found an error.
CREATE TABLE sender_states (
  sender     TEXT    PRIMARY KEY,
  state      TEXT    NOT NULL CHECK (state IN ('green', 'red')),
  since_at   INTEGER NOT NULL,                            -- when it became so
  checked_at INTEGER NOT NULL                             -- when it was looked at last
) STRICT, WITHOUT ROWID;

-- One row per look of the doctor; the newest are kept.
CREATE TABLE doctor_reports (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT    NOT NULL CHECK (by IN ('server', 'command'))
) STRICT;

-- One row per thing that the doctor looked at in one look, in the operator's language at that time.
CREATE TABLE doctor_findings (
  report_id INTEGER NOT NULL REFERENCES doctor_reports (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  sender    TEXT,                                         -- sending identity; NULL: the whole installation
  topic     TEXT    NOT NULL,                             -- such as 'spf', src/journey/finding.ts
  verdict   TEXT    NOT NULL CHECK (verdict IN ('ok', 'note', 'warning', 'error', 'not-checkable')),
  found     TEXT    NOT NULL,
  fix       TEXT,
  record    TEXT,                                         -- to be pasted: a DNS record, a command
  who       TEXT,                                         -- who can change it: 'dns-operator', 'hoster', 'operator'
  PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX doctor_findings_by_topic ON doctor_findings (sender, topic, report_id);

-- One row per person who has opted out of a target with its role addresses; survives imports, so it refers to nobody.
CREATE TABLE opt_outs (
  person_id  INTEGER NOT NULL,
  target_key TEXT    NOT NULL,                            -- without a role: 'group:123', 'subgroup:7', 'filter:3', 'my-list:ruth'
  at         INTEGER NOT NULL,
  PRIMARY KEY (target_key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opt_outs_by_person ON opt_outs (person_id);

-- One row per sending identity whose relay is in trouble: nothing is sent through it before `resume_at`.
CREATE TABLE sender_pauses (
  sender    TEXT    PRIMARY KEY,
  failures  INTEGER NOT NULL,
  resume_at INTEGER NOT NULL,
  reply     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
