-- Refunds that wait for their merchant's money, and how much of it each needs; copied from the aggregate (docs/money.md 18).
CREATE TABLE waiting_refunds (
  order_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  own_fen INTEGER NOT NULL CHECK (own_fen > 0),
  PRIMARY KEY (order_id, refund_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_refunds_by_merchant ON waiting_refunds (merchant_id, created_ms, order_id, refund_id, own_fen);
INSERT INTO waiting_refunds (order_id, refund_id, merchant_id, created_ms, own_fen)
SELECT o.id, f.id, o.merchant_id, json_extract(r.value, '$.created_ms'),
  json_extract(r.value, '$.amount_fen') - coalesce(json_extract(r.value, '$.escrow_fen'), 0)
FROM refunds f JOIN orders o ON o.id = f.order_id JOIN json_each(o.body, '$.refunds') r ON json_extract(r.value, '$.id') = f.id
WHERE f.state = 'waiting' AND json_extract(r.value, '$.unfunded');
