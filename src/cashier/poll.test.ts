import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { fakeClock } from '../tv/fake-clock.ts';
import { steps } from './fixtures.ts';
import { createPoll } from './poll.ts';
import { fakeNetwork } from './testing/requests.ts';

const scan = steps('en')['scan'] as Step;

function polling(random: () => number = () => 1) {
  const clock = fakeClock();
  const network = fakeNetwork();
  const observed: (Step | string)[] = [];
  let seq = scan.seq;
  const poll = createPoll({
    clock,
    request: network.request,
    random,
    base: '/c/x',
    give_up_ms: 35_000,
    again_ms: 2_000,
    seq: () => seq,
    onStep: (step) => {
      if (observed.at(-1) === 'offline') observed.push('online');
      seq = step.seq;
      observed.push(step);
    },
    onOffline: () => {
      if (observed.at(-1) !== 'offline') observed.push('offline');
    },
    onGone: () => observed.push('gone'),
  });
  poll.start();
  clock.pass(200);
  return { clock, network, observed, poll };
}

test('asks for what comes after what is shown, and again as soon as that has come', () => {
  const { network, clock } = polling();
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + scan.seq]);
  clock.pass(24_000);
  network.open()[0]?.reply(200, { ...scan, seq: scan.seq + 1 });
  clock.pass(0);
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + (scan.seq + 1)]);
});

test('gives a silent request up after 35 s, says that the network is gone, and asks again within 2 s', () => {
  const { network, clock, observed } = polling();
  clock.pass(34_999);
  expect([network.made.length, observed]).toEqual([1, []]);
  clock.pass(1);
  expect([network.made[0]?.aborted, observed]).toEqual([true, ['offline']]);
  clock.pass(2_000);
  expect(network.made).toHaveLength(2);
  network.open()[0]?.reply(200, scan);
  expect(observed).toEqual(['offline', 'online', scan]);
});

test('a line that swallows everything: short questions that nobody holds, and the answer within 3 s of its return', () => {
  const { network, clock, observed } = polling();
  clock.pass(35_000);
  for (let second = 35; second < 60; second++) clock.pass(1_000);
  const asked = network.made.slice(1);
  expect(asked.length).toBeGreaterThan(4);
  expect(new Set(asked.map((one) => one.url))).toEqual(new Set(['/c/x/step']));
  const paid = { ...scan, seq: scan.seq + 1 };
  // The line is back: whatever is asked from now on is answered; what was under way may be lost.
  for (let ms = 0; ms < 3_000 && !observed.includes(paid); ms += 100) {
    clock.pass(100);
    const now = network.open()[0];
    if (now && !asked.includes(now)) now.reply(200, paid);
  }
  expect(observed.slice(-2)).toEqual(['online', paid]);
  clock.pass(0);
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + paid.seq]);
});

test('a line that is only slow gets its answer: every third question is given 8 s', () => {
  const { network, clock, observed } = polling();
  for (let i = 0; i < 3; i++) {
    network.open()[0]?.reply(0);
    clock.pass(2_000);
  }
  const patient = network.open()[0];
  clock.pass(5_000);
  patient?.reply(200, scan);
  expect(observed).toEqual(['offline', 'online', scan]);
});

test('one lost request is not worth a word; a second is, and no failure is ever told', () => {
  const { network, clock, observed } = polling();
  network.open()[0]?.reply(0);
  clock.pass(2_000);
  expect(observed).toEqual([]);
  network.open()[0]?.reply(502, '<html>bad gateway');
  expect(observed).toEqual(['offline']);
});

test('thirty percent of lost polls still end in the next step', () => {
  const { network, clock, observed } = polling();
  for (let i = 0; i < 10; i++) {
    network.open()[0]?.reply(i % 3 ? 200 : 0, i % 3 ? { ...scan, seq: scan.seq + i } : '');
    clock.pass(2_000);
  }
  expect(observed.filter((one) => typeof one === 'object')).toHaveLength(6);
  expect(observed).not.toContain('offline');
});

test('a server that does not hold the request is not asked in a tight circle', () => {
  const { network, clock } = polling();
  network.open()[0]?.reply(200, scan);
  clock.pass(1_999);
  expect(network.made).toHaveLength(1);
  clock.pass(1);
  expect(network.made).toHaveLength(2);
});

