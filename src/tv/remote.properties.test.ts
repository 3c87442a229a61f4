import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import { fakeClock } from './fake-clock.ts';
import { listen } from './remote.ts';
import type { RemoteWindow } from './remote.ts';
import type { KeyEventLike } from './remote/code.ts';

const keymap: Keymap = { platform: 'test', source: 'made up', keys: { '1': 49, '2': 50, Up: 38, Down: 40, OK: 13, Exit: 514 } };
const CODES: { [key: string]: number } = { '1': 49, '2': 50, Up: 38, Down: 40, OK: 13, Exit: 514 };
const key = fc.constantFrom('1', '2', 'Up', 'Down', 'OK', 'Exit');

function setUp() {
  const clock = fakeClock();
  const observed: { key: RemoteKey; repeat: boolean; at: number }[] = [];
  const doc: RemoteWindow['document'] = {};
  listen({ document: doc }, keymap, (pressed, { repeat }) => void observed.push({ key: pressed, repeat, at: clock.now() }), clock);
  const send = (type: string, keyCode: number, more: Partial<KeyEventLike> = {}) =>
    ((doc as { [name: string]: unknown })['on' + type] as (event: KeyEventLike) => number)({ type, keyCode, ...more });
  return { clock, observed, send };
}

/** Sequences of events with which boxes report one press. */
const box = fc.record({ ups: fc.boolean(), twins: fc.boolean(), doubled: fc.boolean(), unknownAfter: fc.boolean() });

test('on every kind of box each unhurried press arrives once, in order', () => {
  fc.assert(
    fc.property(box, fc.array(fc.record({ key, gap: fc.integer({ min: 140, max: 600 }) }), { maxLength: 25 }), (kind, presses) => {
      const { clock, observed, send } = setUp();
      for (const press of presses) {
        const code = CODES[press.key] as number;
        send('keydown', code);
        if (kind.doubled) send('keydown', code);
        if (kind.twins) send('keypress', 0, { which: code });
        if (kind.ups) send('keyup', code);
        if (kind.unknownAfter) send('keydown', 1234);
        clock.pass(press.gap);
      }
      clock.pass(5000);
      expect(observed.map((one) => one.key)).toEqual(presses.map((press) => press.key));
    }),
    { numRuns: 300 },
  );
});

test('presses of one key after another all count, however fast', () => {
  const hands = fc
    .array(fc.record({ key, gap: fc.nat(30) }), { maxLength: 25 })
    .map((presses) => presses.filter((press, i) => press.key !== presses[i - 1]?.key));
  fc.assert(
    fc.property(hands, (presses) => {
      const { clock, observed, send } = setUp();
      for (const press of presses) {
        send('keydown', CODES[press.key] as number, { repeat: false });
        send('keyup', CODES[press.key] as number);
        clock.pass(press.gap);
      }
      clock.pass(2000);
      expect(observed.map((one) => one.key)).toEqual(presses.map((press) => press.key));
    }),
  );
});

const noise = fc.record({
  type: fc.constantFrom('keydown', 'keyup', 'keypress', 'irkeypress', 'systemevent'),
  code: fc.constantFrom(49, 38, 40, 13, 514, 777, 5002, 0),
  repeat: fc.constantFrom(true, false, undefined),
  gap: fc.nat(200),
});

test('whatever comes: never two moves in a frame, and silence soon after the last event', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 60 }), (events) => {
      const { clock, observed, send } = setUp();
      for (const { type, code, repeat, gap } of events) {
        send(type, code, repeat === undefined ? {} : { repeat });
        clock.pass(gap);
      }
      const moves = observed.filter((one) => one.key === 'Up' || one.key === 'Down');
      const frames = moves.map((one) => Math.floor(one.at / 16));
      expect(new Set(frames).size).toBe(frames.length);
      clock.pass(4000);
      const all = observed.length;
      clock.pass(20000);
      expect(observed.length).toBe(all);
    }),
    { numRuns: 300 },
  );
});
