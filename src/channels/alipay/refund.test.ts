import { describe, expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import type { RefundAsk } from '../port.ts';
import { NUMBER, failure, kit, ok, says } from './gateway.fixture.ts';

const ASK: RefundAsk = {
  channel_no: NUMBER,
  txn: 'T1',
  refund_channel_no: 'LZPr1',
  amount_fen: fen(490),
  total_fen: fen(1990),
  reason: '多付退回',
};
const DONE = { code: '10000', msg: 'Success', out_trade_no: NUMBER, trade_no: 'T1', fund_change: 'Y', refund_fee: '4.90' };
const FOUND = {
  code: '10000',
  out_trade_no: NUMBER,
  trade_no: 'T1',
  out_request_no: 'LZPr1',
  refund_amount: '4.90',
  total_amount: '19.90',
  refund_status: 'REFUND_SUCCESS',
};

describe('asking', () => {
  test('sends yuan and its own number, the same each time', async () => {
    const { channel, calls } = says(DONE);
    await channel.refund(ASK);
    await channel.refund(ASK);
    expect(calls[0]?.biz).toEqual({ out_trade_no: NUMBER, refund_amount: '4.90', out_request_no: 'LZPr1', refund_reason: '多付退回' });
    expect(calls[1]?.params['biz_content']).toBe(calls[0]?.params['biz_content']);
    await channel.refund({ ...ASK, reason: 'a\ud800' + '😀'.repeat(200) });
    expect(calls[2]?.biz['refund_reason']).toBe('a\ufffd' + '😀'.repeat(127));
  });

  test.each<[string, object, object]>([
    ['money moved', DONE, { kind: 'done' }],
    ['cumulative fee', { ...DONE, refund_fee: '15.00' }, { kind: 'done' }],
    ['a repeat, or on its way', { ...DONE, fund_change: 'N' }, { kind: 'moving' }],
    ['10000 alone', { ...DONE, fund_change: undefined }, { kind: 'moving' }],
    ['another trade', { ...DONE, out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-trade' }],
    ['another transaction', { ...DONE, trade_no: 'T2' }, { kind: 'silent', why: 'not-our-trade' }],
    ['our balance is short', failure('ACQ.SELLER_BALANCE_NOT_ENOUGH'), { kind: 'short' }],
    ['too often', failure('isv.app-call-limited', '40005'), { kind: 'short' }],
    ['too often, by its name alone', failure('isv.access-limited'), { kind: 'short' }],
    ['too often, by its number alone', failure('', '40005'), { kind: 'short' }],
    ['unknown', failure('aop.unknow-error', '20000'), { kind: 'silent', why: 'unknown-aop.unknow-error' }],
    ['unknown with a reason', failure('ACQ.TRADE_HAS_FINISHED', '20000'), { kind: 'silent', why: 'unknown-TRADE_HAS_FINISHED' }],
    ['system error', failure('ACQ.SYSTEM_ERROR'), { kind: 'silent', why: 'unknown-SYSTEM_ERROR' }],
    ...[
      'TRADE_HAS_FINISHED',
      'TRADE_HAS_CLOSE',
      'TRADE_NOT_ALLOW_REFUND',
      'NOT_ALLOW_PARTIAL_REFUND',
      'REASON_TRADE_REFUND_FEE_ERR',
      'REFUND_AMT_NOT_EQUAL_TOTAL',
      'REFUND_FEE_ERROR',
      'ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND',
      'BUYER_NOT_EXIST',
    ].map((code): [string, object, object] => [code, failure('ACQ.' + code), { kind: 'refused', code, final: true }]),
    ...[
      'TRADE_NOT_EXIST',
      'TRADE_STATUS_ERROR',
      'INVALID_PARAMETER',
      'DISCORDANT_REPEAT_REQUEST',
      'REASON_TRADE_BEEN_FREEZEN',
      'NEVER_HEARD_OF',
    ].map((code): [string, object, object] => [code, failure('ACQ.' + code), { kind: 'refused', code, final: false }]),
    [
      'no permission now',
      failure('isv.insufficient-isv-permissions', '40006'),
      { kind: 'refused', code: 'isv.insufficient-isv-permissions', final: false },
    ],
  ])('%s', async (_name, fields, expected) => {
    const { channel, calls } = says(fields);
    const { asked_at_ms: _, ...said } = await channel.refund(ASK);
    expect(said).toEqual({ source: 'answer', ...expected });
    expect(calls.map((call) => call.method)).toEqual(['alipay.trade.refund']);
  });

  test('429 waits with the same number; an unsigned refusal or success is silence', async () => {
    expect(await kit(() => ok('', 429)).channel.refund(ASK)).toMatchObject({ kind: 'short' });
    for (const fields of [DONE, failure('ACQ.TRADE_HAS_FINISHED')]) {
      expect(await kit(() => JSON.stringify({ alipay_trade_refund_response: fields })).channel.refund(ASK)).toMatchObject({
        kind: 'silent',
      });
    }
  });
});

describe('asking how it went', () => {
  test.each<[string, object, object]>([
    ['done', FOUND, { kind: 'done' }],
    ['nothing told: no such refund', { code: '10000', msg: 'Success' }, { kind: 'absent' }],
    ['the trade told, no refund', { code: '10000', out_trade_no: NUMBER, trade_no: 'T1' }, { kind: 'absent' }],
    ['a refund without a state is neither', { ...FOUND, refund_status: undefined }, { kind: 'moving' }],
    ['another state', { ...FOUND, refund_status: 'REFUND_PROCESSING' }, { kind: 'moving' }],
    ['another refund', { ...FOUND, out_request_no: 'LZPr2' }, { kind: 'silent', why: 'not-our-refund' }],
    ['another trade', { ...FOUND, out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-refund' }],
    ['another amount', { ...FOUND, refund_amount: '4.91' }, { kind: 'silent', why: 'not-our-refund' }],
    ['a refused question', failure('ACQ.TRADE_NOT_EXIST'), { kind: 'silent', why: 'TRADE_NOT_EXIST' }],
    ['no permission', failure('isv.insufficient-isv-permissions', '40006'), { kind: 'silent', why: 'isv.insufficient-isv-permissions' }],
    ['unknown', failure('isp.unknow-error', '20000'), { kind: 'silent', why: 'unknown-isp.unknow-error' }],
  ])('%s', async (_name, fields, expected) => {
    const { channel, calls } = says(fields);
    const { asked_at_ms: _, ...said } = await channel.queryRefund(ASK);
    expect(said).toEqual({ source: 'query', ...expected });
    expect(calls.map((call) => [call.method, call.biz])).toEqual([
      ['alipay.trade.fastpay.refund.query', { out_trade_no: NUMBER, out_request_no: 'LZPr1' }],
    ]);
  });
});
