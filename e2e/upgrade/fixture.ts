/** A fixture's orders.json, and its files put where programs of today can run on them. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Question } from './viewer.ts';
import type { Situation } from './situations.ts';

export interface Fixture {
  made_at_ms: number;
  /** The moment at which it is to be opened: what was left is due, codes are not over yet. */
  opened_at_ms: number;
  /** Of the programs it was made by; `sandbox` is the first of four. Databases and settings name them. */
  ports: { bff: number; sandbox: number; shop: number };
  viewers: { kept: string; pending: string };
  /** How many notices of an order the merchant had taken by then. */
  told: { [order_no: string]: number };
  /** The question that the viewer of an order was asked by then. */
  questions: { [order_no: string]: Question };
  orders: readonly Situation[];
  orphans: readonly { channel: 'wechat' | 'alipay'; amount_fen: number; about: string }[];
}

export interface Unpacked extends Fixture {
  data: string;
  bff_file: string;
  banks_file: string;
  database: string;
  key: { key_id: string; secret: string };
}

export function readFixture(dir: string): Fixture {
  return JSON.parse(readFileSync(join(dir, 'orders.json'), 'utf8')) as Fixture;
}

/** Only what belongs to a machine is changed in the settings: folders and ports. */
export function unpack(dir: string, ports: Fixture['ports']): Unpacked {
  const fixture = readFixture(dir);
  const data = mkdtempSync(join(tmpdir(), 'upgrade-'));
  cpSync(join(dir, 'secrets'), join(data, 'secrets'), { recursive: true });
  cpSync(join(dir, 'sandbox'), join(data, 'sandbox'), { recursive: true });
  mkdirSync(join(data, 'bff'));
  const database = join(data, 'bff', 'lezhong.db');
  writeFileSync(database, gunzipSync(readFileSync(join(dir, 'lezhong.db.gz'))));
  writeFileSync(join(data, 'sandbox', 'world.sqlite'), gunzipSync(readFileSync(join(dir, 'sandbox', 'world.sqlite.gz'))));
  const bff_file = join(data, 'bff.json');
  let settings = readFileSync(join(dir, 'bff.json'), 'utf8').replaceAll('@data@', data).replaceAll('@root@', resolve('.'));
  for (const [old, now] of renumbered(fixture.ports, ports))
    settings = settings.replaceAll('127.0.0.1:' + old, '127.0.0.1:' + now).replaceAll('"port": ' + old, '"port": ' + now);
  writeFileSync(bff_file, settings);
  const secret = readFileSync(join(data, 'secrets', 'shop-key'), 'utf8').trim();
  return { ...fixture, data, bff_file, banks_file: join(dir, 'banks.json'), database, key: { key_id: 'k1', secret } };
}

/** Old port -> port of today, for each that a fixture names. */
export function renumbered(old: Fixture['ports'], now: Fixture['ports']): [number, number][] {
  const banks = [0, 1, 2, 3].map((n): [number, number] => [old.sandbox + n, now.sandbox + n]);
  return [[old.bff, now.bff], [old.shop, now.shop], ...banks];
}
