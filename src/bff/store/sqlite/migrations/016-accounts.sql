-- Viewers' accounts, each found by its keys: keyed hashes of viewers and of a phone (viewers/accounts/keys.ts).
-- `body` holds a password's hash; what else is secret in it is encrypted under a key that is not here.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL CHECK (revision > 0),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE account_keys (
  key TEXT PRIMARY KEY,
  account_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
