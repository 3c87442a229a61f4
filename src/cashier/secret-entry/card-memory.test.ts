import { expect, test } from 'vitest';
import type { Step } from '../../protocol/step.ts';
import { steps } from '../fixtures.ts';
import { CARD, cardStep, OTHER_PAN, PAN, typing } from '../testing/entry.ts';
import type { CardStep, FieldId } from './entry-contract.ts';

type Stage = ReturnType<typeof typing>;
const MINUTE = 60_000;
const plain = (stage: Stage) =>
  stage
    .posts()
    .map((one) => JSON.parse(one.body ?? '') as { version: number; answer?: { kind: string } })
    .filter((one) => one.answer);
const now = (stage: Stage) => stage.on.step.value as CardStep;

function type(stage: Stage, id: FieldId, text: string): void {
  stage.entry.fields.clear(id);
  for (const char of text) if (!stage.entry.fields.add(id, char)) throw new Error(char + ' does not fit');
}

/** Number and fields typed, waiting for the code. */
function atCode(more: object = {}): Stage {
  const stage = typing(cardStep(CARD.number(), 1));
  stage.on.key('6');
  stage.tells({ kind: 'card-number', pan: PAN }, cardStep(CARD.check(), 2));
  type(stage, 'phone', '13552535506');
  type(stage, 'cvn2', '123');
  stage.entry.fields.setRemember(true);
  stage.tells({ kind: 'card-check', ...stage.entry.memory.card(now(stage)) }, cardStep(CARD.code(more), 3));
  return stage;
}

const WHOLE = { pan: PAN, fields: { phone: '13552535506', cvn2: '123' }, remember: true };

test('what was typed goes along with the code, number, fields and wish', () => {
  const stage = atCode();
  expect(stage.entry.memory.has(now(stage))).toBe(true);
  expect(stage.entry.memory.card(now(stage))).toEqual(WHOLE);
  expect(stage.opened(stage.posts()[1], 2)).toEqual({ kind: 'card-check', ...WHOLE });
});

test('nothing more than the card needs is said: no number of a remembered card, no wish where none is offered', () => {
  const stage = typing(cardStep(CARD.check({ needs_pan: false, can_remember: false, need: ['cvn2'] }), 1));
  type(stage, 'cvn2', '123');
  type(stage, 'phone', '13552535506');
  stage.entry.fields.setRemember(true);
  expect(stage.entry.memory.card(now(stage))).toEqual({ fields: { cvn2: '123' }, remember: false });
  stage.polled(cardStep(CARD.code({ needs_typed: false }), 2));
  expect([stage.entry.memory.has(now(stage)), stage.entry.memory.card(now(stage))]).toEqual([true, { fields: {}, remember: false }]);
});

test('Back from the check finds the number as it was typed; another way to it finds it empty', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  type(stage, 'pan', PAN);
  stage.tells({ kind: 'card-number', pan: PAN }, cardStep(CARD.check(), 2));
  stage.polled(cardStep(CARD.number(), 3));
  expect(stage.entry.fields.of('pan').value).toBe(PAN);
  const other = atCode();
  other.polled(cardStep(CARD.number(), 4));
  expect(other.entry.fields.of('pan').value).toBe('');
});

test.each(['paid', 'closed', 'left', 'unavailable', 'choose', 'scan'])('%s wipes it', (kind) => {
  const stage = atCode();
  const code = now(stage);
  stage.polled({ ...(steps('zh-CN')[kind] as Step), order: code.order ?? undefined, build: 'fixture', version: 4, seq: 4 } as Step);
  expect([stage.on.step.value.kind, stage.entry.memory.has(code), stage.entry.memory.card(code)]).toEqual([
    kind,
    false,
    { fields: {}, remember: false },
  ]);
});

test.each(['preparing', 'checking', 'refused'])('%s keeps it: the result may need it again', (kind) => {
  const stage = atCode();
  const code = now(stage);
  stage.polled({ ...(steps('zh-CN')[kind] as Step), order: code.order ?? undefined, build: 'fixture', version: 4, seq: 4 } as Step);
  expect(stage.entry.memory.card(code)).toEqual(WHOLE);
  stage.polled(cardStep(CARD.check({ note: '!' }), 5));
  expect([stage.entry.fields.of('phone').value, stage.entry.fields.of('cvn2').value, stage.entry.fields.remember.value]).toEqual([
    '13552535506',
    '123',
    true,
  ]);
});

test('another card is not filled with this one, and the number screen begins empty', () => {
  const stage = atCode();
  stage.polled(cardStep(CARD.check({ card: { ...CARD.check, tail: '7781' } }), 4));
  expect([stage.entry.fields.of('phone').value, stage.entry.memory.has(now(stage))]).toEqual(['', false]);
  const again = atCode();
  again.polled(cardStep(CARD.number(), 4));
  again.polled(cardStep(CARD.check(), 5));
  expect([again.entry.fields.of('phone').value, again.entry.memory.has(now(again))]).toEqual(['', false]);
});

