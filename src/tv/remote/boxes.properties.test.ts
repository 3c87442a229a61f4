/** Six kinds of box report what a hand does; whatever the kind, a press counts once and a hold never crosses a question. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Keymap } from '../../protocol/keymap.ts';
import { fakeClock } from '../fake-clock.ts';
import { listen } from '../remote.ts';
import type { RemoteWindow } from '../remote.ts';
import type { KeyEventLike } from './code.ts';

const CODES = { '1': 49, '6': 54, Up: 38, Down: 40, OK: 13, Back: 399 };
type Name = keyof typeof CODES;
const keymap: Keymap = { platform: 'test', source: 'made up', keys: CODES };
const MOVES: ReadonlySet<string> = new Set(['Up', 'Down']);

interface Told {
  at: number;
  type: string;
  code: number;
  more: Partial<KeyEventLike>;
}

/** What a hand does: presses at `at`, lets go after `held`. */
interface Hand {
  key: Name;
  at: number;
  held: number;
}

interface Kind {
  name: string;
  /** Events of one press, at their true times. */
  tell(hand: Hand): Told[];
  /** Milliseconds for which the page is busy now and then, so that events are delivered late and at once. */
  busy_ms?: number;
}

/** When a held key says that it is: after a first wait, then again and again. */
function signs({ at, held }: Hand, first_ms: number, again_ms: number): number[] {
  const times: number[] = [];
  for (let t = first_ms; t < held; t += again_ms) times.push(at + t);
  return times;
}
const told = (at: number, type: string, code: number, more: Partial<KeyEventLike> = {}): Told => ({ at, type, code, more });

const KINDS: readonly Kind[] = [
  {
    name: 'repeat is always false',
    tell: (hand) => [
      ...[hand.at, ...signs(hand, 500, 33)].map((at) => told(at, 'keydown', CODES[hand.key], { repeat: false })),
      told(hand.at + hand.held, 'keyup', CODES[hand.key]),
    ],
  },
  { name: 'keyup never comes', tell: (hand) => [hand.at, ...signs(hand, 108, 108)].map((at) => told(at, 'keydown', CODES[hand.key])) },
  {
    name: 'keydown and keypress in pairs',
    tell: (hand) => [
      ...[hand.at, ...signs(hand, 660, 50)].flatMap((at) => [
        told(at, 'keydown', CODES[hand.key]),
        told(at + 2, 'keypress', 0, { which: CODES[hand.key] }),
      ]),
      told(hand.at + hand.held, 'keyup', CODES[hand.key]),
    ],
  },
  {
    name: 'keypress only after the first',
    tell: (hand) => [
      told(hand.at, 'keydown', CODES[hand.key]),
      told(hand.at + 1, 'keypress', 0, { which: CODES[hand.key] }),
      ...signs(hand, 500, 40).map((at) => told(at, 'keypress', 0, { which: CODES[hand.key] })),
      told(hand.at + hand.held, 'keyup', CODES[hand.key]),
    ],
  },
  {
    name: 'a queue that bursts',
    busy_ms: 700,
    tell: (hand) => [
      ...[hand.at, ...signs(hand, 500, 33)].map((at, i) => told(at, 'keydown', CODES[hand.key], { repeat: i > 0 })),
      told(hand.at + hand.held, 'keyup', CODES[hand.key]),
    ],
  },
  {
    name: 'a train of down and up',
    tell: (hand) =>
      [hand.at, ...signs(hand, 50, 50)].flatMap((at) => [told(at, 'keydown', CODES[hand.key]), told(at + 8, 'keyup', CODES[hand.key])]),
  },
];

/** Shorter than an infrared repeat: without key-ups, two presses with a repeat in each are the same as one held key. */
const hand = fc.record({
  key: fc.constantFrom(...(Object.keys(CODES) as Name[])),
  held: fc.integer({ min: 20, max: 105 }),
  gap: fc.integer({ min: 320, max: 900 }),
});

/** One after another, the next no sooner than a hand can. */
const hands = fc.array(hand, { minLength: 1, maxLength: 14 }).map((all) => {
  let at = 1000;
  return all.map(({ key, held, gap }): Hand => {
    const one = { key, at, held };
    at += held + gap;
    return one;
  });
});

/** A page that hears the box. `question` may be changed at any time. */
function page() {
  const clock = fakeClock();
  const seen: { key: string; repeat: boolean; at: number; question: number }[] = [];
  const state = { question: 0 };
  const doc: RemoteWindow['document'] = {};
  const win: RemoteWindow = { document: doc };
  listen(win, keymap, (key, { repeat }) => void seen.push({ key, repeat, at: clock.now(), question: state.question }), clock, {
    question: () => state.question,
  });
  function play(events: readonly Told[], busy_ms = 0): void {
    const sorted = events.map((one, i) => ({ ...one, i })).sort((a, b) => a.at - b.at || a.i - b.i);
    for (const { at, type, code, more } of sorted) {
      const delivered = busy_ms ? Math.ceil(at / busy_ms) * busy_ms : at;
      if (delivered > clock.now()) clock.pass(delivered - clock.now());
      const given = { type, keyCode: code, ...(busy_ms ? { timeStamp: at } : {}), ...more };
      ((doc as { [name: string]: unknown })['on' + type] as (event: KeyEventLike) => number)(given);
    }
  }
  return { clock, seen, state, play, blur: () => (win.onblur as () => void)() };
}

