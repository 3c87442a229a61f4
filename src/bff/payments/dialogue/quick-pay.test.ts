/** Quick pay: what pays by the password alone, what sends the card's own code instead, and that each password pays once. */
import { describe, expect, it } from 'vitest';
import { CARD, chooseToken, sayPassword, TOKEN, typeCode } from '../../testing/card-viewer.ts';
import { makeRig, START_MS } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import type { CheckedPassword, KnownCard } from '../events.ts';
import type { Guard } from '../guarding.ts';
import { TIMES } from '../schedules.ts';

const HOUR = 3_600_000;
const GUARD: Guard = { rev: 1, quick: { since_ms: START_MS - HOUR } };
const RIGHT: CheckedPassword = { kind: 'right', rev: 1 };
const WHO = { viewer_id: 'parent', box_id: 'box' };

/** A viewer who has had his box for a day, before an order of today. */
async function known(guard: Guard = GUARD, options: Parameters<typeof makeRig>[0] = {}): Promise<Rig> {
  const rig = makeRig({ quick: true, ...options });
  await rig.guard('parent', guard);
  await rig.open({ ...WHO, order_no: 'A0' });
  rig.clock.now_ms += TIMES.new_box_ms;
  await rig.open(WHO);
  return rig;
}

const sent = (rig: Rig, call: string): number => rig.cards.calls.filter((one) => one.call === call).length;
const note = (rig: Rig): string | undefined => {
  const screen = rig.screen();
  return screen.kind === 'sms-code' ? screen.note : screen.kind;
};

