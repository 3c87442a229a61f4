-- One row a commit of a payment. A position is given inside the commit: a change that fails leaves no gap.
CREATE TABLE journal (
  position INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  row TEXT NOT NULL,
  UNIQUE (order_id, version)
) STRICT;
