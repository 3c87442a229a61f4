import { expect, it } from 'vitest';
import { ruleWarnings } from './rules.ts';
import type { BffConfig } from './schema.ts';

const warned = (scan_url: string | undefined, more: object = {}) =>
  ruleWarnings({
    merchants: [{ enabled: true }],
    channels: { a: { enabled: true } },
    public_url: 'https://tv.example',
    ...(scan_url === undefined ? {} : { scan_url }),
    ...more,
  } as unknown as BffConfig);

it('a scan_url whose code is too fine, or plain http, is told', () => {
  expect(warned('https://pay.lezhong.cn')).toEqual([]);
  expect(warned('https://' + 'a'.repeat(53))).toEqual([]);
  expect(warned('https://' + 'a'.repeat(54))).toEqual([expect.stringContaining('at most 61 characters')]);
  expect(warned('https://pay_x.cn')).toEqual([expect.stringContaining('finer')]);
  expect(warned('http://pay.lezhong.cn')).toEqual([expect.stringContaining('plain http')]);
  expect(warned('http://127.0.0.1:4000')).toEqual([]);
  expect(warned(undefined, { scan_listen: { host: '0.0.0.0', port: 1 } })).toEqual([expect.stringContaining('without "scan_url"')]);
});
