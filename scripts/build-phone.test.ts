import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPhone, KEYPAD_BUDGET, PHONE_BUDGET } from './build-phone.ts';

const out = mkdtempSync(join(tmpdir(), 'phone-'));
let inline: readonly string[] = [];
beforeAll(async () => {
  ({ inline } = await buildPhone(out));
}, 120_000);
afterAll(() => rmSync(out, { recursive: true }));

const text = (name: string) => readFileSync(join(out, name), 'utf8');
const scripts = () => readdirSync(join(out, 'a'));

it('is small for todays phones: template and script together leave the page half of its budget', () => {
  const today = scripts().filter((name) => !name.includes('legacy') && name.startsWith('index'));
  expect(today).toHaveLength(1);
  expect(text('index.html').length + text('a/' + today[0]).length).toBeLessThan(PHONE_BUDGET / 2);
});

it('the keypad, which seals, is as small as its library allows', () => {
  const today = scripts().find((name) => !name.includes('legacy') && name.startsWith('keypad')) ?? '';
  expect(gzipSync(text('keypad.html')).length + gzipSync(text('a/' + today)).length).toBeLessThan(KEYPAD_BUDGET);
});

it('has an older half in the syntax of 2009, and nothing that a policy would have to open a door for', () => {
  const older = scripts().filter((name) => name.includes('legacy'));
  expect([...new Set(older.map((name) => name.split('-')[0]))].sort()).toEqual(['index', 'keypad', 'polyfills']);
  for (const name of older) expect(() => parse(text('a/' + name), { ecmaVersion: 5 })).not.toThrow();
  // Chromium 64 reads this half: docs/television.md 3.
  for (const name of older) expect(text('a/' + name)).not.toMatch(/"bigint"===?typeof|typeof \w+===?"bigint"/);
  for (const name of ['index.html', 'keypad.html', ...scripts().map((one) => 'a/' + one)])
    expect([name, text(name).includes('data:text')]).toEqual([name, false]);
});

it("today's half runs only where the test for it lets it: page and script ask the same", () => {
  const today = scripts().filter((name) => !name.includes('legacy'));
  for (const name of ['index.html', 'keypad.html', ...today.map((one) => 'a/' + one)])
    expect([name, text(name).split('import.meta.resolve').length]).toEqual([name, 2]);
});

it('names each script that stands in it', () => {
  const written = [...text('index.html').matchAll(/<script(?![^>]*json)[^>]*>([^<]+)</g)].length;
  expect([inline.length, inline.every((one) => /^'sha256-[A-Za-z0-9+/]{43}='$/.test(one))]).toEqual([written, true]);
});
