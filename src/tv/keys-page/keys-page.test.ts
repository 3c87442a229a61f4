import { expect, test } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { engineFacts } from './engine.ts';
import { request } from './http.ts';
import { EMPTY_LOG, logKey, unknownCodes } from './key-log.ts';
import { createLeaving } from './leaving.ts';
import { NO_LESSON } from './learn.ts';
import { keyReport } from './report.ts';

const down = { type: 'keydown', key: 'x' };
const press = { type: 'keypress' };

test('each code is logged once with its count; a keypress twin is not another press', () => {
  let log = logKey(EMPTY_LOG, down, 38, 'Up');
  log = logKey(log, press, 38, 'Up');
  log = logKey(log, down, 38, 'Up');
  log = logKey(log, press, 777, undefined);
  log = logKey(log, press, 777, undefined);
  expect(log.codes).toEqual([
    { code: 38, key: 'Up', name: 'x', events: ['keydown', 'keypress'], count: 2 },
    { code: 777, key: undefined, name: undefined, events: ['keypress'], count: 2 },
  ]);
  expect(unknownCodes(log).map((seen) => seen.code)).toEqual([777]);
  expect(log.latest?.code).toBe(777);
});

test('a box that sends endless new codes does not grow the report for ever', () => {
  let log = EMPTY_LOG;
  for (let code = 1; code <= 1000; code++) log = logKey(log, down, code, undefined);
  expect(log.codes.length).toBe(200);
  expect(log.latest?.code).toBe(1000);
});

test('the report names keys and engine, not the box', () => {
  const engine = engineFacts({ navigator: { userAgent: 'ua' }, screen: { width: 1280, height: 720 }, Promise });
  const report = keyReport(
    { platform: 'pc', source: 'made up', keys: {} },
    NO_LESSON,
    undefined,
    engine,
    logKey(EMPTY_LOG, down, 999, undefined),
  );
  expect(report.keys).toEqual([{ code: 999, key: null, name: 'x', events: ['keydown'], count: 1 }]);
  expect(report.unknown_codes).toEqual([999]);
  expect(report.engine.screen).toBe('1280x720');
  expect(report.engine.has).toContain('Promise');
  expect(report.engine.lacks).toEqual(expect.arrayContaining(['fetch', 'canvas', 'event.key']));
});

test('Back twice leaves, Back once or with another key between does not', () => {
  const clock = fakeClock();
  let left = 0;
  const leaving = createLeaving(clock, () => left++);
  expect(leaving.pressed()).toBe(true);
  leaving.other();
  expect(leaving.pressed()).toBe(true);
  clock.pass(3000);
  expect(leaving.pressed()).toBe(true);
  expect(left).toBe(0);
  clock.pass(1000);
  expect(leaving.pressed()).toBe(false);
  expect(left).toBe(1);
  clock.pass(1000000);
  expect(left).toBe(1);
});

test('a viewer whose keys mean nothing is let out by waiting', () => {
  const clock = fakeClock();
  let left = 0;
  const leaving = createLeaving(clock, () => left++, { again_ms: 3000, idle_ms: 1000 });
  clock.pass(900);
  leaving.other();
  clock.pass(900);
  expect(left).toBe(0);
  clock.pass(100);
  expect(left).toBe(1);
});

/** A request object in the test's hand. */
function fakeXhr() {
  const xhr = {
    sent: undefined as string | null | undefined,
    aborted: false,
    readyState: 0,
    status: 0,
    responseText: '',
    onreadystatechange: undefined as unknown,
    open: () => undefined,
    setRequestHeader: () => undefined,
    send: (body: string | null) => void (xhr.sent = body),
    abort: () => void (xhr.aborted = true),
    answer(status: number, text: string) {
      Object.assign(xhr, { readyState: 4, status, responseText: text });
      (xhr.onreadystatechange as () => void)();
    },
  };
  return xhr;
}

test('an answer is parsed; errors, nonsense and silence are no answer', () => {
  const clock = fakeClock();
  const answers: unknown[] = [];
  const ask = () => {
    const xhr = fakeXhr();
    request(
      () => xhr,
      clock.after,
      { method: 'POST', url: '/x', body: { a: 1 }, after_ms: 1000 },
      (answer) => answers.push(answer),
    );
    return xhr;
  };
  const good = ask();
  expect(good.sent).toBe('{"a":1}');
  good.answer(201, '{"saved":"x"}');
  ask().answer(204, '');
  ask().answer(500, '{}');
  ask().answer(200, '<html>');
  const silent = ask();
  clock.pass(1000);
  silent.answer(200, '{}');
  expect(answers).toEqual([{ saved: 'x' }, null, undefined, undefined, undefined]);
  expect(silent.aborted).toBe(true);
});
