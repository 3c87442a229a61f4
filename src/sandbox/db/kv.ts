/** Small records kept by kind and key, oldest first. On disk the table is called "shelf". */
import { read, readAll } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

export interface Kv {
  get<T>(kind: string, key: string): T | undefined;
  put(kind: string, key: string, doc: object): void;
  all<T>(kind: string): T[];
  /** Those whose key begins so. */
  under<T>(kind: string, prefix: string): T[];
  /** Newest first. */
  lately<T>(kind: string, limit: number): T[];
}

export function buildKv(sqlite: Sqlite): Kv {
  const get = sqlite.prepare('SELECT doc FROM shelf WHERE kind = ? AND key = ?');
  const put = sqlite.prepare('INSERT INTO shelf (kind, key, doc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc');
  const all = sqlite.prepare('SELECT doc FROM shelf WHERE kind = ? ORDER BY id');
  const under = sqlite.prepare('SELECT doc FROM shelf WHERE kind = ? AND key >= ? AND key < ? ORDER BY id');
  const lately = sqlite.prepare('SELECT doc FROM shelf WHERE kind = ? ORDER BY id DESC LIMIT ?');
  return {
    get: <T>(kind: string, key: string) => read<T>(get.get(kind, key)),
    put: (kind, key, doc) => void put.run(kind, key, JSON.stringify(doc)),
    all: <T>(kind: string) => readAll<T>(all.all(kind)),
    under: <T>(kind: string, prefix: string) => readAll<T>(under.all(kind, prefix, prefix + '\u{10ffff}')),
    lately: <T>(kind: string, limit: number) => readAll<T>(lately.all(kind, limit)),
  };
}
