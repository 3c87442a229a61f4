import { createSign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../port.ts';
import { NOW_MS, NUMBER, alipay, answerText, config, kit, ok, signed, stranger } from './gateway.fixture.ts';
import type { Seen } from './gateway.fixture.ts';

const PAID = {
  code: '10000',
  msg: 'Success',
  out_trade_no: NUMBER,
  trade_no: 'T1',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '19.90',
  send_pay_date: '2025-01-01 00:02:59',
  link: 'http://a/b',
};
const INNER = JSON.stringify(PAID).replaceAll('/', '\\/');
const SIGN = signed(INNER);
const DOUBLED = INNER.replace('{', '{"total_amount":"0.01",');

const ask = (answer: (call: Seen) => string | Incoming) => kit(answer).channel.query(NUMBER);

describe('the request', () => {
  test('carries the common parameters in the address and the content in the body', async () => {
    const { channel, calls } = kit((call) => answerText(call.method, PAID));
    const evidence = await channel.query(NUMBER);
    const [call] = calls;
    expect(call?.raw.method).toBe('POST');
    expect(call?.raw.url.startsWith('https://gateway.test/gateway.do?app_id=2021000000000001&method=alipay.trade.query&')).toBe(true);
    expect(call?.raw.url).toContain('charset=utf-8');
    expect(call?.raw.url).toContain('timestamp=2025-01-01%2000%3A00%3A00');
    expect(call?.raw.body).toMatch(/^biz_content=%7B/);
    expect(call?.params).toMatchObject({ format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', version: '1.0' });
    expect(call?.params).not.toHaveProperty('notify_url');
    expect(call?.biz).toEqual({ out_trade_no: NUMBER });
    // The clock moves 1 ms a look: the evidence counts from just before the sending.
    expect(evidence).toMatchObject({ kind: 'paid', source: 'query', asked_at_ms: NOW_MS + 1 });
  });

  test('refunds may take longer', async () => {
    const { channel, calls } = kit((call) => answerText(call.method, { code: '20000' }));
    await channel.query(NUMBER);
    await channel.refund({
      channel_no: NUMBER,
      txn: 'T1',
      refund_channel_no: 'R',
      amount_fen: 1 as never,
      total_fen: 1 as never,
      reason: '',
    });
    expect(calls.map((call) => call.raw.timeout_ms)).toEqual([config.timeout_ms, config.refund_timeout_ms]);
  });
});

describe('an answer is believed when its exact text is signed', () => {
  const good: [string, string][] = [
    ['compact, slashes escaped', `{"alipay_trade_query_response":${INNER},"sign":"${SIGN}"}`],
    ['sign before', `{"sign":"${SIGN}","alipay_trade_query_response":${INNER}}`],
    ['certificate number before sign', `{"alipay_trade_query_response":${INNER},"alipay_cert_sn":"ab","sign":"${SIGN}"}`],
    ['certificate number after sign', `{"alipay_trade_query_response":${INNER},"sign":"${SIGN}","alipay_cert_sn":"ab"}`],
    ['blanks and lines around the colon', `{\n "alipay_trade_query_response" \n:\n\t${INNER}\n,\n"sign" : "${SIGN}"\n}`],
    ['slashes of the signature escaped', `{"alipay_trade_query_response":${INNER},"sign":"${SIGN.replaceAll('/', '\\/')}"}`],
  ];
  test.each(good)('%s', async (_name, body) => {
    expect(await ask(() => body)).toMatchObject({ kind: 'paid', txn: 'T1', amount_fen: 1990 });
  });

  test('a sign member inside the signed object does not confuse', async () => {
    const inner = JSON.stringify({ sign: 'xxx', note: '"sign":"', ...PAID });
    expect(await ask(() => `{"alipay_trade_query_response":${inner},"sign":"${signed(inner)}"}`)).toMatchObject({ kind: 'paid' });
  });

  const bad: [string, string | Incoming, string][] = [
    ['unsigned success', `{"alipay_trade_query_response":${INNER}}`, 'unsigned'],
    ['empty sign', `{"alipay_trade_query_response":${INNER},"sign":""}`, 'unsigned'],
    ['sign that is no text', `{"alipay_trade_query_response":${INNER},"sign":1}`, 'unsigned'],
    ['another key', answerText('alipay.trade.query', PAID, stranger.privateKey), 'bad-signature'],
    ['written again without the escapes', `{"alipay_trade_query_response":${JSON.stringify(PAID)},"sign":"${SIGN}"}`, 'bad-signature'],
    ['a stray character in the signature', `{"alipay_trade_query_response":${INNER},"sign":"${SIGN}\\n"}`, 'bad-signature'],
    ['the answer of another method', answerText('alipay.trade.close', PAID), 'no-response-member'],
    [
      'the member twice',
      `{"alipay_trade_query_response":{"code":"40004"},"alipay_trade_query_response":${INNER},"sign":"${SIGN}"}`,
      'unreadable',
    ],
    ['no object', `{"alipay_trade_query_response":"x","sign":"${signed('"x"')}"}`, 'no-response-member'],
    [
      'unsigned error_response',
      '{"error_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-app-id"}}',
      'unsigned',
    ],
    ['a page of a proxy', '<html>502</html>', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['an unknown result, whatever comes with it', answerText('alipay.trade.query', { ...PAID, code: '20000' }), 'unknown-20000'],
    ['not UTF-8', ok(Uint8Array.from([0x7b, 0xd6, 0xd0, 0x7d])), 'unreadable'],
    ['a member twice inside', `{"alipay_trade_query_response":${DOUBLED},"sign":"${signed(DOUBLED)}"}`, 'unreadable'],
    ['a good body under 500', ok(answerText('alipay.trade.query', PAID), 500), 'status-500'],
    ['a redirect', ok('', 302), 'status-302'],
    ['too often', ok('', 429), 'status-429'],
    ['no code', answerText('alipay.trade.query', { ...PAID, code: undefined }), 'unknown-'],
    ['a code that is a number', answerText('alipay.trade.query', { ...PAID, code: 10000 }), 'unknown-'],
  ];
  test.each(bad)('%s is silence', async (_name, body, why) => {
    expect(await ask(() => body)).toEqual({ kind: 'silent', source: 'query', asked_at_ms: NOW_MS + 1, why });
  });

  test.each([
    ['GBK', Buffer.from([0xb5, 0xe7, 0xca, 0xd3])],
    ['GBK whose second byte looks like an escape or a brace', Buffer.from([0x95, 0x5c, 0x81, 0x7d, 0x81, 0x7b, 0x81, 0x5b, 0x81, 0x7c])],
    ['UTF-8', Buffer.from('电视')],
  ])('an answer in %s is believed when its bytes are signed', async (_name, note) => {
    const inner = Buffer.concat([Buffer.from(INNER.slice(0, -1) + ',"note":"'), note, Buffer.from('"}')]);
    const sign = createSign('RSA-SHA256').update(inner).sign(alipay.privateKey, 'base64');
    const body = Buffer.concat([Buffer.from('{"alipay_trade_query_response":'), inner, Buffer.from(`,"sign":"${sign}"}`)]);
    expect(await ask(() => ok(body))).toMatchObject({ kind: 'paid', txn: 'T1', amount_fen: 1990 });
  });

  test('a network failure is silence, and its text, which may hold an address, stays out', async () => {
    const evidence = await ask(() => {
      throw new Error('connect ECONNREFUSED 10.1.2.3:443');
    });
    expect(evidence).toMatchObject({ kind: 'silent', why: 'Error' });
  });

  test('a signed error_response is read by its code', async () => {
    const inner = '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST"}';
    expect(await ask(() => `{"error_response":${inner},"sign":"${signed(inner)}"}`)).toMatchObject({ kind: 'absent' });
  });

  test('any byte of a signed answer changed: never money', async () => {
    const bytes = new TextEncoder().encode(answerText('alipay.trade.query', PAID));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ mask;
        const evidence = await ask(() => ok(changed));
        expect(evidence.kind).toBe('silent');
      }),
      { numRuns: 300 },
    );
  });

  test('nothing secret and no signature is logged', async () => {
    const { channel, logs } = kit(() => `{"alipay_trade_query_response":${INNER},"sign":"${signed('x', alipay.privateKey)}"}`);
    await channel.query(NUMBER);
    expect(logs).toEqual(['warn alipay-silent {"method":"alipay.trade.query","why":"bad-signature"}']);
  });
});
