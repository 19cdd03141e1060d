-- The keys of policies that take only the first signal of a window. State of its own. It names the
-- signal by what its source calls it, because the row of that may be pruned before the window ends.

CREATE TABLE dedupe (
  number INTEGER PRIMARY KEY,
  policy TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  until INTEGER NOT NULL,
  UNIQUE (policy, key_hash)
) STRICT;
CREATE INDEX dedupe_until ON dedupe (until);
