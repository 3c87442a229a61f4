-- Phones that are bound already take their places (viewers/accounts/places.ts), the last bound first. One beyond the tenth stays bound without.
INSERT INTO account_keys (key, account_id)
SELECT 'phone ' || hash || ' ' || place, id
FROM (
  SELECT id, hash, row_number() OVER (PARTITION BY hash ORDER BY since_ms DESC, id) - 1 AS place
  FROM (
    SELECT id, body::jsonb -> 'phone' ->> 'hash' AS hash, (body::jsonb -> 'phone' ->> 'since_ms')::bigint AS since_ms FROM accounts
  ) AS all_accounts
  WHERE hash IS NOT NULL
) AS placed
WHERE place < 10
ON CONFLICT DO NOTHING;
