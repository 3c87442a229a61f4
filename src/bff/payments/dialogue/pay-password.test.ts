/** A viewer's password before money may move: which ways ask for it, what one is good for, and what it never opens. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../protocol/answer.ts';
import { ACCOUNT, askChallenge } from '../../testing/bank-viewer.ts';
import { askSms, CARD, typeCode } from '../../testing/card-viewer.ts';
import { makeRig, START_MS } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import type { CheckedPassword } from '../events.ts';
import type { Guard } from '../guarding.ts';
import { TIMES } from '../schedules.ts';
import { phoneObstacle } from './phone.ts';

const LOCK: Guard = { rev: 1, lock_fen: 0 };
const choose = (channel: string): Answer => ({ kind: 'choose', channel });

async function locked(guard: Guard = LOCK, amount_fen = '1990'): Promise<Rig> {
  const rig = makeRig();
  await rig.guard('parent', guard);
  await rig.open({ viewer_id: 'parent', amount_fen });
  return rig;
}

const say = (rig: Rig, checked: CheckedPassword = { kind: 'right', rev: 1 }) =>
  rig.tell({ type: 'pay-password', version: rig.now().dialogue.version, checked, has_cards: false });

describe('child lock', () => {
  it('asks before a code; right: the code comes; another code asks again', async () => {
    const rig = await locked();
    await rig.answer(choose('wechat'));
    expect([rig.screen(), rig.now().attempts]).toEqual([{ kind: 'pay-password', channel: 'wechat', rev: 0 }, []]);
    await say(rig);
    await rig.work();
    expect(rig.screen()).toMatchObject({ kind: 'scan', attempt: 1 });
    await rig.answer({ kind: 'new-code' });
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', channel: 'wechat' });
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('wrong: the same question, with what is left; locked: refused, and nothing was begun', async () => {
    const rig = await locked();
    await rig.answer(choose('alipay'));
    const { version } = rig.now().dialogue;
    await say(rig, { kind: 'wrong', rev: 1, left: 4 });
    expect(rig.screen()).toEqual({ kind: 'pay-password', channel: 'alipay', rev: 1, note: 'wrong', left: 4 });
    expect(rig.now().dialogue.version).toBe(version + 1);
    await say(rig, { kind: 'locked', rev: 1 });
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'PASSWORD_LOCKED' });
    await rig.answer({ kind: 'change' });
    expect([rig.screen(), rig.now().attempts]).toEqual([{ kind: 'choose' }, []]);
  });

  it('a password checked before the account was changed pays nothing', async () => {
    const rig = await locked();
    await rig.answer(choose('wechat'));
    await rig.guard('parent', { rev: 2, lock_fen: 0 });
    await say(rig, { kind: 'right', rev: 1 });
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', note: 'changed' });
    await say(rig, { kind: 'right', rev: 2 });
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('the lock goes away while its password is asked: nothing begins but by the next choice, without a word', async () => {
    for (const checked of [{ kind: 'locked', rev: 1 } as const, { kind: 'wrong', rev: 1, left: 3 } as const]) {
      const rig = await locked();
      await rig.answer(choose('wechat'));
      await rig.guard('parent', { rev: 2 });
      await say(rig, checked);
      expect([rig.screen(), rig.now().attempts, rig.now().dialogue.pass]).toEqual([{ kind: 'choose' }, [], undefined]);
      await rig.answer(choose('wechat'));
      expect(rig.now().attempts).toMatchObject([{ channel: 'wechat' }]);
      expect(rig.now().attempts[0]).not.toHaveProperty('pass');
    }
  });

  it('a word said under a lock that went away is none under the next', async () => {
    const rig = await locked();
    await rig.answer(choose('unionpay'));
    await say(rig);
    expect(rig.screen().kind).toBe('card-number');
    await rig.guard('parent', { rev: 2 });
    await rig.answer({ kind: 'change' });
    await rig.answer(choose('wechat'));
    expect(rig.now().dialogue.pass).toBeUndefined();
    await rig.guard('parent', { rev: 3, lock_fen: 0 });
    await rig.answer({ kind: 'change' });
    await rig.answer(choose('unionpay'));
    expect(rig.screen().kind).toBe('pay-password');
  });

  it('an answer to another question, and a password that nobody asked for, do nothing', async () => {
    const rig = await locked();
    const { version } = rig.now().dialogue;
    await say(rig);
    await rig.answer(choose('wechat'));
    await rig.tell({ type: 'pay-password', version, checked: { kind: 'right', rev: 1 }, has_cards: false });
    expect([rig.screen().kind, rig.now().attempts.length, rig.now().dialogue.pass]).toEqual(['pay-password', 0, undefined]);
  });

  it('below its amount nothing is asked', async () => {
    const rig = await locked({ rev: 1, lock_fen: 3000 }, '2999');
    await rig.answer(choose('wechat'));
    expect(rig.now().attempts).toHaveLength(1);
    const other = await locked({ rev: 1, lock_fen: 3000 }, '3000');
    await other.answer(choose('wechat'));
    expect(other.screen().kind).toBe('pay-password');
  });

  it('turned on while a code of before is shown: the next one asks', async () => {
    const rig = await locked({ rev: 1, lock_fen: 5000 });
    await rig.answer(choose('wechat'));
    await rig.guard('parent', { rev: 2, lock_fen: 0 });
    await rig.work();
    await rig.answer({ kind: 'new-code' });
    expect(rig.screen().kind).toBe('pay-password');
  });

  it('no phone pays, whatever was shown to it before', async () => {
    const rig = await locked();
    const of = { visit: 'v', channel: 'wechat', product: 'native', return_url: 'http://a/', shown_ms: START_MS };
    await rig.tell({ type: 'phone-pays', ...of });
    expect(rig.now().attempts).toEqual([]);
    expect(phoneObstacle(rig.now(), rig.rules, START_MS, START_MS, LOCK)).toBe('locked');
  });
});

describe('a card', () => {
  it('typed: asked when the way is chosen, good for its SMS and for another SMS, spent by the code', async () => {
    const rig = await locked();
    await rig.answer(choose('unionpay'));
    expect(rig.screen().kind).toBe('pay-password');
    await say(rig);
    expect(rig.screen().kind).toBe('card-number');
    const first = await askSms(rig);
    rig.clock.now_ms += TIMES.sms_again_ms;
    const second = await askSms(rig);
    expect([first, second, rig.now().attempts.map((one) => one.pass?.no)]).toEqual([1, 2, [undefined, 1]]);
    rig.cards.next = '64';
    await typeCode(rig, second);
    expect(rig.screen()).toMatchObject({ kind: 'refused' });
    await rig.answer({ kind: 'retry' });
    expect(await askSms(rig)).toBe(0);
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', channel: 'unionpay' });
    await say(rig);
    expect(rig.screen().kind).toBe('card-check');
    expect(await askSms(rig)).toBe(3);
  });

  it('remembered: asked where its viewer or the operator wants it; a typed one is not', async () => {
    const cards = { rev: 1, cards: true } as const;
    const rig = await locked(cards);
    expect(await askSms(rig)).toBe(1);
    const other = await locked(cards);
    const known = { ...CARD, card_id: 'c1', need: [] };
    const version = other.now().dialogue.version;
    const asked = { type: 'sms-asked', channel: 'unionpay', card: known, phone_tail: '5506', has_list: true } as const;
    await other.tell({ ...asked, version, by: 'x' });
    expect(other.screen()).toEqual({ kind: 'pay-password', channel: 'unionpay', card_id: 'c1', rev: 0 });
    await say(other);
    expect(other.screen().kind).toBe('choose');
    await other.tell({ ...asked, card: { ...known, card_id: 'c2' }, version: other.now().dialogue.version, by: 'y' });
    expect(other.screen()).toMatchObject({ kind: 'pay-password', card_id: 'c2' });
    await say(other);
    await other.tell({ ...asked, card: { ...known, card_id: 'c2' }, version: other.now().dialogue.version, by: 'z' });
    expect(other.now().attempts.map((one) => one.pass?.card_id)).toEqual(['c2']);
  });

  it('a password lasts ten minutes', async () => {
    const rig = await locked();
    await rig.answer(choose('unionpay'));
    await say(rig);
    rig.clock.now_ms += TIMES.pass_ms;
    expect(await askSms(rig)).toBe(0);
    expect(rig.screen().kind).toBe('pay-password');
  });
});

it('an account at a bank: asked when it is chosen, and for each challenge that follows a password', async () => {
  const rig = await locked();
  await rig.answer(choose('icbc-direct'));
  await say(rig);
  expect(rig.screen().kind).toBe('card-number');
  await askChallenge(rig, 'static', undefined, ACCOUNT);
  expect(rig.now().attempts.map((one) => one.pass?.channel)).toEqual(['icbc-direct']);
});

describe('a parent asked by phone', () => {
  const ask = (rig: Rig) => rig.tell({ type: 'consent-asked', version: rig.now().dialogue.version, state: 'asked', tail: '5506' });
  const answer = (rig: Rig, n: number, yes: boolean) => rig.tell({ type: 'consent-said', n, yes, has_cards: false });

  it('yes: the way goes on by itself, once; the password may be typed meanwhile', async () => {
    const rig = await locked();
    await rig.answer(choose('wechat'));
    const { version } = rig.now().dialogue;
    await ask(rig);
    expect([rig.now().dialogue.version, rig.screen()]).toMatchObject([version, { consent: { n: 1, state: 'asked', tail: '5506' } }]);
    await answer(rig, 1, true);
    expect(rig.now().attempts.map((one) => one.pass?.by)).toEqual(['consent']);
    await rig.work();
    await rig.answer({ kind: 'new-code' });
    expect(rig.screen().kind).toBe('pay-password');
    await answer(rig, 1, true);
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('no; late; of an earlier question; where nothing is asked: nothing is begun', async () => {
    const rig = await locked();
    await answer(rig, 1, true);
    await rig.answer(choose('wechat'));
    await answer(rig, 1, true);
    await ask(rig);
    await answer(rig, 1, false);
    expect(rig.screen()).toMatchObject({ kind: 'pay-password', consent: { state: 'declined' } });
    await answer(rig, 1, true);
    await ask(rig);
    await answer(rig, 1, true);
    expect(rig.screen()).toMatchObject({ consent: { n: 2, state: 'asked' } });
    rig.clock.now_ms += TIMES.pass_ms;
    await answer(rig, 2, true);
    expect(rig.now().attempts).toEqual([]);
  });

  it('asked again too soon: the one that waits goes on waiting', async () => {
    const rig = await locked();
    await rig.answer(choose('wechat'));
    const often = () => rig.tell({ type: 'consent-asked', version: rig.now().dialogue.version, state: 'often', tail: '' });
    await often();
    expect(rig.screen()).toMatchObject({ consent: { state: 'often' } });
    await ask(rig);
    await often();
    expect(rig.screen()).toMatchObject({ consent: { n: 1, state: 'asked' } });
    await answer(rig, 1, true);
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('a message that was not sent is said; its answer is none', async () => {
    const rig = await locked();
    await rig.answer(choose('alipay'));
    await ask(rig);
    await rig.tell({ type: 'consent-failed', n: 1 });
    await answer(rig, 1, true);
    expect([rig.screen(), rig.now().attempts]).toMatchObject([{ consent: { state: 'failed' } }, []]);
  });

  it('it replaces no card’s own code: a typed card goes on to its number', async () => {
    const rig = await locked();
    await rig.answer(choose('unionpay'));
    await ask(rig);
    await answer(rig, 1, true);
    expect([rig.screen().kind, rig.now().attempts]).toEqual(['card-number', []]);
  });
});
