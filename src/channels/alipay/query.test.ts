import { expect, test } from 'vitest';
import { NOW_MS, NUMBER, failure, says } from './gateway.fixture.ts';

const TRADE = {
  code: '10000',
  msg: 'Success',
  out_trade_no: NUMBER,
  trade_no: '2025010122001',
  total_amount: '19.90',
  buyer_logon_id: 'a**@b.c',
};
const PAY_DATE = { send_pay_date: '2025-01-01 00:02:59' };
const PAID = { kind: 'paid', txn: '2025010122001', amount_fen: 1990, currency: 'CNY' };
const AT = { paid_at_ms: Date.UTC(2024, 11, 31, 16, 2, 59) };

test.each<[string, object, object]>([
  ['waiting', { ...TRADE, trade_status: 'WAIT_BUYER_PAY' }, { kind: 'unpaid' }],
  ['success', { ...TRADE, ...PAY_DATE, trade_status: 'TRADE_SUCCESS' }, { ...PAID, ...AT }],
  ['success without a date', { ...TRADE, trade_status: 'TRADE_SUCCESS' }, PAID],
  ['success with an unreadable date', { ...TRADE, send_pay_date: 'yesterday', trade_status: 'TRADE_SUCCESS' }, PAID],
  ['finished', { ...TRADE, ...PAY_DATE, trade_status: 'TRADE_FINISHED' }, { ...PAID, ...AT }],
  ['closed, never paid', { ...TRADE, trade_status: 'TRADE_CLOSED' }, { kind: 'shut' }],
  ['closed, never paid, empty date', { ...TRADE, send_pay_date: '', trade_status: 'TRADE_CLOSED' }, { kind: 'shut' }],
  [
    'closed after payment: given back whole',
    { ...TRADE, ...PAY_DATE, trade_status: 'TRADE_CLOSED' },
    { ...PAID, ...AT, returned_fen: 1990 },
  ],
  ['another currency', { ...TRADE, trans_currency: 'USD', trade_status: 'TRADE_SUCCESS' }, { ...PAID, currency: 'USD' }],
  ['whole yuan', { ...TRADE, total_amount: '20', trade_status: 'TRADE_SUCCESS' }, { ...PAID, amount_fen: 2000 }],
  ['a state unknown here', { ...TRADE, trade_status: 'TRADE_PENDING' }, { kind: 'silent', why: 'unknown-trade-status' }],
  ['no state', TRADE, { kind: 'silent', why: 'unknown-trade-status' }],
  ['unreadable amount', { ...TRADE, total_amount: '1e1', trade_status: 'TRADE_SUCCESS' }, { kind: 'silent', why: 'paid-but-unreadable' }],
  ['negative amount', { ...TRADE, total_amount: '-19.90', trade_status: 'TRADE_SUCCESS' }, { kind: 'silent', why: 'paid-but-unreadable' }],
  ['three decimals', { ...TRADE, total_amount: '19.900', trade_status: 'TRADE_SUCCESS' }, { kind: 'silent', why: 'paid-but-unreadable' }],
  [
    'an amount that is a number',
    { ...TRADE, total_amount: 19.9, trade_status: 'TRADE_SUCCESS' },
    { kind: 'silent', why: 'paid-but-unreadable' },
  ],
  [
    'closed after payment, unreadable amount: not shut',
    { ...TRADE, ...PAY_DATE, total_amount: '', trade_status: 'TRADE_CLOSED' },
    { kind: 'silent', why: 'paid-but-unreadable' },
  ],
  ['no transaction id', { ...TRADE, trade_no: '', trade_status: 'TRADE_SUCCESS' }, { kind: 'silent', why: 'paid-but-unreadable' }],
  ['another number', { ...TRADE, out_trade_no: 'other', trade_status: 'TRADE_SUCCESS' }, { kind: 'silent', why: 'not-our-trade' }],
  ['no number', { ...TRADE, out_trade_no: undefined, trade_status: 'TRADE_CLOSED' }, { kind: 'silent', why: 'not-our-trade' }],
  ['not scanned', failure('ACQ.TRADE_NOT_EXIST'), { kind: 'absent' }],
  [
    'not scanned, as the gateway says it',
    { ...failure('ACQ.TRADE_NOT_EXIST'), out_trade_no: NUMBER, receipt_amount: '0.00' },
    { kind: 'absent' },
  ],
  ['another number not scanned', { ...failure('ACQ.TRADE_NOT_EXIST'), out_trade_no: 'other' }, { kind: 'silent' }],
  ['a refused question', failure('ACQ.INVALID_PARAMETER'), { kind: 'silent', why: 'INVALID_PARAMETER' }],
  ['bad signature of ours', failure('isv.invalid-signature', '40002'), { kind: 'silent', why: 'isv.invalid-signature' }],
  ['no permission', failure('isv.insufficient-isv-permissions', '40006'), { kind: 'silent' }],
  ['system unknown', failure('aop.unknow-error', '20000'), { kind: 'silent', why: 'unknown-aop.unknow-error' }],
  ['system error', failure('ACQ.SYSTEM_ERROR'), { kind: 'silent' }],
])('%s', async (_name, fields, expected) => {
  const { channel, calls } = says(fields);
  const { source, asked_at_ms, ...said } = await channel.query(NUMBER);
  expect({ source, asked_at_ms }).toEqual({ source: 'query', asked_at_ms: NOW_MS + 1 });
  if ('why' in expected || (expected as { kind: string }).kind !== 'silent') expect(said).toEqual(expected);
  else expect(said.kind).toBe('silent');
  expect(calls.map((call) => call.method)).toEqual(['alipay.trade.query']);
});
