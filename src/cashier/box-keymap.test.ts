import { expect, test } from 'vitest';
import guangxi from '../../public/keymaps/guangxi.json' with { type: 'json' };
import type { Keymap } from '../protocol/keymap.ts';
import { fakeClock } from '../tv/fake-clock.ts';
import { KEYS } from './fixtures.ts';
import { fetchBoxKeymap } from './box-keymap.ts';
import { fakeNetwork } from './testing/requests.ts';

/** The requests and the keymap used in such a window, when the server guessed `platform`. */
function looked(win: object, platform = 'generic', search = '') {
  const clock = fakeClock();
  const network = fakeNetwork();
  const used: Keymap[] = [];
  const place: { location: { search: string } } = Object.create(win, { location: { value: { search } } });
  fetchBoxKeymap({ clock, request: network.request, random: () => 1 }, place, { ...KEYS, platform }, (keymap) => used.push(keymap));
  return { clock, network, used, urls: () => network.made.map((one) => one.method + ' ' + one.url) };
}

const BOX = { iPanel: {}, guangxi: {} };

test('a box whose window says more than its user agent gets its own keymap', () => {
  const { network, used, urls } = looked(BOX);
  expect([urls(), used]).toEqual([['GET /keymaps/guangxi.json'], []]);
  network.made[0]?.reply(200, guangxi);
  expect(used.map((keymap) => keymap.keys.Back)).toEqual([[399, 8, 4096]]);
});

test('what windows tell apart, whatever the server guessed', () => {
  const cases: [object, string, string | undefined][] = [
    [{ iPanel: {} }, 'generic', 'ipanel-classic'],
    [{ iPanel: {} }, 'sumavision-enrich', undefined],
    [{ iPanel: {} }, 'guangxi', undefined],
    [{ CA: {}, StorageService: {}, FileSystem: {} }, 'pc', 'guangdong-cable'],
    [{ CA: {}, FileSystem: {} }, 'generic', undefined],
    [{ tizen: {} }, 'generic', 'tizen'],
    [{ PalmSystem: {} }, 'generic', 'webos'],
    [{ webOS: {} }, 'webos', undefined],
    [{}, 'pc', undefined],
    [{}, 'generic', undefined],
  ];
  for (const [win, guess, platform] of cases)
    expect([guess, looked(win, guess).urls()]).toEqual([guess, platform ? ['GET /keymaps/' + platform + '.json'] : []]);
});

test('a keymap tried out by hand stays, and a box whose objects throw is no worse off', () => {
  expect(looked(BOX, 'pc', '?lang=en&keymap=pc').urls()).toEqual([]);
  const throwing = {
    get iPanel(): never {
      throw new Error('not for you');
    },
  };
  expect(looked(throwing).urls()).toEqual([]);
});

test('anything that is no keymap is not used; a lost request is tried again, a missing file is not', () => {
  for (const text of ['', 'null', '{}', '{"keys":{"OK":13}}', '<html>']) {
    const { network, used } = looked(BOX);
    network.made[0]?.reply(200, text);
    expect([text, used]).toEqual([text, []]);
  }
  const lost = looked(BOX);
  lost.clock.pass(60_000);
  expect(lost.urls()).toHaveLength(3);
  const late = looked(BOX);
  late.network.made[0]?.reply(503, '');
  late.clock.pass(2_000);
  late.network.made[1]?.reply(200, guangxi);
  expect(late.used).toHaveLength(1);
  const missing = looked(BOX);
  missing.network.made[0]?.reply(404, '');
  missing.clock.pass(60_000);
  expect(missing.urls()).toHaveLength(1);
});
