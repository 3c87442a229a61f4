/** What each answer does on each screen: it changes the screen, or nothing at all. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../protocol/answer.ts';
import { askSms, CARD, typeCode } from '../../testing/card-viewer.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { TIMES } from '../schedules.ts';

const choose = (channel: string): Answer => ({ kind: 'choose', channel });
const opened = async (): Promise<Rig> => {
  const rig = makeRig();
  await rig.open();
  return rig;
};

type Screen = 'choose' | 'preparing' | 'scan' | 'ended' | 'card-number' | 'card-list' | 'card-check' | 'sms-code' | 'refused' | 'checking';

/** A way to each screen. */
const SCREENS: { readonly [screen in Screen]: () => Promise<Rig> } = {
  choose: opened,
  preparing: async () => {
    const rig = await opened();
    await rig.answer(choose('wechat'));
    return rig;
  },
  scan: async () => {
    const rig = await SCREENS.preparing();
    await rig.work();
    return rig;
  },
  ended: async () => {
    const rig = await SCREENS.scan();
    await rig.pass(TIMES.attempt_life_ms);
    return rig;
  },
  'card-number': async () => {
    const rig = await opened();
    await rig.answer(choose('unionpay'));
    return rig;
  },
  'card-list': async () => {
    const rig = await opened();
    await rig.tell({ type: 'answer', version: rig.now().dialogue.version, answer: choose('unionpay'), has_cards: true });
    return rig;
  },
  'card-check': async () => {
    const rig = await SCREENS['card-number']();
    await rig.tell({ type: 'card-known', version: rig.now().dialogue.version, channel: 'unionpay', card: CARD, has_list: false });
    return rig;
  },
  'sms-code': async () => {
    const rig = await opened();
    await askSms(rig);
    return rig;
  },
  refused: async () => {
    const rig = await SCREENS['sms-code']();
    rig.cards.next = '60';
    await typeCode(rig, 1);
    return rig;
  },
  checking: async () => {
    const rig = await SCREENS['sms-code']();
    await typeCode(rig, 1);
    return rig;
  },
};

/** From, said, with remembered cards or not; then the screen after it. What is not listed changes nothing. */
const MOVES: readonly (readonly [from: Screen, said: Answer['kind'], to: string, to_with_cards?: string])[] = [
  ['choose', 'choose', 'preparing'],
  ['preparing', 'change', 'choose'],
  ['scan', 'change', 'choose'],
  ['scan', 'new-code', 'preparing'],
  ['scan', 'retry', 'preparing'],
  ['scan', 'ask-paid', 'scan'],
  ['ended', 'change', 'choose'],
  ['ended', 'new-code', 'preparing'],
  ['ended', 'retry', 'preparing'],
  ['card-list', 'change', 'choose'],
  ['card-list', 'cards', 'card-number', 'card-list'],
  ['card-list', 'other-card', 'card-number'],
  ['card-list', 'recheck', 'card-number', 'card-list'],
  ['card-list', 'forget-card', 'card-number', 'card-list'],
  ['card-number', 'change', 'choose'],
  ['card-number', 'cards', 'card-number', 'card-list'],
  ['card-number', 'other-card', 'card-number'],
  ['card-number', 'recheck', 'card-number', 'card-list'],
  ['card-number', 'card-lost', 'card-number', 'card-list'],
  ['card-check', 'change', 'choose'],
  ['card-check', 'cards', 'card-number', 'card-list'],
  ['card-check', 'other-card', 'card-number'],
  ['card-check', 'recheck', 'card-check'],
  ['card-check', 'card-lost', 'card-number', 'card-list'],
  ['sms-code', 'change', 'choose'],
  ['sms-code', 'cards', 'card-number', 'card-list'],
  ['sms-code', 'other-card', 'card-number'],
  ['sms-code', 'recheck', 'card-check'],
  ['sms-code', 'card-lost', 'card-number', 'card-list'],
  ['refused', 'change', 'choose'],
  ['refused', 'cards', 'card-number', 'card-list'],
  ['refused', 'other-card', 'card-number'],
  ['refused', 'recheck', 'card-check'],
  ['refused', 'card-lost', 'card-number', 'card-list'],
  ['refused', 'new-code', 'card-check'],
  ['refused', 'retry', 'card-check'],
];

