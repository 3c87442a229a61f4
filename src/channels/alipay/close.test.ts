import { expect, test } from 'vitest';
import { NUMBER, failure, says } from './gateway.fixture.ts';

test.each<[string, object, object]>([
  ['closed', { code: '10000', trade_no: 'T1', out_trade_no: NUMBER }, { kind: 'shut' }],
  ['closed, whose is not said', { code: '10000', trade_no: 'T1' }, { kind: 'silent', why: 'not-our-trade' }],
  ['another closed', { code: '10000', trade_no: 'T1', out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-trade' }],
  ['not scanned', failure('ACQ.TRADE_NOT_EXIST'), { kind: 'absent' }],
  ['paid just before', failure('ACQ.TRADE_STATUS_ERROR'), { kind: 'pending' }],
  ['paid just before, in old words', failure('ACQ.REASON_TRADE_STATUS_INVALID'), { kind: 'pending' }],
  ['paid', failure('ACQ.TRADE_HAS_SUCCESS'), { kind: 'pending' }],
  ['closed before', failure('ACQ.TRADE_HAS_CLOSE'), { kind: 'pending' }],
  ['refused', failure('ACQ.INVALID_PARAMETER'), { kind: 'silent', why: 'INVALID_PARAMETER' }],
  ['unknown', failure('isp.unknow-error', '20000'), { kind: 'silent', why: 'unknown-isp.unknow-error' }],
  ['system error', failure('ACQ.SYSTEM_ERROR'), { kind: 'silent', why: 'unknown-SYSTEM_ERROR' }],
])('%s', async (_name, fields, expected) => {
  const { channel, calls } = says(fields);
  const { asked_at_ms: _, ...said } = await channel.close(NUMBER);
  expect(said).toEqual({ source: 'close', ...expected });
  expect(calls.map((call) => [call.method, call.biz])).toEqual([['alipay.trade.close', { out_trade_no: NUMBER }]]);
});