describe('a token and its viewer’s password', () => {
  it('the password is asked; right: begun, sent and paid, without a text', async () => {
    const rig = await known();
    expect(await chooseToken(rig)).toBe(0);
    expect(rig.screen()).toEqual({ kind: 'pay-password', channel: 'unionpay', card_id: 'c1', quick: true, sms: true, rev: 0 });
    expect(rig.now().attempts).toEqual([]);
    const n = await sayPassword(rig, RIGHT);
    await rig.pass(5_000);
    expect([n, rig.screen(), sent(rig, 'sms'), sent(rig, 'consume')]).toEqual([1, { kind: 'paid' }, 0, 1]);
    expect(rig.now().attempts[0]).toMatchObject({ state: 'paid', pass: { no: 1, by: 'password', card_id: 'c1' }, card: { quick: true } });
    expect(rig.now().dialogue.pass).toBeUndefined();
  });

  it('while its result is not known the screen waits, and nothing else begins; lost, the next try sends a code', async () => {
    const rig = await known();
    await chooseToken(rig);
    await sayPassword(rig, RIGHT, TOKEN, 'before');
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'asking' });
    expect(await sayPassword(rig, RIGHT)).toBe(0);
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    expect(rig.now().attempts).toHaveLength(1);
    await rig.pass(7 * 60_000);
    expect([rig.screen().kind, rig.now().attempts[0]?.why, sent(rig, 'consume')]).toEqual(['refused', 'lost', 0]);
    await rig.answer({ kind: 'change' });
    expect([await chooseToken(rig), note(rig)]).toEqual([2, 'quick_again']);
  });

  it('the answer is lost, the process dies: a query finds it, paid once', async () => {
    const rig = await known();
    await chooseToken(rig);
    await sayPassword(rig, RIGHT, TOKEN, 'after');
    await rig.pass(60_000);
    expect([rig.screen(), sent(rig, 'consume')]).toEqual([{ kind: 'paid' }, 1]);
  });

  it('two requests with the right password: one pays', async () => {
    const rig = await known();
    await chooseToken(rig);
    const both = await Promise.all([sayPassword(rig, RIGHT), sayPassword(rig, RIGHT)]);
    expect([both.filter(Boolean).length, sent(rig, 'consume')]).toEqual([1, 1]);
  });

  it('wrong, changed meanwhile: asked again; locked: its own code may pay', async () => {
    const rig = await known();
    await chooseToken(rig);
    await sayPassword(rig, { kind: 'wrong', rev: 1, left: 4 });
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', quick: true, note: 'wrong', left: 4 });
    await rig.guard('parent', { ...GUARD, rev: 2 });
    expect(await sayPassword(rig, RIGHT)).toBe(0);
    expect(rig.screen()).toMatchObject({ note: 'changed' });
    await sayPassword(rig, { kind: 'locked', rev: 2 });
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', note: 'locked', sms: true });
    expect([rig.now().attempts, await chooseToken(rig, TOKEN, true)]).toEqual([[], 1]);
    expect(rig.screen().kind).toBe('sms-code');
  });

  it('a password that was said for another card pays nothing', async () => {
    const rig = await known();
    await chooseToken(rig);
    expect(await sayPassword(rig, RIGHT, { ...TOKEN, card_id: 'c2' })).toBe(0);
    expect([rig.now().attempts, sent(rig, 'consume')]).toEqual([[], 0]);
  });

  it('what changed since the screen was drawn counts: the code goes out instead', async () => {
    const rig = await known();
    await chooseToken(rig);
    const stale: KnownCard = { ...TOKEN, token: { proved_ms: START_MS - 2 * HOUR } };
    expect(await sayPassword(rig, RIGHT, stale)).toBe(0);
    expect(await chooseToken(rig, stale)).toBe(1);
    expect(note(rig)).toBe('quick_new_password');
  });

  it('its viewer may have the code instead, and another text stays one', async () => {
    const rig = await known();
    await chooseToken(rig);
    expect(await chooseToken(rig, TOKEN, true)).toBe(1);
    rig.clock.now_ms += TIMES.sms_again_ms;
    expect(await chooseToken(rig)).toBe(2);
    await typeCode(rig, 2);
    await rig.pass(5_000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('an order that is as good as over begins nothing', async () => {
    const rig = await known();
    await chooseToken(rig);
    rig.clock.now_ms = rig.now().order.expires_ms - TIMES.card_late_ms + 1;
    expect(await sayPassword(rig, RIGHT)).toBe(0);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_TOO_LATE' });
  });
});

describe('its own code goes out instead', () => {
  const box = async (guard: Guard, wait_ms: number): Promise<Rig> => {
    const rig = makeRig({ quick: true });
    await rig.guard('parent', guard);
    await rig.open({ ...WHO, order_no: 'A0' });
    rig.clock.now_ms += wait_ms;
    await rig.open(WHO);
    return rig;
  };

  it.each<[string, Guard, number, KnownCard, string | undefined]>([
    ['of a box for less than a day', GUARD, TIMES.new_box_ms - 1, TOKEN, 'quick_new_box'],
    ['without a password', { rev: 1 }, TIMES.new_box_ms, TOKEN, 'quick_no_password'],
    ['after a password was set anew', { rev: 1, quick: { since_ms: START_MS } }, TIMES.new_box_ms, TOKEN, 'quick_new_password'],
    [
      'while it is locked',
      { rev: 1, quick: { since_ms: START_MS - HOUR, locked_until_ms: START_MS + 25 * HOUR } },
      TIMES.new_box_ms,
      TOKEN,
      'quick_locked',
    ],
    ['of a card whose number is kept', GUARD, TIMES.new_box_ms, { ...CARD, card_id: 'c1', need: [] }, undefined],
  ])('%s', async (_name, guard, wait_ms, card, why) => {
    const rig = await box(guard, wait_ms);
    expect([await chooseToken(rig, card), note(rig)]).toEqual([1, why]);
    rig.clock.now_ms += TIMES.sms_again_ms;
    expect([await chooseToken(rig, card), note(rig)]).toEqual([2, why]);
    await typeCode(rig, 2);
    await rig.pass(5_000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('where the contract wants it, of an unknown box, of no viewer, and of a database that was restored', async () => {
    const contract = await known(GUARD, { quick: undefined as never });
    expect([await chooseToken(contract), note(contract)]).toEqual([1, undefined]);
    const lone = await known();
    await lone.open({ viewer_id: 'parent', order_no: 'A2' });
    expect([await chooseToken(lone), note(lone)]).toEqual([1, 'quick_new_box']);
    await lone.open({ order_no: 'A3' });
    expect([await chooseToken(lone), note(lone)]).toEqual([1, undefined]);
    const first = await known();
    const { clock, banks, cards, accounts } = first;
    const restored = makeRig({ quick: true, seed: 2, restored: { clock, banks, cards, accounts } });
    await restored.guard('parent', GUARD);
    await restored.open({ ...WHO, order_no: 'A4' });
    clock.now_ms += TIMES.new_box_ms;
    await restored.open({ ...WHO, order_no: 'A5' });
    expect([await chooseToken(restored), note(restored)]).toEqual([1, 'quick_recovering']);
  });

  it('another box of the same viewer is new', async () => {
    const rig = await known();
    await rig.open({ ...WHO, box_id: 'other', order_no: 'A2' });
    expect([await chooseToken(rig), note(rig)]).toEqual([1, 'quick_new_box']);
    await rig.open({ ...WHO, order_no: 'A3' });
    expect(await chooseToken(rig)).toBe(0);
  });

  it.each(['64', '71', '13'])('after the bank said %s, in words; the next order is paid by the password again', async (code) => {
    const rig = await known();
    rig.cards.next = code;
    rig.cards.asynchronous = false;
    await chooseToken(rig);
    await sayPassword(rig, RIGHT);
    await rig.pass(5_000);
    expect([rig.screen().kind, rig.now().attempts[0]?.state]).toEqual(['refused', 'refused']);
    await rig.answer({ kind: 'change' });
    rig.cards.next = '00';
    expect([await chooseToken(rig), note(rig)]).toEqual([2, 'quick_again']);
    await typeCode(rig, 2);
    await rig.pass(5_000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    await rig.open({ ...WHO, order_no: 'A2' });
    expect(await chooseToken(rig)).toBe(0);
  });
});

describe('with child lock', () => {
  const LOCKED: Guard = { ...GUARD, lock_fen: 0 };

  it('one password lifts it and pays; no code goes out without it, and locked is refused', async () => {
    const rig = await known(LOCKED);
    await chooseToken(rig);
    expect(rig.screen()).toEqual({ kind: 'pay-password', channel: 'unionpay', card_id: 'c1', quick: true, rev: 0 });
    expect([await chooseToken(rig, TOKEN, true), rig.screen().kind]).toEqual([0, 'pay-password']);
    await sayPassword(rig, { kind: 'locked', rev: 1 });
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'PASSWORD_LOCKED' });
    await rig.answer({ kind: 'change' });
    await chooseToken(rig);
    await sayPassword(rig, RIGHT);
    await rig.pass(5_000);
    expect([rig.screen(), sent(rig, 'sms')]).toEqual([{ kind: 'paid' }, 0]);
  });

  it('a parent’s yes lifts it and pays nothing: the card’s own code is asked', async () => {
    const rig = await known(LOCKED);
    await chooseToken(rig);
    await rig.tell({ type: 'consent-asked', version: rig.now().dialogue.version, state: 'asked', tail: '5506' });
    await rig.tell({ type: 'consent-said', n: 1, yes: true, has_cards: true });
    expect(rig.now().attempts).toEqual([]);
    expect([await chooseToken(rig), sent(rig, 'consume'), rig.now().attempts[0]?.pass?.by]).toEqual([1, 0, 'consent']);
  });

  it('a password that chose the way pays no card: it is asked with the card on the screen', async () => {
    const rig = await known(LOCKED);
    await rig.answer({ kind: 'choose', channel: 'unionpay' });
    await rig.tell({ type: 'pay-password', version: rig.now().dialogue.version, checked: RIGHT, has_cards: true });
    expect(rig.screen().kind).toBe('card-list');
    expect(await chooseToken(rig)).toBe(0);
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', card_id: 'c1', quick: true });
    await sayPassword(rig, RIGHT);
    await rig.pass(5_000);
    expect([rig.screen(), rig.now().attempts[0]?.pass?.no]).toEqual([{ kind: 'paid' }, 2]);
  });
});
