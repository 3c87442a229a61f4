-- Work in the order in which it is claimed: 0 a viewer waits for it now, 1 it is about what a viewer sees, 2 nobody waits.
-- A payment's next commit says it of its own work; until then older rows are nobody's.
CREATE TABLE jobs_by_urgency (
  lane TEXT NOT NULL,
  urgency INTEGER NOT NULL CHECK (urgency IN (0, 1, 2)),
  due_ms INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (lane, urgency, due_ms, order_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO jobs_by_urgency (lane, urgency, due_ms, order_id, key) SELECT lane, 2, due_ms, order_id, key FROM jobs;
DROP TABLE jobs;
ALTER TABLE jobs_by_urgency RENAME TO jobs;
