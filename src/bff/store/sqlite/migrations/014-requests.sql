-- Viewers' requests for a refund, copied from the aggregate; one open an order (docs/money.md 9, 18).
CREATE TABLE requests (
  order_id TEXT NOT NULL,
  id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (order_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX requests_one_open ON requests (order_id) WHERE state = 'open';
