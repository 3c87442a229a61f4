import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alipayClient } from '../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import { startCardBench } from '../testing/card-bench.ts';
import type { CardBench } from '../testing/card-bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const set = (channel: string, answer: object) => bench.control('POST', '/control/faults', { [channel]: { answer } });
const state = async (channel: string, number: string) =>
  (await bench.control<{ state?: string }>('GET', `/control/orders/${channel}/${number}`)).state;
const outcomes = async (channel: string) =>
  (await bench.control<{ outcome: string; fault?: string }[]>('GET', `/control/calls?channel=${channel}`)).map((call) => [
    call.outcome,
    call.fault,
  ]);

describe('WeChat', () => {
  function prepay(number: string) {
    const { appid, mchid } = bench.manifest.wechat;
    const body = {
      appid,
      mchid,
      out_trade_no: number,
      description: 'd',
      notify_url: 'http://merchant.test/n',
      amount: { total: 1990 },
    };
    return wechatClient(bench)('POST', '/v3/pay/transactions/native', body);
  }

  test.each([
    ['http_500', 500, 'SYSTEM_ERROR', undefined],
    ['system_error', 500, 'SYSTEM_ERROR', undefined],
    ['rate_limited', 429, 'FREQUENCY_LIMITED', undefined],
    ['system_error_after_effect', 500, 'SYSTEM_ERROR', 'NOTPAY'],
  ])('%s', async (fault, status, code, after) => {
    await set('wechat', { [fault]: { prepay: 1 } });
    expect(await prepay('FAULT00001')).toMatchObject({ status, body: { code }, verified: true });
    expect(await state('wechat', 'FAULT00001')).toBe(after);
    expect(await prepay('FAULT00001')).toMatchObject({ status: 200 });
  });

  test('an answer lost before leaves no order, one lost after leaves one', async () => {
    await set('wechat', { lose_before_effect: { prepay: 1 } });
    await expect(prepay('FAULT00002')).rejects.toThrow();
    expect(await state('wechat', 'FAULT00002')).toBeUndefined();
    await set('wechat', { lose_after_effect: { '*': 1 } });
    await expect(prepay('FAULT00002')).rejects.toThrow();
    expect(await state('wechat', 'FAULT00002')).toBe('NOTPAY');
    expect(await outcomes('wechat')).toEqual([
      ['0', 'lost-before'],
      ['200', 'lost-after'],
    ]);
  });

  test('a spoilt signature does not verify', async () => {
    await set('wechat', { bad_signature: { prepay: 1 } });
    expect(await prepay('FAULT00003')).toMatchObject({ status: 200, verified: false });
    expect(await prepay('FAULT00003')).toMatchObject({ status: 200, verified: true });
  });

  test('a rate of 1 breaks every call', async () => {
    await set('wechat', { fail_rate: 1 });
    for (let n = 0; n < 5; n++) await expect(prepay('FAULT00004')).rejects.toThrow();
    const faults = (await outcomes('wechat')).map(([, fault]) => fault);
    expect(new Set(faults)).toEqual(new Set(['lost-before', 'lost-after']));
  });
});

describe('Alipay', () => {
  const precreate = (number: string) =>
    alipayClient(bench)('alipay.trade.precreate', { out_trade_no: number, total_amount: '19.90', subject: 'd' });

  test('20000, signed; or an error_response without signature; nothing done', async () => {
    await set('alipay', { system_error: { prepay: 1 } });
    expect(await precreate('FAULT1')).toMatchObject({ body: { code: '20000' }, verified: true });
    await set('alipay', { unsigned_error: { prepay: 1 } });
    expect(await precreate('FAULT1')).toMatchObject({ body: { code: '20000' }, verified: false });
    expect((await bench.control<unknown[]>('GET', '/control/codes')).length).toBe(0);
    expect(await precreate('FAULT1')).toMatchObject({ body: { code: '10000' }, verified: true });
  });

  test('an answer lost after the effect leaves a code', async () => {
    await set('alipay', { lose_after_effect: { prepay: 1 } });
    await expect(precreate('FAULT2')).rejects.toThrow();
    expect(await bench.control('GET', '/control/codes')).toMatchObject([{ number: 'FAULT2', payable: true }]);
  });
});

