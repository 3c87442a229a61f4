import { expect, test } from 'vitest';
import type { Keymap } from '../protocol/keymap.ts';
import { fakeClock } from './fake-clock.ts';
import { listen } from './remote.ts';
import type { RemoteOptions, RemoteWindow } from './remote.ts';
import type { KeyEventLike } from './remote/code.ts';

const keymap: Keymap = {
  platform: 'test',
  source: 'made up',
  keys: {
    '1': 49,
    '2': 50,
    '8': 56,
    Up: 38,
    Down: 40,
    Left: 37,
    Right: 39,
    OK: 13,
    Back: 399,
    Yellow: [402, 403],
    Star: 106,
  },
};

/** A window with a remote in hand: `send` gives an event to the page and returns what the page answered the box. */
function remote(options: RemoteOptions = {}, answer?: boolean) {
  const clock = fakeClock();
  const observed: string[] = [];
  const clicks: ((event: KeyEventLike) => void)[] = [];
  const doc: RemoteWindow['document'] = {
    addEventListener: (_type, listener) => clicks.push(listener),
  };
  const stop = listen(
    { document: doc },
    keymap,
    (key, { repeat }) => {
      observed.push(repeat ? key + '~' : key);
      return answer;
    },
    clock,
    options,
  );
  function send(type: string, keyCode: number, more: Partial<KeyEventLike> = {}): unknown {
    const handler = (doc as { [name: string]: unknown })['on' + type] as ((event: KeyEventLike) => number) | null;
    return handler ? handler({ type, keyCode, ...more }) : undefined;
  }
  return {
    clock,
    observed,
    doc,
    stop,
    send,
    down: (code: number, more?: Partial<KeyEventLike>) => send('keydown', code, more),
    up: (code: number, more?: Partial<KeyEventLike>) => send('keyup', code, more),
    /** Gives a click to the page; true if it came through. */
    click() {
      let through = true;
      for (const listener of clicks) listener({ type: 'click', preventDefault() {}, stopPropagation: () => (through = false) });
      return through;
    },
    taken: () => observed.splice(0).join(' '),
  };
}

test('a keydown and its keypress twin are one press', () => {
  const { down, send, clock, taken } = remote();
  down(49);
  clock.pass(5);
  send('keypress', 0, { which: 49 });
  expect(taken()).toBe('1');
});

test('the keypress twin of a key that means nothing does not become an arrow', () => {
  const { down, send, taken } = remote();
  down(222);
  send('keypress', 39, { charCode: 39 });
  expect(taken()).toBe('');
});

test('a keypress twin is known even when handling the keydown took long', () => {
  const clock = fakeClock();
  const observed: string[] = [];
  const doc: RemoteWindow['document'] = {};
  listen(
    { document: doc },
    keymap,
    (key) => {
      observed.push(key);
      clock.pass(500);
    },
    clock,
  );
  (doc.onkeydown as (event: KeyEventLike) => void)({ type: 'keydown', keyCode: 49 });
  (doc.onkeypress as (event: KeyEventLike) => void)({ type: 'keypress', keyCode: 49 });
  expect(observed).toEqual(['1']);
});

test('a box with keypress only is understood, also in "which" and "charCode"', () => {
  const { send, clock, taken } = remote();
  send('keypress', 0, { which: 40 });
  clock.pass(200);
  send('keypress', 0, { charCode: 49 });
  clock.pass(200);
  send('keypress', 0, { charCode: 49 });
  clock.pass(200);
  send('irkeypress', 13);
  expect(taken()).toBe('Down 1 1 OK');
});

test('a keydown given twice at once is one press', () => {
  const { down, up, clock, taken } = remote();
  down(13);
  clock.pass(8);
  down(13);
  up(13);
  expect(taken()).toBe('OK');
});

test('presses that a busy box delivers at once all count, in order, one move a frame', () => {
  const { down, up, clock, observed, taken } = remote();
  clock.pass(1000);
  [40, 40, 40, 13].forEach((code, i) => {
    down(code, { repeat: false, timeStamp: 400 + 150 * i });
    up(code, { timeStamp: 460 + 150 * i });
  });
  expect(observed).toEqual(['Down']);
  clock.pass(16);
  expect(observed).toEqual(['Down', 'Down']);
  clock.pass(16);
  expect(taken()).toBe('Down Down Down OK');
});

test('the same digit twice is two digits', () => {
  const { down, up, clock, taken } = remote();
  for (const gap of [70, 90, 60]) {
    down(50);
    clock.pass(60);
    up(50);
    clock.pass(gap);
  }
  expect(taken()).toBe('2 2 2');
});

