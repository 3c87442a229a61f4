/** Every bank's module passes this, whatever its kind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import Value from 'typebox/value';
import { CHANNELS } from './index.ts';
import { productOf } from './module.ts';
import type { ScanModule } from './module.ts';
import { wechat } from './wechat/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const LANGS = ['zh-CN', 'zh-TW', 'en'] as const;
const SIMPLIFIED = /[订单电视码扫应这进关请续间没错网络钱机资讯过]/;

it('ids are unique', () => {
  expect(new Set(CHANNELS.map((one) => one.id)).size).toBe(CHANNELS.length);
});

describe.each(CHANNELS.map((one) => [one.id, one] as const))('%s', (id, module) => {
  it('stands in a folder of its name, with an id that fits addresses and rows', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]{1,19}$/);
    // A second channel of a bank stands inside its folder: icbc-direct in icbc/direct, with what it has of its own.
    const folder = id.replace('-', '/');
    const shared = folder === id ? ['query', 'refund', 'callback'] : [];
    for (const file of ['index', 'config', 'schedules', 'texts', 'codes', 'pay', ...shared])
      expect([file, existsSync(join(import.meta.dirname, folder, file + '.ts'))]).toEqual([file, true]);
    const closes = productOf(module).kind === 'scan';
    expect(existsSync(join(import.meta.dirname, folder, 'close.ts'))).toBe(closes);
  });

  it('has one kind, and says which calls are sent once', () => {
    const kinds = Object.values(module.products).map((product) => product.kind);
    expect(new Set(kinds).size).toBe(1);
    expect(module.once).toEqual({ scan: [], card: ['sms', 'consume', 'refund'], bank: ['prepare', 'confirm'] }[productOf(module).kind]);
    expect(module.needs).toEqual(kinds[0] === 'scan' ? [] : ['secret-entry']);
  });

  it('has ladders that begin at once or later and never grow shorter', () => {
    const names = ['query_ms', 'watch_ms', 'refund_query_ms', ...(productOf(module).kind === 'card' ? [] : ['close_ms'])];
    expect(Object.keys(module.schedules).sort()).toEqual(names.sort());
    for (const ladder of Object.values(module.schedules) as number[][]) {
      expect(ladder.length).toBeGreaterThan(0);
      expect(ladder.every((wait) => Number.isInteger(wait) && wait > 0)).toBe(true);
      expect(ladder.toSorted((a, b) => a - b)).toEqual(ladder);
    }
  });

  it('has its texts in three languages, each with the same ones', () => {
    const names = Object.keys(module.texts['zh-CN']).sort();
    expect(Object.keys(module.texts).sort()).toEqual(LANGS.toSorted());
    for (const lang of LANGS) {
      const texts = module.texts[lang];
      expect([lang, Object.keys(texts).sort()]).toEqual([lang, names]);
      for (const text of Object.values(texts) as string[]) expect([lang, text.trim(), text === '']).toEqual([lang, text, false]);
    }
    expect(Object.values(module.texts.en).join()).not.toMatch(/[\u3400-\u9fff]/);
    expect(Object.values(module.texts['zh-TW']).join()).not.toMatch(SIMPLIFIED);
  });

  it('has a mark of one letter and a colour, and its help picture exists', () => {
    expect([...module.mark.letter]).toHaveLength(1);
    expect(module.mark.color).toMatch(/^#[0-9a-f]{6}$/);
    for (const size of module.help_picture ? ['sd', 'hd', 'fhd'] : [])
      expect(existsSync(join(ROOT, 'public/help', module.help_picture + '-' + size + '.png'))).toBe(true);
  });

  it('has a strict schema with the settings of every bank', () => {
    expect(module.config.properties).toMatchObject({ enabled: { default: true }, proxy_url: {}, schedules: {}, notify_url: {} });
    expect(Value.Default(module.config, {})).toMatchObject({ enabled: true });
    expect((module.config as unknown as { additionalProperties: unknown }).additionalProperties).toBe(false);
  });
});

describe('the compiler refuses a module', () => {
  const { close_ms, ...without_close } = wechat.schedules;
  it('without a ladder of its kind', () => {
    // @ts-expect-error close_ms is missing
    const wrong: ScanModule = { ...(wechat as ScanModule), schedules: without_close };
    expect([Object.keys(wrong.schedules).includes('close_ms'), close_ms.length > 0]).toEqual([false, true]);
  });
  it('with an empty ladder', () => {
    // @ts-expect-error a ladder has at least one wait
    const wrong: ScanModule['schedules'] = { ...wechat.schedules, watch_ms: [] };
    expect(wrong.watch_ms).toEqual([]);
  });
  it('with a language missing', () => {
    const { en, ...two } = wechat.texts;
    // @ts-expect-error en is missing
    const wrong: ScanModule['texts'] = two;
    expect([Object.keys(wrong).length, en.name.length > 0]).toEqual([2, true]);
  });
});