test('after stop nothing is asked or taken; now asks at once and without waiting', () => {
  const { network, clock, poll, observed } = polling();
  const first = network.open()[0];
  poll.stop();
  first?.reply(200, scan);
  clock.pass(60_000);
  expect([observed, network.made.length]).toEqual([[], 1]);
  poll.now();
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step']);
});

test('every question has an address of its own, so that no cache between can answer it', () => {
  const { network, clock, poll } = polling(Math.random);
  for (let i = 0; i < 40; i++) {
    network.open()[0]?.reply(i % 3 ? 200 : 0, i % 3 ? { ...scan, seq: scan.seq + i } : '');
    clock.pass(3_000);
    if (i % 10 === 9) poll.now();
  }
  expect(network.made.length).toBeGreaterThan(40);
  expect(new Set(network.made.map((one) => one.address)).size).toBe(network.made.length);
});

test('a cache that answers all the same is not asked in a tight circle', () => {
  const { network, clock } = polling();
  for (let i = 0; i < 10; i++) {
    network.open()[0]?.reply(200, { ...scan, seq: scan.seq - 3 });
    clock.pass(1_000);
  }
  expect(network.made.length).toBeLessThanOrEqual(6);
});

test('after a sleep: dropped and asked at once, without waiting for news, and again where dead connections swallow it', () => {
  const { network, clock, poll, observed } = polling();
  clock.pass(20_000);
  const dead = network.open()[0];
  poll.refresh(300);
  expect([dead?.aborted, network.open().map((one) => one.url)]).toEqual([true, ['/c/x/step']]);
  for (let i = 0; i < 5; i++) clock.pass(180);
  // Five more that were kept have died too; the sixth is a new one: all within a second, and no word of it.
  expect([network.made.length, network.open().length, observed]).toEqual([7, 1, []]);
  network.open()[0]?.reply(200, { ...scan, seq: scan.seq + 1 });
  clock.pass(0);
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + (scan.seq + 1)]);
});

test('a line that stays dead after a sleep is told within 5 s, and asked as before', () => {
  const { network, clock, poll, observed } = polling();
  poll.now();
  for (let ms = 0; ms < 5_000; ms += 100) clock.pass(100);
  expect(observed).toEqual(['offline']);
  for (let ms = 0; ms < 60_000; ms += 100) clock.pass(100);
  expect(network.made.length).toBeLessThan(30);
});

test('a burst of signs asks once; what was asked a moment ago is left alone; a stopped poll stays so', () => {
  const { network, clock, poll } = polling();
  clock.pass(200);
  poll.refresh(300);
  expect(network.made).toHaveLength(1);
  clock.pass(9_000);
  for (let i = 0; i < 5; i++) poll.refresh(300);
  expect(network.made).toHaveLength(2);
  poll.stop();
  clock.pass(60_000);
  poll.refresh(300);
  expect(network.made).toHaveLength(2);
});

/** What a captive portal, a proxy or a half-open line answers in the server's place. */
const NO_STEPS: readonly (readonly [number, string])[] = [
  [204, ''],
  [200, ''],
  [200, '<html><title>Login</title>'],
  [200, 'null'],
  [200, '{}'],
  [200, '[]'],
  [200, '"paid"'],
  [200, '{"kind":"paid"}'],
  [302, ''],
  [304, ''],
  [404, '<html>Not Found'],
  [404, ''],
  [511, '<html>Network Authentication Required'],
];

test.each(NO_STEPS)('no step: %i %s is a bad line, never a page that is gone', (status, body) => {
  const { network, clock, observed } = polling();
  for (let i = 0; i < 5; i++) {
    network.open()[0]?.reply(status, body);
    clock.pass(2_000);
  }
  expect(observed).toEqual(['offline']);
  expect(network.made.length).toBeLessThanOrEqual(6);
  network.open()[0]?.reply(200, scan);
  expect(observed).toEqual(['offline', 'online', scan]);
});

test('an answer that comes after a newer one was taken says which step it was asked for', () => {
  const asked: number[] = [];
  const clock = fakeClock();
  const network = fakeNetwork();
  let seq = 5;
  const poll = createPoll({
    clock,
    request: network.request,
    random: () => 1,
    base: '/c/x',
    give_up_ms: 35_000,
    again_ms: 700,
    seq: () => seq,
    onStep: (_step, before) => asked.push(before),
    onOffline: () => undefined,
    onGone: () => undefined,
  });
  poll.start();
  clock.pass(200);
  seq = 6;
  network.open()[0]?.reply(200, { ...scan, seq: 5 });
  expect(asked).toEqual([5]);
});
