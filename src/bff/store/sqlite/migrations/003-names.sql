-- Words as in docs/money.md 1.
ALTER TABLE numbers RENAME COLUMN account TO acquirer_id;
ALTER TABLE numbers RENAME COLUMN number TO channel_no;
ALTER TABLE attempts RENAME COLUMN number TO channel_no;
ALTER TABLE receipts RENAME COLUMN account TO acquirer_id;
ALTER TABLE tries RENAME COLUMN number TO channel_no;
ALTER TABLE callbacks RENAME COLUMN notice_id TO callback_id;

-- Unsettled attempts and refunds are counted by contract. Stored bodies call it `account` where they are older than this.
ALTER TABLE attempts ADD COLUMN acquirer_id TEXT NOT NULL DEFAULT '';
ALTER TABLE refunds ADD COLUMN acquirer_id TEXT NOT NULL DEFAULT '';
UPDATE attempts SET acquirer_id = coalesce((
  SELECT coalesce(json_extract(one.value, '$.acquirer_id'), json_extract(one.value, '$.account'))
  FROM orders o, json_each(o.body, '$.attempts') one
  WHERE o.id = attempts.order_id AND json_extract(one.value, '$.n') = attempts.n), '');
UPDATE refunds SET acquirer_id = coalesce((
  SELECT coalesce(json_extract(one.value, '$.acquirer_id'), json_extract(one.value, '$.account'))
  FROM orders o, json_each(o.body, '$.refunds') one
  WHERE o.id = refunds.order_id AND json_extract(one.value, '$.id') = refunds.id), '');
CREATE INDEX attempts_moving ON attempts (channel, acquirer_id) WHERE state IN ('created', 'ready', 'closing', 'sent');
CREATE INDEX refunds_moving ON refunds (channel, acquirer_id) WHERE state NOT IN ('done', 'failed');
