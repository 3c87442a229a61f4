import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gbk } from './gbk.ts';
import { zip } from './zip.ts';

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
  const text = '#支付宝业务明细（元）：[\u00a5] abc\t，2025年 㐀';
  expect(new TextDecoder('gbk').decode(gbk(text.slice(0, -1)))).toBe(text.slice(0, -1).replace('\u00a5', '?'));
});
