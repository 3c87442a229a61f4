-- What each order counts for in its viewer's limits; one hold an order, copied from the aggregate (docs/money.md 16).
CREATE TABLE holds (
  order_id text COLLATE "C" PRIMARY KEY,
  spender text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0)
);
CREATE INDEX holds_by_spender ON holds (spender, day) INCLUDE (amount_fen);
