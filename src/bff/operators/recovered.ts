/** After PostgreSQL was put back to an earlier time: the next epoch, and mode "recovering", as `restore` does. Source: docs/money.md 17. */
import { StoreRefused } from '../store/errors.ts';
import { dialer, dialError } from '../store/postgres/dial.ts';
import { readAddress } from '../store/postgres/address.ts';
import type { Address } from '../store/postgres/address.ts';

/** Throws StoreRefused. BFFs that still run commit nothing any more: their epoch is the former one. */
export async function recovered(given: Address | string): Promise<{ epoch: number }> {
  const address = typeof given === 'string' ? readAddress(given) : given;
  const client = await dialer(
    address,
    'lezhong-recovered',
  )('writes').catch((error: unknown) => {
    throw dialError(address, error);
  });
  try {
    await client.query('BEGIN');
    const { rows } = await client.query(
      "UPDATE meta SET value = (value::bigint + 1)::text WHERE name = 'epoch' RETURNING value::bigint AS epoch",
    );
    await client.query(
      "INSERT INTO meta (name, value) VALUES ('mode', 'recovering') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    );
    await client.query('COMMIT');
    return rows[0] as { epoch: number };
  } catch (error) {
    if ((error as { code?: string }).code === '42P01')
      throw new StoreRefused('the database holds no payments: name the one that was put back in "store"');
    throw error;
  } finally {
    await client.end();
  }
}
