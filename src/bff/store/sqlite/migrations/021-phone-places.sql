-- Phones that are bound already take their places (viewers/accounts/places.ts), the last bound first. One beyond the tenth stays bound without.
INSERT OR IGNORE INTO account_keys (key, account_id)
SELECT 'phone ' || hash || ' ' || place, id
FROM (
  SELECT id, hash, row_number() OVER (PARTITION BY hash ORDER BY since_ms DESC, id) - 1 AS place
  FROM (SELECT id, json_extract(body, '$.phone.hash') AS hash, json_extract(body, '$.phone.since_ms') AS since_ms FROM accounts)
  WHERE hash IS NOT NULL
)
WHERE place < 10;
