import type { ScanAttempt } from './payment.ts';
/** The histories of docs/money.md 12 for scanned codes, in one process with a fake clock. Invariants run after every commit. */
import { describe, expect, it } from 'vitest';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';

const MIN = 60_000;

async function scanning(channel: 'wechat' | 'alipay' = 'wechat'): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel });
  await rig.work();
  return rig;
}

/** Faults off, four days on: everything has come to its end. */
async function rest(rig: Rig): Promise<void> {
  await rig.pass(4 * 24 * 60 * MIN);
  expect(Object.values(await rig.store.balances()).reduce((a, b) => a + b, 0)).toBe(0);
}

const PAID = { 'channel:wechat': 1990, 'merchant:shop': -1990 };

describe('histories', () => {
  it('1: notified three times, paid once, told once', async () => {
    const rig = await scanning();
    expect(rig.screen().kind).toBe('scan');
    rig.banks.wechat.pay(rig.number(1));
    for (let i = 0; i < 3; i++) await rig.callback('wechat', 1);
    await rest(rig);
    expect(rig.now().receipts.map((r) => r.role)).toEqual(['won']);
    expect(rig.told.map((n) => n.type)).toEqual(['order.paid']);
    expect(await rig.balances()).toEqual(PAID);
  });

  it('2: prepay answered but not committed: the same body again, one order at the bank', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    const { channel_no, body } = rig.now().attempts[0] as ScanAttempt;
    await rig.banks.wechat.prepay(channel_no, body);
    await rig.work();
    expect(rig.screen().kind).toBe('scan');
    expect(rig.banks.wechat.trades.size).toBe(1);
    expect(rig.banks.wechat.trades.get(channel_no)?.prepays).toBe(2);
    rig.banks.wechat.pay(channel_no);
    await rig.callback('wechat', 1);
    await rest(rig);
    expect(await rig.balances()).toEqual(PAID);
  });

  it('3: notified while still created: paid, prepay not sent again', async () => {
    const rig = makeRig();
    await rig.open();
    rig.banks.wechat.fail('prepay', 'after');
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    expect(rig.screen().kind).toBe('preparing');
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    await rest(rig);
    expect(rig.now().order.state).toBe('paid');
    expect(rig.banks.wechat.calls.filter((c) => c.call === 'prepay')).toHaveLength(1);
  });

  it('4: callback lost, a query finds it; an older NOTPAY delivered later changes nothing', async () => {
    const rig = await scanning();
    const number = rig.number(1);
    const stale = await rig.banks.wechat.query(number);
    rig.banks.wechat.pay(number);
    await rig.pass(16_000);
    expect(rig.screen().kind).toBe('paid');
    const before = rig.now();
    await rig.tell({ type: 'evidence', attempt: 1, evidence: stale });
    expect(rig.now()).toEqual(before);
  });

  it('5: down for half an hour with a prepay due: never sent, order closed, nothing charged', async () => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    rig.clock.now_ms += 30 * MIN;
    await rig.work();
    await rest(rig);
    expect(rig.banks.wechat.calls.some((c) => c.call === 'prepay')).toBe(false);
    expect(rig.now().order.state).toBe('closed');
    expect(await rig.balances()).toEqual({});
    expect(rig.told.map((n) => n.type)).toEqual(['order.closed']);
  });

  it('6: paid between query and close: close says paid, a query confirms, paid from closing', async () => {
    const rig = await scanning();
    const number = rig.number(1);
    const { query } = rig.banks.wechat;
    rig.banks.wechat.query = async (n) => {
      const answer = await query(n);
      rig.banks.wechat.pay(number);
      return answer;
    };
    await rig.tell({ type: 'close-asked' });
    await rig.work();
    expect(rig.now().order.state).toBe('paid');
    await rest(rig);
    expect(await rig.balances()).toEqual(PAID);
  });

  it('7: closed, then a success comes: surplus, refunded, still closed, no further notice', async () => {
    const rig = await scanning();
    const number = rig.number(1);
    await rig.tell({ type: 'close-asked' });
    await rig.work();
    expect(rig.now().order.state).toBe('closed');
    const trade = rig.banks.wechat.trades.get(number);
    if (!trade) throw new Error('no trade');
    trade.closed = false;
    rig.banks.wechat.pay(number);
    await rig.callback('wechat', 1);
    await rest(rig);
    expect(rig.now().order.state).toBe('closed');
    expect(rig.now().receipts.map((r) => r.role)).toEqual(['surplus']);
    // Never "no payment arrived".
    expect(rig.screen()).toMatchObject({ kind: 'closed', late: expect.stringMatching(/^(goes|went)-back$/) as string });
    expect(trade.returned_fen).toBe(1990);
    expect(rig.told.map((n) => n.type)).toEqual(['order.closed']);
    expect(await rig.balances()).toEqual({});
  });

  it('8: Alipay code never scanned, merchant closes: closed at once; scanned and paid later: given back', async () => {
    const rig = await scanning('alipay');
    const number = rig.number(1);
    await rig.pass(2 * MIN);
    await rig.tell({ type: 'close-asked' });
    await rig.work();
    expect(rig.now().order.state).toBe('closed');
    await rig.pass(MIN);
    expect(rig.banks.alipay.pay(number)).toBe(true);
    await rig.callback('alipay', 1);
    await rest(rig);
    expect(rig.banks.alipay.trades.get(number)?.returned_fen).toBe(1990);
    expect(await rig.balances()).toEqual({});
  });

  it('9: scanned in time, paid too late: the channel refuses, closed, no receipt', async () => {
    const rig = await scanning('alipay');
    const number = rig.number(1);
    await rig.pass(9 * MIN);
    rig.banks.alipay.scan(number);
    await rig.pass(4 * MIN);
    expect(rig.banks.alipay.pay(number)).toBe(false);
    await rest(rig);
    expect(rig.now().order.state).toBe('closed');
    expect(rig.now().receipts).toEqual([]);
  });

  it('10: paid in the second of our close: close refused, query, paid', async () => {
    const rig = await scanning('alipay');
    const number = rig.number(1);
    rig.banks.alipay.scan(number);
    const { close } = rig.banks.alipay;
    rig.banks.alipay.close = (n) => {
      rig.banks.alipay.pay(number);
      return close(n);
    };
    await rig.tell({ type: 'close-asked' });
    await rig.work();
    expect(rig.now().order.state).toBe('paid');
  });

  it('10b: the close keeps saying "look again" and the query finds nothing: asked along the ladder, not in a circle', async () => {
    const rig = await scanning('alipay');
    rig.banks.alipay.scan(rig.number(1));
    const asked_ms: number[] = [];
    rig.banks.alipay.close = () => {
      asked_ms.push(rig.world.now());
      return Promise.resolve({ kind: 'pending', source: 'close', asked_at_ms: rig.world.now() });
    };
    await rig.tell({ type: 'close-asked' });
    await rig.pass(2 * MIN);
    // Once a wait, and at most twice more at once. Source: docs/money.md 10.
    for (const at_ms of asked_ms) expect(asked_ms.filter((one) => one === at_ms).length).toBeLessThanOrEqual(3);
    expect(asked_ms.length).toBeGreaterThan(3);
  });

  it('11: both codes paid: the first committed wins, the other is refunded, one notice', async () => {
    const rig = await scanning('wechat');
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    rig.banks.wechat.fail('close', 'before', 99);
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    rig.banks.alipay.pay(rig.number(2));
    await rig.callback('alipay', 2);
    await rig.callback('wechat', 1);
    await rest(rig);
    expect(rig.now().receipts.map((r) => [r.channel, r.role])).toEqual([
      ['alipay', 'won'],
      ['wechat', 'surplus'],
    ]);
    expect(rig.banks.wechat.trades.get(rig.number(1))?.returned_fen).toBe(1990);
    expect(rig.told.map((n) => n.type)).toEqual(['order.paid']);
    expect(await rig.balances()).toEqual({ 'channel:alipay': 1990, 'merchant:shop': -1990 });
  });

  it('19: one fen for 19.90: held, not paid, closed at expiry, flagged, never given back by itself', async () => {
    const rig = await scanning();
    rig.banks.wechat.pay(rig.number(1), 1);
    await rig.callback('wechat', 1);
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'held' });
    await rest(rig);
    expect(rig.now().order.state).toBe('closed');
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1, 'held:wechat': -1 });
    expect((await rig.store.flags()).map((f) => f.code)).toContain('held');
  });

  it('20: an unknown number of ours is waited for ten minutes, then an orphan', async () => {
    const rig = await scanning();
    const money = {
      channel: 'wechat',
      acquirer_id: 'a',
      txn: 't9',
      channel_no: 'TST250101x',
      amount_fen: 700,
      currency: 'CNY',
      ours: true,
    };
    const start_ms = rig.clock.now_ms;
    const report = (later_ms: number) => {
      rig.clock.now_ms = start_ms + later_ms;
      return rig.orphans.report(money, 10 * MIN);
    };
    expect(await report(0)).toBe('wait');
    expect(await report(9 * MIN)).toBe('wait');
    expect(await report(10 * MIN)).toBe('booked');
    expect(await report(11 * MIN)).toBe('booked');
    expect(await rig.balances()).toEqual({ 'channel:wechat': 700, 'held:wechat': -700 });
    expect((await rig.store.flags()).map((f) => f.code)).toEqual(['orphan']);
  });

  it('21: a hundred refunds of 60% at once: one done', async () => {
    const rig = await scanning();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    const wishes = Array.from({ length: 100 }, (_, i) =>
      rig.payments.refund({ id: rig.id }, { refund_no: 'R' + i, amount_fen: 1194 as never, reason: 'x' }),
    );
    const ends = await Promise.allSettled(wishes);
    expect(ends.filter((e) => e.status === 'fulfilled')).toHaveLength(1);
    await rest(rig);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 796, 'merchant:shop': -796 });
  });

  it('25: paid, merchant down, refunded, merchant back: notices 1 then 2; later REFUND changes nothing', async () => {
    const rig = await scanning();
    rig.merchant.up = false;
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    await rig.pass(MIN);
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 1990 as never, reason: 'x' });
    await rig.pass(MIN);
    expect(rig.told).toEqual([]);
    rig.merchant.up = true;
    await rest(rig);
    expect(rig.told.map((n) => [n.n, n.type])).toEqual([
      [1, 'order.paid'],
      [2, 'refund.done'],
    ]);
    const before = rig.now();
    await rig.callback('wechat', 1);
    expect(rig.now().receipts).toEqual(before.receipts);
    expect(rig.now().flags).toEqual(before.flags);
    expect(rig.now().order.state).toBe('paid');
  });

  it('25b: given back without a refund of ours: paid, flagged, no entry', async () => {
    const rig = await scanning();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    const trade = rig.banks.wechat.trades.get(rig.number(1));
    if (!trade) throw new Error('no trade');
    trade.returned_fen = 1990;
    await rig.callback('wechat', 1);
    expect(rig.now().flags.map((f) => f.code)).toEqual(['returned-without-us']);
    expect(await rig.balances()).toEqual(PAID);
  });
});
