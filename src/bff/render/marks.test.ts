import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';
import { marksProblems, markStyle } from './marks.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'marks-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** Enough of a PNG for what is looked at, and a little more. */
function png(width: number, height = width, more = 40): Buffer {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(8)), Buffer.alloc(more)]);
}

const put = (name: string, bytes: Buffer): void => writeFileSync(join(dir, name), bytes);
const CHANNELS = ['wechat', 'first-bank'];

describe('a folder of marks is looked at before anything starts', () => {
  it('right ones say nothing; what is no picture does not matter', () => {
    put('brand.png', png(104));
    put('wechat.png', png(416));
    put('first.png', png(208));
    put('LICENCE.txt', Buffer.from('...'));
    expect(marksProblems(dir, CHANNELS)).toEqual([]);
  });

  it.each([
    ['weixin.png', png(208), 'weixin.png is no mark of a channel here; names are brand.png, wechat.png, first.png.'],
    ['wechat.png', Buffer.from('<svg/>'), 'wechat.png is no PNG.'],
    ['wechat.png', png(208, 104), 'wechat.png is 208 by 104 pixels, and a mark is as wide as high.'],
    ['wechat.png', png(52), 'wechat.png is 52 pixels wide; 104 to 416 are right.'],
    ['wechat.png', png(417), 'wechat.png is 417 pixels wide; 104 to 416 are right.'],
    ['wechat.png', png(104, 104, 8_000), /has 80\d\d bytes; 8000 are the most\.$/],
  ])('%s', (name, bytes, says) => {
    put(name, bytes);
    const problems = marksProblems(dir, CHANNELS);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(says);
  });

  it('none in it, and no folder', () => {
    expect(marksProblems(dir, CHANNELS)[0]).toContain('has no mark');
    expect(marksProblems(join(dir, 'nowhere'), CHANNELS)[0]).toContain('cannot be read (ENOENT)');
  });
});

it('the page names each after a hash of it; another picture has another address', () => {
  put('wechat.png', png(104));
  const first = markStyle(dir);
  expect(first).toMatch(/^<style>\.m-wechat,\.w-wechat\{background:url\(\/box\/marks\/wechat\.png\?v=[0-9a-f]{10}\)/);
  put('wechat.png', png(208));
  expect(markStyle(dir)).not.toBe(first);
  expect(markStyle(undefined)).toBe('');
});

it('the BFF serves them for good, nothing else of the folder, and its pages show them', async () => {
  put('wechat.png', png(104));
  put('notes.txt', Buffer.from('ours'));
  const { bff, post, order } = await testApp({ marks_dir: dir });
  const made = await post('/v2/orders', order({}));
  const page = await bff.app.inject(new URL(made.json<{ cashier_url: string }>().cashier_url).pathname);
  const [, url = ''] = /url\((\/box\/marks\/wechat\.png\?v=\w+)\)/.exec(page.body) ?? [];
  const got = await bff.app.inject(url);
  expect([got.statusCode, got.headers['content-type'], got.headers['cache-control']]).toEqual([
    200,
    'image/png',
    'public, max-age=31536000, immutable',
  ]);
  expect(got.rawPayload.equals(readFileSync(join(dir, 'wechat.png')))).toBe(true);
  expect((await bff.app.inject('/box/marks/notes.txt')).statusCode).toBe(404);
  await bff.stop();
});
