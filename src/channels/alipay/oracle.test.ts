/** Alipay's own kit as a second opinion on signatures; tests only. */
import { AlipaySdk } from 'alipay-sdk';
import { describe, expect, test } from 'vitest';
import { signRsaSha256 } from '../shared/rsa.ts';
import { NUMBER, TRADE_NOTICE, alipay, answerText, config, form, kit, merchant, notice, pem, signed, stranger } from './gateway.fixture.ts';
import { requestText } from './signed-text.ts';

const bare = (text: string): string => text.replace(/-----[^-]+-----|\s/g, '');
const kitOf = (alipayPublicKey: string): AlipaySdk =>
  new AlipaySdk({ appId: config.app_id, privateKey: bare(pem(merchant.privateKey)), keyType: 'PKCS8', alipayPublicKey });
const sdk = kitOf(bare(pem(alipay.publicKey)));

const fieldsOf = (query: string): { [name: string]: string } =>
  Object.fromEntries(
    query.split('&').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    }),
  );

describe('requests', () => {
  test.each([
    ['alipay.trade.precreate', { out_trade_no: NUMBER, total_amount: '19.90', subject: '电视点播 ＆ "引号" 100%+😀' }],
    ['alipay.trade.query', { out_trade_no: NUMBER }],
    ['alipay.trade.refund', { out_trade_no: NUMBER, refund_amount: '4.90', out_request_no: 'R1', refund_reason: '多付' }],
  ])('%s gets the same signature from both', async (method, bizContent) => {
    const theirs = fieldsOf(sdk.sdkExecute(method, { bizContent, notify_url: config.notify_url }, { bizContentAutoSnakeCase: false }));
    const { sign, ...params } = theirs;
    expect(params['biz_content']).toBe(JSON.stringify(bizContent));
    expect(await signRsaSha256(merchant.privateKey, requestText(params))).toBe(sign);
  });
});

describe('answers', () => {
  const method = 'alipay.trade.query';
  const fields = {
    code: '10000',
    out_trade_no: NUMBER,
    trade_no: 'T1',
    total_amount: '1.00',
    trade_status: 'TRADE_SUCCESS',
    url: 'http://x/y',
  };
  const inner =
    '{ "sign":"xxx" ,\n"code":"10000","out_trade_no":"' +
    NUMBER +
    '","trade_no":"T1","total_amount":"1.00","trade_status":"TRADE_SUCCESS"}';
  const bodies: [string, string, boolean][] = [
    ['compact', answerText(method, fields), true],
    ['blanks around the colon and an inner sign', `{"alipay_trade_query_response" \n:\n ${inner} ,\n "sign":"${signed(inner)}"}`, true],
    ['another key', answerText(method, fields, stranger.privateKey), false],
    ['changed afterwards', answerText(method, fields).replace('1.00', '9.00'), false],
  ];
  test.each(bodies)('%s: both say the same', async (_name, body, good) => {
    const theirs = (): void => sdk.checkResponseSign(body, 'alipay_trade_query_response', (JSON.parse(body) as { sign: string }).sign, 't');
    if (good) expect(theirs).not.toThrow();
    else expect(theirs).toThrow();
    const evidence = await kit(() => body).channel.query(NUMBER);
    expect(evidence.kind).toBe(good ? 'paid' : 'silent');
  });
});

describe('notices', () => {
  const reading = (body: Uint8Array) => kit(() => '').channel.readCallback({ headers: {}, body });
  const fields = (body: Uint8Array) => Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));

  test.each<[string, Uint8Array, boolean]>([
    ['as sent', notice(TRADE_NOTICE), true],
    ['with an empty value', notice({ ...TRADE_NOTICE, body: '' }), true],
    ['changed afterwards', form({ ...fields(notice(TRADE_NOTICE)), total_amount: '0.01' }), false],
    ['another key', notice(TRADE_NOTICE, stranger.privateKey), false],
  ])('%s: both say the same', async (_name, body, good) => {
    expect(sdk.checkNotifySignV2(fields(body))).toBe(good);
    expect((await reading(body)).kind).toBe(good ? 'payment' : 'rejected');
  });
});
