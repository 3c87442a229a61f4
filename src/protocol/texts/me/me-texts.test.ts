/** Every text of a viewer's own page is there in each language, with the same places to fill. */
import { expect, it } from 'vitest';
import { ME_TEXTS } from './index.ts';

const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
const first = Object.entries(ME_TEXTS['zh-CN']);

it.each(['zh-TW', 'en'] as const)('%s loses none', (lang) => {
  const texts = ME_TEXTS[lang] as unknown as { [name: string]: string };
  expect(Object.keys(texts)).toEqual(first.map(([name]) => name));
  for (const [name, text] of first) expect([name, places(texts[name] ?? '')]).toEqual([name, places(text)]);
});

it('none is empty or padded; English has no Chinese letters, Traditional no Simplified ones', () => {
  for (const texts of Object.values(ME_TEXTS))
    for (const text of Object.values(texts) as string[]) expect([text, text.trim() === text && text !== '']).toEqual([text, true]);
  expect(Object.values(ME_TEXTS.en).filter((text) => /[㐀-鿿]/.test(text))).toEqual([]);
  expect(Object.values(ME_TEXTS['zh-TW']).filter((text) => /[订单电视码应这进关请续间没错钱机讯过]/.test(text))).toEqual([]);
});
