import { beforeEach, describe, expect, it } from 'vitest';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { phoneObstacle } from './phone.ts';

let rig: Rig;
beforeEach(async () => {
  rig = makeRig();
  await rig.open();
});

const tap = (visit: string, channel: 'wechat' | 'alipay' = 'wechat', over: { shown_ms?: number; product?: string } = {}) =>
  rig.tell({
    type: 'phone-pays',
    visit,
    channel,
    product: channel === 'wechat' ? 'jsapi' : 'precreate',
    ...(channel === 'wechat' ? { payer: 'o-' + visit } : {}),
    return_url: 'https://pay.example/s/X',
    shown_ms: rig.world.now(),
    ...over,
  });
const prepays = () => [...rig.banks.wechat.calls, ...rig.banks.alipay.calls].filter((one) => one.call === 'prepay').length;

describe('a phone presses', () => {
  it('ten times: one attempt and one prepay, with its payer; the TV stays on choose and hears of it', async () => {
    const { seq, version } = rig.now().dialogue;
    for (let i = 0; i < 10; i++) await tap('a');
    await rig.work();
    for (let i = 0; i < 10; i++) await tap('a');
    expect([rig.now().attempts.length, prepays()]).toEqual([1, 1]);
    const [attempt] = rig.now().attempts;
    expect(attempt).toMatchObject({ product: 'jsapi', by: { visit: 'a' }, state: 'ready', handover: { kind: 'prepay-id' } });
    expect(JSON.parse(attempt?.kind === 'scan' ? attempt.body : '')).toMatchObject({ payer: 'o-a', return_url: 'https://pay.example/s/X' });
    expect(rig.screen()).toEqual({ kind: 'choose', phone_pays: true });
    // The same question: a key pressed on the TV meanwhile still counts.
    expect([rig.now().dialogue.version, rig.now().dialogue.seq > seq]).toEqual([version, true]);
  });

  it('two wallets race: the first commit wins, the second goes back by itself', async () => {
    await tap('a');
    await tap('b', 'alipay');
    await rig.work();
    expect(rig.banks.wechat.pay(rig.number(1))).toBe(true);
    expect(rig.banks.alipay.pay(rig.number(2))).toBe(true);
    await rig.callback('alipay', 2);
    await rig.callback('wechat', 1);
    await rig.pass(3_600_000);
    expect(rig.now().receipts.map((one) => [one.channel, one.role])).toEqual([
      ['alipay', 'won'],
      ['wechat', 'surplus'],
    ]);
    expect(rig.now().refunds.map((one) => one.state)).toEqual(['done']);
    expect(rig.told.map((one) => one.type)).toEqual(['order.paid']);
  });

  it('the prepay is lost and it presses again: the same number, the same bytes', async () => {
    rig.banks.wechat.fail('prepay', 'after');
    await tap('a');
    await rig.work();
    expect(rig.now().attempts[0]?.state).toBe('created');
    await tap('a');
    await rig.pass(2_000);
    expect([rig.now().attempts.length, rig.now().attempts[0]?.state, rig.banks.wechat.trades.size]).toEqual([1, 'ready', 1]);
  });

  it('the TV changes its way, and takes another: the phone goes on and wins', async () => {
    await tap('a');
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    await rig.work();
    await rig.answer({ kind: 'change' });
    expect(rig.now().attempts.map((one) => one.state)).toEqual(['ready', 'closing']);
    expect(rig.banks.wechat.pay(rig.number(1))).toBe(true);
    await rig.callback('wechat', 1);
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('it came back from the wallet: the channel is asked at once, at most every 3 s', async () => {
    await tap('a');
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    await rig.tell({ type: 'phone-asks', visit: 'another' });
    await rig.work();
    expect(rig.now().order.state).toBe('open');
    await rig.tell({ type: 'phone-asks', visit: 'a' });
    await rig.work();
    expect(rig.now().order.state).toBe('paid');
  });

  it('it asks often: one query', async () => {
    await tap('a');
    await rig.work();
    for (let i = 0; i < 10; i++) {
      await rig.tell({ type: 'phone-asks', visit: 'a' });
      await rig.work();
    }
    expect(rig.banks.wechat.calls.filter((one) => one.call === 'query')).toHaveLength(1);
  });
});

describe('nothing is begun', () => {
  const obstacle = () => phoneObstacle(rig.now(), rig.rules, rig.world.now(), rig.world.now());

  it('two minutes after a TV last showed the code, and where none did; its own attempt is found all the same', async () => {
    const shown_ms = rig.world.now();
    await rig.pass(120_000);
    await tap('a', 'wechat', { shown_ms });
    expect(rig.now().attempts).toHaveLength(1);
    await rig.pass(1);
    await tap('b', 'wechat', { shown_ms });
    await tap('c', 'alipay', { shown_ms: undefined as never });
    await tap('a', 'wechat', { shown_ms });
    expect(rig.now().attempts).toHaveLength(1);
    expect(phoneObstacle(rig.now(), rig.rules, rig.world.now(), shown_ms)).toBe('gone');
  });

  it('while a card is sent; and the phone is not counted among the limits of the TV', async () => {
    for (let i = 0; i < 20; i++) await tap('v' + i);
    expect(rig.now().attempts).toHaveLength(20);
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    expect(rig.screen().kind).toBe('preparing');
    expect(obstacle()).toBeUndefined();
    for (let i = 0; i < 20; i++) await tap('w' + i);
    expect([rig.now().attempts.length, obstacle()]).toEqual([31, 'too-many']);
  });

  it('with too little time left, after the end, and where the code is hidden', async () => {
    await rig.pass(900_000 - 150_000);
    await tap('a');
    expect([rig.screen(), obstacle(), rig.now().attempts.length]).toEqual([{ kind: 'choose', late: true }, 'too-late', 0]);
    await rig.pass(151_000);
    expect(obstacle()).toBe('over');
    const hidden = { ...rig.rules, hidesCode: () => true };
    const other = makeRig();
    await other.open();
    expect(phoneObstacle(other.now(), hidden, 0, 0)).toBe('locked');
  });

  it('by a product that is not on, a channel that is none, or one that is not offered', async () => {
    await tap('a', 'alipay', { product: 'other' });
    await tap('a', '__proto__' as never);
    await tap('a', 'unionpay' as never);
    expect(rig.now().attempts).toHaveLength(0);
  });
});

it('paid while its order closes: it still wins', async () => {
  await tap('a', 'alipay');
  await rig.work();
  rig.banks.alipay.scan(rig.number(1));
  await rig.pass(540_000);
  await rig.tell({ type: 'close-asked' });
  rig.banks.alipay.fail('close', 'before', 9);
  expect(rig.banks.alipay.pay(rig.number(1))).toBe(true);
  await rig.pass(3_600_000);
  expect(rig.now().receipts.map((one) => one.role)).toEqual(['won']);
});
