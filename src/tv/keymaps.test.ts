import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import type { Keymap } from '../protocol/keymap.ts';
import { keymapProblems } from './keymaps.ts';
import { capabilitiesOf, pickKeymap } from './platform.ts';
import type { Capabilities } from './platform.ts';
import { codesOf } from './remote/code.ts';

const folder = new URL('../../public/keymaps/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

test('there is a keymap for the target, a desk, and boxes nobody knows', () => {
  expect(files).toEqual(expect.arrayContaining(['guangxi.json', 'pc.json', 'generic.json']));
  expect(files.length).toBeGreaterThan(20);
});

test.each(files)('%s can be used and is named after its platform', (file) => {
  const keymap = read(file) as Keymap;
  expect(keymapProblems(keymap)).toEqual([]);
  expect(keymap.platform).toBe(basename(file, '.json'));
});

test('Guangxi: Back is 399, Exit 514, both doubtful colour keys delete', () => {
  const codes = codesOf(read('guangxi.json') as Keymap);
  expect([codes[399], codes[514], codes[402], codes[403], codes[401]]).toEqual(['Back', 'Exit', 'Yellow', 'Yellow', 'Blue']);
});

test('Guangxi: both public tables are in its keymap', () => {
  const codes = codesOf(read('guangxi.json') as Keymap);
  expect([13, 4097, 399, 8, 4096, 2305, 2306, 2307, 2308, 2319, 2320].map((code) => codes[code])).toEqual([
    'OK',
    'OK',
    'Back',
    'Back',
    'Back',
    'Red',
    'Blue',
    'Yellow',
    'Blue',
    'Star',
    'Pound',
  ]);
});

test('a code with two keys, a missing key, an unknown key and a wrong code are told', () => {
  const good = read('pc.json') as { keys: { [name: string]: unknown } };
  const withKeys = (keys: object) => keymapProblems({ ...good, keys: { ...good.keys, ...keys } });
  expect(withKeys({ Exit: 27 })).toEqual(['code 27 names Back and Exit']);
  expect(withKeys({ Back: undefined })).toEqual(['not a key code: Back']);
  expect(withKeys({ Back: [] })).toEqual(['not a key code: Back']);
  expect(withKeys({ Volume: 1 })).toEqual(['no such key: Volume']);
  expect(withKeys({ Back: '27' })).toEqual(['not a key code: Back']);
  const { Up: _up, ...rest } = good.keys;
  expect(keymapProblems({ ...good, keys: rest })).toEqual(['no code for Up']);
  expect(keymapProblems(null)).toEqual(['not a keymap']);
  expect(keymapProblems({ keys: {} })).toContain('no platform');
});

const desk: Capabilities = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  iPanel: false,
  guangxi: false,
  tizen: false,
  webOS: false,
  guangdong: false,
};

test.each([
  [{}, 'pc'],
  [{ iPanel: true, guangxi: true }, 'guangxi'],
  [{ iPanel: true, userAgent: 'Mozilla/5.0 (iPad) AppleWebKit/531.21.10 Version/4.0.4 Mobile/7B500 Safari/531.21.10' }, 'guangxi'],
  [{ guangdong: true }, 'guangdong-cable'],
  [{ userAgent: 'Mozilla/4.0 (compatible; MSIE 6.0; EIS iPanel 3.0; hi3716m)' }, 'ipanel-classic'],
  [{ userAgent: 'EIS iPanel 2.0; Linux AppleWebKit/2.0 EC2106V1H' }, 'iptv-telecom'],
  [{ userAgent: 'a box', iPanel: true }, 'ipanel-classic'],
  [{ userAgent: 'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36' }, 'webos'],
  [{ userAgent: 'Mozilla/5.0 (SMART-TV; Linux; Tizen 2.4.0) AppleWebKit/538.1' }, 'tizen'],
  [{ userAgent: 'Mozilla/5.0 Coship AppleWebKit/534' }, 'coship-html5'],
  [{ userAgent: 'something' }, 'generic'],
])('picks one table: %o is %s', (box, platform) => {
  expect(pickKeymap({ ...desk, ...box })).toBe(platform);
  expect(files).toContain(platform + '.json');
});

test('capabilities are read without trusting the window', () => {
  const win = {
    navigator: { userAgent: 'x' },
    iPanel: {},
    get guangxi(): unknown {
      throw new Error('no such object');
    },
  };
  expect(capabilitiesOf(win)).toEqual({ ...desk, userAgent: 'x', iPanel: true });
  expect(capabilitiesOf({}).userAgent).toBe('');
});
