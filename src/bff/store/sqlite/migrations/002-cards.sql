-- Remembered cards. `sealed` holds what could pay, encrypted under a key that is not here; viewer and hash are keyed hashes.
-- A card waits ('pending') for its first success under (order_id, attempt).
CREATE TABLE cards (
  id TEXT PRIMARY KEY,
  viewer TEXT NOT NULL,
  channel TEXT NOT NULL,
  hash TEXT NOT NULL,
  bank TEXT NOT NULL,
  bank_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  tail TEXT NOT NULL,
  phone_tail TEXT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'kept')),
  order_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_of_viewer ON cards (viewer, used_ms);
CREATE INDEX cards_waiting ON cards (order_id) WHERE state = 'pending';

-- One row for each try that counts against a limit; `who` is a keyed hash. `slot` lets a success give its tries back.
CREATE TABLE uses (
  scope TEXT NOT NULL,
  who TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  slot TEXT NOT NULL,
  PRIMARY KEY (scope, who, at_ms, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX uses_by_slot ON uses (slot);
CREATE INDEX uses_by_age ON uses (at_ms);