test('a held arrow repeats on our clock: first after 400 ms, then each 120, faster after 2 s, until let go', () => {
  const { down, up, clock, observed } = remote();
  down(37);
  up(37);
  clock.pass(1000);
  observed.length = 0;
  down(40);
  clock.pass(399);
  expect(observed).toEqual(['Down']);
  clock.pass(1);
  expect(observed).toEqual(['Down', 'Down~']);
  clock.pass(240);
  expect(observed.length).toBe(4);
  // The box says now and then that the key is still down.
  const signs = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 40) {
      down(40);
      clock.pass(40);
    }
  };
  signs(1360);
  const slow = observed.length;
  signs(600);
  expect(observed.length - slow).toBeGreaterThan(8);
  up(40);
  const all = observed.length;
  clock.pass(2000);
  expect(observed.length).toBe(all);
});

test("the box's own repeats neither add moves nor digits", () => {
  const { down, up, clock, observed } = remote();
  down(40, { repeat: false });
  clock.pass(370);
  for (let i = 0; i < 30; i++) {
    down(40, { repeat: true });
    clock.pass(30);
  }
  up(40);
  expect(observed.length).toBeLessThanOrEqual(9);
  expect(observed.length).toBeGreaterThan(5);
  observed.length = 0;
  for (let i = 0; i < 30; i++) {
    down(49, { repeat: i > 0 });
    clock.pass(30);
  }
  expect(observed).toEqual(['1']);
});

test('without key-up events nothing runs on after a press, and holding still repeats', () => {
  const { down, clock, observed } = remote();
  down(40);
  clock.pass(3000);
  expect(observed).toEqual(['Down']);
  for (let i = 0; i < 12; i++) {
    down(40);
    clock.pass(108);
  }
  const held = observed.length;
  expect(held).toBeGreaterThan(5);
  clock.pass(3000);
  expect(observed.length).toBeLessThanOrEqual(held + 1);
  observed.length = 0;
  down(40);
  clock.pass(3000);
  expect(observed).toEqual(['Down']);
});

test('a key-up that never came cannot run on for ever', () => {
  const { down, up, clock, observed } = remote();
  down(37);
  up(37);
  clock.pass(500);
  down(40);
  clock.pass(10000);
  const all = observed.length;
  clock.pass(10000);
  expect(observed.length).toBe(all);
});

test('down-up bursts of a held arrow on an engine without repeat run on our clock', () => {
  const { down, up, clock, observed } = remote();
  for (let i = 0; i < 40; i++) {
    down(40);
    up(40);
    clock.pass(25);
  }
  expect(observed.length).toBeLessThanOrEqual(9);
  expect(observed.length).toBeGreaterThan(4);
  const all = observed.length;
  clock.pass(3000);
  expect(observed.length).toBeLessThanOrEqual(all + 3);
});

test('Back twice within 300 ms counts once', () => {
  const { down, up, clock, taken } = remote();
  for (const gap of [200, 200, 300]) {
    down(399);
    up(399);
    clock.pass(gap);
  }
  expect(taken()).toBe('Back Back');
});

test('the click that OK sends is dropped, a real one is not', () => {
  const { down, up, clock, click } = remote();
  expect(click()).toBe(true);
  clock.pass(400);
  down(13);
  up(13);
  clock.pass(250);
  expect(click()).toBe(false);
  clock.pass(100);
  expect(click()).toBe(true);
});

test('the answer is a number: 0 consumed, 1 passed on, and only consumed keys are kept from the box', () => {
  const { down } = remote();
  let prevented = 0;
  const preventDefault = () => void prevented++;
  expect(down(13, { preventDefault })).toBe(0);
  expect(down(517, { preventDefault })).toBe(1);
  expect(down(49, { ctrlKey: true, preventDefault })).toBe(1);
  expect(prevented).toBe(1);
  expect(remote({}, false).down(13)).toBe(1);
});

test('digits also come from the number block; * and # by name from a keyboard', () => {
  const { down, up, clock, taken } = remote();
  const press = (code: number, more?: Partial<KeyEventLike>) => {
    down(code, more);
    up(code, more);
    clock.pass(150);
  };
  press(97);
  press(105);
  press(106);
  press(56, { key: '*' });
  press(56, { key: '8' });
  press(0, { key: 'ArrowLeft' });
  press(229, { key: 'Enter' });
  press(0, { key: 'Unidentified' });
  expect(taken()).toBe('1 9 Star Star 8 Left OK');
});

test('system messages are no keys; the smart card is reported', () => {
  const cards: string[] = [];
  const unknown: number[] = [];
  const { down, send, taken } = remote({ onCard: (event, code) => cards.push(event + code), onUnknown: (code) => unknown.push(code) });
  expect(down(5002)).toBe(1);
  send('systemevent', 0, { which: 5301 });
  send('systemevent', 0, { which: 5351 });
  down(777);
  expect(taken()).toBe('');
  expect(cards).toEqual(['card-out5301', 'card-in5351']);
  expect(unknown).toEqual([777]);
});

test('after stopping nothing is observed and nothing runs on', () => {
  const { down, up, clock, observed, stop } = remote();
  down(40);
  up(40);
  down(40);
  stop();
  clock.pass(5000);
  down(40);
  expect(observed).toEqual(['Down']);
});