const SAID: readonly Answer['kind'][] = [
  'choose',
  'change',
  'new-code',
  'retry',
  'ask-paid',
  'cards',
  'other-card',
  'recheck',
  'card-lost',
  'forget-card',
  'leave',
];

const CASES = (Object.keys(SCREENS) as Screen[]).flatMap((from) =>
  SAID.flatMap((said) => [false, true].map((has_cards) => [from, said, has_cards] as const)),
);

describe('an answer', () => {
  it.each(CASES)('on %s: %s, remembered cards %s', async (from, said, has_cards) => {
    const rig = await SCREENS[from]();
    expect(rig.screen().kind).toBe(from);
    const answer = (said === 'choose' ? choose('wechat') : { kind: said }) as Answer;
    const move = MOVES.find((one) => one[0] === from && one[1] === said);
    const before = JSON.stringify({ ...rig.now(), version: 0 });
    await rig.tell({ type: 'answer', version: rig.now().dialogue.version, answer, has_cards });
    expect(rig.screen().kind).toBe((has_cards && move?.[3]) || (move?.[2] ?? from));
    if (!move) expect(JSON.stringify({ ...rig.now(), version: 0 })).toBe(before);
  });
});

describe('已完成支付', () => {
  const queries = (rig: Rig): number => rig.banks.wechat.calls.filter((c) => c.call === 'query').length;

  it('asks at once, says what came of it, and asks again after 3 s only', async () => {
    const rig = await SCREENS.scan();
    await rig.answer({ kind: 'ask-paid' });
    expect(rig.now().dialogue.asking).toBe(true);
    await rig.work();
    expect(queries(rig)).toBe(1);
    expect(rig.screen()).toMatchObject({ kind: 'scan', note: 'not_received' });
    expect(rig.now().dialogue.asking).toBe(false);
    await rig.pass(TIMES.ask_paid_ms - 1);
    await rig.answer({ kind: 'ask-paid' });
    await rig.work();
    expect(queries(rig)).toBe(1);
    await rig.pass(1);
    rig.banks.wechat.fail('query', 'before');
    await rig.answer({ kind: 'ask-paid' });
    await rig.work();
    expect(queries(rig)).toBe(2);
    expect(rig.screen()).toMatchObject({ kind: 'scan', note: 'ask_later' });
  });

  it('another look says nothing', async () => {
    const rig = await SCREENS.scan();
    await rig.pass(16_000);
    expect(queries(rig)).toBe(1);
    expect(rig.screen()).not.toHaveProperty('note');
  });
});

describe('no new attempt', () => {
  const refusal = async (rig: Rig, channel: string) => {
    await rig.answer(choose(channel));
    return rig.screen();
  };

  it('at a channel that is not offered, or is none', async () => {
    expect(await refusal(await opened(), 'nobody')).toMatchObject({ kind: 'refused', code: 'CHANNEL_DOWN' });
    expect(await refusal(await opened(), '__proto__')).toMatchObject({ kind: 'refused', code: 'CHANNEL_DOWN' });
  });

  it('with a code in the last 90 s; a card may', async () => {
    const rig = await opened();
    await rig.pass(TIMES.order_life_ms - TIMES.new_code_ms - 1);
    expect((await refusal(rig, 'wechat')).kind).toBe('preparing');
    const late = await opened();
    await late.pass(TIMES.order_life_ms - TIMES.new_code_ms);
    expect(await refusal(late, 'wechat')).toMatchObject({ kind: 'refused', code: 'TOO_LATE_FOR_CODE' });
    await late.answer({ kind: 'change' });
    expect((await refusal(late, 'unionpay')).kind).toBe('card-number');
  });

  it('after ten in an hour; an hour later again', async () => {
    const rig = makeRig();
    await rig.open({ expires_at: String(rig.clock.now_ms + 4 * 3_600_000) });
    for (let i = 0; i < 10; i++) {
      expect((await refusal(rig, 'wechat')).kind).toBe('preparing');
      await rig.answer({ kind: 'change' });
    }
    expect(await refusal(rig, 'wechat')).toMatchObject({ kind: 'refused', code: 'TOO_MANY_ATTEMPTS' });
    rig.clock.now_ms += 3_600_000;
    await rig.answer({ kind: 'change' });
    expect((await refusal(rig, 'wechat')).kind).toBe('preparing');
  });
});
