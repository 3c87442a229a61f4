-- Viewers' accounts, each found by its keys: keyed hashes of viewers and of a phone (viewers/accounts/keys.ts).
-- `body` holds a password's hash; what else is secret in it is encrypted under a key that is not here.
CREATE TABLE accounts (
  id text COLLATE "C" PRIMARY KEY,
  revision bigint NOT NULL CHECK (revision > 0),
  body text NOT NULL
);
CREATE TABLE account_keys (
  key text COLLATE "C" PRIMARY KEY,
  account_id text COLLATE "C" NOT NULL
);
