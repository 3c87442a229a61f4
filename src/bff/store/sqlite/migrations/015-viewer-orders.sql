-- Which orders a viewer made, the newest found first. The key is a keyed hash (viewers/viewer-key.ts).
CREATE TABLE viewer_orders (
  viewer TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  PRIMARY KEY (viewer, created_ms, order_id)
) STRICT, WITHOUT ROWID;
