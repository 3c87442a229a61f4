-- Acts of operators on money: stored whole, in the commit of the payment they change.
CREATE TABLE acts (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  item TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected', 'expired')),
  two_persons INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  decided_by TEXT,
  proposed_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  CHECK (state <> 'approved' OR decided_by IS NOT NULL),
  CHECK (state <> 'approved' OR two_persons = 0 OR lower(trim(decided_by)) <> lower(trim(proposed_by)))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX acts_one_open ON acts (order_id, item) WHERE state = 'proposed';
CREATE INDEX acts_of_order ON acts (order_id, proposed_ms);
CREATE INDEX acts_by_age ON acts (proposed_ms);

-- Facts about the database itself: epoch, mode, paused channels.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta (name, value) VALUES ('epoch', '1'), ('mode', 'normal');

-- What a person should look at.
CREATE INDEX receipts_held ON receipts (order_id) WHERE role = 'held';
CREATE INDEX refunds_owed ON refunds (order_id) WHERE state = 'failed' AND auto = 1;
CREATE INDEX notices_waiting ON notices (order_id) WHERE delivered_ms IS NULL;
