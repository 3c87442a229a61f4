/** Writes a fixture's files: databases whole and compressed, settings with their folders as placeholders. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import type { Fixture } from './fixture.ts';
import { BANKS_OPENING } from './settings.ts';
import { ORPHANS, SITUATIONS, VIEWERS } from './situations.ts';

export interface ToSave {
  data: string;
  out: string;
  database: string;
  bff_file: string;
  /** The project's folder. */
  root: string;
  made_at_ms: number;
  opened_at_ms: number;
  ports: Fixture['ports'];
  told: Fixture['told'];
  questions: Fixture['questions'];
}

/** With everything of its log in it. */
function whole(file: string): Uint8Array {
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return gzipSync(readFileSync(file), { level: 9 });
}

const json = (value: unknown): string => JSON.stringify(value, null, 2) + '\n';

export function save({ data, out, database, bff_file, root, made_at_ms, opened_at_ms, ports, told, questions }: ToSave): void {
  mkdirSync(out);
  writeFileSync(join(out, 'lezhong.db.gz'), whole(database));
  mkdirSync(join(out, 'sandbox'));
  writeFileSync(join(out, 'sandbox', 'world.sqlite.gz'), whole(join(data, 'sandbox', 'world.sqlite')));
  for (const folder of ['sandbox/keys', 'secrets']) cpSync(join(data, folder), join(out, folder), { recursive: true });
  const settings = readFileSync(bff_file, 'utf8').replaceAll(data, '@data@').replaceAll(root, '@root@');
  writeFileSync(join(out, 'bff.json'), settings);
  writeFileSync(join(out, 'banks.json'), json(BANKS_OPENING));
  const fixture: Fixture = { made_at_ms, opened_at_ms, ports, viewers: VIEWERS, told, questions, orders: SITUATIONS, orphans: ORPHANS };
  writeFileSync(join(out, 'orders.json'), json(fixture));
}
