/** The official alipay-sdk with nothing changed but address and keys; it verifies every answer. */
import { AlipaySdk } from 'alipay-sdk';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import { realWorld } from '../../testing/real-world.ts';
import type { Bench } from '../../testing/bench.ts';
import type { World } from '../../../protocol/world.ts';

let bench: Bench<World>;
beforeEach(async () => {
  bench = await startBench({ world: realWorld, settings: { alipay: { notify_first_ms: 1 } } });
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

function client(mode: 'key' | 'certificate'): AlipaySdk {
  const { alipay } = bench.manifest;
  const keys =
    mode === 'key'
      ? { alipayPublicKey: bench.file(alipay.alipay_public_key_base64_file) }
      : {
          appCertPath: alipay.app_certificate_file,
          alipayPublicCertPath: alipay.alipay_certificate_file,
          alipayRootCertPath: alipay.alipay_root_certificate_file,
        };
  return new AlipaySdk({
    appId: alipay.app_id,
    gateway: alipay.gateway_url,
    privateKey: bench.file(alipay.app_private_key_base64_file),
    keyType: 'PKCS8',
    ...keys,
  });
}

async function call(sdk: AlipaySdk, method: string, biz: object): Promise<Record<string, unknown>> {
  const params = { notifyUrl: 'http://merchant.test/alipay?x=1', bizContent: biz };
  return (await sdk.exec(method, params, { validateSign: true })) as unknown as Record<string, unknown>;
}

for (const mode of ['key', 'certificate'] as const) {
  test(`precreates, queries, is paid and notified, refunds, closes, in ${mode} mode`, async () => {
    const sdk = client(mode);
    const out_trade_no = 'STOCKALI001';
    const made = await call(sdk, 'alipay.trade.precreate', {
      out_trade_no,
      total_amount: '19.90',
      subject: '电视点播-测试',
    });
    expect(made).toMatchObject({ code: '10000', outTradeNo: out_trade_no });
    expect(made['qrCode']).toMatch(/^https:\/\/qr\.alipay\.com\/bav/);
    expect(await call(sdk, 'alipay.trade.query', { out_trade_no })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_NOT_EXIST',
    });
    await bench.control('POST', '/control/pay', { code: made['qrCode'], user: 'zhongzhong' });
    expect(await call(sdk, 'alipay.trade.query', { out_trade_no })).toMatchObject({
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '19.90',
    });
    await expect.poll(() => bench.posted.length).toBe(1);
    const notice = Object.fromEntries(new URLSearchParams(bench.posted[0]!.body));
    expect(sdk.checkNotifySignV2(notice)).toBe(true);
    expect(sdk.checkNotifySignV2({ ...notice, total_amount: '19.91' })).toBe(false);
    expect(notice).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      total_amount: '19.90',
      seller_id: bench.manifest.alipay.seller_id,
    });
    const back = { out_trade_no, refund_amount: '4.90', out_request_no: 'R1' };
    expect(await call(sdk, 'alipay.trade.refund', back)).toMatchObject({
      code: '10000',
      fundChange: 'Y',
      refundFee: '4.90',
    });
    expect(await call(sdk, 'alipay.trade.refund', back)).toMatchObject({
      code: '10000',
      fundChange: 'N',
      refundFee: '4.90',
    });
    const asked = { out_trade_no, out_request_no: 'R1' };
    expect(await call(sdk, 'alipay.trade.fastpay.refund.query', asked)).toMatchObject({
      refundStatus: 'REFUND_SUCCESS',
      refundAmount: '4.90',
    });
    expect(await call(sdk, 'alipay.trade.close', { out_trade_no })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_STATUS_ERROR',
    });
  });
}

test('a merchant with another key is refused, with a signed answer', async () => {
  const { alipay, wechat } = bench.manifest;
  const privateKey = bench.file(wechat.merchant_private_key_file);
  const sdk = new AlipaySdk({
    appId: alipay.app_id,
    gateway: alipay.gateway_url,
    privateKey: privateKey.replace(/-----.*-----|\n/g, ''),
    keyType: 'PKCS8',
    alipayPublicKey: bench.file(alipay.alipay_public_key_base64_file),
  });
  expect(await call(sdk, 'alipay.trade.query', { out_trade_no: 'X1' })).toMatchObject({
    code: '40002',
    subCode: 'isv.invalid-signature',
  });
});

test('half a certificate mode is refused', async () => {
  const { alipay } = bench.manifest;
  const sdk = new AlipaySdk({
    appId: alipay.app_id,
    gateway: alipay.gateway_url,
    privateKey: bench.file(alipay.app_private_key_base64_file),
    keyType: 'PKCS8',
    appCertPath: alipay.alipay_certificate_file,
    alipayPublicCertPath: alipay.alipay_certificate_file,
    alipayRootCertPath: alipay.alipay_root_certificate_file,
  });
  expect(await call(sdk, 'alipay.trade.query', { out_trade_no: 'X1' })).toMatchObject({
    code: '40002',
    subCode: 'isv.invalid-cert-sn',
  });
});

for (const how of ['GET', 'POST'] as const) {
  test("wap.pay: the kit's page by " + how + ' leads to the payment on the phone; its absolute end counts', async () => {
    const sdk = client('key');
    const time_expire = new Date(Date.now() + 8 * 3_600_000 + 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const goods = { total_amount: '19.90', subject: '会员', product_code: 'QUICK_WAP_WAY', quit_url: 'http://m.test/' };
    const bizContent = { out_trade_no: 'WAP' + how, ...goods, time_expire };
    const page = sdk.pageExecute('alipay.trade.wap.pay', how, {
      bizContent,
      returnUrl: 'http://m.test/back',
      notifyUrl: 'http://merchant.test/n',
    });
    const action = /action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? page;
    const inputs = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"'),
    ]);
    const posted = how === 'POST' ? { method: 'POST', body: new URLSearchParams(inputs) } : {};
    const answer = await fetch(action, { redirect: 'manual', ...posted });
    const to = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, to.origin, to.searchParams.get('back')]).toEqual([302, bench.manifest.phone_url, 'http://m.test/back']);
    const code = to.searchParams.get('code') ?? '';
    expect(await bench.control('POST', '/control/pay', { code, user: 'lele' })).toMatchObject({ kind: 'paid' });
    const told = await call(sdk, 'alipay.trade.query', { out_trade_no: 'WAP' + how });
    expect(told).toMatchObject({ tradeStatus: 'TRADE_SUCCESS', totalAmount: '19.90' });
  });
}

test('wap.pay of another product, or without its signature, is refused on a page', async () => {
  const sdk = client('key');
  const bizContent = { out_trade_no: 'WAPX', total_amount: '19.90', subject: '会员', product_code: 'FACE_TO_FACE_PAYMENT' };
  const page = sdk.pageExecute('alipay.trade.wap.pay', 'GET', { bizContent });
  expect(await (await fetch(page, { redirect: 'manual' })).text()).toContain('product_code');
  expect(await (await fetch(page.replace(/sign=[^&]+/, 'sign=AAAA'), { redirect: 'manual' })).text()).toContain('invalid-signature');
});
