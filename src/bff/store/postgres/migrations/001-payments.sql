-- The aggregate is stored whole in orders.body; the other tables hold what must be unique, found or summed (docs/money.md 9).
-- Texts are compared byte by byte, as SQLite does: ids and keys have no language.

-- Tells a statement that touched fewer rows than it must from one that did its work, inside the transaction.
CREATE FUNCTION touched(what text, wanted bigint, done bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF wanted <> done THEN
    RAISE EXCEPTION '%', what USING ERRCODE = 'LZ001';
  END IF;
END $$;

CREATE TABLE orders (
  id text COLLATE "C" PRIMARY KEY,
  merchant_id text COLLATE "C" NOT NULL,
  order_no text COLLATE "C" NOT NULL,
  token text COLLATE "C" NOT NULL CHECK (left(token, length(id)) = id),
  version bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  created_ms bigint NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  body text COLLATE "C" NOT NULL,
  UNIQUE (merchant_id, order_no)
) WITH (fillfactor = 60);

-- Attempts and refund tries together: no number is ever used twice, and a callback finds its order here.
CREATE TABLE numbers (
  channel text COLLATE "C" NOT NULL,
  acquirer_id text COLLATE "C" NOT NULL,
  channel_no text COLLATE "C" NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (channel, acquirer_id, channel_no)
);
CREATE INDEX numbers_by_no ON numbers (channel_no);

CREATE TABLE attempts (
  order_id text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  channel text COLLATE "C" NOT NULL,
  acquirer_id text COLLATE "C" NOT NULL,
  channel_no text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  PRIMARY KEY (order_id, n)
);
CREATE INDEX attempts_moving ON attempts (channel, acquirer_id) WHERE state IN ('created', 'ready', 'closing', 'sent');

CREATE TABLE receipts (
  channel text COLLATE "C" NOT NULL,
  acquirer_id text COLLATE "C" NOT NULL,
  txn text COLLATE "C" NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  taken_ms bigint NOT NULL,
  PRIMARY KEY (channel, acquirer_id, txn)
);
CREATE UNIQUE INDEX receipts_one_won ON receipts (order_id) WHERE role = 'won';
CREATE INDEX receipts_held ON receipts (order_id) WHERE role = 'held';
CREATE INDEX receipts_by_txn ON receipts (txn);

CREATE TABLE refunds (
  order_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  refund_no text COLLATE "C",
  channel text COLLATE "C" NOT NULL,
  acquirer_id text COLLATE "C" NOT NULL,
  txn text COLLATE "C" NOT NULL,
  auto boolean NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  state text COLLATE "C" NOT NULL,
  PRIMARY KEY (order_id, id)
);
CREATE UNIQUE INDEX refunds_one_no ON refunds (merchant_id, refund_no) WHERE refund_no IS NOT NULL;
CREATE UNIQUE INDEX refunds_one_auto ON refunds (channel, acquirer_id, txn) WHERE auto;
CREATE INDEX refunds_moving ON refunds (channel, acquirer_id) WHERE state NOT IN ('done', 'failed');
CREATE INDEX refunds_owed ON refunds (order_id) WHERE state = 'failed' AND auto;

CREATE TABLE tries (
  order_id text COLLATE "C" NOT NULL,
  refund_id text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  channel_no text COLLATE "C" NOT NULL,
  live boolean NOT NULL,
  PRIMARY KEY (order_id, refund_id, n)
);
CREATE UNIQUE INDEX tries_one_live ON tries (order_id, refund_id) WHERE live;

CREATE TABLE entries (
  order_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  line bigint NOT NULL,
  account text COLLATE "C" NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
  cause text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (order_id, version, line)
);
CREATE INDEX entries_account ON entries (account) INCLUDE (amount_fen);

CREATE TABLE notices (
  order_id text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  merchant_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  created_ms bigint NOT NULL,
  delivered_ms bigint,
  PRIMARY KEY (order_id, n)
);
CREATE INDEX notices_waiting ON notices (order_id) WHERE delivered_ms IS NULL;

-- Work that is due, copied from the aggregate, with the lease and the rest on it. Without due_ms there is no work any more,
-- only a lease or a rest that is not over. urgency: 0 a viewer waits for it now, 1 it is about what a viewer sees, 2 nobody waits.
CREATE TABLE jobs (
  order_id text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  lane text COLLATE "C" NOT NULL,
  urgency smallint NOT NULL CHECK (urgency IN (0, 1, 2)),
  due_ms bigint,
  owner text COLLATE "C",
  lease_end_ms bigint,
  lease_background boolean NOT NULL DEFAULT false,
  rest_until_ms bigint,
  PRIMARY KEY (order_id, key),
  CHECK ((owner IS NULL) = (lease_end_ms IS NULL))
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);
CREATE INDEX jobs_by_lane ON jobs (lane, urgency, due_ms, order_id, key) WHERE due_ms IS NOT NULL;
CREATE INDEX jobs_leased ON jobs (owner, lease_end_ms) WHERE owner IS NOT NULL;
CREATE INDEX jobs_resting ON jobs (rest_until_ms) WHERE rest_until_ms IS NOT NULL;

CREATE TABLE flags (
  order_id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (order_id, code, detail)
);

-- Callbacks taken, by the channel's own id.
CREATE TABLE callbacks (
  channel text COLLATE "C" NOT NULL,
  callback_id text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (channel, callback_id)
);

-- Money under a number that has no order: an aggregate of its own, stored whole.
CREATE TABLE orphans (
  id text COLLATE "C" PRIMARY KEY,
  ledger_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  acquirer_id text COLLATE "C" NOT NULL,
  channel_no text COLLATE "C" NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  body text COLLATE "C" NOT NULL
);
CREATE INDEX orphans_by_ledger ON orphans (ledger_id);

-- One row a commit. `seq` ascends within an order; a position is given once the commit is seen by all, without gaps.
CREATE TABLE journal (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  at_ms bigint NOT NULL,
  row text COLLATE "C" NOT NULL,
  position bigint,
  UNIQUE (order_id, version)
);
CREATE UNIQUE INDEX journal_by_position ON journal (position) WHERE position IS NOT NULL;
CREATE INDEX journal_unsealed ON journal (seq) WHERE position IS NULL;

-- Remembered cards. `sealed` holds what could pay, encrypted under a key that is not here; viewer and hash are keyed hashes.
CREATE TABLE cards (
  id text COLLATE "C" PRIMARY KEY,
  viewer text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  bank text COLLATE "C" NOT NULL,
  bank_name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  tail text COLLATE "C" NOT NULL,
  phone_tail text COLLATE "C" NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('pending', 'kept')),
  order_id text COLLATE "C" NOT NULL,
  attempt bigint NOT NULL,
  created_ms bigint NOT NULL,
  used_ms bigint NOT NULL
);
CREATE INDEX cards_of_viewer ON cards (viewer, used_ms);
CREATE INDEX cards_waiting ON cards (order_id) WHERE state = 'pending';

