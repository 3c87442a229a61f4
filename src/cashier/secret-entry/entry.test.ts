/** Requests without a press: another code after a wrong one, the bank of a number. */
import { expect, test } from 'vitest';
import { CARD, cardStep, PAN, typing } from '../testing/entry.ts';
import type { CardStep } from './entry-contract.ts';

type Stage = ReturnType<typeof typing>;

function wrongCode(again_in_ms: number): Stage {
  const stage = typing(cardStep(CARD.number(), 1));
  stage.tells({ kind: 'card-number', pan: PAN }, cardStep(CARD.check({ need: [] }), 2));
  stage.tells({ kind: 'card-check', ...stage.entry.memory.card(stage.on.step.value as CardStep) }, cardStep(CARD.code(), 3));
  stage.polled(cardStep(CARD.code({ wrong: true, again_in_ms }), 4));
  return stage;
}

test('after a wrong code another is asked for when the time is over, once, with all that was typed', () => {
  const stage = wrongCode(30_000);
  stage.clock.pass(29_000);
  expect([stage.posts().length, stage.entry.again.value]).toEqual([2, 1]);
  stage.clock.pass(2_000);
  expect(stage.posts()).toHaveLength(3);
  expect(stage.opened(stage.posts()[2], 4)).toEqual({ kind: 'sms-again', pan: PAN, fields: {}, remember: false });
  stage.waiting()?.reply(0);
  stage.clock.pass(60_000);
  stage.polled(cardStep(CARD.code({ wrong: true, again_in_ms: 0 }), 4, 5));
  stage.clock.pass(5_000);
  expect(stage.posts()).toHaveLength(3);
});

test('at once where the time is over already', () => {
  const stage = wrongCode(0);
  stage.clock.pass(1_000);
  expect(stage.posts()).toHaveLength(3);
});

test('a code that is not wrong is not asked for again by itself', () => {
  const stage = wrongCode(60_000);
  stage.polled(cardStep(CARD.code({ again_in_ms: 1_000 }), 5));
  stage.clock.pass(5_000);
  expect([stage.posts().length, stage.entry.again.value]).toEqual([2, 0]);
});

test('the time until another code is the newest the server said, and stands on no other screen', () => {
  const stage = wrongCode(60_000);
  stage.polled(cardStep(CARD.code({ again_in_ms: 45_000 }), 5));
  expect(stage.entry.again.value).toBe(45);
  stage.polled(cardStep(CARD.number(), 6));
  expect(stage.entry.again.value).toBeUndefined();
});

const KNOWN = { bank: '中国建设银行', mark: '建', color: '#0b5ba8', kind: 'debit', kind_text: '储蓄卡', tail: '' };

function typePan(stage: Stage, text: string): void {
  for (const char of text) stage.entry.fields.add('pan', char);
}

test('the bank is asked for from the sixth digit on, sealed, with no more than ten digits', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  typePan(stage, '60000');
  stage.clock.pass(1_000);
  expect(stage.posts('/bank')).toEqual([]);
  typePan(stage, '0');
  stage.clock.pass(1_000);
  expect(stage.opened(stage.posts('/bank')[0], 0)).toEqual({ prefix: '600000', length: 6 });
  stage.reply(stage.waiting('/bank'), KNOWN);
  expect(stage.entry.face.value).toEqual(KNOWN);
  typePan(stage, '1234560018');
  stage.clock.pass(1_000);
  expect(stage.opened(stage.posts('/bank')[1], 0)).toEqual({ prefix: '6000001234', length: 16 });
  stage.reply(stage.waiting('/bank'), null);
  expect(stage.entry.face.value).toBeUndefined();
});

test('one question at a time; the newest number counts, and an answer to another one does not', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  typePan(stage, '600000');
  stage.clock.pass(400);
  typePan(stage, '1');
  stage.clock.pass(1_000);
  expect(stage.posts('/bank')).toHaveLength(1);
  stage.reply(stage.waiting('/bank'), KNOWN);
  expect(stage.entry.face.value).toBeUndefined();
  stage.clock.pass(400);
  expect(stage.opened(stage.posts('/bank')[1], 0)).toEqual({ prefix: '6000001', length: 7 });
});

test('what was learnt stays while nothing else is learnt, and goes with the number', () => {
  const stage = typing(cardStep(CARD.number(), 1));
  typePan(stage, '600000');
  stage.clock.pass(400);
  stage.reply(stage.waiting('/bank'), KNOWN);
  typePan(stage, '1');
  stage.clock.pass(400);
  stage.waiting('/bank')?.reply(500);
  expect(stage.entry.face.value).toEqual(KNOWN);
  stage.entry.fields.clear('pan');
  expect(stage.entry.face.value).toBeUndefined();
  typePan(stage, '600000');
  stage.clock.pass(400);
  expect(stage.posts('/bank')).toHaveLength(3);
});
