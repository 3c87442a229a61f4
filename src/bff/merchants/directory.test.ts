/** Merchants of the database: used at once, seen by a second BFF, sealed, and never beside one of the settings under the same id. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../../protocol/paysign-v2.ts';
import { operatorApp } from '../testing/operators.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { openDirectory } from './directory.ts';
import type { Merchant } from './merchant.ts';
import { secretBox } from './sealed-secret.ts';
import { hmac } from './verify.ts';

let ops: Awaited<ReturnType<typeof operatorApp>>;
beforeAll(async () => (ops = await operatorApp()), 30_000);
afterAll(() => ops.end());

const ADD = ['merchant', 'add', 'mango', '--name', '芒果', '--return', 'http://shop.example/', '--notify', 'http://shop.example/'];

async function order(key: { key_id: string; secret: string }, order_no: string): Promise<[number, string | undefined]> {
  const { app, world, order: fields } = { ...ops.app(), app: ops.app().bff.app };
  const signed = sign(hmac, key, 'POST', '/v2/orders', fields({ merchant_id: 'mango', order_no }), { now_ms: world.wall(), nonce: 'n' });
  const answer = await app.inject({ method: 'POST', url: '/v2/orders', payload: signed });
  return [answer.statusCode, answer.json<{ code?: string }>().code];
}

describe('a merchant of the database', { timeout: 30_000 }, () => {
  let first: { key_id: string; secret: string };

  it('is made, takes orders at once, and its secret lies sealed', async () => {
    first = await ops.json<typeof first>(...ADD);
    expect(first.secret).toMatch(/^whsec_/);
    expect(await order(first, 'M1')).toEqual([200, undefined]);
    const row = (await ops.app().store.metas())['merchant:mango'] ?? '';
    expect(row).toContain('芒果');
    expect(row).not.toContain(first.secret.slice(6));
    expect(ops.app().logged.join('')).not.toContain(first.secret.slice(6));
    expect((await ops.lezhong(...ADD)).exit).toBe(1);
  });

  it('is held, disabled and taken again', async () => {
    await ops.lezhong('merchant', 'hold', 'mango');
    expect(await order(first, 'M2')).toEqual([403, 'MERCHANT_ON_HOLD']);
    expect(await order(first, 'M1')).toEqual([200, undefined]);
    await ops.lezhong('merchant', 'resume', 'mango');
    expect(await order(first, 'M2')).toEqual([200, undefined]);
    await ops.lezhong('merchant', 'disable', 'mango');
    expect(await order(first, 'M1')).toEqual([403, 'MERCHANT_DISABLED']);
    await ops.lezhong('merchant', 'enable', 'mango');
  });

  it('has two live keys while one is changed, over a restart too', async () => {
    const second = await ops.json<typeof first>('merchant', 'rotate-key', 'mango');
    expect([await order(first, 'M3'), await order(second, 'M4')]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    expect((await ops.lezhong('merchant', 'rotate-key', 'mango')).exit).toBe(1);
    await ops.restart();
    expect(await ops.lezhong('merchant', 'rotate-key', 'mango', '--finish')).toMatchObject({ exit: 0, err: '' });
    expect([await order(first, 'M5'), await order(second, 'M5')]).toEqual([
      [401, 'SIGNATURE_BAD'],
      [200, undefined],
    ]);
  });

  it('of the settings only switches and contract are changed', async () => {
    expect((await ops.lezhong('merchant', 'rotate-key', 'shop')).err).toContain('settings file');
    await ops.lezhong('merchant', 'contract', 'shop', '--fee-bp', '77');
    expect(ops.app().bff.rules.feesOf('shop')).toMatchObject({ fee_bp: 77 });
    await ops.lezhong('merchant', 'hold', 'shop');
    expect((await ops.app().post('/v2/orders', ops.app().order({ order_no: 'H1' }))).statusCode).toBe(403);
    await ops.lezhong('merchant', 'resume', 'shop');
  });
});

it('a second reader sees a change; the same id in both is refused; another key opens nothing', async () => {
  const store = openSqlite({ file: join(mkdtempSync(join(tmpdir(), 'dir-')), 'a.db'), now: Date.now });
  const timers: (() => void)[] = [];
  const world = {
    now: Date.now,
    random: (n: number) => new Uint8Array(n),
    after: (_ms: number, call: () => void) => (timers.push(call), () => undefined),
  };
  const box = secretBox([{ key_id: 'm1', secret: 'one' }], world.random);
  const deps = { store, world, box, onError: (error: unknown) => expect(error).toBe(undefined) };
  const [one, two] = [await openDirectory(new Map(), deps), await openDirectory(new Map(), deps)];
  const keys = [{ key_id: 'k1', sealed: box.seal('key x k1', 'secret of x') }];
  await one.put({ id: 'x', made: { name: 'x', app_name: 'x', keys, return_allow: [], notify_allow: [] } });
  expect(two.merchants.has('x')).toBe(false);
  for (const look of timers.splice(0)) look();
  for (let i = 0; i < 100 && !two.merchants.has('x'); i++) await new Promise((done) => setTimeout(done, 5));
  expect(two.merchants.get('x')).toMatchObject({ enabled: true, keys: [{ key_id: 'k1', secret: 'secret of x' }] });
  await expect(openDirectory(new Map([['x', { id: 'x' } as Merchant]]), deps)).rejects.toThrow(
    'stands in the settings file and in the database',
  );
  const other = await openDirectory(new Map(), { ...deps, box: secretBox([{ key_id: 'm1', secret: 'two' }], world.random) });
  expect(other.merchants.size).toBe(0);
  expect(box.open('key y k1', keys[0]?.sealed ?? '')).toBeUndefined();
  await store.close();
});
