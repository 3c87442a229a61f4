/**
 * Whatever a bank answers for ever, its number is asked about less and less, and within a set time there is an end or a flag
 * (docs/money.md 11, I15). Each row is a bank that never says anything else.
 */
import { describe, expect, it, vi } from 'vitest';
import type { Evidence, RefundEvidence } from '../../channels/port.ts';
import { fen } from '../../protocol/money.ts';
import { askSms, typeCode, CARD } from '../testing/card-viewer.ts';
import { makeRig } from '../testing/rig.ts';

// A month of five-minute questions takes seconds on a loaded machine.
vi.setConfig({ testTimeout: 120_000 });

const S = 1_000;
const DAY = 86_400_000;

type Rig = ReturnType<typeof makeRig>;
/** A piece of evidence without when it was asked. */
type Bare<E> = E extends unknown ? Omit<E, 'source' | 'asked_at_ms'> : never;

function always(rig: Rig, query: Bare<Evidence>, close: Bare<Evidence>): { at_ms: number }[] {
  const calls: { at_ms: number }[] = [];
  const say = (source: 'query' | 'close', what: object) => () => {
    calls.push({ at_ms: rig.clock.now_ms });
    return Promise.resolve({ source, asked_at_ms: rig.clock.now_ms, ...what } as Evidence);
  };
  rig.banks.wechat.query = say('query', query);
  rig.banks.wechat.close = say('close', close);
  return calls;
}

const codes = (rig: Rig): string[] => rig.now().flags.map((f) => f.code);

describe('a code that the viewer left', () => {
  const PENDING = { kind: 'pending' } as const;
  const SILENT = { kind: 'silent', why: 'x' } as const;
  it.each([
    ['close: already paid; query: not yet', { kind: 'unpaid' } as const, PENDING],
    ['close and query: look again', PENDING, PENDING],
    ['close: already paid; query: rate limited', SILENT, PENDING],
    ['silent', SILENT, SILENT],
    ['refused (no authority)', { kind: 'silent', why: 'NO_AUTH' } as const, { kind: 'silent', why: 'NO_AUTH' } as const],
  ])('%s', async (_name, query, close) => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    const calls = always(rig, query, close);
    const left_ms = rig.clock.now_ms;
    await rig.answer({ kind: 'change' });
    await rig.pass(10 * S);
    // The ladder 2 5 15 30 60 s, each rung with a query, a close and at most two looks at once more.
    expect(calls.filter((c) => c.at_ms <= left_ms + 10 * S).length).toBeLessThanOrEqual(18);
    await rig.pass(30 * DAY);
    const over = rig.now().attempts[0]?.state === 'closed';
    expect(over).toBe(true);
    expect(query.kind === 'unpaid' || codes(rig).includes('attempt-unanswered')).toBe(true);
    const before = calls.length;
    await rig.pass(300 * DAY);
    expect(calls.length - before).toBeLessThanOrEqual(3);
    expect(rig.now().order.state).toBe('closed');
  });
});

describe('a refund', () => {
  it.each<[string, Bare<RefundEvidence>, Bare<RefundEvidence>]>([
    ['refused, and not known to the query', { kind: 'refused', code: 'PARAM_ERROR', final: false }, { kind: 'absent' }],
    ['refused: all went back already', { kind: 'refused', code: 'INVALID_REQUEST', final: false, returned: true }, { kind: 'absent' }],
    ['refused, and the query is silent', { kind: 'refused', code: 'NO_AUTH', final: false }, { kind: 'silent', why: 'x' }],
    ['silent', { kind: 'silent', why: 'x' }, { kind: 'silent', why: 'x' }],
    ['accepted and processing', { kind: 'moving' }, { kind: 'moving' }],
    ['our balance is short', { kind: 'short' }, { kind: 'absent' }],
    ['stuck', { kind: 'stuck' }, { kind: 'stuck' }],
    ['dead, each number anew', { kind: 'moving' }, { kind: 'dead' }],
  ])('%s', async (_name, ask, query) => {
    const rig = makeRig();
    await rig.open();
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(1));
    await rig.callback('wechat', 1);
    let calls = 0;
    const say = (source: 'answer' | 'query', what: object) => () => {
      calls += 1;
      return Promise.resolve({ source, asked_at_ms: rig.clock.now_ms, ...what } as RefundEvidence);
    };
    rig.banks.wechat.refund = say('answer', ask);
    rig.banks.wechat.queryRefund = say('query', query);
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: fen(1000), reason: 'x' });
    await rig.pass(4 * DAY);
    expect(codes(rig).some((code) => code.startsWith('refund-'))).toBe(true);
    expect(calls).toBeLessThanOrEqual(120);
    const before = calls;
    await rig.pass(100 * DAY);
    // Once a day: one question, or one asking and its query.
    expect(calls - before).toBeLessThanOrEqual(2 * 100 + 2);
    expect(rig.now().refunds[0]?.state).not.toBe('done');
  });
});

