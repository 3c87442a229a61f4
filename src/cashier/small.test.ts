import { expect, test } from 'vitest';
import { fakeClock } from '../tv/fake-clock.ts';
import { ask } from '../tv/request.ts';
import type { Reply } from '../tv/request.ts';
import { keyHints } from './key-hints.ts';
import { readStep } from './read-step.ts';
import { reloadOnce } from './reload.ts';
import { fitHere } from './screen-size.ts';
import { fakeNetwork } from './testing/requests.ts';

test('a request is answered once: by its reply, by its own timer, or not after it was called off', () => {
  const clock = fakeClock();
  const network = fakeNetwork();
  const replies: Reply[] = [];
  const go = () =>
    ask({ clock, request: network.request, random: () => 1 }, { method: 'GET', url: '/', give_up_ms: 1_000 }, (reply) =>
      replies.push(reply),
    );
  go();
  network.made[0]?.reply(200, 'a');
  clock.pass(2_000);
  go();
  clock.pass(2_000);
  network.made[1]?.reply(200, 'b');
  go()();
  network.made[2]?.reply(200, 'c');
  expect(replies).toEqual([
    { status: 200, text: 'a', gave_up: false },
    { status: 0, text: '', gave_up: true },
  ]);
});

test('an engine that throws on sending is a request without an answer', () => {
  const clock = fakeClock();
  const replies: Reply[] = [];
  const broken = {
    ...fakeNetwork().request(),
    send: () => {
      throw new Error('blocked');
    },
  };
  ask({ clock, request: () => broken, random: () => 1 }, { method: 'GET', url: '/', give_up_ms: 1_000 }, (reply) => replies.push(reply));
  clock.pass(2_000);
  expect(replies).toEqual([{ status: 0, text: '', gave_up: false }]);
});

test('only a whole step with status 200 is a step', () => {
  const read = (status: number, text: string) => readStep({ status, text, gave_up: false });
  expect(read(200, '{"kind":"paid","seq":1,"version":1}')).toMatchObject({ kind: 'paid' });
  for (const [status, text] of [
    [200, ''],
    [200, 'null'],
    [200, '<html>'],
    [200, '{"error":{"code":"X"}}'],
    [409, '{"kind":"paid","seq":1,"version":1}'],
  ] as const) {
    expect(read(status, text)).toBe(undefined);
  }
});

test('a page reloads itself once and keeps its other parameters', () => {
  const went: string[] = [];
  const place = (search: string) => ({ pathname: '/c/x', search, replace: (url: string) => void went.push(url) });
  expect([reloadOnce(place('')), reloadOnce(place('?size=sd')), reloadOnce(place('?size=sd&again=1'))]).toEqual([true, true, false]);
  expect(went).toEqual(['/c/x?again=1', '/c/x?size=sd&again=1']);
});

test('the footer says which keys do what, from the screen itself', () => {
  const one = [[{ id: 'a' }]];
  const row = [[{ id: 'a' }, { id: 'b' }]];
  const column = [[{ id: 'a' }], [{ id: 'b' }]];
  expect(keyHints(row, { kind: 'change' })).toEqual([
    ['key_left_right', 'does_move'],
    ['key_ok', 'does_ok'],
    ['key_back', 'does_change'],
  ]);
  expect(keyHints(column, { kind: 'ask-leave' }, 'does_pay')).toEqual([
    ['key_up_down', 'does_move'],
    ['key_ok', 'does_pay'],
    ['key_back', 'does_leave'],
  ]);
  expect(keyHints([...row, [{ id: 'c' }]], { kind: 'change' })[0]).toEqual(['key_arrows', 'does_move']);
  expect(keyHints(one, { kind: 'change' }, undefined, true).at(-1)).toEqual(['key_blue', 'does_help']);
  expect(keyHints(one, { kind: 'return' })).toEqual([['key_ok', 'does_return']]);
  expect(keyHints([], { kind: 'ask-leave' })).toEqual([['key_back', 'does_leave']]);
});

test('the drawing follows the kind of box, then the window, and `?size=` outranks both', () => {
  const box = (hd: boolean, search = '') => ({
    innerWidth: 1280,
    innerHeight: 720,
    location: { search },
    navigator: { userAgent: 'AppleWebKit Safari' },
    iPanel: { getGlobalVar: (name: string) => (hd && name === 'RESOLUTION_1280_720' ? '1' : '') },
  });
  const pc = (innerWidth: number, innerHeight = 720, search = '') => ({ innerWidth, innerHeight, location: { search } });
  const shown = (win: Parameters<typeof fitHere>[0]) => [fitHere(win, 'hd').drawing, fitHere(win, 'hd').zoom];
  expect([shown(box(true)), shown(box(false)), shown(box(false, '?size=hd'))]).toEqual([
    ['hd', 1],
    ['sd', 1],
    ['hd', 1],
  ]);
  expect([shown(pc(640, 526)), shown(pc(1280)), shown(pc(1920, 1080)), shown(pc(0))]).toEqual([
    ['sd', 1],
    ['hd', 1],
    ['hd', 1.5],
    ['hd', 1],
  ]);
  expect(fitHere(pc(1280, 720, '?size=sd'), 'sd').drawing).toBe('sd');
});
