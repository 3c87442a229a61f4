import { createHash, createSign } from 'node:crypto';
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { alipayClient } from '../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';
import { gbk } from './gbk.ts';
import { zip } from './zip.ts';

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

test('Alipay: a GBK zip behind an address that lives 30 seconds', async () => {
  const send = alipayClient(bench);
  const ask = () => send('alipay.data.dataservice.bill.downloadurl.query', { bill_type: 'trade', bill_date: '2025-06-01' });
  const code = (await send('alipay.trade.precreate', { out_trade_no: 'BILL1', total_amount: '19.90', subject: '点播，第一集' })).body[
    'qr_code'
  ];
  await bench.control('POST', '/control/pay', { code, user: 'lele' });
  await send('alipay.trade.refund', { out_trade_no: 'BILL1', refund_amount: '5.00', out_request_no: 'R1' });
  expect((await ask()).body).toMatchObject({ sub_code: 'isp.bill_not_exist' });
  await bench.world.advance(21 * HOUR);
  const url = String((await ask()).body['bill_download_url']);
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const nameLength = bytes.readUInt16LE(26);
  const decoder = new TextDecoder('gbk');
  expect(decoder.decode(bytes.subarray(30, 30 + nameLength))).toBe(`${bench.manifest.alipay.seller_id}0156_20250601_业务明细.csv`);
  expect(bytes.readUInt16LE(6) & 0x800).toBe(0);
  const text = decoder.decode(inflateRawSync(bytes.subarray(30 + nameLength, 30 + nameLength + bytes.readUInt32LE(18))));
  const lines = text.split('\r\n');
  expect(lines[4]!.split(',')).toHaveLength(25);
  expect(lines[5]!.split(',')).toHaveLength(25);
  expect(lines[6]).toContain('\t,退款\t,点播，第一集,');
  expect(lines[6]).toContain(',-5.00,-5.00,');
  expect(text).toContain('#交易合计：1笔，商家实收共19.90元');
  await bench.world.advance(30_001);
  expect((await fetch(url)).status).toBe(403);
});

test("the zip's directory points at its entries", () => {
  const contents = ['one', 'two'.repeat(99)].map((text) => Buffer.from(text));
  const bytes = zip(contents.map((content, at) => ({ name: Buffer.from(`${at}.txt`), content })));
  const end = bytes.length - 22;
  expect([bytes.readUInt32LE(end), bytes.readUInt16LE(end + 10)]).toEqual([0x06054b50, 2]);
  let at = bytes.readUInt32LE(end + 16);
  for (const content of contents) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, size, name] = [
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
    ];
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    expect(inflateRawSync(bytes.subarray(start, start + packed))).toEqual(content);
    expect([crc, size]).toEqual([crc32(content), content.length]);
    at += 46 + name;
  }
  expect(at).toBe(end);
});

test('GBK both ways', () => {
  const text = '#支付宝业务明细（元）：[¥] abc\t，2025年 㐀';
  expect(new TextDecoder('gbk').decode(gbk(text.slice(0, -1)))).toBe(text.slice(0, -1).replace('¥', '?'));
});
