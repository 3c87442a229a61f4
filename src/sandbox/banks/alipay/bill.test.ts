import { inflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { alipayClient } from '../../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';

const HOUR = 3_600_000;

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

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
