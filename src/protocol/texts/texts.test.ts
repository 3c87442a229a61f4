import { expect, test } from 'vitest';
import { REFUSALS } from '../refusal.ts';
import { fill } from './fill.ts';
import { TEXTS } from './index.ts';

type Tree = { [name: string]: string | Tree };

/** Every text of a language by its path. */
function leaves(tree: Tree, path = ''): { [path: string]: string } {
  const all: { [path: string]: string } = {};
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') all[path + name] = value;
    else Object.assign(all, leaves(value, path + name + '.'));
  }
  return all;
}

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const first = leaves(TEXTS['zh-CN'] as unknown as Tree);

for (const lang of ['zh-TW', 'en'] as const) {
  const texts = leaves(TEXTS[lang] as unknown as Tree);

  test(`${lang} says everything that zh-CN says`, () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(first).sort());
  });

  test(`${lang} loses no place to fill`, () => {
    for (const path of Object.keys(first)) expect([path, places(texts[path] ?? '')]).toEqual([path, places(first[path] ?? '')]);
  });
}

test('no text is empty or padded, and each language is in its own table', () => {
  for (const [lang, texts] of Object.entries(TEXTS)) {
    expect(texts.lang).toBe(lang);
    for (const [path, text] of Object.entries(leaves(texts as unknown as Tree))) {
      expect([lang, path, text.trim() === text && text.length > 0]).toEqual([lang, path, true]);
    }
  }
});

test('English has no Chinese letters, Traditional no Simplified ones', () => {
  expect(Object.entries(leaves(TEXTS.en as unknown as Tree)).filter(([, text]) => /[\u3400-\u9fff]/.test(text))).toEqual([]);
  const simplified = /[订单电视码扫应这进关请续间没错网络钱机资讯过]/;
  const zhTW = Object.entries(leaves(TEXTS['zh-TW'] as unknown as Tree));
  expect(zhTW.filter(([, text]) => simplified.test(text))).toEqual([]);
});

test('every refusal has its words', () => {
  for (const texts of Object.values(TEXTS)) expect(Object.keys(texts.refusals).sort()).toEqual(Object.keys(REFUSALS).sort());
});

test('fill puts values in and leaves unknown places to be seen', () => {
  expect(fill('{m} 分 {s} 秒', { m: 1, s: '05' })).toBe('1 分 05 秒');
  expect(fill('返回{app}', {})).toBe('返回{app}');
});