describe('a card', () => {
  it.each<[string, Bare<Evidence>, string]>([
    ['pending', { kind: 'pending' }, 'card-unknown'],
    ['silent', { kind: 'silent', why: 'x' }, 'card-unknown'],
  ])('sent, then %s for ever', async (_name, query, code) => {
    const rig = await sent();
    let calls = 0;
    rig.cards.query = () => {
      calls += 1;
      return Promise.resolve({ source: 'query', asked_at_ms: rig.clock.now_ms, ...query } as Evidence);
    };
    await rig.pass(5 * DAY);
    expect([rig.now().order.state, codes(rig).includes(code)]).toEqual(['closed', true]);
    await rig.pass(60 * DAY);
    expect(codes(rig)).toContain('card-never-known');
    const before = calls;
    await rig.pass(100 * DAY);
    expect(calls - before).toBe(0);
  });

  it('a claim that the query never confirms pays nothing, is flagged within a day and ends', async () => {
    const rig = await sent();
    rig.cards.query = () => Promise.resolve({ source: 'query', asked_at_ms: rig.clock.now_ms, kind: 'pending' });
    await rig.pass(60 * S);
    const claim = { txn: 't1', amount_fen: fen(1990), currency: 'CNY' };
    await rig.tell({
      type: 'evidence',
      attempt: 1,
      evidence: { source: 'callback', asked_at_ms: rig.clock.now_ms, kind: 'claimed', ...claim },
    });
    await rig.pass(DAY / 2);
    // From now on the query is silent: what it said before stands.
    rig.cards.query = () => Promise.resolve({ source: 'query', asked_at_ms: rig.clock.now_ms, kind: 'silent', why: 'x' });
    await rig.pass(6 * DAY);
    expect([rig.now().receipts, rig.now().order.state]).toEqual([[], 'closed']);
    expect(codes(rig)).toContain('claim-unconfirmed');
  });

  it('a signed refusal by query beats a claim', async () => {
    const rig = await sent();
    const claim = { txn: 't1', amount_fen: fen(1990), currency: 'CNY' };
    await rig.tell({
      type: 'evidence',
      attempt: 1,
      evidence: { source: 'callback', asked_at_ms: rig.clock.now_ms, kind: 'claimed', ...claim },
    });
    rig.cards.query = () =>
      Promise.resolve({ source: 'query', asked_at_ms: rig.clock.now_ms, kind: 'refused', reason: 'funds', code: '64' });
    await rig.pass(DAY);
    expect([rig.now().attempts[0]?.state, rig.now().receipts]).toEqual(['refused', []]);
    expect(codes(rig)).toContain('refused-but-notified');
  });
});

async function sent(): Promise<Rig> {
  const rig = makeRig();
  rig.cards.next = '05';
  await rig.open();
  await rig.answer({ kind: 'choose', channel: 'unionpay' });
  await askSms(rig, CARD);
  await typeCode(rig, 1);
  expect(rig.now().attempts[0]?.state).toBe('sent');
  return rig;
}

it("a bank that gives one order's transaction for another: flagged, never paid twice, and no work fails for ever", async () => {
  const rig = makeRig();
  const pay = async (order_no: string) => {
    await rig.open({ order_no });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    return rig.id;
  };
  const first = await pay('A1');
  rig.banks.wechat.pay(rig.number(1));
  await rig.callback('wechat', 1);
  const { txn } = rig.now().receipts[0] as { txn: string };
  await pay('A2');
  rig.banks.wechat.query = () =>
    Promise.resolve({ source: 'query', asked_at_ms: rig.clock.now_ms, kind: 'paid', txn, amount_fen: fen(1990), currency: 'CNY' });
  await rig.pass(DAY);
  expect([rig.now().order.state, rig.now().receipts]).not.toEqual(['paid', []]);
  expect(rig.now().receipts).toEqual([]);
  expect(rig.now().flags).toMatchObject([{ code: 'txn-of-another', detail: txn + ' ' + first }]);
});
