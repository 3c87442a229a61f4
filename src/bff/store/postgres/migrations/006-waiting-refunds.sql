-- Refunds that wait for their merchant's money, and how much of it each needs; copied from the aggregate (docs/money.md 18).
CREATE TABLE waiting_refunds (
  order_id text COLLATE "C" NOT NULL,
  refund_id text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  created_ms bigint NOT NULL,
  own_fen bigint NOT NULL CHECK (own_fen > 0),
  PRIMARY KEY (order_id, refund_id)
);
CREATE INDEX waiting_refunds_by_merchant ON waiting_refunds (merchant_id, created_ms, order_id, refund_id) INCLUDE (own_fen);
INSERT INTO waiting_refunds (order_id, refund_id, merchant_id, created_ms, own_fen)
SELECT o.id, f.id, o.merchant_id, (r.value ->> 'created_ms')::bigint,
  (r.value ->> 'amount_fen')::bigint - coalesce((r.value ->> 'escrow_fen')::bigint, 0)
FROM refunds f JOIN orders o ON o.id = f.order_id
CROSS JOIN LATERAL jsonb_array_elements(o.body::jsonb -> 'refunds') AS r(value)
WHERE f.state = 'waiting' AND r.value ->> 'id' = f.id AND (r.value ->> 'unfunded')::boolean;