for (const kind of KINDS) {
  test(kind.name + ': every press of a hand counts once, in order', () => {
    fc.assert(
      fc.property(hands, (all) => {
        const { seen, play, clock } = page();
        play(all.flatMap(kind.tell), kind.busy_ms);
        clock.pass(3000);
        // A key-up that comes late is a longer hold: only the presses are compared.
        expect(seen.filter((one) => !one.repeat).map((one) => one.key)).toEqual(all.map((one) => one.key));
      }),
      { numRuns: 200 },
    );
  });

  test(kind.name + ': a held key acts once, an arrow moves on and stops when let go', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(CODES) as Name[])), fc.integer({ min: 200, max: 4000 }), (key, held) => {
        const { seen, play, clock } = page();
        play(kind.tell({ key: '1', at: 500, held: 60 }), kind.busy_ms);
        play(kind.tell({ key: key === '1' ? '6' : key, at: 2000, held }), kind.busy_ms);
        clock.pass(200);
        const moves = seen.length;
        clock.pass(10_000);
        expect(seen.length - moves).toBeLessThanOrEqual(kind.name === 'keyup never comes' ? 1 : 0);
        expect(seen.filter((one) => one.key !== '1' && !one.repeat && !MOVES.has(one.key)).length).toBeLessThanOrEqual(1);
        if (!MOVES.has(key)) expect(seen.length).toBe(2);
        else if (!kind.busy_ms) expect(seen.filter((one) => one.repeat).length).toBeLessThanOrEqual(Math.ceil(held / 60));
      }),
      { numRuns: 200 },
    );
  });

  test(kind.name + ': a held key never crosses a question, and a press after letting go counts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(CODES) as Name[])),
        fc.integer({ min: 600, max: 4000 }),
        fc.integer({ min: 1, max: 500 }),
        (key, held, changed) => {
          const { seen, state, play, clock } = page();
          play(kind.tell({ key: key === '1' ? '6' : '1', at: 500, held: 60 }), kind.busy_ms);
          const events = kind.tell({ key, at: 3000, held });
          play(
            events.filter((one) => one.at < 3000 + changed),
            kind.busy_ms,
          );
          state.question = 1;
          play(
            events.filter((one) => one.at >= 3000 + changed),
            kind.busy_ms,
          );
          clock.pass(300);
          expect(seen.filter((one) => one.question === 1)).toEqual([]);
          clock.pass(900);
          play(kind.tell({ key, at: clock.now() + 10, held: 60 }), kind.busy_ms);
          clock.pass(1000);
          expect(seen.filter((one) => one.question === 1).map((one) => one.key)).toEqual([key]);
        },
      ),
      { numRuns: 200 },
    );
  });
}

const noise = fc.record({
  type: fc.constantFrom('keydown', 'keyup', 'keypress', 'irkeypress'),
  code: fc.constantFrom(...Object.values(CODES), 777, 0),
  repeat: fc.constantFrom(true, false, undefined),
  gap: fc.nat(300),
  asks: fc.nat(20).map((n) => n === 0),
  blurs: fc.nat(20).map((n) => n === 0),
});

test('whatever came before, after a second of silence every key works, and at once after the page was hidden', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 40 }), fc.constantFrom(...(Object.keys(CODES) as Name[])), fc.boolean(), (all, key, hide) => {
      const { seen, state, play, clock, blur } = page();
      clock.pass(500);
      for (const { type, code, repeat, gap, asks, blurs } of all) {
        play([told(clock.now(), type, code, repeat === undefined ? {} : { repeat })]);
        if (asks) state.question++;
        if (blurs) blur();
        clock.pass(gap);
      }
      clock.pass(hide ? 350 : 1000);
      if (hide) blur();
      seen.length = 0;
      play([told(clock.now(), 'keydown', CODES[key])]);
      clock.pass(200);
      expect(seen.map((one) => one.key)).toEqual([key]);
    }),
    { numRuns: 500 },
  );
});

test('nothing moves that nobody moved: without a down of an arrow there is no move', () => {
  fc.assert(
    fc.property(
      fc.array(
        noise.filter((one) => one.code !== CODES.Up),
        { maxLength: 40 },
      ),
      (all) => {
        const { seen, play, clock } = page();
        for (const { type, code, repeat, gap } of all) {
          play([told(clock.now(), type, code, repeat === undefined ? {} : { repeat })]);
          clock.pass(gap);
        }
        clock.pass(3000);
        expect(seen.filter((one) => one.key === 'Up')).toEqual([]);
      },
    ),
  );
});
