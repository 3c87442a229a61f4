/** Callbacks about numbers that no order has: ours are waited for and then booked, others are recorded. Source: docs/money.md 6, 7. */
import { expect, it } from 'vitest';
import { fen } from '../../../protocol/money.ts';
import { accountsOf } from '../../channels/configured.ts';
import { makeRig } from '../../testing/rig.ts';
import { configuredFakes } from '../../testing/configured.ts';
import { take } from './take.ts';

const WAIT_MS = 600_000;

function bench(kind: 'paid' | 'claimed' | 'unpaid') {
  const rig = makeRig();
  const accounts = accountsOf(configuredFakes({ ...rig.banks, unionpay: rig.cards }));
  const logged: string[] = [];
  let calls = 0;
  const call = (channel_no: string): Promise<string> => {
    calls += 1;
    const money = { txn: 'T9', amount_fen: fen(700), currency: 'CNY' };
    const evidence = { source: 'callback', asked_at_ms: rig.clock.now_ms, kind, ...(kind === 'unpaid' ? {} : money) } as never;
    rig.banks.wechat.readCallback = () => Promise.resolve({ kind: 'payment', callback_id: 'c' + calls, channel_no, evidence });
    return take(
      {
        payments: rig.payments,
        orphans: rig.orphans,
        store: rig.store,
        prefix: 'TST',
        now: rig.world.now,
        orphan_ms: WAIT_MS,
        log: (level, event) => void logged.push(level + ' ' + event),
        unbooked: () => Promise.resolve(false),
      },
      accounts.of('wechat'),
      { headers: {}, body: new Uint8Array() },
    ).then(({ outcome }) => outcome);
  };
  return { rig, call, logged };
}

it.each(['paid', 'claimed'] as const)('%s, a number of ours: brought again until it is booked, flagged and held', async (kind) => {
  const { rig, call, logged } = bench(kind);
  expect(await call('TST250101stray')).toBe('later');
  rig.clock.now_ms += WAIT_MS - 1;
  expect(await call('TST250101stray')).toBe('later');
  expect(await rig.balances()).toEqual({});
  rig.clock.now_ms += 1;
  expect(await call('TST250101stray')).toBe('taken');
  expect(await rig.balances()).toEqual({ 'channel:wechat': 700, 'held:wechat': -700 });
  expect(await rig.store.flags()).toMatchObject([{ code: 'orphan', detail: 'TST250101stray' }]);
  expect(await call('TST250101stray')).toBe('taken');
  expect(await rig.balances()).toEqual({ 'channel:wechat': 700, 'held:wechat': -700 });
  expect(new Set(logged)).toEqual(new Set(['error callback.orphan']));
});

it('a number of somebody else: acknowledged at once, and never in our books', async () => {
  const { rig, call } = bench('paid');
  expect(await call('XYZ250101stray')).toBe('taken');
  rig.clock.now_ms += 2 * WAIT_MS;
  expect(await call('XYZ250101stray')).toBe('taken');
  expect(await rig.balances()).toEqual({});
  expect(await rig.store.flags()).toEqual([]);
});

it('news without money: ours is brought again, theirs is not', async () => {
  const { rig, call } = bench('unpaid');
  expect(await call('TST250101stray')).toBe('later');
  expect(await call('XYZ250101stray')).toBe('taken');
  rig.clock.now_ms += 2 * WAIT_MS;
  expect(await call('TST250101stray')).toBe('later');
  expect(await rig.balances()).toEqual({});
});
