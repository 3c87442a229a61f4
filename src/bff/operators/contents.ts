/** Version, format, epoch and mode of a database file, by a connection of its own that only reads. */
import Database from 'better-sqlite3';
import { FORMAT } from '../payments/payment.ts';
import type { Finding } from './finding.ts';

export function contentsFinding(database: string): Finding {
  try {
    const db = new Database(database, { readonly: true });
    try {
      const version = db.pragma('user_version', { simple: true }) as number;
      const meta = Object.fromEntries(
        (db.prepare('SELECT name, value FROM meta').all() as { name: string; value: string }[]).map((one) => [one.name, one.value]),
      );
      const says =
        'version ' +
        version +
        ', payments of format ' +
        FORMAT +
        ' and older, epoch ' +
        (meta['epoch'] ?? '1') +
        ', mode ' +
        (meta['mode'] ?? 'normal');
      return { name: 'contents', health: 'ok', says };
    } finally {
      db.close();
    }
  } catch (error) {
    return {
      name: 'contents',
      health: 'bad',
      says: 'it cannot be opened: ' + (error as Error).message,
      mend: 'lezhong restore FILE, with a copy that lezhong backup made',
    };
  }
}
