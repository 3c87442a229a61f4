/** Held keys, lost key-ups, presses delivered twice: what real boxes were seen to send. */
import { expect, test } from 'vitest';
import type { Keymap } from '../../protocol/keymap.ts';
import { fakeClock } from '../fake-clock.ts';
import { attach } from './attach.ts';
import type { RemoteWindow } from './attach.ts';
import { codesOf } from './code.ts';
import type { KeyEventLike } from './code.ts';
import { hear } from './hear.ts';
import { PRESS_TABLE } from './press-table.ts';

const keymap: Keymap = { platform: 'test', source: 'made up', keys: { '1': 49, '6': 54, Up: 38, Down: 40, OK: 13, Back: 399 } };

function box(passed_ms = 1000) {
  const clock = fakeClock();
  const seen: string[] = [];
  const clicks: ((event: KeyEventLike) => void)[] = [];
  const doc: RemoteWindow['document'] = { addEventListener: (_type, listener) => void clicks.push(listener) };
  const state = { question: 'a', keymap };
  const hears = hear(
    {
      codes: () => codesOf(state.keymap),
      onKey: (key, { repeat }) => void seen.push(key + (repeat ? '~' : '')),
      clock,
      question: () => state.question,
    },
    clock.now(),
  );
  const win: RemoteWindow = { document: doc };
  attach(win, hears);
  clock.pass(passed_ms);
  const send = (type: string, keyCode: number, more: Partial<KeyEventLike> = {}) =>
    ((doc as { [name: string]: unknown })['on' + type] as (event: KeyEventLike) => number)({ type, keyCode, ...more });
  return {
    clock,
    state,
    lost: () => [win.onblur, doc.onvisibilitychange, win.onpagehide] as (() => void)[],
    down: (code: number, more?: Partial<KeyEventLike>) => send('keydown', code, more),
    up: (code: number) => send('keyup', code),
    pair(code: number, gap_ms: number) {
      send('keydown', code);
      send('keyup', code);
      clock.pass(gap_ms);
    },
    /** True when the click came through. */
    click() {
      let through = true;
      for (const listener of clicks) listener({ type: 'click', preventDefault() {}, stopPropagation: () => (through = false) });
      return through;
    },
    taken: () => seen.splice(0).join(' '),
  };
}

test('OK held for 3.5 s on an engine whose repeat is always false acts once, over three questions', () => {
  const { down, up, clock, state, taken } = box();
  down(13, { repeat: false });
  clock.pass(500);
  for (let i = 0; i < 100; i++) {
    if (i % 40 === 10) state.question += '+';
    down(13, { repeat: false });
    clock.pass(30);
  }
  up(13);
  clock.pass(200);
  expect(taken()).toBe('OK');
  down(13, { repeat: false });
  expect(taken()).toBe('OK');
});

test('a train of pairs is one press, also across a question; a hand is slower', () => {
  const { pair, clock, state, taken } = box();
  for (let i = 0; i < 60; i++) {
    if (i === 20) state.question = 'b';
    pair(13, 25 + (i % 4) * 29);
  }
  expect(taken()).toBe('OK');
  clock.pass(150);
  pair(13, 150);
  expect(taken()).toBe('OK');
});

test('a press delivered as two whole pairs counts once, whatever the key and however long it was down', () => {
  const { pair, down, up, clock, taken } = box();
  for (const gap_ms of [1, 15, 30]) {
    for (const code of [54, 49, 54]) {
      pair(code, gap_ms);
      pair(code, 180);
    }
    expect(taken()).toBe('6 1 6');
  }
  for (let i = 0; i < 2; i++) {
    down(54);
    clock.pass(200);
    up(54);
    clock.pass(20);
  }
  expect(taken()).toBe('6');
});

