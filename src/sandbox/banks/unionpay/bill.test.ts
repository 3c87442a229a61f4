/** The settlement file, read by the published offsets. Source: docs/channels.md 3.8. */
import { inflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench } from '../../testing/card-bench.ts';

const HOUR = 3_600_000;

let parts: CardBench;
beforeEach(async () => {
  parts = await startCardBench();
});
afterEach(() => parts.bench.stop());
afterAll(forgetKeys);

const ask = (settleDate: string) => parts.client.send('file', { settleDate, fileType: '00' });

/** name -> content. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const [packed, name_length] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const body = at + 30 + name_length + bytes.readUInt16LE(at + 28);
    files.set(bytes.subarray(at + 30, at + 30 + name_length).toString('latin1'), inflateRawSync(bytes.subarray(body, body + packed)));
    at = body + packed;
  }
  return files;
}

function linesOf(content: Buffer | undefined): Buffer[] {
  const text = content?.toString('latin1') ?? '';
  return text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'latin1'));
}

const cut = (line: Buffer, offset: number, length: number): string =>
  new TextDecoder('gbk').decode(line.subarray(offset, offset + length)).trimEnd();

test('holds what moved on the settlement day, and the next day what moved after 23:00', async () => {
  const { bench } = parts;
  const one = parts.order('huaxia-credit');
  await parts.pay(one, {}, { reqReserved: '点播' });
  await parts.pay(parts.order('try-64'));
  const hidden = parts.order('try-05-stays');
  await parts.pay(hidden);
  await bench.world.advance(2000);
  const { queryId } = (await parts.query(one)).fields;
  const refund = { orderId: 'FILEBACK0001', origQryId: queryId!, txnAmt: '990', backUrl: 'http://merchant.test/card' };
  await parts.client.send('refund', refund);
  await parts.pay(parts.order('try-45'));
  await bench.world.advance(11 * HOUR);
  await parts.pay(parts.order('cmb-debit', '300'));
  expect((await ask('0601')).fields['respCode']).toBe('98');
  await bench.world.advance(10 * HOUR);

  const { fields, verified } = await ask('0601');
  expect(verified).toBe(true);
  const { mer_id } = bench.manifest.unionpay;
  expect(fields).toMatchObject({ respCode: '00', settleDate: '0601', fileName: `${mer_id}_20250601.zip` });
  const files = unzip(inflateSync(Buffer.from(fields['fileContent']!, 'base64')));
  expect([...files.keys()]).toEqual([`INN25060188ZM_${mer_id}`, `INN25060188ZME_${mer_id}`]);
  const [zm, zme] = [...files.values()];
  const lines = linesOf(zm);
  expect(lines.map((line) => line.length)).toEqual([607, 607, 607, 607]);
  const rows = lines.map((line) => [cut(line, 112, 32), cut(line, 215, 2), cut(line, 66, 12), cut(line, 166, 13), cut(line, 180, 13)]);
  expect(rows).toEqual(
    expect.arrayContaining([
      [one.orderId, '01', '000000001990', 'D000000000012', 'C000000001978'],
      [hidden.orderId, '01', '000000001990', 'D000000000012', 'C000000001978'],
      ['FILEBACK0001', '04', '000000000990', 'C000000000006', 'D000000000984'],
    ]),
  );
  const first = lines.find((line) => cut(line, 112, 32) === one.orderId)!;
  expect(cut(first, 35, 10)).toBe('0601120000');
  expect(cut(first, 46, 19)).toBe('622638******0095');
  expect(cut(first, 87, 21)).toBe(queryId);
  expect(cut(first, 145, 2)).toBe('02');
  expect(cut(first, 218, 2)).toBe('01');
  expect(cut(first, 221, 6)).toBe('000301');
  expect(cut(first, 293, 15)).toBe(mer_id);
  expect(cut(first, 374, 13)).toBe('C000000001978');
  expect(cut(first, 397, 32)).toBe('点播');
  const back = lines.find((line) => cut(line, 112, 32) === 'FILEBACK0001')!;
  expect([cut(back, 271, 21), cut(back, 476, 32)]).toEqual([queryId, one.orderId]);
  expect(linesOf(zme).map((line) => [line.length, cut(line, 0, 3), cut(line, 66, 12)])).toEqual([[339, 'E74', '000000001990']]);
});

test('an empty day, a day that is not over, a wrong kind', async () => {
  expect((await ask('0531')).fields['respCode']).toBe('98');
  await parts.pay(parts.order());
  expect((await ask('0601')).fields['respCode']).toBe('98');
  expect((await ask('0230')).fields['respCode']).toBe('98');
  expect((await parts.client.send('file', { settleDate: '0531', fileType: '01' })).fields['respCode']).toBe('10');
});
