import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDecipheriv, createVerify } from 'node:crypto';
import { alipayClient } from '../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let bench: Bench;
/** Times of the callbacks' sendings, in ms after the payment. */
let times: number[];
let start_ms: number;
beforeEach(async () => {
  bench = await startBench({ settings: { wechat: { notify_first_ms: 0 }, alipay: { notify_first_ms: 0 } } });
  times = [];
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

async function payWechat(number: string): Promise<void> {
  const { appid, mchid } = bench.manifest.wechat;
  const body = {
    appid,
    mchid,
    out_trade_no: number,
    description: 'd',
    notify_url: 'http://merchant.test/n',
    amount: { total: 1990 },
  };
  const code = (await wechatClient(bench)('POST', '/v3/pay/transactions/native', body)).body['code_url'];
  await bench.control('POST', '/control/pay', { code, user: 'lele' });
}

async function payAlipay(number: string): Promise<void> {
  const biz = { out_trade_no: number, total_amount: '19.90', subject: 'd' };
  const code = (await alipayClient(bench)('alipay.trade.precreate', biz)).body['qr_code'];
  await bench.control('POST', '/control/pay', { code, user: 'lele' });
}

function answerAs(answer: (n: number) => Response | 'hang'): void {
  start_ms = bench.world.now();
  bench.merchant.answer = () => {
    times.push(bench.world.now() - start_ms);
    return answer(times.length);
  };
}

function opened(n: number): { amount: { total: number } } {
  const { wechat } = bench.manifest;
  const { resource } = JSON.parse(bench.posted[n]!.body) as {
    resource: { nonce: string; ciphertext: string; associated_data: string };
  };
  const bytes = Buffer.from(resource.ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', bench.file(wechat.api_v3_key_file), resource.nonce);
  decipher.setAAD(Buffer.from(resource.associated_data)).setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString()) as {
    amount: { total: number };
  };
}

function wechatGood(n: number): boolean {
  const { headers, body } = bench.posted[n]!;
  const text = `${headers['Wechatpay-Timestamp']}\n${headers['Wechatpay-Nonce']}\n${body}\n`;
  const key =
    headers['Wechatpay-Serial'] === bench.manifest.wechat.public_key_id ? bench.file(bench.manifest.wechat.public_key_file) : undefined;
  return (
    !!key &&
    createVerify('RSA-SHA256')
      .update(text)
      .verify(key, headers['Wechatpay-Signature'] ?? '', 'base64')
  );
}

const notify = (channel: string, faults: object) => bench.control('POST', '/control/faults', { [channel]: { notify: faults } });
const notices = () => bench.control<{ state: string; sent: number; answers: string[] }[]>('GET', '/control/notices');

describe('WeChat', () => {
  test('repeats by its list, 16 sendings in all, under one id, and gives up', async () => {
    answerAs(() => new Response('no', { status: 500 }));
    await payWechat('NOTE000001');
    await bench.world.advance(2 * DAY);
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    const [s, m, h] = [1000, MINUTE, 60 * MINUTE];
    expect(gaps).toEqual([
      15 * s,
      15 * s,
      30 * s,
      3 * m,
      10 * m,
      20 * m,
      30 * m,
      30 * m,
      30 * m,
      60 * m,
      3 * h,
      3 * h,
      3 * h,
      6 * h,
      6 * h,
    ]);
    expect(await notices()).toMatchObject([{ state: 'given up', sent: 16 }]);
    const ids = bench.posted.map((one) => (JSON.parse(one.body) as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(bench.posted.map((one) => one.headers['Wechatpay-Signature'])).size).toBe(16);
    expect(wechatGood(15)).toBe(true);
  });

  test.each([200, 204])('%i is an acceptance, whatever the body', async (status) => {
    answerAs(() => new Response(status === 204 ? null : '{"code":"FAIL"}', { status }));
    await payWechat('NOTE000002');
    await bench.world.advance(DAY);
    expect(times).toEqual([0]);
    expect(await notices()).toMatchObject([{ state: 'delivered' }]);
  });

  test('silence for five seconds is a failure', async () => {
    answerAs((n) => (n === 1 ? 'hang' : new Response('ok')));
    await payWechat('NOTE000003');
    await bench.world.advance(MINUTE);
    expect(times).toEqual([0, 20_000]);
  });

  test('faults: lost, doubled, late', async () => {
    answerAs(() => new Response('ok'));
    await notify('wechat', { drop: 1, duplicate: 2, delay_ms: 7000 });
    await payWechat('NOTE000004');
    await bench.world.advance(MINUTE);
    expect(times).toEqual([22_000, 22_000, 22_000]);
    expect(bench.posted[0]).toEqual(bench.posted[2]);
  });

  test('faults: a probe, a foreign serial and a changed body come badly signed, then the good one', async () => {
    answerAs((n) => new Response('', { status: n < 4 ? 401 : 200 }));
    await notify('wechat', { signtest: 1 });
    await payWechat('NOTE000005');
    await bench.world.advance(1);
    expect(bench.posted[0]!.headers['Wechatpay-Signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    await notify('wechat', { unknown_serial: 1 });
    await bench.world.advance(15_000);
    await notify('wechat', { tamper: 1 });
    await bench.world.advance(DAY);
    expect([0, 1, 2, 3].map(wechatGood)).toEqual([false, false, false, true]);
    expect(bench.posted).toHaveLength(4);
  });

  test('faults: a wrong amount is signed well', async () => {
    answerAs(() => new Response('ok'));
    await notify('wechat', { wrong_amount: 1, wrong_amount_fen: 1 });
    await payWechat('NOTE000006');
    await bench.world.advance(1);
    expect(wechatGood(0)).toBe(true);
    expect(opened(0)).toMatchObject({ amount: { total: 1 }, out_trade_no: 'NOTE000006' });
  });

  test('faults: one is overtaken by the next', async () => {
    answerAs(() => new Response('ok'));
    await notify('wechat', { reorder: 1 });
    await payWechat('NOTE000007');
    await bench.world.advance(1000);
    await payWechat('NOTE000008');
    await bench.world.advance(1000);
    expect([opened(0), opened(1)]).toMatchObject([{ out_trade_no: 'NOTE000008' }, { out_trade_no: 'NOTE000007' }]);
  });
});

describe('Alipay', () => {
  test('repeats by its list, 8 sendings in all, under one notify_id', async () => {
    answerAs(() => new Response('SUCCESS'));
    await payAlipay('NOTE1');
    await bench.world.advance(3 * DAY);
    const [m, h] = [MINUTE, 60 * MINUTE];
    expect(times.slice(1).map((at, i) => at - times[i]!)).toEqual([4 * m, 10 * m, 10 * m, h, 2 * h, 6 * h, 15 * h]);
    expect(new Set(bench.posted.map((one) => new URLSearchParams(one.body).get('notify_id'))).size).toBe(1);
  });

  test.each(['success\n', 'Success', '"success"', '', 'fail'])('%j is no acceptance', async (text) => {
    answerAs((n) => new Response(n === 1 ? text : 'success'));
    await payAlipay('NOTE2');
    await bench.world.advance(DAY);
    expect(times).toEqual([0, 4 * MINUTE]);
  });

  test('nor is success with another status', async () => {
    answerAs((n) => new Response('success', { status: n === 1 ? 201 : 200 }));
    await payAlipay('NOTE3');
    await bench.world.advance(DAY);
    expect(times).toHaveLength(2);
  });

  test('faults: wrong amount, wrong seller, changed after signing', async () => {
    answerAs((n) => new Response(n < 3 ? 'fail' : 'success'));
    const good = (n: number): boolean => {
      const form = [...new URLSearchParams(bench.posted[n]!.body)];
      const text = form
        .filter(([name]) => name !== 'sign' && name !== 'sign_type')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map((pair) => pair.join('='))
        .join('&');
      const sign = new URLSearchParams(bench.posted[n]!.body).get('sign') ?? '';
      return createVerify('RSA-SHA256').update(text).verify(bench.file(bench.manifest.alipay.alipay_public_key_file), sign, 'base64');
    };
    await notify('alipay', { wrong_amount: 1, wrong_amount_fen: 5 });
    await payAlipay('NOTE4');
    await bench.world.advance(1);
    await notify('alipay', { wrong_seller: 1 });
    await bench.world.advance(4 * MINUTE);
    await notify('alipay', { tamper: 1 });
    await bench.world.advance(DAY);
    const told = bench.posted.map((one) => new URLSearchParams(one.body));
    expect(told[0]!.get('total_amount')).toBe('0.05');
    expect(told[1]!.get('seller_id')).not.toBe(bench.manifest.alipay.seller_id);
    expect([0, 1, 2].map(good)).toEqual([true, true, false]);
  });
});
