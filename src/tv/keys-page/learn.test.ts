import { expect, test } from 'vitest';
import type { Keymap } from '../../protocol/keymap.ts';
import { keymapProblems } from '../keymaps.ts';
import { codesOf } from '../remote/code.ts';
import { EMPTY_LOG, logKey } from './key-log.ts';
import { askedKey, learn, learnedKeymap, NO_LESSON, skip } from './learn.ts';

const down = { type: 'keydown' };
const given: Keymap = { platform: 'strange', source: 'a guess', keys: { Up: 38, Down: 40, Left: 37, Right: 39, OK: 13 } };

test('it asks for the needed keys one after another; what was seen is not asked for', () => {
  let log = EMPTY_LOG;
  expect(askedKey(log, NO_LESSON)).toBe('Up');
  for (const [code, key] of [
    [38, 'Up'],
    [40, 'Down'],
    [37, 'Left'],
    [39, 'Right'],
  ] as const)
    log = logKey(log, down, code, key);
  expect(askedKey(log, NO_LESSON)).toBe('OK');
});

test("an unknown code is the asked key's, a key the remote lacks is skipped, and the keymap that comes out can be used", () => {
  let lesson = NO_LESSON;
  for (let i = 0; i < 5; i++) lesson = skip(EMPTY_LOG, lesson);
  expect(askedKey(EMPTY_LOG, lesson)).toBe('Back');
  lesson = learn(EMPTY_LOG, lesson, 4711);
  for (let digit = 0; digit < 10; digit++) lesson = learn(EMPTY_LOG, lesson, 200 + digit);
  expect(askedKey(EMPTY_LOG, lesson)).toBeUndefined();
  expect(learn(EMPTY_LOG, lesson, 999)).toBe(lesson);
  const keymap = learnedKeymap(given, lesson);
  expect(keymapProblems(keymap)).toEqual([]);
  const codes = codesOf(keymap);
  expect([codes[4711], codes[200], codes[209], codes[13]]).toEqual(['Back', '0', '9', 'OK']);
});

test('a learned code stands beside the known ones', () => {
  const lesson = learn(EMPTY_LOG, NO_LESSON, 28);
  expect(learnedKeymap(given, lesson).keys.Up).toEqual([38, 28]);
  expect(learnedKeymap(given, NO_LESSON)).toBe(given);
});
