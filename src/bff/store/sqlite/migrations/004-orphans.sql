-- Money under a number that has no order: an aggregate of its own, stored whole. What was held before keeps its ledger id.
CREATE TABLE orphans (
  id TEXT PRIMARY KEY,
  ledger_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  channel TEXT NOT NULL,
  acquirer_id TEXT NOT NULL,
  channel_no TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX orphans_by_ledger ON orphans (ledger_id);

INSERT INTO orphans (id, ledger_id, version, state, channel, acquirer_id, channel_no, amount_fen, body)
SELECT id, ledger_id, 1, state, channel, acquirer_id, channel_no, amount_fen,
  json_object('channel', channel, 'acquirer_id', acquirer_id, 'txn', txn, 'channel_no', channel_no, 'amount_fen', amount_fen,
      'currency', currency, 'ours', json(CASE ours WHEN 1 THEN 'true' ELSE 'false' END), 'id', id, 'version', 1,
      'ledger_id', ledger_id, 'first_ms', first_ms, 'state', state,
    'receipts', CASE WHEN booked_ms IS NULL THEN json_array() ELSE json_array(json_object('channel', channel, 'acquirer_id', acquirer_id,
      'txn', txn, 'channel_no', channel_no, 'amount_fen', amount_fen, 'currency', currency, 'role', 'held', 'why', 'no_order',
      'taken_ms', booked_ms, 'returned_fen', 0)) END,
    'refunds', json_array(), 'jobs', json_array(),
    'flags', CASE WHEN booked_ms IS NULL THEN json_array()
      ELSE json_array(json_object('code', 'orphan', 'at_ms', booked_ms, 'detail', channel_no)) END,
    'serial', 0)
FROM (
  SELECT 'orphan:' || channel || ':' || account || ':' || txn AS id,
    CASE WHEN booked_ms IS NULL THEN 'orphan:' || channel || ':' || account || ':' || txn ELSE 'orphan:' || channel || ':' || txn END
      AS ledger_id,
    CASE WHEN booked_ms IS NOT NULL THEN 'held' WHEN ours = 1 THEN 'waiting' ELSE 'recorded' END AS state,
    channel, account AS acquirer_id, txn, number AS channel_no, amount_fen, currency, ours, first_ms, booked_ms
  FROM strays);
DROP TABLE strays;
