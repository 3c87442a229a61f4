-- Viewers' requests for a refund, copied from the aggregate; one open an order (docs/money.md 9, 18).
CREATE TABLE requests (
  order_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  PRIMARY KEY (order_id, id)
);
CREATE UNIQUE INDEX requests_one_open ON requests (order_id) WHERE state = 'open';
