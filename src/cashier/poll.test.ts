import { expect, test } from 'vitest';
import type { Step } from '../protocol/step.ts';
import { fakeClock } from '../tv/fake-clock.ts';
import { steps } from './fixtures.ts';
import { createPoll } from './poll.ts';
import { fakeNetwork } from './testing/requests.ts';

const scan = steps('en')['scan'] as Step;

function polling() {
  const clock = fakeClock();
  const network = fakeNetwork();
  const heard: (Step | string)[] = [];
  let seq = scan.seq;
  const poll = createPoll({
    clock,
    request: network.request,
    random: () => 1,
    base: '/c/x',
    give_up_ms: 35_000,
    again_ms: 2_000,
    seq: () => seq,
    onStep: (step) => {
      seq = step.seq;
      heard.push(step);
    },
    onOffline: (away) => {
      if (heard.at(-1) !== (away ? 'away' : 'here')) heard.push(away ? 'away' : 'here');
    },
    onGone: () => heard.push('gone'),
  });
  poll.start();
  clock.pass(200);
  return { clock, network, heard, poll };
}

test('asks for what comes after what is shown, and again as soon as that has come', () => {
  const { network, clock } = polling();
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + scan.seq]);
  clock.pass(24_000);
  network.open()[0]?.reply(200, { ...scan, seq: scan.seq + 1 });
  clock.pass(0);
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + (scan.seq + 1)]);
});

test('gives a silent request up after 35 s, says that the network is away, and asks again within 2 s', () => {
  const { network, clock, heard } = polling();
  clock.pass(34_999);
  expect([network.made.length, heard]).toEqual([1, []]);
  clock.pass(1);
  expect([network.made[0]?.aborted, heard]).toEqual([true, ['away']]);
  clock.pass(2_000);
  expect(network.made).toHaveLength(2);
  network.open()[0]?.reply(200, scan);
  expect(heard).toEqual(['away', 'here', scan]);
});

test('a line that swallows everything: short questions that nobody holds, and the answer within 3 s of its return', () => {
  const { network, clock, heard } = polling();
  clock.pass(35_000);
  for (let second = 35; second < 60; second++) clock.pass(1_000);
  const asked = network.made.slice(1);
  expect(asked.length).toBeGreaterThan(4);
  expect(new Set(asked.map((one) => one.url))).toEqual(new Set(['/c/x/step']));
  const paid = { ...scan, seq: scan.seq + 1 };
  // The line is back: whatever is asked from now on is answered; what was under way may be lost.
  for (let ms = 0; ms < 3_000 && !heard.includes(paid); ms += 100) {
    clock.pass(100);
    const now = network.open()[0];
    if (now && !asked.includes(now)) now.reply(200, paid);
  }
  expect(heard.slice(-2)).toEqual(['here', paid]);
  clock.pass(0);
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step?after=' + paid.seq]);
});

test('a line that is only slow gets its answer: every third question is given 8 s', () => {
  const { network, clock, heard } = polling();
  for (let i = 0; i < 3; i++) {
    network.open()[0]?.reply(0);
    clock.pass(2_000);
  }
  const patient = network.open()[0];
  clock.pass(5_000);
  patient?.reply(200, scan);
  expect(heard).toEqual(['away', 'here', scan]);
});

test('one lost request is not worth a word; a second is, and no failure is ever told', () => {
  const { network, clock, heard } = polling();
  network.open()[0]?.reply(0);
  clock.pass(2_000);
  expect(heard).toEqual([]);
  network.open()[0]?.reply(502, '<html>bad gateway');
  expect(heard).toEqual(['away']);
});

test('thirty percent of lost polls still end in the next step', () => {
  const { network, clock, heard } = polling();
  for (let i = 0; i < 10; i++) {
    network.open()[0]?.reply(i % 3 ? 200 : 0, i % 3 ? { ...scan, seq: scan.seq + i } : '');
    clock.pass(2_000);
  }
  expect(heard.filter((one) => typeof one === 'object')).toHaveLength(6);
  expect(heard).not.toContain('away');
});

test('a server that does not hold the request is not asked in a tight circle', () => {
  const { network, clock } = polling();
  network.open()[0]?.reply(200, scan);
  clock.pass(1_999);
  expect(network.made).toHaveLength(1);
  clock.pass(1);
  expect(network.made).toHaveLength(2);
});

test('after stop nothing is asked or heard; now asks at once and without waiting', () => {
  const { network, clock, poll, heard } = polling();
  const first = network.open()[0];
  poll.stop();
  first?.reply(200, scan);
  clock.pass(60_000);
  expect([heard, network.made.length]).toEqual([[], 1]);
  poll.now();
  expect(network.open().map((one) => one.url)).toEqual(['/c/x/step']);
});
