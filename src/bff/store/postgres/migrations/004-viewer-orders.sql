-- Which orders a viewer made, the newest found first. The key is a keyed hash (viewers/viewer-key.ts).
CREATE TABLE viewer_orders (
  viewer text COLLATE "C" NOT NULL,
  created_ms bigint NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (viewer, created_ms, order_id)
);
