import { describe, expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import type { RefundAsk } from '../port.ts';
import { config, DONE, failure, kit, NUMBER, ok, ORDER_ID, says } from './gateway.fixture.ts';

const ASK: RefundAsk = {
  channel_no: NUMBER,
  txn: ORDER_ID,
  refund_channel_no: 'LZPr1',
  amount_fen: fen(490),
  total_fen: fen(1990),
  reason: '多付退回',
};
const NAMED = {
  mer_id: config.mer_id,
  out_trade_no: NUMBER,
  order_id: ORDER_ID,
  outtrx_serial_no: 'LZPr1',
  icbc_appid: config.app_id,
  mer_prtcl_no: config.mer_prtcl_no,
};
const GIVEN = {
  ...DONE,
  out_trade_no: NUMBER,
  order_id: ORDER_ID,
  outtrx_serial_no: 'LZPr1',
  intrx_serial_no: 'I1',
  reject_amt: '490',
  real_reject_amt: '490',
};

describe('asking', () => {
  test('sends fen and its own number, the same each time', async () => {
    const { channel, calls } = says(GIVEN);
    await channel.refund(ASK);
    await channel.refund(ASK);
    expect(calls[0]?.biz).toEqual({ ...NAMED, ret_total_amt: '490', trnsc_ccy: '001' });
    expect(calls[1]?.params['biz_content']).toBe(calls[0]?.params['biz_content']);
    expect(calls[0]?.path).toBe('/api/cardbusiness/aggregatepay/b2c/online/merrefund/V1');
  });

  test.each<[string, object, object]>([
    ['what was asked went back', GIVEN, { kind: 'done' }],
    ['only the two codes and the amount', { ...DONE, real_reject_amt: '490' }, { kind: 'done' }],
    ['less went back', { ...GIVEN, real_reject_amt: '489' }, { kind: 'moving' }],
    ['more went back', { ...GIVEN, real_reject_amt: '4900' }, { kind: 'moving' }],
    ['reject_amt alone is what was asked, not what went back', { ...GIVEN, real_reject_amt: undefined }, { kind: 'moving' }],
    ['nothing went back yet', { ...GIVEN, real_reject_amt: '0' }, { kind: 'moving' }],
    ['yuan', { ...GIVEN, real_reject_amt: '4.90' }, { kind: 'moving' }],
    ['the same refund is there already', failure('00005031'), { kind: 'moving' }],
    ['another order', { ...GIVEN, out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-refund' }],
    ['another transaction', { ...GIVEN, order_id: 'other' }, { kind: 'silent', why: 'not-our-refund' }],
    ['another refund', { ...GIVEN, outtrx_serial_no: 'LZPr2' }, { kind: 'silent', why: 'not-our-refund' }],
    ['another merchant', { ...GIVEN, mer_id: '020000000002' }, { kind: 'silent', why: 'not-our-refund' }],
    ['a field', failure(400011), { kind: 'refused', code: '400011', final: false }],
    ['a code that is not listed', failure('00007777'), { kind: 'refused', code: '7777', final: false }],
    ['below 0', failure(-1), { kind: 'silent', why: 'unknown-1' }],
  ])('%s', async (_name, fields, expected) => {
    const { asked_at_ms: _, ...said } = await says(fields).channel.refund(ASK);
    expect(said).toEqual({ source: 'answer', ...expected });
  });

  test('429 waits with the same number', async () => {
    expect(await kit(() => ok('', 429)).channel.refund(ASK)).toMatchObject({ kind: 'short' });
    expect(await kit(() => ok('', 429)).channel.queryRefund(ASK)).toMatchObject({ kind: 'short' });
  });
});

describe('asking how it went', () => {
  const found = (over: object): object => ({ ...GIVEN, pay_status: '0', ...over });

  test.each<[string, object, object]>([
    ['0 is done', found({}), { kind: 'done' }],
    ['1 failed: nothing went back', found({ pay_status: '1', real_reject_amt: '0' }), { kind: 'absent' }],
    ['2 is not known yet', found({ pay_status: '2' }), { kind: 'moving' }],
    ['another state', found({ pay_status: '3' }), { kind: 'silent', why: 'unknown-state' }],
    ['done with less', found({ real_reject_amt: '1' }), { kind: 'silent', why: 'another-amount' }],
    ['done without an amount', found({ real_reject_amt: undefined }), { kind: 'silent', why: 'another-amount' }],
    ['another refund', found({ outtrx_serial_no: 'LZPr2' }), { kind: 'silent', why: 'not-our-refund' }],
    ['another refund, failed', found({ outtrx_serial_no: 'LZPr2', pay_status: '1' }), { kind: 'silent', why: 'not-our-refund' }],
    ['a refusal of the system behind the gateway', failure('00005037'), { kind: 'absent' }],
    ['a refused question: a field', failure(400011), { kind: 'silent', why: 'code-400011' }],
    ['a refused question: the encoding', failure(85502), { kind: 'silent', why: 'code-85502' }],
    ['a refused question: access', failure(500018), { kind: 'silent', why: 'code-500018' }],
    ['below 0', failure(-1), { kind: 'silent', why: 'unknown-1' }],
  ])('%s', async (_name, fields, expected) => {
    const { channel, calls } = says(fields);
    const { asked_at_ms: _, ...said } = await channel.queryRefund(ASK);
    expect(said).toEqual({ source: 'query', ...expected });
    expect(calls.map((call) => [call.path, call.biz])).toEqual([['/api/cardbusiness/aggregatepay/b2c/online/refundqry/V1', NAMED]]);
  });
});
