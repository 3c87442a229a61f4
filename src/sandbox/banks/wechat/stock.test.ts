/** A stock client, wechatpay-axios-plugin, with nothing changed but address and keys. */
import { createSign } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import { realWorld } from '../../testing/real-world.ts';
import type { Bench } from '../../testing/bench.ts';
import type { World } from '../../../protocol/world.ts';

interface Chain {
  [name: string]: Chain & ((...args: unknown[]) => Promise<{ status: number; data: Record<string, never> }>);
}
const require = createRequire(import.meta.url);
const plugin = require('wechatpay-axios-plugin') as {
  Wechatpay: new (config: object) => { v3: Chain };
  Aes: { AesGcm: { decrypt(cipher: string, key: string, nonce: string, aad: string): string } };
  Formatter: { response(timestamp: string, nonce: string, body: string): string };
  Rsa: { verify(message: string, signature: string, key: string): boolean };
};

let bench: Bench<World>;
beforeEach(async () => {
  bench = await startBench({ world: realWorld, settings: { wechat: { refund_ms: 20, notify_first_ms: 1 } } });
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

function client(mode: 'public-key' | 'certificate'): Chain {
  const { wechat } = bench.manifest;
  const certs =
    mode === 'public-key'
      ? { [wechat.public_key_id]: bench.file(wechat.public_key_file) }
      : { [wechat.platform_serial]: bench.file(wechat.platform_certificate_file) };
  return new plugin.Wechatpay({
    baseURL: wechat.base_url + '/',
    mchid: wechat.mchid,
    serial: wechat.merchant_serial,
    privateKey: bench.file(wechat.merchant_private_key_file),
    certs,
  }).v3;
}

function body(out_trade_no: string): object {
  const { appid, mchid } = bench.manifest.wechat;
  return {
    appid,
    mchid,
    out_trade_no,
    description: '电视点播-测试',
    notify_url: 'http://merchant.test/n',
    amount: { total: 1990, currency: 'CNY' },
  };
}

async function pay(code: string): Promise<void> {
  expect(await bench.control('POST', '/control/pay', { code, user: 'lele' })).toMatchObject({
    kind: 'paid',
    amount_fen: 1990,
  });
}

for (const mode of ['public-key', 'certificate'] as const) {
  test(`prepays, queries, is paid and notified, refunds, in ${mode} mode`, async () => {
    await bench.control('POST', '/control/faults', { wechat: { answer: { key_mode: mode } } });
    const v3 = client(mode);
    const { mchid } = bench.manifest.wechat;
    const made = await v3['pay']!['transactions']!['native']!['post']!(body('STOCK0000001'));
    expect(made.data['code_url']).toMatch(/^weixin:\/\/wxpay\/bizpayurl\/up\?pr=/);
    const one = (v3['pay']!['transactions']!['outTradeNo'] as unknown as Chain)['$out_trade_no$']!;
    expect((await one['get']!({ params: { mchid }, out_trade_no: 'STOCK0000001' })).data).toMatchObject({
      trade_state: 'NOTPAY',
    });
    await pay(made.data['code_url']!);
    const paid = (await one['get']!({ params: { mchid }, out_trade_no: 'STOCK0000001' })).data;
    expect(paid).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 1990 }, mchid });
    await expect.poll(() => bench.posted.length).toBe(1);
    expect(readNotice(mode)).toMatchObject({ out_trade_no: 'STOCK0000001', transaction_id: paid['transaction_id'] });
    const wish = {
      out_trade_no: 'STOCK0000001',
      out_refund_no: 'R1',
      amount: { refund: 500, total: 1990, currency: 'CNY' },
    };
    expect((await v3['refund']!['domestic']!['refunds']!['post']!(wish)).data).toMatchObject({ status: 'PROCESSING' });
    const refund = (v3['refund']!['domestic']!['refunds'] as unknown as Chain)['$out_refund_no$']!;
    await expect.poll(async () => (await refund['get']!({ out_refund_no: 'R1' })).data['status']).toBe('SUCCESS');
    expect(await bench.control('GET', '/control/balance/wechat')).toMatchObject({ balance_fen: 1490 });
  });
}

function readNotice(mode: 'public-key' | 'certificate'): unknown {
  const { wechat } = bench.manifest;
  const { headers, body: text } = bench.posted[0]!;
  const key = bench.file(mode === 'public-key' ? wechat.public_key_file : wechat.platform_certificate_file);
  const message = plugin.Formatter.response(headers['Wechatpay-Timestamp']!, headers['Wechatpay-Nonce']!, text);
  expect(plugin.Rsa.verify(message, headers['Wechatpay-Signature']!, key)).toBe(true);
  const { resource } = JSON.parse(text) as { resource: { nonce: string; ciphertext: string; associated_data: string } };
  return JSON.parse(
    plugin.Aes.AesGcm.decrypt(resource.ciphertext, bench.file(wechat.api_v3_key_file), resource.nonce, resource.associated_data),
  );
}

test('closes with 204, and the code is dead', async () => {
  const v3 = client('public-key');
  const { mchid } = bench.manifest.wechat;
  const made = await v3['pay']!['transactions']!['native']!['post']!(body('STOCK0000002'));
  const one = (v3['pay']!['transactions']!['outTradeNo'] as unknown as Chain)['$out_trade_no$']!;
  const closed = await (one['close'] as unknown as Chain)['post']!({ mchid }, { out_trade_no: 'STOCK0000002' });
  expect(closed.status).toBe(204);
  expect(await bench.control('POST', '/control/pay', { code: made.data['code_url'], user: 'lele' })).toMatchObject({
    kind: 'refused',
    reason: 'closed',
  });
});

