/** Numbered migrations, each in one transaction; a database newer than the program is refused. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { StoreRefused } from '../errors.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

export function migrate(db: Database): void {
  const files = readdirSync(FOLDER)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name))
    .sort();
  const at = db.pragma('user_version', { simple: true }) as number;
  if (at > files.length)
    throw new StoreRefused(
      'the database is of a newer version (' + at + ') than this program (' + files.length + '): start the newer program',
    );
  files.slice(at).forEach((name, i) => {
    db.transaction(() => {
      db.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
      db.pragma('user_version = ' + (at + i + 1));
    })();
  });
}
