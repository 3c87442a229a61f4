/** Cancel gives back a payment that may just have won, so it must not exist here, by name or by call. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import type { ScanChannel } from '../port.ts';
import { NUMBER, answerText, failure, kit, ok } from './gateway.fixture.ts';

test('no source file names the call', () => {
  const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file));
  expect(sources).toContain('wire.ts');
  for (const file of sources)
    expect([file, readFileSync(import.meta.dirname + '/' + file, 'utf8').match(/trade[._]cancel/)]).toEqual([file, null]);
});

test('whatever the gateway answers, one operation is one call of its own method', async () => {
  const ask = { channel_no: NUMBER, txn: 'T', refund_channel_no: 'R', amount_fen: fen(1), total_fen: fen(1), reason: 'r' };
  const operations: [string, (channel: ScanChannel) => Promise<unknown>][] = [
    ['alipay.trade.precreate', (channel) => channel.prepay(NUMBER, '{}')],
    ['alipay.trade.query', (channel) => channel.query(NUMBER)],
    ['alipay.trade.close', (channel) => channel.close(NUMBER)],
    ['alipay.trade.refund', (channel) => channel.refund(ask)],
    ['alipay.trade.fastpay.refund.query', (channel) => channel.queryRefund(ask)],
  ];
  const answers = ['10000', '20000', '40004'].flatMap((code) =>
    ['', 'ACQ.TRADE_STATUS_ERROR', 'ACQ.SYSTEM_ERROR', 'ACQ.TRADE_HAS_SUCCESS'].map((sub) => failure(sub, code)),
  );
  for (const [method, run] of operations) {
    for (const fields of [...answers, undefined]) {
      const { channel, calls } = kit((call) => (fields ? answerText(call.method, fields) : ok('', 503)));
      await run(channel);
      expect(calls.map((call) => call.method)).toEqual([method]);
    }
  }
});