test('fetches and decrypts the platform certificate in certificate mode only', async () => {
  const v3 = client('certificate');
  await expect(v3['certificates']!['get']!()).rejects.toMatchObject({ response: { status: 404 } });
  await bench.control('POST', '/control/faults', { wechat: { answer: { key_mode: 'certificate' } } });
  const { data } = (await v3['certificates']!['get']!()).data as unknown as {
    data: { serial_no: string; encrypt_certificate: { nonce: string; ciphertext: string; associated_data: string } }[];
  };
  const sealed = data[0]!.encrypt_certificate;
  const { wechat } = bench.manifest;
  const pem = plugin.Aes.AesGcm.decrypt(sealed.ciphertext, bench.file(wechat.api_v3_key_file), sealed.nonce, sealed.associated_data);
  expect(data[0]!.serial_no).toBe(wechat.platform_serial);
  expect(pem).toBe(bench.file(wechat.platform_certificate_file));
});

test('a merchant with another key is refused', async () => {
  const { wechat, alipay } = bench.manifest;
  const v3 = new plugin.Wechatpay({
    baseURL: wechat.base_url + '/',
    mchid: wechat.mchid,
    serial: wechat.merchant_serial,
    privateKey: bench.file(alipay.app_private_key_file),
    certs: { [wechat.public_key_id]: bench.file(wechat.public_key_file) },
  }).v3;
  const refused = v3['pay']!['transactions']!['native']!['post']!(body('STOCK0000003'));
  await expect(refused).rejects.toMatchObject({ response: { status: 401, data: { code: 'SIGN_ERROR' } } });
});

test('JSAPI: a payer signs in, prepays with the same app, and the bridge takes what the merchant signed', async () => {
  const { wechat, browser_url } = bench.manifest;
  const ask = {
    appid: wechat.service_appid,
    redirect_uri: 'http://127.0.0.1:1/s/o/wechat',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc',
  };
  const go = await fetch(wechat.authorize_url + '?' + new URLSearchParams(ask).toString(), {
    redirect: 'manual',
    headers: { cookie: 'user=lele' },
  });
  const back = new URL(go.headers.get('location') ?? '');
  expect([back.origin, back.pathname, back.searchParams.get('state')]).toEqual(['http://127.0.0.1:1', '/s/o/wechat', 'abc']);
  const token = async () => {
    const trade = {
      appid: wechat.service_appid,
      secret: bench.file(wechat.app_secret_file).trim(),
      code: back.searchParams.get('code') ?? '',
      grant_type: 'authorization_code',
    };
    return (await (await fetch(wechat.token_url + '?' + new URLSearchParams(trade).toString())).json()) as {
      openid?: string;
      errcode?: number;
    };
  };
  const { openid } = await token();
  expect([openid, (await token()).errcode]).toEqual([expect.stringMatching(/^o/), 40163]);

  const wx = client('public-key');
  const native = body('STOCKJSAPI1') as { appid: string };
  const wrong = await wx['pay']!['transactions']!['jsapi']!['post']!({ ...native, payer: { openid } }).catch(
    (error: { response: { status: number } }) => error.response,
  );
  expect(wrong.status).toBe(400);
  const made = await wx['pay']!['transactions']!['jsapi']!['post']!({ ...native, appid: wechat.service_appid, payer: { openid } });
  const prepay_id = String(made.data['prepay_id']);
  expect(prepay_id).toMatch(/^wx\w+$/);

  const bridge = async (over: { [name: string]: string } = {}, page = 'http://127.0.0.1:1/s/CODE') => {
    const timeStamp = String(Math.floor(Date.now() / 1000));
    const signed = [wechat.service_appid, timeStamp, 'nonce', 'prepay_id=' + prepay_id, ''].join('\n');
    const paySign = createSign('RSA-SHA256').update(signed).sign(bench.file(wechat.merchant_private_key_file), 'base64');
    const params = {
      appId: wechat.service_appid,
      timeStamp,
      nonceStr: 'nonce',
      package: 'prepay_id=' + prepay_id,
      signType: 'RSA',
      paySign,
      ...over,
    };
    const answer = await fetch(browser_url + '/__bridge', {
      method: 'POST',
      headers: { cookie: 'sandbox_as=wechat; user=lele' },
      body: JSON.stringify({ name: 'getBrandWCPayRequest', params, page }),
    });
    return (await answer.json()) as { kind?: string; problem?: string };
  };
  expect(await bridge()).toMatchObject({ kind: 'payable', amount_fen: 1990 });
  // The bare id as an app signs it, another app, and a page outside of the registered directories.
  expect((await bridge({ package: prepay_id })).problem).toContain('prepay_id');
  expect((await bridge({ appId: wechat.appid })).problem).toContain('不一致');
  expect((await bridge({ nonceStr: 'other' })).problem).toContain('签名失败');
  expect((await bridge({}, 'http://127.0.0.1:1/pay')).problem).toContain('未注册');

  await bench.control('POST', '/control/pay', { code: prepay_id, user: 'zhongzhong' });
  await bench.control('POST', '/control/pay', { code: prepay_id, user: 'lele' });
  const one = (wx['pay']!['transactions']!['outTradeNo'] as unknown as Chain)['$out_trade_no$']!;
  const paid = await one['get']!({ params: { mchid: wechat.mchid }, out_trade_no: 'STOCKJSAPI1' });
  expect(paid.data).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'JSAPI', appid: wechat.service_appid, payer: { openid } });
});
