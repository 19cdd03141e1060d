-- The first form of a store. Truth: event, signal, audit, program, blob. State of their own: meta,
-- token, cursor, replay_seen. All else can be made again from the journal.
-- Times are microseconds since 1970.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
  digest TEXT PRIMARY KEY,
  playbook TEXT NOT NULL,
  sources BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE blob (
  digest TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE blob_use (
  run INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (run, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_use_digest ON blob_use (digest);

CREATE TABLE signal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT,
  "by" TEXT NOT NULL,
  -- Last, so that a list that shows no bodies reads none of their pages.
  body BLOB NOT NULL,
  UNIQUE (source, kind, id, revision)
) STRICT;
CREATE INDEX signal_at ON signal (at);
CREATE INDEX signal_state ON signal (state, number);

-- In order of arrival and not of (run, seq): 64 runs that take turns would dirty 64 pages in each
-- commit, which was measured at four times the bytes and half the rows per second.
CREATE TABLE event (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (run, seq)
) STRICT;

CREATE TABLE snapshot (
  run INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- AUTOINCREMENT: a number that was pruned names no other run later.
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  playbook TEXT NOT NULL,
  digest TEXT NOT NULL,
  "trigger" TEXT NOT NULL,
  signal INTEGER,
  once TEXT,
  started_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  began_at INTEGER,
  ended_at INTEGER,
  status TEXT NOT NULL,
  reason TEXT,
  lane TEXT,
  due_at INTEGER,
  seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX run_once ON run (once) WHERE once IS NOT NULL;
CREATE INDEX run_signal ON run (signal) WHERE signal IS NOT NULL;
CREATE INDEX run_playbook ON run (playbook, number);
CREATE INDEX run_status ON run (status, number);
CREATE INDEX run_unfinished ON run (number) WHERE ended_at IS NULL;
CREATE INDEX run_lane ON run (lane, number) WHERE lane IS NOT NULL AND ended_at IS NULL;
CREATE INDEX run_due ON run (due_at, number) WHERE due_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX run_ended ON run (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE question (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL,
  handle INTEGER NOT NULL,
  sub INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  content BLOB NOT NULL,
  asked_at INTEGER NOT NULL,
  expires_at INTEGER,
  decided_at INTEGER,
  result TEXT,
  UNIQUE (run, sub, handle, kind)
) STRICT;
CREATE INDEX question_open ON question (number) WHERE status = 'open';
CREATE INDEX question_expires ON question (expires_at)
  WHERE status = 'open' AND expires_at IS NOT NULL;

CREATE TABLE link (
  hash TEXT PRIMARY KEY,
  question INTEGER NOT NULL,
  person TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX link_question ON link (question);

CREATE TABLE answer (
  number INTEGER PRIMARY KEY,
  question INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  via TEXT NOT NULL,
  choice TEXT NOT NULL,
  form TEXT,
  at INTEGER NOT NULL,
  refused TEXT
) STRICT;
CREATE INDEX answer_question ON answer (question, number);

CREATE TABLE delivery (
  number INTEGER PRIMARY KEY,
  question INTEGER NOT NULL,
  kind TEXT NOT NULL,
  to_person TEXT NOT NULL,
  channel TEXT NOT NULL,
  body TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  done_at INTEGER,
  error TEXT
) STRICT;
CREATE INDEX delivery_due ON delivery (due_at, number) WHERE done_at IS NULL;
CREATE INDEX delivery_question ON delivery (question, number);

CREATE TABLE callback (
  token_hash TEXT PRIMARY KEY,
  run INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_run ON callback (run);

CREATE TABLE containment (
  number INTEGER PRIMARY KEY,
  playbook TEXT NOT NULL,
  run INTEGER NOT NULL,
  at INTEGER NOT NULL,
  operation TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE INDEX containment_run ON containment (run);
CREATE INDEX containment_at ON containment (at, playbook);

CREATE TABLE cursor (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE replay_seen (
  hash TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_seen_until ON replay_seen (until);

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
