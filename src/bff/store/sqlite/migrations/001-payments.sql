-- The aggregate is stored whole in orders.body; the other tables hold what must be unique, found or summed.
-- Ids begin with their time, so that new rows go to the right edge of every index: few pages a commit. A token begins with
-- its order's id, so it is unique as the id is and needs no index of its own.
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL,
  order_no TEXT NOT NULL,
  token TEXT NOT NULL CHECK (substr(token, 1, length(id)) = id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  body TEXT NOT NULL,
  UNIQUE (merchant_id, order_no)
) STRICT, WITHOUT ROWID;

-- Attempts and refund tries together: no number is ever used twice, and a callback finds its order here.
CREATE TABLE numbers (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  number TEXT NOT NULL,
  order_id TEXT NOT NULL,
  PRIMARY KEY (channel, account, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
  order_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  channel TEXT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (order_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  txn TEXT NOT NULL,
  order_id TEXT NOT NULL,
  role TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  taken_ms INTEGER NOT NULL,
  PRIMARY KEY (channel, account, txn)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX receipts_one_won ON receipts (order_id) WHERE role = 'won';

CREATE TABLE refunds (
  order_id TEXT NOT NULL,
  id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  refund_no TEXT,
  channel TEXT NOT NULL,
  txn TEXT NOT NULL,
  auto INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  state TEXT NOT NULL,
  PRIMARY KEY (order_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX refunds_one_no ON refunds (merchant_id, refund_no) WHERE refund_no IS NOT NULL;
CREATE UNIQUE INDEX refunds_one_auto ON refunds (channel, txn) WHERE auto = 1;

CREATE TABLE tries (
  order_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  number TEXT NOT NULL,
  live INTEGER NOT NULL,
  PRIMARY KEY (order_id, refund_id, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tries_one_live ON tries (order_id, refund_id) WHERE live = 1;

CREATE TABLE entries (
  order_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  line INTEGER NOT NULL,
  account TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
  cause TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (order_id, version, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_account ON entries (account, amount_fen);

CREATE TABLE notices (
  order_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  merchant_id TEXT NOT NULL,
  type TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  delivered_ms INTEGER,
  PRIMARY KEY (order_id, n)
) STRICT, WITHOUT ROWID;

-- Work that is due, copied from the aggregate so that it can be claimed by time within its lane.
CREATE TABLE jobs (
  lane TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (lane, due_ms, order_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE flags (
  order_id TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (order_id, code, detail)
) STRICT, WITHOUT ROWID;

-- Callbacks taken, by the channel's own notice id.
CREATE TABLE callbacks (
  channel TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (channel, notice_id)
) STRICT, WITHOUT ROWID;

-- Money under a number that has no order: an order's row may still appear, later it is booked as held.
CREATE TABLE strays (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  txn TEXT NOT NULL,
  number TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  currency TEXT NOT NULL,
  ours INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  booked_ms INTEGER,
  PRIMARY KEY (channel, account, txn)
) STRICT, WITHOUT ROWID;
