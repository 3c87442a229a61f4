import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Keymap } from '../../protocol/keymap.ts';
import { registerKeys } from './register.ts';

function set(userAgent: string, more: object = {}) {
  const asked: unknown[] = [];
  const manager = {
    setAttribute: (_name: string, value: string) => asked.push(value),
    getOwnerApplication: () => ({ privateData: { keyset: { setValue: (mask: number) => asked.push(mask) } } }),
  };
  registerKeys({ navigator: { userAgent }, document: { createElement: () => manager, body: { appendChild: () => undefined } }, ...more });
  return asked;
}

test('Tizen and HbbTV are asked for digits and yellow, others for nothing, and a set that refuses does no harm', () => {
  const names: string[] = [];
  set('Tizen', { tizen: { tvinputdevice: { registerKey: (name: string) => names.push(name) } } });
  expect(names).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'ColorF2Yellow']);
  expect(set('HbbTV/1.4.1')).toEqual(['application/oipfApplicationManager', 0x114]);
  expect(set('Mozilla/5.0')).toEqual([]);
  expect(set('Tizen', { tizen: {} })).toEqual([]);
});

test.each(['tizen', 'hbbtv-cehtml'])('%s: blue is not asked for on the first screens, so the footer does not name it', (platform) => {
  const file = new URL('../../../public/keymaps/' + platform + '.json', import.meta.url);
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as Keymap;
  expect([keys.Blue, keys['1'] !== undefined, keys.Yellow !== undefined]).toEqual([undefined, true, true]);
});
