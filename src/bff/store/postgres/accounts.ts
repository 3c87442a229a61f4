/** Rows of viewers' accounts and the keys by which they are found. */
import type { QueryResult } from 'pg';
import type { AccountRow, AccountStore } from '../port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

const OF = statement('SELECT a.id, a.revision, a.body FROM account_keys k JOIN accounts a ON a.id = k.account_id WHERE k.key = $1');
/** Two commits about one account, or about one key, go one after the other. */
const LOCK = statement(
  'SELECT pg_advisory_xact_lock(1280264020, h) FROM (SELECT DISTINCT hashtext(k) AS h FROM unnest($1::text[]) k ORDER BY 1) one',
);
const SAVE = statement(
  'WITH free AS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM account_keys WHERE key = ANY ($4::text[]) AND account_id <> $1)' +
    ' AND coalesce((SELECT revision FROM accounts WHERE id = $1), 0) = $2 - 1),' +
    ' saved AS (INSERT INTO accounts (id, revision, body) SELECT $1, $2, $3 FROM free' +
    ' ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, body = excluded.body RETURNING id),' +
    ' gone AS (DELETE FROM account_keys WHERE key = ANY ($5::text[]) AND account_id = $1 AND EXISTS (SELECT 1 FROM saved)),' +
    ' named AS (INSERT INTO account_keys (key, account_id) SELECT k, $1 FROM unnest($4::text[]) k WHERE EXISTS (SELECT 1 FROM saved)' +
    ' ON CONFLICT (key) DO NOTHING),' +
    ' cards AS (DELETE FROM cards WHERE viewer = $6 AND EXISTS (SELECT 1 FROM saved)),' +
    ' boxes AS (DELETE FROM viewer_boxes WHERE viewer = $7 AND EXISTS (SELECT 1 FROM saved)),' +
    ' orders AS (DELETE FROM viewer_orders WHERE viewer = $7 AND EXISTS (SELECT 1 FROM saved)) SELECT id FROM saved',
);

export function accountStore(reader: Reader, write: (asked: readonly Asked[]) => Promise<QueryResult[]>): AccountStore {
  return {
    of: async (key) => (await reader.all<AccountRow>(OF, key))[0],
    async save({ id, revision, body }, { add = [], remove = [], forget } = {}) {
      const [, saved] = await write([
        { asked: LOCK, values: [[id, ...add, ...remove]] },
        { asked: SAVE, values: [id, revision, body, [...add], [...remove], forget?.cards ?? null, forget?.orders ?? null] },
      ]);
      return saved?.rows.length === 1;
    },
  };
}
