/** From a file with payments of many kinds into a real PostgreSQL, broken off and gone on. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { printed } from '../../../cli/outcome.ts';
import { run } from '../../../cli/run.ts';
import { operatorApp } from '../../testing/operators.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import type { PostgresServer } from '../../testing/postgres-server.ts';
import type { CardRow, Store } from '../../store/port.ts';
import { openPostgres } from '../../store/postgres/postgres.ts';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import { move } from './move.ts';

vi.setConfig({ testTimeout: 60_000 });

let server: PostgresServer;
let ops: Awaited<ReturnType<typeof operatorApp>>;
let before: Awaited<ReturnType<typeof seen>>;

const CARD: CardRow = {
  id: 'c1',
  viewer: 'v',
  channel: 'unionpay',
  hash: 'h',
  bank: 'B',
  bank_name: '银行',
  kind: 'debit',
  tail: '0018',
  phone_tail: '5506',
  key_id: 'k',
  sealed: new Uint8Array([0, 1, 255]),
  state: 'kept',
  order_id: 'o',
  attempt: 1,
  created_ms: 1,
  used_ms: 1,
  default_ms: 0,
  proved_ms: 0,
};

async function seen(store: Store) {
  const journal = await store.journalAfter(0, 9_999);
  const ids = [...new Set(journal.map((row) => row.order_id))];
  return {
    journal,
    payments: await Promise.all(ids.map((id) => store.read({ id }))),
    orphans: await Promise.all(ids.map((id) => store.readOrphan({ id }))),
    entries: (await Promise.all(ids.map((id) => store.entries(id)))).flat(),
    balances: await store.balances(),
    flags: (await store.flags()).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    acts: await store.acts({ open: false, limit: 99 }),
    metas: await store.metas(),
    cards: (await store.cards.list('v')).map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString('hex') })),
    held: await store.idsWith('held'),
    refunds: await store.idsWith('refund'),
    unsettled: (await store.unsettled()).sort((a, b) => (a.channel < b.channel ? -1 : 1)),
  };
}

beforeAll(async () => {
  server = await startPostgres();
  ops = await operatorApp({ two_persons_over_fen: 10_000 });
  for (let i = 0; i < 5; i++) await ops.paid('A' + i);
  await ops.paid('B1', 1);
  await ops.paid('B2', 20_000);
  await ops.stuck('C1');
  await ops.lezhong('held', 'give-back', 'B2', '--as', 'lan');
  await ops.withCode('D1');
  await ops.app().store.cards.add(CARD);
  await ops.app().store.reserve({ limits: [{ scope: 's', who: 'w', max: 3, window_ms: 10 ** 12 }], slot: 'x', at_ms: Date.now() });
  await ops.lezhong('channel', 'pause', 'alipay');
  expect((await attempt(await server.create('busy'))).err).toContain('is in use by process');
  await ops.stop();
  const store = openSqlite({ file: ops.database, now: Date.now });
  before = await seen(store);
  await store.close();
}, 120_000);
afterAll(() => server.remove());

async function attempt(to: string) {
  const file = join(ops.folder, 'moving.json');
  writeFileSync(file, JSON.stringify({ database: ops.database }));
  const around = { env: { LEZHONG_CONFIG: file }, folder: ops.folder, platform: process.platform };
  const outcome = await run(['move', '--to', to], { around, user: 'tester', now: Date.now });
  return { exit: outcome.exit, ...printed(outcome, false) };
}

const open = (address: string): Promise<Store> => openPostgres({ address, now: Date.now, random: (length) => randomBytes(length) });

it('is broken off in the middle, keeps BFFs away meanwhile, goes on, and has everything at the end', async () => {
  const to = await server.create('moved');
  let lines = 0;
  const stops = (): void => {
    if ((lines += 1) === 4) throw new Error('broken off');
  };
  await expect(move({ database: ops.database, to, now: Date.now, say: stops })).rejects.toThrow('broken off');
  await expect(open(to)).rejects.toThrow('not finished');
  const { exit, out } = await attempt(to);
  expect([exit, out]).toEqual([0, expect.stringContaining('9 orders')]);
  const store = await open(to);
  try {
    expect(await seen(store)).toEqual(before);
    // What is due is due there too, and the next journal row comes after the others.
    const due = await store.claim({ now_ms: Date.now() + 10 ** 10, owner: 'me', lease_ms: 1, per_lane: 99 });
    expect(due.length).toBeGreaterThan(4);
    expect(
      (await store.reserve({ limits: [{ scope: 's', who: 'w', max: 1, window_ms: 10 ** 12 }], slot: 'y', at_ms: Date.now() }))?.scope,
    ).toBe('s');
  } finally {
    await store.close();
  }
  expect(await attempt(to)).toMatchObject({ exit: 1, err: expect.stringContaining('holds payments already') });
});

it('a database that lost a row on the way is refused', async () => {
  const to = await server.create('short');
  // Connected before: the tables that come after this one are copied within milliseconds.
  const line = new pg.Client({ connectionString: to });
  await line.connect();
  const lose = (): Promise<unknown> => line.query('DELETE FROM flags');
  let lost: Promise<unknown> | undefined;
  const say = (line: string): void => void (line.startsWith('flags') && (lost = lose()));
  await expect(move({ database: ops.database, to, now: Date.now, say })).rejects.toThrow('the move is not whole: flags');
  await lost;
  await line.end();
});

it('after PostgreSQL was put back, recovered counts the epoch up, and a BFF of the former one commits nothing', async () => {
  const to = await server.create('restored');
  const store = await open(to);
  const around = { env: { LEZHONG_STORE: to }, folder: ops.folder, platform: process.platform };
  const said = await run(['recovered'], { around, user: 'tester', now: Date.now });
  expect(said).toMatchObject({ exit: 0, json: { epoch: 2 } });
  expect(await store.meta('mode')).toBe('recovering');
  await expect(
    store.change({ id: 'x' }, {}, () => ({ callback: { channel: 'c', callback_id: '1', at_ms: 1 }, value: 1 })),
  ).rejects.toMatchObject({
    code: 'EPOCH',
  });
  await store.close();
  const restored = await run(['restore', 'x.db'], { around, user: 'tester', now: Date.now });
  expect(restored).toMatchObject({ exit: 1, text: expect.stringContaining('lezhong recovered') });
  const again = await run(['recovered'], { around: { ...around, env: {} }, user: 'tester', now: Date.now });
  expect(again).toMatchObject({ exit: 1, text: expect.stringContaining('SQLite') });
});