describe('UnionPay', () => {
  let cards: CardBench;
  beforeEach(async () => {
    cards = await startCardBench();
  });
  afterEach(() => cards.bench.stop());
  const turn = (answer: object) => cards.bench.control('POST', '/control/faults', { unionpay: { answer } });
  const facts = (number: string) =>
    cards.bench.control<{ state: string; received: { consume: number } }>('GET', `/control/orders/unionpay/${number}`);

  test.each([
    ['system_error', '06', 'ABSENT', true],
    ['rate_limited', '37', 'ABSENT', true],
    ['system_error_after_effect', '03', '05', true],
    ['bad_signature', '00', '05', false],
    ['unsigned_error', undefined, 'ABSENT', false],
    ['http_500', undefined, 'ABSENT', false],
  ])('%s', async (fault, code, after, verified) => {
    await turn({ [fault]: { consume: 1 } });
    const one = cards.order();
    const answer = await cards.pay(one);
    expect([answer.fields['respCode'], answer.verified]).toEqual([code, verified]);
    expect(await facts(one.orderId)).toMatchObject({ state: after, received: { consume: 1 } });
  });

  test('an answer lost before leaves nothing, one lost after leaves a transaction; both are counted', async () => {
    const [before, after] = [cards.order(), cards.order()];
    await turn({ lose_before_effect: { consume: 1 } });
    await expect(cards.pay(before)).rejects.toThrow();
    await turn({ lose_after_effect: { consume: 1 } });
    await expect(cards.pay(after)).rejects.toThrow();
    expect(await facts(before.orderId)).toMatchObject({ state: 'ABSENT', received: { consume: 1 } });
    expect(await facts(after.orderId)).toMatchObject({ state: '05', received: { consume: 1 } });
  });

  test('queries lag, tell another amount, or fail', async () => {
    await turn({ query_lag_ms: 5000, query_amount_fen: 1 });
    const one = cards.order();
    await cards.pay(one);
    await cards.bench.world.advance(2000);
    expect((await cards.query(one)).fields).toMatchObject({ origRespCode: '05' });
    await cards.bench.world.advance(5000);
    expect((await cards.query(one)).fields).toMatchObject({ origRespCode: '00', txnAmt: '1' });
    await turn({ lose_before_effect: { query: 1 } });
    await expect(cards.query(one)).rejects.toThrow();
  });

  test('notices get lost, late and doubled', async () => {
    await cards.bench.control('POST', '/control/faults', { unionpay: { notify: { drop: 1, duplicate: 1, delay_ms: 60_000 } } });
    await cards.pay(cards.order());
    await cards.bench.world.advance(60_000);
    expect(cards.bench.posted).toHaveLength(0);
    await cards.bench.world.advance(120_000);
    expect(cards.bench.posted).toHaveLength(2);
    expect(cards.bench.posted[0]).toEqual(cards.bench.posted[1]);
  });
});

describe('the faults themselves', () => {
  test('a bad one is refused and sets nothing', async () => {
    const set_ = (body: object) => bench.control<{ error?: string }>('POST', '/control/faults', body);
    const before = await bench.control('GET', '/control/faults');
    expect(await set_({ wechat: { notify: { drop: 1, dorp: 1 } } })).toEqual({
      error: 'wechat.notify.dorp is not a fault',
    });
    expect(await set_({ wechat: { notify: { drop: '1' } } })).toEqual({ error: 'wechat.notify.drop has a bad value' });
    expect(await set_({ wechat: { answer: { refund_ends: 'LOST' } } })).toEqual({
      error: 'wechat.answer.refund_ends has a bad value',
    });
    expect(await set_({ bank: {} })).toEqual({ error: 'bank is not a bank' });
    expect(await bench.control('GET', '/control/faults')).toEqual(before);
  });

  test('DELETE resets them', async () => {
    const before = await bench.control('GET', '/control/faults');
    await set('wechat', { fail_rate: 0.5 });
    expect(await bench.control('DELETE', '/control/faults')).toEqual(before);
  });
});
