-- When a card's own code paid last: without it no card is paid by a password alone (docs/money.md 16).
ALTER TABLE cards ADD COLUMN proved_ms bigint NOT NULL DEFAULT 0;
-- Whatever was kept was paid with its own code then.
UPDATE cards SET proved_ms = created_ms WHERE state = 'kept';
