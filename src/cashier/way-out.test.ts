/** The viewer always gets out: on every screen, whatever the server does. */
import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { steps } from './fixtures.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

const all = steps('zh-CN');
const at = (name: string): Step => all[name] as Step;
const OWN = 'replace http://app.example/left';
/** Shown with an order; the others are of pages that have none. */
const NAMES = Object.keys(all);
const isOut = (did: readonly string[]): boolean => did.some((one) => one === 'back' || one.startsWith('replace '));

/** Everything that can be under way when somebody has had enough. */
const BEFORE: readonly (readonly [string, (stage: ReturnType<typeof staged>) => void])[] = [
  ['at rest', () => undefined],
  ['an answer being sent', ({ on }) => void on.key('OK')],
  ['a dialog of the page', ({ on }) => void on.key('Blue')],
  ['the question whether to leave', ({ on }) => void on.key('Back')],
  ['five minutes of silence', ({ clock }) => clock.pass(300_000)],
  [
    'a line that is cut',
    ({ network, clock }) => {
      for (let i = 0; i < 6; i++) {
        network.open()[0]?.reply(0);
        clock.pass(2_000);
      }
    },
  ],
];

test.each(BEFORE)('Exit leaves within two presses and 2 s of silence, from every screen: %s', (_name, before) => {
  for (const name of NAMES) {
    const stage = staged(at(name));
    bringEntry(stage.on);
    before(stage);
    for (let press = 0; press < 2 && !isOut(stage.did); press++) {
      stage.on.key('Exit');
      stage.clock.pass(press ? 2_000 : 300);
    }
    expect([name, isOut(stage.did)]).toEqual([name, true]);
  }
});

test('Back and OK alone lead out of every screen too, once the line is known to be bad', () => {
  for (const name of NAMES) {
    const { on, network, clock, did } = staged(at(name));
    bringEntry(on);
    network.open()[0]?.reply(0);
    clock.pass(2_000);
    network.open()[0]?.reply(0);
    // Back closes what is open, then asks; the question opens on staying.
    for (let i = 0; i < 2 && !isOut(did) && on.focus.scope.value !== 'leave'; i++) on.key('Back');
    on.key('Right');
    on.key('OK');
    clock.pass(2_000);
    expect([name, isOut(did)]).toEqual([name, true]);
  }
});

test('Exit twice says so at once, drops what is under way, and follows the server if it is quick', () => {
  const { on, network, did, clock, sent } = staged(at('choose'));
  on.key('OK');
  const [poll, answer] = network.open();
  on.key('Exit');
  on.key('Exit');
  expect([on.step.value.kind, poll?.aborted, answer?.aborted]).toEqual(['left', true, true]);
  expect(sent().map((one) => one.answer.kind)).toEqual(['choose', 'leave']);
  clock.pass(700);
  expect(did).toEqual([]);
  network.open()[0]?.reply(200, { ...at('left'), return_to: { url: 'http://app.example/fresh', app_name: '', after_ms: 0 } });
  clock.pass(60_000);
  expect(did).toEqual(['replace http://app.example/fresh']);
});

test.each([
  ['slower than a viewer waits', () => undefined, 1_500],
  ['refused', (reply: (status: number, body?: unknown) => void) => reply(503, '{"error":{"code":"STORE_DOWN"}}'), 0],
  ['cut', (reply: (status: number) => void) => reply(0), 0],
  ['a page of the portal', (reply: (status: number, body: string) => void) => reply(200, '<html>'), 0],
])('without the server the page takes the way back it was given, once: %s', (_name, end, wait_ms) => {
  const { on, network, did, clock } = staged(at('scan'));
  on.key('Exit');
  on.key('Exit');
  const [post] = network.open();
  end(post?.reply as never);
  clock.pass(Math.max(0, wait_ms - 1));
  if (wait_ms) expect(did).toEqual([]);
  clock.pass(1);
  expect(did).toEqual([OWN]);
  // The app does not answer: OK tries again.
  clock.pass(6_000);
  on.key('OK');
  expect(did).toEqual([OWN, OWN]);
});

test('another build, or a new question between the two presses, keeps nobody', () => {
  const { on, network, did, clock } = staged(at('scan'));
  on.key('Exit');
  network.open()[0]?.reply(200, { ...at('choose'), seq: at('scan').seq + 1, version: at('scan').version + 1 });
  expect(on.focus.scope.value).toBeUndefined();
  on.key('Exit');
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, { ...at('left'), build: 'newer', return_to: { url: '/app', app_name: '', after_ms: 0 } });
  clock.pass(2_000);
  expect(did).toEqual(['replace /app']);
});

test('a viewer who stayed is asked again', () => {
  const { on, sent } = staged(at('scan'));
  on.key('Exit');
  on.key('Back');
  on.key('Exit');
  expect([sent(), on.focus.scope.value]).toEqual([[], 'leave']);
});

test('paid meanwhile: Exit is the way back of a paid order', () => {
  const { on, network, did } = staged(at('checking'));
  on.key('Exit');
  network.open()[0]?.reply(200, { ...at('paid'), seq: at('checking').seq + 1, version: at('checking').version + 1 });
  on.key('Exit');
  expect(did).toEqual(['replace http://app.example/done']);
});

test('back from the app out of the page cache everything works as before', () => {
  const { on, network, did, clock, sent } = staged(at('scan'));
  on.key('Exit');
  on.key('Exit');
  clock.pass(1_500);
  on.resume();
  network.open()[0]?.reply(200, at('scan'));
  expect(on.step.value.kind).toBe('scan');
  clock.pass(60_000);
  on.key('OK');
  expect([did, sent().at(-1)?.answer.kind]).toEqual([[OWN], 'ask-paid']);
});

test('a key after ten seconds without a word asks at once; before, it does not', () => {
  const { on, polls, clock } = staged(at('scan'));
  clock.pass(9_000);
  on.key('Right');
  expect(polls()).toHaveLength(1);
  clock.pass(2_000);
  on.key('Left');
  on.key('Right');
  expect([polls().length, polls()[0]?.aborted]).toEqual([2, true]);
});

test('a server that went back to a backup is believed; an answer overtaken by a newer one is not', () => {
  const { on, network, clock } = staged(at('scan'));
  const { seq, version } = at('scan');
  network.open()[0]?.reply(200, { ...at('choose'), seq: seq - 1, version: version - 1 });
  expect(on.step.value.kind).toBe('choose');
  clock.pass(2_000);
  const poll = network.open()[0];
  on.key('OK');
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, { ...at('paid'), seq: seq + 1 });
  poll?.reply(200, { ...at('choose'), seq: seq - 1 });
  expect(on.step.value.kind).toBe('paid');
});

test('a word of the server ends the notice that it is away, whichever way it came', () => {
  const { on, network, clock } = staged(at('scan'));
  for (let i = 0; i < 2; i++) {
    network.open()[0]?.reply(0);
    clock.pass(2_000);
  }
  expect(on.offline.value).toBe(true);
  on.key('OK');
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, { ...at('paid'), seq: at('scan').seq + 1 });
  expect([on.offline.value, on.step.value.kind]).toEqual([false, 'paid']);
});
