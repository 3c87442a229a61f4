import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench } from '../../testing/card-bench.ts';
import type { CardAnswer, Form, UnionpayClient } from '../../testing/unionpay-client.ts';

let bench: Bench;
let client: UnionpayClient;
let order: CardBench['order'];
let sms: CardBench['sms'];
let smsCode: CardBench['smsCode'];
beforeEach(async () => {
  ({ bench, client, order, sms, smsCode } = await startCardBench());
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const code = (answer: CardAnswer): string | undefined => answer.fields['respCode'];
const settings = (unionpay: object) => bench.control('POST', '/control/settings', { unionpay });

describe('what the merchant gets', () => {
  const signer = async (): Promise<string> => {
    const { fields, verified } = await client.send('query', { orderId: 'SIGN00000001' });
    expect(verified).toBe(true);
    return /CN=[^@]*@[^@]*@([^@\n]*)/.exec(new X509Certificate(fields['signPubKeyCert'] ?? '').subject)?.[1] ?? '';
  };

  test('a signer of the name that kits accept, or of another by the settings', async () => {
    expect(await signer()).toBe('中国银联股份有限公司');
    expect(bench.manifest.unionpay.sign_subject).toBe('中国银联股份有限公司');
    await settings({ signer_name: '00040000:SIGN' });
    expect(await signer()).toBe('00040000:SIGN');
    await settings({ signer_name: '中国银联股份有限公司' });
    expect(await signer()).toBe('中国银联股份有限公司');
  });

  test('its key and certificate in one .pfx', () => {
    const { sign_pfx_file, sign_pfx_password } = bench.manifest.unionpay;
    const pfx = readFileSync(sign_pfx_file);
    expect(() => createSecureContext({ pfx, passphrase: sign_pfx_password })).not.toThrow();
    expect(statSync(sign_pfx_file).mode & 0o077).toBe(0);
  });
});

describe('the gateway', () => {
  const try_ = (own: Form, spoil?: (form: Form) => void) =>
    client.send('query', { orderId: 'GATE00000001', ...own }, spoil ? { spoil } : {});

  test.each<[string, Form, ((form: Form) => void) | undefined, string]>([
    ['a signature over something else', {}, (form) => (form['orderId'] = 'GATE00000002'), '11'],
    ['no signature', {}, (form) => delete form['signature'], '13'],
    ['an unknown certId', { certId: '1' }, undefined, '11'],
    ['another merchant', { merId: '777290058000000' }, undefined, '31'],
    ['version 5.0.0', { version: '5.0.0' }, undefined, '10'],
    ['GBK', { encoding: 'GBK' }, undefined, '10'],
    ['signMethod 11', { signMethod: '11' }, undefined, '10'],
    ['accessType 1', { accessType: '1' }, undefined, '10'],
    ['channelType 01', { channelType: '01' }, undefined, '10'],
    ['an order number with a hyphen', { orderId: 'GATE-0000001' }, undefined, '10'],
    ['no time', { txnTime: '20250230120000' }, undefined, '10'],
    ['no bizType', { bizType: '' }, undefined, '13'],
    ['another business', { bizType: '000501' }, undefined, '32'],
    ['another type', { txnType: '99' }, undefined, '10'],
  ])('refuses %s', async (_what, own, spoil, expected) => {
    const answer = await try_(own, spoil);
    expect([code(answer), answer.verified]).toEqual([expected, true]);
    expect(answer.fields['respMsg']).toMatch(/\[\d{7}\]$/);
  });

  test.each<[string, Form, string]>([
    ['a block with & and = in it', { reserved: '{a=1&b=[c&d=2]}' }, '34'],
    ['a list with & and = in it', { reserved: '[a&b=1]' }, '34'],
    ['a value that hides a field', { reserved: 'x&txnAmt=1' }, '10'],
    ['a bracket that only the next field closes', { reserved: '[x', termId: '1&merId=2]' }, '10'],
  ])('may be cut in one way only: %s', async (_what, own, expected) => {
    expect(code(await try_(own))).toBe(expected);
  });

  test('blank fields count as sent: signed they pass, unsigned they do not', async () => {
    expect(code(await try_({}, (form) => (form['reserved'] = '')))).toBe('11');
  });

  test('wants what each request needs, and a txnTime of now', async () => {
    const one = order();
    expect(code(await sms(one, { txnAmt: '' }))).toBe('13');
    expect(code(await sms(one, { orderId: '' }))).toBe('13');
    expect(code(await sms(one, { txnTime: '20250601112900' }))).toBe('10');
    expect(code(await sms(one, { txnTime: '20250601113000' }))).toBe('00');
    expect(code(await sms(one, { currencyCode: '840' }))).toBe('10');
    expect(code(await sms(one, { txnAmt: '19.90' }))).toBe('10');
  });

  test('each endpoint takes its own', async () => {
    expect(code(await client.send('query', { orderId: 'GATE00000003' }, { path: '/gateway/api/backTransReq.do' }))).toBe('10');
    expect(code(await client.send('file', { settleDate: '0531', fileType: '00' }, { path: '/gateway/api/backTransReq.do' }))).toBe('10');
    expect((await client.send('consume', {}, { path: '/gateway/api/frontTransReq.do' })).raw).not.toContain('=');
  });

  test('over its limit a plain sentence comes, with status 200 and nothing done', async () => {
    await settings({ max_tps: 1 });
    expect(code(await try_({}))).toBe('34');
    const one = order();
    const { raw, fields } = await sms(one);
    expect(raw).toMatch(/^[A-Z][a-z ,]+\.$/i);
    expect(fields).toEqual({});
    expect(await smsCode(one.orderId)).toBe('000000');
    await bench.world.advance(1000);
    expect(code(await sms(one))).toBe('00');
  });
});
