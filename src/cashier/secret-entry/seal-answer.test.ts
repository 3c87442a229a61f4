import { expect, test } from 'vitest';
import { CARD, cardStep, PAN, typing } from '../testing/entry.ts';

const at = cardStep(CARD.number(), 1);
const answer = { kind: 'card-number', pan: PAN } as const;
const next = cardStep(CARD.check(), 2);

test('a sealed answer and its sealed reply: nothing of the number can be read on the way', () => {
  const { entry, on, opened, reply, waiting } = typing(at);
  expect(entry.send(answer)).toBe(true);
  expect(on.busy.value).toBe(true);
  const post = waiting();
  expect(opened(post, 1)).toEqual(answer);
  expect([post?.body, post?.url].join().includes(PAN.slice(6))).toBe(false);
  reply(post, next);
  expect([on.step.value.kind, on.busy.value]).toEqual(['card-check', false]);
});

test('one at a time: a second press is dropped', () => {
  const { entry, posts } = typing(at);
  expect([entry.send(answer), entry.send(answer)]).toEqual([true, false]);
  expect(posts()).toHaveLength(1);
});

test('sealed to a key that is gone: sealed anew and sent again by itself, once', () => {
  const { entry, on, opened, reply, waiting, posts, clock } = typing(at);
  entry.send(answer);
  waiting()?.reply(409, { seal: 'renew', step: cardStep(CARD.number(), 1, 1, 8) });
  expect([posts().length, on.busy.value, opened(waiting(), 1), opened(waiting(), 1, 8)]).toEqual([2, true, undefined, answer]);
  reply(waiting(), cardStep(CARD.check(), 2, 2, 8), 8);
  expect(on.step.value.kind).toBe('card-check');
  clock.pass(500);
  entry.send(answer);
  for (const key of [9, 10]) waiting()?.reply(409, { seal: 'renew', step: cardStep(CARD.check(), 2, key, key) });
  expect([posts().length, on.busy.value, on.step.value.seq]).toEqual([4, false, 10]);
});

test('a renewal with another question shows that and sends nothing', () => {
  const { entry, on, waiting, posts } = typing(at);
  entry.send(answer);
  waiting()?.reply(409, { seal: 'renew', step: cardStep(CARD.number({ note: '!' }), 5, 5, 8) });
  expect([posts().length, on.step.value.version]).toEqual([1, 5]);
});

test.each([
  ['silence', (stage: ReturnType<typeof typing>) => stage.clock.pass(12_000)],
  ['a broken connection', (stage: ReturnType<typeof typing>) => stage.waiting()?.reply(0)],
  ['an error page', (stage: ReturnType<typeof typing>) => stage.waiting()?.reply(502, '<html>')],
  ['a plain step', (stage: ReturnType<typeof typing>) => stage.waiting()?.reply(200, next)],
  ['nonsense', (stage: ReturnType<typeof typing>) => stage.waiting()?.reply(200, { sealed: 'AAAA' })],
  ['a reply to another message', (stage: ReturnType<typeof typing>) => stage.reply(stage.waiting(), next, 7, { counter: 2 })],
  ['a reply about another version', (stage: ReturnType<typeof typing>) => stage.reply(stage.waiting(), next, 7, { version: 2 })],
  ['something that is no step', (stage: ReturnType<typeof typing>) => stage.reply(stage.waiting(), { kind: 'paid' })],
  ['a renewal without a step', (stage: ReturnType<typeof typing>) => stage.waiting()?.reply(409, { seal: 'renew' })],
] as const)('%s: not sent again, the poll is asked what is true', (_name, happen) => {
  const stage = typing(at);
  stage.entry.send(answer);
  happen(stage);
  expect([stage.posts().length, stage.on.step.value, stage.polls().at(-1)?.url.endsWith('/step')]).toEqual([1, at, true]);
  stage.clock.pass(500);
  expect(stage.on.busy.value).toBe(false);
});

test('without a key on the step nothing is sent', () => {
  const { seal: _, ...bare } = at;
  const { entry, posts } = typing(bare as typeof at);
  expect([entry.send(answer), posts().length]).toEqual([false, 0]);
});

test('a press while its reply is awaited does not keep the reply from being read', () => {
  const { entry, on, reply, waiting, clock } = typing(at);
  for (const digit of '600000') entry.fields.add('pan', digit);
  entry.send(answer);
  const first = waiting();
  clock.pass(400);
  expect(waiting('/bank')).toBeDefined();
  reply(first, next);
  expect(on.step.value.kind).toBe('card-check');
});

test('the costly part is done soon after the screen is there, not when the viewer types', () => {
  const asked: number[] = [];
  const stage = typing(at, undefined, undefined, (length) => void asked.push(length));
  expect(asked).toEqual([]);
  stage.clock.pass(100);
  expect(asked).toEqual([32]);
  stage.entry.send(answer);
  expect(asked).toEqual([32, 24]);
});
