import { createHash, createSign } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { wechatClient } from '../../testing/wechat-client.ts';

const HOUR = 3_600_000;

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

async function payWechat(number: string, description: string): Promise<void> {
  const { appid, mchid } = bench.manifest.wechat;
  const body = {
    appid,
    mchid,
    out_trade_no: number,
    description,
    notify_url: 'http://merchant.test/n',
    amount: { total: 1990 },
  };
  const code = (await wechatClient(bench)('POST', '/v3/pay/transactions/native', body)).body['code_url'];
  await bench.control('POST', '/control/pay', { code, user: 'lele' });
}

async function download(url: string): Promise<{ bytes: Buffer; head: Headers }> {
  const target = url.slice(bench.manifest.wechat.base_url.length);
  const { wechat } = bench.manifest;
  const timestamp = String(bench.world.now() / 1000);
  const signature = createSign('RSA-SHA256')
    .update(`GET\n${target}\n${timestamp}\nN${timestamp}\n\n`)
    .sign(bench.file(wechat.merchant_private_key_file), 'base64');
  const Authorization = `WECHATPAY2-SHA256-RSA2048 mchid="${wechat.mchid}",nonce_str="N${timestamp}",timestamp="${timestamp}",serial_no="${wechat.merchant_serial}",signature="${signature}"`;
  const answer = await fetch(url, { headers: { Authorization, Accept: '*/*', 'User-Agent': 'test' } });
  return { bytes: Buffer.from(await answer.arrayBuffer()), head: answer.headers };
}

test('WeChat: the bill of a day, with a comma in a name, SHA1 of the plain text, and GZIP', async () => {
  const send = wechatClient(bench);
  const ask = (more = '') => send('GET', `/v3/bill/tradebill?bill_date=2025-06-01${more}`);
  await payWechat('BILL000001', '点播,第一集');
  await payWechat('BILL000002', '点播');
  const back = {
    out_trade_no: 'BILL000002',
    out_refund_no: 'R1',
    amount: { refund: 500, total: 1990, currency: 'CNY' },
  };
  await send('POST', '/v3/refund/domestic/refunds', back);
  expect(await ask()).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR' } });
  await bench.world.advance(12 * HOUR);
  expect(await ask()).toMatchObject({ body: { code: 'STATEMENT_CREATING' } });
  await bench.world.advance(10 * HOUR);
  const told = (await ask('&tar_type=GZIP')).body as { hash_value: string; download_url: string };
  const { bytes, head } = await download(told.download_url);
  const text = gunzipSync(bytes).toString();
  expect(createHash('sha1').update(text).digest('hex')).toBe(told.hash_value);
  expect(head.get('Wechatpay-Signature')).toBeNull();
  const lines = text.replace(/^\ufeff/, '').split('\r\n');
  const rows = lines.slice(1, 4).map((line) => line.slice(1).split(',`'));
  expect(rows.map((row) => row.length)).toEqual([27, 27, 27]);
  const column = (row: number, name: string): string | undefined => rows[row]![lines[0]!.split(',').indexOf(name)];
  expect([0, 1, 2].map((row) => column(row, '订单金额'))).toEqual(['19.90', '19.90', '0.00']);
  expect(column(0, '商品名称')).toBe('点播,第一集');
  expect([column(2, '交易状态'), column(2, '申请退款金额'), column(2, '退款状态'), column(2, '手续费')]).toEqual([
    'REFUND',
    '5.00',
    'SUCCESS',
    '-0.03000',
  ]);
  expect(lines[5]).toBe('`3,`39.80,`5.00,`0.00,`0.21000,`39.80,`5.00');
  await bench.world.advance(5 * 60_000 + 1000);
  expect((await download(told.download_url)).bytes.toString()).toContain('INVALID_REQUEST');
  const empty = await send('GET', '/v3/bill/tradebill?bill_date=2025-05-30');
  expect(empty).toMatchObject({ body: { code: 'NO_STATEMENT_EXIST' } });
});
