-- Since when a viewer has had a box, and when a card's own code paid last: without both no card is paid by a password alone (docs/money.md 16).
CREATE TABLE viewer_boxes (
  viewer text COLLATE "C" NOT NULL,
  box text COLLATE "C" NOT NULL,
  first_ms bigint NOT NULL,
  PRIMARY KEY (viewer, box)
);
ALTER TABLE cards ADD COLUMN proved_ms bigint NOT NULL DEFAULT 0;
-- Whatever was kept was paid with its own code then.
UPDATE cards SET proved_ms = created_ms WHERE state = 'kept';