test('another order wipes it', () => {
  const stage = atCode();
  const code = now(stage);
  const order = { ...code.order, short_no: 'ANOTHER1' } as NonNullable<Step['order']>;
  stage.polled({ ...cardStep(CARD.code(), 4), order });
  expect(stage.entry.memory.has(now(stage))).toBe(false);
});

test('into the page cache: wiped; back on the same question the page tells that the card is lost', () => {
  const stage = atCode();
  const code = now(stage);
  type(stage, 'code', '123');
  stage.on.hide();
  expect([stage.entry.memory.has(code), stage.entry.fields.of('code').value, plain(stage)]).toEqual([false, '', []]);
  stage.on.resume();
  stage.polled(code);
  stage.clock.pass(1_000);
  expect(plain(stage)).toEqual([{ version: 3, answer: { kind: 'card-lost' } }]);
});

test('five minutes without a key wipe it, and the page tells so; every key begins them anew', () => {
  const stage = atCode();
  const code = now(stage);
  stage.clock.pass(4 * MINUTE);
  stage.on.key('Menu');
  stage.clock.pass(5 * MINUTE - 1);
  expect([stage.entry.memory.has(code), plain(stage)]).toEqual([true, []]);
  stage.clock.pass(1_000);
  expect(stage.entry.memory.has(code)).toBe(false);
  expect(plain(stage)).toEqual([{ version: 3, answer: { kind: 'card-lost' } }]);
});

test('elder viewers have twice as long', () => {
  const stage = typing(cardStep(CARD.number(), 1), undefined, undefined, undefined, { elder: true });
  type(stage, 'pan', '600000');
  stage.on.key('Up');
  stage.clock.pass(9 * MINUTE);
  expect(stage.entry.fields.of('pan').value).toBe('600000');
  stage.clock.pass(MINUTE);
  expect(stage.entry.fields.of('pan').value).toBe('');
});

test('digits that were never sent are wiped too', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  type(stage, 'pan', '600000');
  stage.on.key('Up');
  stage.clock.pass(5 * MINUTE);
  expect([stage.entry.fields.of('pan').value, plain(stage)]).toEqual(['', []]);
});

test.each([
  ['card-check', cardStep(CARD.check(), 3)],
  ['sms-code', cardStep(CARD.code(), 3)],
] as const)('opened on %s with nothing typed: tells that the card is lost, once', (_kind, step) => {
  const stage = typing(step);
  stage.clock.pass(20_000);
  stage.polled({ ...step, seq: 4 });
  stage.clock.pass(20_000);
  expect(plain(stage)).toEqual([{ version: 3, answer: { kind: 'card-lost' } }]);
});

test.each([
  ['a remembered card', cardStep(CARD.check({ needs_pan: false }), 3)],
  ['a code that needs nothing else', cardStep(CARD.code({ needs_typed: false }), 3)],
  ['the number', cardStep(CARD.number(), 3)],
] as const)('opened on %s: nothing is lost', (_name, step) => {
  const stage = typing(step);
  stage.clock.pass(20_000);
  expect([plain(stage), stage.entry.memory.has(step as CardStep)]).toEqual([[], true]);
});

test('a second TV: what another one typed is not given up from here, it only has no answer to it', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  type(stage, 'pan', OTHER_PAN);
  stage.on.key('Up');
  stage.polled(cardStep(CARD.check(), 2));
  expect([stage.entry.memory.has(now(stage)), stage.entry.fields.of('pan').value]).toEqual([false, '']);
  stage.polled(cardStep(CARD.code(), 3));
  stage.clock.pass(6 * MINUTE);
  expect([stage.entry.memory.has(now(stage)), plain(stage)]).toEqual([false, []]);
});

test('a loss is told as soon as the answer before it is through', () => {
  const stage = typing(cardStep(CARD.code(), 3), undefined, (on) => void on.key('Back'));
  stage.clock.pass(2_000);
  expect(plain(stage).map((one) => one.answer?.kind)).toEqual(['change']);
  stage.waiting()?.reply(502);
  stage.clock.pass(1_000);
  expect(plain(stage).map((one) => one.answer?.kind)).toEqual(['change', 'card-lost']);
});

test('nothing typed stands in a URL, and in no request but sealed', () => {
  const stage = atCode();
  type(stage, 'code', '739154');
  stage.entry.send({ kind: 'sms-code', code: '739154', ...stage.entry.memory.card(now(stage)) });
  const all = stage.network.made.map((one) => one.url + one.body).join();
  for (const secret of [PAN, '13552535506', '739154', '0018']) expect(all.includes(secret)).toBe(false);
});
