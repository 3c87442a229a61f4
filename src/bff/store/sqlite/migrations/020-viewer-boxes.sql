-- Boxes on which a viewer was seen. The viewer is a keyed hash (viewers/viewer-key.ts); removed_at_ms 0: not removed.
-- first_seen_ms: since when it is the viewer's without a break; a removed box that is admitted again begins anew.
CREATE TABLE viewer_boxes (
  viewer TEXT NOT NULL,
  box TEXT NOT NULL,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  removed_at_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (viewer, box)
) STRICT, WITHOUT ROWID;
