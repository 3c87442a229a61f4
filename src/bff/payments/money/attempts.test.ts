/** Looks at attempts that are over, and news that is older than what was sent. Source: docs/money.md 1, 3 and 10. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../channels/port.ts';
import { askSms, CARD, typeCode } from '../../testing/card-viewer.ts';
import { makeRig } from '../../testing/rig.ts';
import type { Rig } from '../../testing/rig.ts';
import { watchLadder } from '../ladders.ts';
import type { AttemptState } from '../payment.ts';
import { CARD_ATTEMPT, SCAN_ATTEMPT } from './transitions.ts';
import type { AttemptEvent } from './transitions.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function scanning(channel: 'wechat' | 'alipay' = 'wechat'): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  await rig.answer({ kind: 'choose', channel });
  await rig.work();
  return rig;
}

const hear = (rig: Rig, asked_at_ms: number, facts: object) =>
  rig.tell({ type: 'evidence', attempt: 1, evidence: { source: 'query', asked_at_ms, ...facts } as Evidence });

describe('an attempt that is over', () => {
  it.each(['wechat', 'alipay'] as const)('%s: is asked about at each rung of its watch, and then no more', async (channel) => {
    const rig = await scanning(channel);
    await rig.tell({ type: 'close-asked' });
    const ended_ms = rig.clock.now_ms;
    // Alipay does not know an unscanned code: it lapses. A scanned one is shut at once.
    rig.banks[channel].scan(rig.number(1));
    await rig.work();
    expect(rig.now().attempts[0]).toMatchObject({ state: 'closed', ended_ms });
    const before = rig.banks[channel].calls.length;
    await rig.pass(10 * DAY);
    const looks = rig.banks[channel].calls.slice(before);
    expect(looks).toEqual(
      watchLadder(rig.rules, channel).map((wait_ms) => ({ call: 'query', number: rig.number(1), at_ms: ended_ms + wait_ms })),
    );
    expect(rig.now().jobs).toEqual([]);
  });

  it('and was paid all the same, without a callback: found by a look, and given back', async () => {
    const rig = await scanning();
    await rig.tell({ type: 'close-asked' });
    await rig.work();
    const trade = rig.banks.wechat.trades.get(rig.number(1));
    if (!trade) throw new Error('no trade');
    trade.closed = false;
    expect(rig.banks.wechat.pay(rig.number(1))).toBe(true);
    await rig.pass(2 * DAY);
    expect(rig.now().receipts).toMatchObject([{ role: 'surplus' }]);
    expect(trade.returned_fen).toBe(1990);
  });

  it('a card that was refused is looked at too; one whose code was never sent is not', async () => {
    const rig = makeRig();
    await rig.open();
    rig.cards.next = '60';
    const n = await askSms(rig);
    await typeCode(rig, n);
    const ended_ms = rig.now().attempts[0]?.ended_ms ?? 0;
    await askSms(rig, { ...CARD, hash: 'another' });
    await rig.pass(10 * DAY);
    const looks = rig.cards.calls.filter((c) => c.call === 'query');
    expect(looks).toEqual(
      watchLadder(rig.rules, 'unionpay').map((wait_ms) => ({ call: 'query', number: rig.number(1), at_ms: ended_ms + wait_ms })),
    );
  });
});

describe('a negative that was asked before our last request', () => {
  it.each(['shut', 'refused'] as const)('%s says nothing about a code', async (kind) => {
    const rig = await scanning();
    const { last_sent_ms } = rig.now().attempts[0] as { last_sent_ms: number };
    expect(last_sent_ms).toBe(rig.clock.now_ms);
    await hear(rig, last_sent_ms - 1, { kind, reason: 'declined', code: 'X' });
    expect(rig.now().attempts[0]?.state).toBe('ready');
  });

  it('shut, asked at the very time of it, counts', async () => {
    const rig = await scanning();
    await hear(rig, rig.clock.now_ms, { kind: 'shut' });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'closed', why: 'shut' });
  });

  it.each(['refused', 'absent'] as const)('%s says nothing about a card', async (kind) => {
    const rig = makeRig();
    await rig.open();
    const n = await askSms(rig);
    await rig.pass(1_000);
    await typeCode(rig, n, 'before');
    await hear(rig, rig.clock.now_ms - 1, { kind, reason: 'declined', code: '60' });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'sent', card: { absents: 0 } });
    expect(rig.now().attempts[0]?.reason).toBeUndefined();
    await hear(rig, rig.clock.now_ms, { kind: 'refused', reason: 'declined', code: '60' });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'refused', code: '60' });
  });

  it('"no such number" says nothing about a code whose close was asked since', async () => {
    const rig = await scanning();
    const close_ms = rig.clock.now_ms + 20 * MINUTE;
    rig.clock.now_ms = close_ms;
    await hear(rig, close_ms, { source: 'close', kind: 'silent', why: 'lost' });
    await hear(rig, close_ms - 1, { kind: 'unpaid' });
    expect(rig.now().attempts[0]?.state).toBe('closing');
    await hear(rig, close_ms, { kind: 'unpaid' });
    expect(rig.now().attempts[0]?.state).toBe('closed');
  });
});

describe('the answer about an SMS', () => {
  it.each([{ kind: 'sent' }, { kind: 'silent', why: 'lost' }, { kind: 'refused', reason: 'declined', code: '60' }] as const)(
    '%o, when its attempt was given up, changes nothing',
    async (answer) => {
      const rig = makeRig();
      await rig.open();
      const n = await askSms(rig, CARD, true);
      await rig.pass(MINUTE);
      expect(rig.now().attempts[0]).toMatchObject({ state: 'closed', why: 'silent' });
      const before = JSON.stringify(rig.now());
      await rig.tell({ type: 'sms-answered', attempt: n, answer: { source: 'answer', asked_at_ms: rig.clock.now_ms, ...answer } as never });
      expect(JSON.stringify(rig.now())).toBe(before);
    },
  );

  it('does not bring back an attempt that went out to the bank, either', async () => {
    const rig = makeRig();
    await rig.open();
    const n = await askSms(rig);
    await typeCode(rig, n, 'before');
    const before = JSON.stringify(rig.now());
    for (const kind of ['sent', 'silent', 'refused'])
      await rig.tell({
        type: 'sms-answered',
        attempt: n,
        answer: { source: 'answer', asked_at_ms: rig.clock.now_ms, kind, reason: 'declined', code: '60', why: '' } as never,
      });
    expect(JSON.stringify(rig.now())).toBe(before);
  });
});

describe('the tables of attempts', () => {
  /** docs/money.md 3: from, event, to. */
  const SCAN: readonly (readonly [AttemptState, AttemptEvent, AttemptState])[] = [
    ['created', 'ready', 'ready'],
    ['created', 'refused', 'refused'],
    ['created', 'shut', 'closed'],
    ['ready', 'shut', 'closed'],
    ['closing', 'shut', 'closed'],
    ['created', 'leave', 'closing'],
    ['ready', 'leave', 'closing'],
    ['closing', 'lapsed', 'closed'],
    ['closing', 'unknown', 'closed'],
  ];
  const CARDS: readonly (readonly [AttemptState, AttemptEvent, AttemptState])[] = [
    ['created', 'ready', 'ready'],
    ['created', 'refused', 'refused'],
    ['ready', 'refused', 'refused'],
    ['created', 'leave', 'closed'],
    ['ready', 'leave', 'closed'],
    ['ready', 'code', 'sent'],
    ['created', 'quick', 'sent'],
    ['created', 'restored', 'sent'],
    ['ready', 'restored', 'sent'],
    ['sent', 'refused', 'refused'],
    ['sent', 'lost', 'refused'],
    ['sent', 'unknown', 'closed'],
  ];
  const STATES: readonly AttemptState[] = ['created', 'ready', 'closing', 'sent', 'closed', 'refused', 'paid'];
  const rows = (table: typeof SCAN_ATTEMPT) =>
    STATES.flatMap((from) => Object.entries(table[from]).map(([on, to]) => [from, on, to].join(' '))).sort();
  const money = (of: readonly AttemptState[]) => of.map((from) => [from, 'money', 'paid'] as const);
  const said = (spec: readonly (readonly string[])[]) => spec.map((row) => row.join(' ')).sort();

  it('of codes are those of the specification: what is over comes back only as paid', () => {
    expect(rows(SCAN_ATTEMPT)).toEqual(said([...SCAN, ...money(STATES.filter((s) => s !== 'sent'))]));
  });

  it('of cards too', () => {
    expect(rows(CARD_ATTEMPT)).toEqual(said([...CARDS, ...money(STATES.filter((s) => s !== 'closing'))]));
  });
});