test('a lost key-up: the key works again after a second without a sign, at once when the page was hidden, and no arrow runs on', () => {
  const { pair, down, clock, lost, taken } = box();
  pair(54, 300);
  down(54);
  clock.pass(1000);
  down(54);
  expect(taken()).toBe('6 6 6');
  for (const hide of lost()) {
    clock.pass(50);
    hide();
    down(54);
  }
  expect(taken()).toBe('6 6 6');
  clock.pass(1000);
  down(40);
  clock.pass(20_000);
  expect(taken().split(' ').length).toBeLessThanOrEqual(7);
});

test("a key held since the page before is nobody's press, until it is let go", () => {
  const marked = box(20);
  for (let i = 0; i < 30; i++) {
    marked.down(13, { repeat: true });
    marked.clock.pass(33);
  }
  marked.up(13);
  marked.clock.pass(130);
  expect(marked.taken()).toBe('');
  marked.down(13, { repeat: false });
  expect(marked.taken()).toBe('OK');
  for (const more of [{}, { repeat: false }]) {
    const unmarked = box(20);
    for (let i = 0; i < 30; i++) {
      unmarked.down(13, more);
      unmarked.clock.pass(33);
    }
    unmarked.up(13);
    unmarked.clock.pass(130);
    expect(unmarked.taken()).toBe('');
    unmarked.down(13, more);
    expect(unmarked.taken()).toBe('OK');
  }
});

test('OK pressed quickly on a new page counts where the engine has the field', () => {
  const { down, up, clock, taken } = box(50);
  down(13, { repeat: false });
  clock.pass(60);
  up(13);
  expect(taken()).toBe('OK');
});

test('a press that waits for its frame is dropped with its question', () => {
  const { pair, clock, state, taken } = box();
  pair(40, 0);
  pair(38, 0);
  pair(13, 0);
  state.question = 'b';
  clock.pass(100);
  expect(taken()).toBe('Down');
});

test('more arrows than can wait lose arrows, never the OK, digits and Back behind them', () => {
  const { pair, clock, taken } = box();
  for (let i = 0; i < 100; i++) pair(i % 2 ? 38 : 40, 0);
  for (const code of [54, 13, 399]) pair(code, 0);
  clock.pass(2000);
  expect(taken()).toMatch(/^((Down|Up) ){2,33}6 OK Back$/);
});

test('a pointer that clicks and sends OK acts once a press, in either order', () => {
  const { down, up, clock, click, taken } = box();
  for (let i = 0; i < 3; i++) {
    expect(click()).toBe(true);
    clock.pass(5);
    down(13);
    up(13);
    clock.pass(400);
  }
  expect(taken()).toBe('');
  for (let i = 0; i < 3; i++) {
    down(13);
    clock.pass(i * 400);
    up(13);
    expect(click()).toBe(false);
    clock.pass(400);
  }
  expect(taken()).toBe('OK OK OK');
});

test('another keymap takes over without forgetting what is down', () => {
  const { down, clock, state, taken } = box();
  down(13);
  state.keymap = { ...keymap, keys: { ...keymap.keys, OK: [13, 4097] } };
  for (let i = 0; i < 10; i++) {
    clock.pass(50);
    down(13);
  }
  expect(taken()).toBe('OK');
});

test('common codes lie below every keymap, which wins where it uses one otherwise', () => {
  const codes = codesOf({ ...keymap, keys: { Up: 1, OK: 29443, Back: 88, '4': 8, '8': 13 } });
  expect([8, 13, 27, 461, 10009, 37, 38, 39, 40, 48, 57, 96, 105].map((code) => codes[code])).toEqual([
    '4',
    '8',
    'Back',
    'Back',
    'Back',
    'Left',
    'Up',
    'Right',
    'Down',
    '0',
    '9',
    '0',
    '9',
  ]);
});

test('every state can be left by letting go and by silence, and nothing but a key acts', () => {
  for (const [state, [, , up, asked]] of Object.entries(PRESS_TABLE)) {
    expect(['free', 'loose', 'gone', ...(state === 'early' ? ['press'] : [])]).toContain(up);
    expect(asked).not.toBe('press');
  }
});
