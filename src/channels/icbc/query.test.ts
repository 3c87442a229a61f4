/** Query, close and their tables of states: ICBC numbers them differently at each endpoint. */
import { describe, expect, test } from 'vitest';
import { CLOSE_STATES } from './close.ts';
import { config, DONE, failure, NUMBER, ORDER_ID, PAID_ORDER, says } from './gateway.fixture.ts';
import { QUERY_STATES } from './query.ts';
import { REFUND_STATES } from './refund.ts';

const PAID = {
  kind: 'paid',
  txn: ORDER_ID,
  amount_fen: 1990,
  currency: 'CNY',
  paid_at_ms: Date.UTC(2024, 11, 31, 16, 2, 59),
};
const state = (pay_status: string | number): object => ({ ...PAID_ORDER, pay_status });

describe('query', () => {
  test.each<[string, object, object]>([
    ['0 is paid', state('0'), PAID],
    ['0 as a number is paid', state(0), PAID],
    ['1 may still be paid', state('1'), { kind: 'unpaid' }],
    ['2 is not known yet', state('2'), { kind: 'pending' }],
    ['3 is nothing', state('3'), { kind: 'silent', why: 'unknown-state' }],
    ['no state', { ...PAID_ORDER, pay_status: undefined }, { kind: 'silent', why: 'unknown-state' }],
    ['a state by an inherited name', state('constructor'), { kind: 'silent', why: 'unknown-state' }],
    ['the amount is total_amt, whatever the payer paid', { ...PAID_ORDER, payment_amt: '1' }, PAID],
    ['another amount is only told', { ...PAID_ORDER, total_amt: '1' }, { ...PAID, amount_fen: 1 }],
    ['another currency is only told', { ...PAID_ORDER, cur_type: '014' }, { ...PAID, currency: '014' }],
    ['yuan by code', { ...PAID_ORDER, cur_type: '001' }, PAID],
    ['yuan in yuan', { ...PAID_ORDER, total_amt: '19.90' }, { kind: 'silent', why: 'paid-but-unreadable' }],
    ['no order_id; the wallet’s number is none', { ...PAID_ORDER, order_id: '' }, { kind: 'silent', why: 'paid-but-unreadable' }],
    ['an unreadable time is left out', { ...PAID_ORDER, pay_time: '20250101' }, { ...PAID, paid_at_ms: undefined }],
    ['another merchant', { ...PAID_ORDER, mer_id: '020000000002' }, { kind: 'silent', why: 'foreign mer_id' }],
    ['another app', { ...PAID_ORDER, icbc_appid: '10000000000000000002' }, { kind: 'silent', why: 'foreign icbc_appid' }],
    ['another number', { ...PAID_ORDER, out_trade_no: 'other' }, { kind: 'silent', why: 'foreign number' }],
    ['another number, not paid', { ...state('1'), out_trade_no: 'other' }, { kind: 'silent', why: 'foreign number' }],
    ['paid without a number', { ...PAID_ORDER, out_trade_no: '' }, { kind: 'silent', why: 'paid-without-number' }],
    ['not paid without a number', { ...DONE, pay_status: '2' }, { kind: 'pending' }],
    ['no such order', failure('12001081'), { kind: 'absent' }],
    ['a code that is not listed', failure('20000002'), { kind: 'silent', why: 'code-20000002' }],
    ['a refused question', failure(400017), { kind: 'silent', why: 'code-400017' }],
    ['a state beside a code is none', { ...state('0'), ...failure('20000002') }, { kind: 'silent', why: 'code-20000002' }],
  ])('%s', async (_name, fields, expected) => {
    const { channel, calls } = says(fields);
    const { asked_at_ms: _, ...said } = await channel.query(NUMBER);
    expect(said).toEqual({ source: 'query', ...expected });
    expect(calls.map((call) => call.biz)).toEqual([
      {
        mer_id: config.mer_id,
        out_trade_no: NUMBER,
        deal_flag: '0',
        icbc_appid: config.app_id,
        mer_prtcl_no: config.mer_prtcl_no,
      },
    ]);
  });
});

describe('close', () => {
  test.each<[string, object, object]>([
    ['1 is shut', { ...DONE, pay_status: '1', order_id: ORDER_ID }, { kind: 'shut' }],
    ['paid meanwhile', state('0'), PAID],
    ['2 is not known yet', state('2'), { kind: 'pending' }],
    ['done without a state', DONE, { kind: 'silent', why: 'unknown-state' }],
    ['no such order', failure(12001081), { kind: 'absent' }],
    ['another number', { ...state('1'), out_trade_no: 'other' }, { kind: 'silent', why: 'foreign number' }],
    ['a code that is not listed', failure('99'), { kind: 'silent', why: 'code-99' }],
  ])('%s', async (_name, fields, expected) => {
    const { channel, calls } = says(fields);
    const { asked_at_ms: _, ...said } = await channel.close(NUMBER);
    expect(said).toEqual({ source: 'close', ...expected });
    expect(calls[0]?.biz).toMatchObject({ out_trade_no: NUMBER, deal_flag: '1' });
  });
});

describe('one table an endpoint', () => {
  /** qrcode/V2/query, an older product that we never call: 1 paid, 0 paying, 2 failed. Source: docs/channels.md 4.2. */
  const V2_STATES = { 0: 'unpaid', 1: 'paid', 2: 'shut' };

  test('is what its chapter says', () => {
    expect(Object.fromEntries(QUERY_STATES)).toEqual({ 0: 'paid', 1: 'unpaid', 2: 'pending' });
    expect(Object.fromEntries(CLOSE_STATES)).toEqual({ 0: 'paid', 1: 'shut', 2: 'pending' });
    expect(Object.fromEntries(REFUND_STATES)).toEqual({ 0: 'done', 1: 'absent', 2: 'moving' });
  });

  test('no two can be swapped: the older product’s would report a failure as money, the close’s would end what may be paid', async () => {
    for (const pay_status of ['0', '1', '2'] as const) {
      const queried = (await says(state(pay_status)).channel.query(NUMBER)).kind;
      const closed = (await says(state(pay_status)).channel.close(NUMBER)).kind;
      expect(queried).not.toBe(V2_STATES[pay_status]);
      expect(queried).toBe(QUERY_STATES.get(pay_status));
      expect(closed).toBe(CLOSE_STATES.get(pay_status));
    }
    expect((await says(state('1')).channel.query(NUMBER)).kind).not.toBe((await says(state('1')).channel.close(NUMBER)).kind);
  });
});