-- One row for each try that counts against a limit; `who` is a keyed hash. `slot` lets a success give its tries back.
CREATE TABLE uses (
  scope text COLLATE "C" NOT NULL,
  who text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  slot text COLLATE "C" NOT NULL,
  PRIMARY KEY (scope, who, at_ms, slot)
);
CREATE INDEX uses_by_slot ON uses (slot);
CREATE INDEX uses_by_age ON uses (at_ms);

-- Acts of operators on money: stored whole, in the commit of the payment they change.
CREATE TABLE acts (
  id text COLLATE "C" PRIMARY KEY,
  order_id text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected', 'expired')),
  two_persons boolean NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C",
  proposed_ms bigint NOT NULL,
  body text COLLATE "C" NOT NULL,
  CHECK (state <> 'approved' OR decided_by IS NOT NULL),
  CHECK (state <> 'approved' OR NOT two_persons OR lower(trim(decided_by)) <> lower(trim(proposed_by)))
);
CREATE UNIQUE INDEX acts_one_open ON acts (order_id, item) WHERE state = 'proposed';
CREATE INDEX acts_of_order ON acts (order_id, proposed_ms);
CREATE INDEX acts_by_age ON acts (proposed_ms);

-- Facts about the database itself: epoch, mode, paused channels.
CREATE TABLE meta (name text COLLATE "C" PRIMARY KEY, value text COLLATE "C" NOT NULL);
INSERT INTO meta (name, value) VALUES ('epoch', '1'), ('mode', 'normal');

-- When a TV last showed an order's code. Forgotten after a crash: a TV that shows it says so again within a poll.
CREATE UNLOGGED TABLE shown (order_id text COLLATE "C" PRIMARY KEY, at_ms bigint NOT NULL) WITH (fillfactor = 60);
CREATE INDEX shown_by_age ON shown (at_ms);
