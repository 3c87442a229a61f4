/** A look at the server without changing anything. */
import { StoreRefused } from '../errors.ts';
import { shownAddress } from './address.ts';
import type { Address } from './address.ts';
import { dialer, dialError } from './dial.ts';
import { refuseUnfit } from './migrate.ts';

/** Empty: it is as it must be. */
export async function probe(address: Address): Promise<string[]> {
  const at = 'The database ' + shownAddress(address);
  try {
    const client = await dialer(address, 'lezhong-check')('reads');
    try {
      await refuseUnfit(client);
      const { rows } = await client.query(
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'",
      );
      return (rows as { name: string }[]).map(
        ({ name }) => at + ' has ' + name + ' = off: a power failure would lose payments; switch it on in postgresql.conf.',
      );
    } finally {
      await client.end();
    }
  } catch (error) {
    const why = dialError(address, error);
    if (!(why instanceof StoreRefused)) throw why;
    return [why.message.charAt(0).toUpperCase() + why.message.slice(1) + '.'];
  }
}
