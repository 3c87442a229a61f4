import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import type { PrepayInput } from '../port.ts';
import { config, DONE, failure, NOW_MS, NUMBER, says } from './gateway.fixture.ts';
import { bodyText, goodsName, prepayBody } from './pay.ts';

const INPUT: PrepayInput = {
  channel_no: NUMBER,
  amount_fen: fen(1990),
  subject: '电视点播-测试',
  created_at_ms: NOW_MS,
  not_after_ms: NOW_MS + 60_000,
  channel_expires_at_ms: NOW_MS + 600_000,
  box_id: '8835:12 ab',
};

const bodyOf = (over: Partial<PrepayInput>): { [name: string]: string } => JSON.parse(prepayBody(config, { ...INPUT, ...over }));

describe('the content', () => {
  test('is this, to the byte', () => {
    expect(prepayBody(config, INPUT)).toBe(
      `{"out_trade_no":"${NUMBER}","mer_id":"020000000001","mer_prtcl_no":"0200000000010201","access_type":"6","cur_type":"001",` +
        '"amount":"1990","icbc_appid":"10000000000000000001","mer_url":"https://pay.example.com/callbacks/icbc","expire_time":"540",' +
        '"notify_type":"HS","result_type":"0","order_date":"2025-01-01 00:00:00","goods_name":"电视点播-测试","body":"电视点播-测试"}',
    );
  });

  test.each([
    ['the whole life', 600_000, 60_000, '540'],
    ['sent at once or never', 600_000, 0, '600'],
    ['half seconds are left out', 600_999, 60_000, '540'],
    ['never shorter than a minute', 60_000, 60_000, '60'],
  ])('counted from receipt it ends by channel_expires_at_ms: %s', (_name, expires, not_after, expire_time) => {
    const times = { channel_expires_at_ms: NOW_MS + expires, not_after_ms: NOW_MS + not_after };
    expect(bodyOf(times)['expire_time']).toBe(expire_time);
    // At the latest a minute after it, where the attempt itself is short: the core looks for two more. Source: docs/money.md 3.
    const late_ms = not_after + Number(expire_time) * 1000 - expires;
    expect(late_ms).toBeLessThanOrEqual(expires > 60_000 ? 0 : 60_000);
  });

  test('any subject becomes one that fits', () => {
    expect(goodsName('一二三四五六七八九十一二三四五六七八九十一')).toBe('一二三四五六七八九十一二三四五六七八九十');
    expect(goodsName('a\nb\u0000c\ud800d')).toBe('a b c\ufffdd');
    expect(bodyText('汉'.repeat(43))).toBe('汉'.repeat(42));
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (subject) => {
        expect(goodsName(subject).length).toBeLessThanOrEqual(20);
        expect(Buffer.byteLength(bodyText(subject))).toBeLessThanOrEqual(128);
        for (const text of [goodsName(subject), bodyText(subject)]) expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the answer', () => {
  const OK = { ...DONE, codeUrl: 'https://mobile.icbc.com.cn/qr/abc', supportAppType: '1010' };
  const ask = (fields: object) => says(fields).channel.prepay(NUMBER, prepayBody(config, INPUT));

  test('is a code to show, and the stored bytes were sent', async () => {
    const { channel, calls } = says(OK);
    const body = prepayBody(config, INPUT);
    expect(await channel.prepay(NUMBER, body)).toEqual({ kind: 'ready', asked_at_ms: NOW_MS + 2, qr_text: OK.codeUrl });
    await channel.prepay(NUMBER, body);
    expect(calls.map((call) => call.params['biz_content'])).toEqual([body, body]);
    expect(calls[0]?.path).toBe('/api/cardbusiness/qrcode/consumption/V1');
  });

  test.each<[string, object, object]>([
    ['without a code', { ...OK, codeUrl: undefined }, { kind: 'silent', why: 'no-code' }],
    ['about another number', { ...OK, out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-order' }],
    ['the number is known: never refused', failure('00005031'), { kind: 'pending' }],
    ['the number is known, as a number', failure(5031), { kind: 'pending' }],
    ['a field', failure(400011), { kind: 'refused', reason: 'channel', code: '400011' }],
    ['our signature', failure('400017'), { kind: 'refused', reason: 'channel', code: '400017' }],
    ['our encoding', failure(85502), { kind: 'refused', reason: 'channel', code: '85502' }],
    ['a code that is not listed', failure(500018), { kind: 'silent', why: 'code-500018' }],
    ['below 0', failure(-1), { kind: 'silent', why: 'unknown-1' }],
  ])('%s', async (_name, fields, expected) => {
    expect(await ask(fields)).toMatchObject({ source: 'answer', asked_at_ms: NOW_MS + 2, ...expected });
  });
});
