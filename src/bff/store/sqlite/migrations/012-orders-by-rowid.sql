-- Bodies of a kilobyte and more: in a table without rowids they stood in pages of keys, each with an overflow page of its own.
CREATE TABLE orders_by_rowid (
  id TEXT NOT NULL PRIMARY KEY,
  merchant_id TEXT NOT NULL,
  order_no TEXT NOT NULL,
  token TEXT NOT NULL CHECK (substr(token, 1, length(id)) = id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  body TEXT NOT NULL,
  UNIQUE (merchant_id, order_no)
) STRICT;
INSERT INTO orders_by_rowid (id, merchant_id, order_no, token, version, state, created_ms, amount_fen, body)
SELECT id, merchant_id, order_no, token, version, state, created_ms, amount_fen, body FROM orders ORDER BY id;
DROP TABLE orders;
ALTER TABLE orders_by_rowid RENAME TO orders;
