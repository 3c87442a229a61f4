/** A phone as keypad, as the TV shows it. */
import { expect, test } from 'vitest';
import { CARD, cardStep } from '../../testing/entry.ts';
import { useDocument } from '../../testing/document.ts';
import { entryStage } from '../../testing/entry-stage.tsx';
import { KEYPAD_QR } from '../keypad-qr.fixture.ts';

useDocument();
const stage = (body: Parameters<typeof cardStep>[0]) => entryStage(cardStep(body, 1));
const plain = (posts: { body?: string | null }[]) => (JSON.parse(String(posts.at(-1)?.body)) as { answer: unknown }).answer;
const qr = { qr: KEYPAD_QR };
const typing = (left_ms = 300_000) => ({ keypad: { phone: 'types', left_ms } });

test('the code stands beside the number and the code of a message; digits go on being typed here', async () => {
  for (const body of [CARD.number({ keypad: qr }), CARD.code({ keypad: qr, needs_typed: false })]) {
    const { text, type } = stage(body);
    expect(text('kc-title')).toEqual(['用手机当键盘']);
    await type('12');
    expect(text('kc-title')).toHaveLength(1);
  }
});

test("a card's check opens the code with a button; Back closes it", async () => {
  const { press, text, focus, on } = stage(CARD.check({ keypad: qr, needs_pan: false }));
  expect(text('kc-title')).toEqual([]);
  on.focus.set('by-phone');
  await press('OK');
  expect([text('kc-title'), focus()]).toEqual([['用手机当键盘'], 'close-code']);
  await press('Back');
  expect(text('kc-title')).toEqual([]);
});

test('while a phone types: no field, no digit, and OK takes it back', async () => {
  const { text, type, press, focus, posts, entry } = stage(CARD.check({ ...typing() }));
  expect(text('title')).toEqual(['手机正在输入']);
  await type('123');
  expect([entry.fields.of('phone').value, focus()]).toEqual(['', 'use-remote']);
  await press('OK');
  expect([posts().length, plain(posts())]).toEqual([1, { kind: 'use-remote' }]);
});

test('Back takes it back too; a lost card is not reported while a phone has it', async () => {
  const { press, posts, clock } = stage(CARD.code({ ...typing(), wrong: true, again_in_ms: 0 }));
  clock.pass(2_000);
  expect(posts()).toEqual([]);
  await press('Back');
  expect(plain(posts())).toEqual({ kind: 'use-remote' });
});

test('a phone that asks is admitted with OK', async () => {
  const { text, press, posts } = stage(CARD.code({ keypad: { phone: 'asks', left_ms: 300_000 } }));
  expect(text('title')).toEqual(['允许这部手机输入？']);
  await press('OK');
  expect(plain(posts())).toEqual({ kind: 'admit-phone' });
});

test('once its time is over the TV goes on by itself, once', () => {
  const { posts, clock } = stage(CARD.number({ ...typing(5_000) }));
  clock.pass(4_900);
  expect(posts()).toEqual([]);
  clock.pass(200);
  expect([posts().length, plain(posts())]).toEqual([1, { kind: 'use-remote' }]);
});

test('a phone that begins closes the keypad that was open on the TV', async () => {
  const { press, focus, polled } = stage(CARD.number({ keypad: qr }));
  await press('OK');
  expect(focus()).toBe('pad-5');
  await polled(cardStep(CARD.number({ ...typing() }), 1, 2));
  expect(focus()).toBe('use-remote');
  await polled(cardStep(CARD.number({ keypad: qr }), 1, 3));
  expect(focus()).toBe('field-pan');
});
