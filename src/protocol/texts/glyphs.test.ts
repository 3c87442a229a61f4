/** Signs that fonts of old boxes lack are in no source: U+00A5 stands in neither GB2312 nor GBK. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Yen sign, written so that this file does not hold it. */
const LACKING = [String.fromCharCode(0xa5)];

test('no source, text or style holds a sign that old fonts lack', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|tsx|css|html|json)$/.test(name));
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((name) => LACKING.some((sign) => readFileSync(join(ROOT, name), 'utf8').includes(sign)));
  expect(found).toEqual([]);
});
