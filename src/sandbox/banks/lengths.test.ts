/** Limits of texts, in each bank's own unit: docs/channels.md 6. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alipay } from '../../channels/alipay/index.ts';
import { wechat } from '../../channels/wechat/index.ts';
import { fen } from '../../protocol/money.ts';
import { alipayClient } from '../testing/alipay-client.ts';
import { scanAdapter } from '../testing/adapters.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ settings: { wechat: { refund_gap_ms: 0, refund_max: 1_000_000 } } as never });
});
afterAll(async () => {
  await bench.stop();
  forgetKeys();
});

const TEXT = fc.oneof(
  { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), weight: 2 },
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('退', '😀', 'e\u0301', '\u0301', '\ud800', '&', '\n'), minLength: 1, maxLength: 300 }),
);

describe.each([wechat, alipay])('$id', (module) => {
  it('any subject and any reason lead to a request that is accepted', async () => {
    const { channel, stop } = scanAdapter(bench, module);
    let n = 0;
    const INPUT = {
      amount_fen: fen(9_000_000),
      created_at_ms: bench.world.now(),
      channel_expires_at_ms: bench.world.now() + 600_000,
      not_after_ms: bench.world.now() + 60_000,
    };
    const numbered = (): string => 'TST' + module.id + String(++n).padStart(20 - module.id.length, '0');
    const paid = numbered();
    const made = await channel.prepay(paid, channel.prepayBody({ ...INPUT, channel_no: paid, subject: 'x' }));
    if (made.kind !== 'ready') throw new Error('no code');
    await bench.control('POST', '/control/pay', { code: made.qr_text, user: 'lele' });
    const seen = await channel.query(paid);
    if (seen.kind !== 'paid') throw new Error('not paid');
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        const channel_no = numbered();
        expect(await channel.prepay(channel_no, channel.prepayBody({ ...INPUT, channel_no, subject: text }))).toMatchObject({
          kind: 'ready',
        });
        const ask = { channel_no: paid, txn: seen.txn, refund_channel_no: numbered(), amount_fen: fen(1), total_fen: INPUT.amount_fen };
        expect((await channel.refund({ ...ask, reason: text })).kind).toMatch(/^(done|moving)$/);
      }),
      { numRuns: 60 },
    );
    await stop();
  });
});

describe('a text one unit too long is refused', () => {
  const { wechat: w } = { wechat: () => bench.manifest.wechat };
  it.each([
    ['description', 'a'.repeat(127), 'a'.repeat(128)],
    ['description', '影'.repeat(42) + 'a', '影'.repeat(43)],
    ['attach', '影'.repeat(42) + 'aa', '影'.repeat(43)],
  ])('WeChat: %s', async (field, fits, long) => {
    const send = wechatClient(bench);
    const body = (n: string, text: string): object => ({
      appid: w().appid,
      mchid: w().mchid,
      out_trade_no: 'LIMIT' + n + field + text.length,
      description: 'x',
      notify_url: 'http://merchant.test/n',
      amount: { total: 1, currency: 'CNY' },
      [field]: text,
    });
    expect((await send('POST', '/v3/pay/transactions/native', body('1', fits))).status).toBe(200);
    expect((await send('POST', '/v3/pay/transactions/native', body('2', long))).body['code']).toBe('PARAM_ERROR');
  });

  it('WeChat: a refund reason of 38 Chinese letters, 114 bytes', async () => {
    const refund = (reason: string) =>
      wechatClient(bench)('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: 'NOSUCHORDER1',
        out_refund_no: 'R1',
        reason,
        amount: { refund: 1, total: 1, currency: 'CNY' },
      });
    expect((await refund('退'.repeat(38))).body['code']).toBe('PARAM_ERROR');
    expect((await refund('退'.repeat(26) + 'ab')).body['code']).toBe('RESOURCE_NOT_EXISTS');
  });

  it('Alipay: a subject of 129 emoji, 258 units of UTF-16', async () => {
    const precreate = (subject: string) =>
      alipayClient(bench)('alipay.trade.precreate', { out_trade_no: 'LIMIT' + subject.length, total_amount: '0.01', subject });
    expect((await precreate('😀'.repeat(128))).body['code']).toBe('10000');
    expect((await precreate('😀'.repeat(129))).body['sub_code']).toBe('ACQ.INVALID_PARAMETER');
  });
});
