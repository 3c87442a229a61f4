/** A card attempt between its commit and the channel's word: looks, claims, doubts. Source: docs/money.md 1, 3 and 10. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../channels/port.ts';
import { askSms, CARD, typeCode } from '../../../testing/card-viewer.ts';
import { makeRig } from '../../../testing/rig.ts';
import type { Rig } from '../../../testing/rig.ts';
import { cardOf } from '../../card-of.ts';
import { sentLadder } from '../../ladders.ts';
import { TIMES } from '../../schedules.ts';

const HOUR = 3_600_000;

async function sent(code = '05'): Promise<Rig> {
  const rig = makeRig();
  await rig.open();
  rig.cards.next = code;
  await typeCode(rig, await askSms(rig));
  return rig;
}

const card = (rig: Rig) => cardOf(rig.now().attempts[0]);
const hear = (rig: Rig, facts: object) =>
  rig.tell({ type: 'evidence', attempt: 1, evidence: { source: 'query', asked_at_ms: rig.clock.now_ms, ...facts } as Evidence });
const CLAIM = { source: 'callback', kind: 'claimed', txn: 'T1', amount_fen: 1990, currency: 'CNY' };
const looks = (rig: Rig) => rig.cards.calls.filter((c) => c.call === 'query').map((c) => c.at_ms);

describe('looks at what was sent', () => {
  it('are at each rung, counted from the commit, then every 6 h', async () => {
    const rig = await sent();
    const from = rig.clock.now_ms;
    const ladder = sentLadder(rig.rules, 'unionpay');
    const last = ladder.at(-1) ?? 0;
    await rig.pass(last + 2 * TIMES.sent_query_every_ms);
    const every = [1, 2].map((n) => last + n * TIMES.sent_query_every_ms);
    expect(looks(rig).map((ms) => ms - from)).toEqual([...ladder, ...every]);
  });

  it('that fell due while nobody looked are one', async () => {
    const rig = await sent();
    rig.clock.now_ms += 1.5 * HOUR;
    await rig.work();
    expect(looks(rig)).toEqual([rig.clock.now_ms]);
    await rig.pass(1_000);
    expect(looks(rig)).toHaveLength(1);
  });
});

describe('a claim', () => {
  it('asks at once, keeps its first time, and is gone once a query says paid', async () => {
    const rig = await sent();
    const at_ms = rig.clock.now_ms;
    await hear(rig, CLAIM);
    expect(card(rig)?.claim).toEqual({ txn: 'T1', amount_fen: 1990, currency: 'CNY', at_ms });
    expect(rig.now().jobs.find((j) => j.key === 'attempt:1')?.due_ms).toBe(at_ms);
    rig.clock.now_ms += 5;
    await hear(rig, { ...CLAIM, txn: 'T2' });
    expect(card(rig)?.claim).toMatchObject({ txn: 'T1', at_ms });
    await hear(rig, { kind: 'paid', txn: 'T1', amount_fen: 1990, currency: 'CNY' });
    expect(card(rig)?.claim).toBeUndefined();
    expect(rig.now().flags).toEqual([]);
    expect(rig.now().jobs.some((j) => j.key === 'attempt:1')).toBe(false);
  });

  it('alone counts after ten minutes of silence, not before, and is used up', async () => {
    const rig = await sent();
    await hear(rig, CLAIM);
    rig.clock.now_ms += TIMES.claim_alone_ms - 1;
    await hear(rig, { kind: 'silent', why: '' });
    expect(rig.now().receipts).toEqual([]);
    rig.clock.now_ms += 1;
    await hear(rig, { kind: 'silent', why: '' });
    expect(rig.now().receipts).toMatchObject([{ txn: 'T1', role: 'won' }]);
    expect(rig.now().flags).toMatchObject([{ code: 'notification-alone' }]);
    expect(card(rig)?.claim).toBeUndefined();
  });

  it('never pays alone once a query of after it has spoken; silence alone does', async () => {
    const rig = await sent();
    await hear(rig, CLAIM);
    await hear(rig, { kind: 'pending' });
    expect(card(rig)?.claim?.contradicted).toBe(true);
    rig.clock.now_ms += TIMES.claim_alone_ms;
    await hear(rig, { kind: 'silent', why: '' });
    expect(rig.now().receipts).toEqual([]);
    await hear(rig, { kind: 'absent' });
    expect(card(rig)?.absents).toBe(0);
  });

  it('loses to a signed refusal by query of after it, which is flagged', async () => {
    const rig = await sent();
    await hear(rig, CLAIM);
    await hear(rig, { kind: 'refused', reason: 'declined', code: '60' });
    expect(rig.now().attempts[0]?.state).toBe('refused');
    expect(card(rig)?.claim).toBeUndefined();
    expect(rig.now().flags).toMatchObject([{ code: 'refused-but-notified' }]);
  });
});

describe('"no such transaction"', () => {
  it('counts twice, the later six minutes after the call; the same answer twice is one', async () => {
    const rig = await sent();
    await hear(rig, { kind: 'absent' });
    await hear(rig, { kind: 'absent' });
    expect(card(rig)?.absents).toBe(1);
    rig.clock.now_ms += TIMES.lost_ms - 1;
    await hear(rig, { kind: 'absent' });
    expect([card(rig)?.absents, rig.now().attempts[0]?.state]).toEqual([2, 'sent']);
    rig.clock.now_ms += 1;
    await hear(rig, { kind: 'absent' });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'refused', why: 'lost' });
  });

  it('once is not enough, however late; another word in between starts anew', async () => {
    const rig = await sent();
    rig.clock.now_ms += 2 * TIMES.lost_ms;
    await hear(rig, { kind: 'absent' });
    await hear(rig, { kind: 'pending' });
    expect(card(rig)?.absents).toBe(0);
    rig.clock.now_ms += 1;
    await hear(rig, { kind: 'absent' });
    expect(rig.now().attempts[0]?.state).toBe('sent');
  });
});

describe('a restored database', () => {
  it('a card that waited for its code counts as sent, and nobody sends it', async () => {
    const rig = makeRig();
    await rig.open();
    const n = await askSms(rig);
    await rig.tell({ type: 'restored', by: { name: 'lan', via: 'test' } });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'sent', last_sent_ms: rig.clock.now_ms, card: { consume_by: 'restored' } });
    expect(await typeCode(rig, n)).toBe(false);
    await rig.pass(HOUR);
    expect(rig.now().attempts[0]).toMatchObject({ state: 'refused', why: 'lost' });
    expect(looks(rig).length).toBeGreaterThan(3);
  });
});

it('an attempt keeps what it was made with', async () => {
  const rig = makeRig();
  await rig.open();
  await askSms(rig, { ...CARD, card_id: 'c1' });
  expect(rig.now().attempts[0]).toMatchObject({
    n: 1,
    kind: 'card',
    channel: 'unionpay',
    product: rig.rules.channels['unionpay']?.product,
    acquirer_id: 'unionpay-account',
    by: 'tv',
    state: 'ready',
    created_ms: rig.clock.now_ms,
    channel_expires_ms: rig.clock.now_ms + TIMES.attempt_life_ms,
    not_after_ms: rig.clock.now_ms + TIMES.lease_ms,
    last_sent_ms: 0,
    close_asked: false,
    close_absent: false,
    card: { card_id: 'c1', hash: CARD.hash, need: CARD.need, phone_tail: '5506', absents: 0 },
  });
});
