-- What each order counts for in its viewer's limits; one hold an order, copied from the aggregate (docs/money.md 16).
CREATE TABLE holds (
  order_id TEXT NOT NULL PRIMARY KEY,
  spender TEXT NOT NULL,
  day TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_spender ON holds (spender, day, amount_fen);
