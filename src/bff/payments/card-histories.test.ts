/** The card histories of docs/money.md 12, in its numbering; the rig checks every invariant after every commit. */
import { cardOf } from './card-of.ts';
import { describe, expect, it } from 'vitest';
import { askSms, CARD, typeCode } from '../testing/card-viewer.ts';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const consumptions = (rig: Rig, n: number): number =>
  rig.cards.calls.filter((c) => c.call === 'consume' && c.number === rig.number(n)).length;

async function ready(): Promise<{ rig: Rig; n: number }> {
  const rig = makeRig();
  await rig.open();
  const n = await askSms(rig);
  expect(rig.screen()).toMatchObject({ kind: 'sms-code', attempt: n, wrong: false });
  return { rig, n };
}

const notify = (rig: Rig, n: number) => rig.tell({ type: 'evidence', attempt: n, evidence: rig.cards.news(rig.number(n)) });

describe('card histories', () => {
  it('12: 00, notify, query 00, notify again: paid, one consumption', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n);
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'asking' });
    await notify(rig, n);
    expect(rig.now().order.state).toBe('open');
    await rig.work();
    expect(rig.screen()).toEqual({ kind: 'paid' });
    const before = JSON.stringify(rig.now());
    await notify(rig, n);
    expect(JSON.stringify(rig.now())).toBe(before);
    await rig.pass(96 * HOUR);
    expect(consumptions(rig, n)).toBe(1);
    expect(await rig.balances()).toEqual({ 'channel:unionpay': 1990, 'merchant:shop': -1990 });
    expect(rig.told.map((t) => t.type)).toEqual(['order.paid']);
  });

  it('13: crash after the commit of sent, before the call: checking, 34 twice, lost after 6 min; a new attempt pays', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n, 'before');
    await rig.pass(5 * MINUTE);
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'asking' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.answer({ kind: 'change' });
    expect(rig.now().attempts).toHaveLength(1);
    await rig.pass(MINUTE);
    expect(rig.now().attempts[0]).toMatchObject({ state: 'refused', why: 'lost' });
    expect(rig.screen()).toEqual({ kind: 'refused', code: 'CARD_LOST', attempt: 1 });
    await rig.answer({ kind: 'recheck' });
    expect(rig.screen()).toMatchObject({ kind: 'card-check' });
    const again = await askSms(rig);
    expect(rig.number(again)).not.toBe(rig.number(n));
    await typeCode(rig, again);
    await rig.pass(MINUTE);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(consumptions(rig, n)).toBe(0);
    expect([...rig.cards.charges.keys()]).toEqual([rig.number(again)]);
  });

  it('14: charged, answer lost, kill -9: the query finds it', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n, 'after');
    await rig.pass(1000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(consumptions(rig, n)).toBe(1);
  });

  it('15: 05 all day, order closing; the bill of the day has it: paid, and told then', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '05';
    await typeCode(rig, n);
    await rig.pass(20 * HOUR);
    expect(rig.now().order.state).toBe('closing');
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'asking' });
    rig.cards.settle(rig.number(n), '00');
    const { txn } = rig.cards.charges.get(rig.number(n)) ?? { txn: '' };
    const asked_at_ms = rig.clock.now_ms;
    await rig.tell({
      type: 'evidence',
      attempt: n,
      evidence: { source: 'bill', asked_at_ms, kind: 'paid', txn, amount_fen: 1990 as never, currency: 'CNY' },
    });
    expect(rig.now().order.state).toBe('paid');
    await rig.pass(HOUR);
    expect(rig.told.map((t) => t.type)).toEqual(['order.paid']);
  });

  it('15: the bill without it: refused, closed', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '05';
    await typeCode(rig, n);
    await rig.pass(20 * HOUR);
    await rig.tell({ type: 'evidence', attempt: n, evidence: { source: 'bill', asked_at_ms: rig.clock.now_ms, kind: 'absent' } });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'refused', why: 'lost' });
    expect(rig.now().order.state).toBe('closed');
  });

  it('unknown for 72 h after its order began to close: let go, flagged, still looked after', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '05';
    await typeCode(rig, n);
    await rig.pass(80 * HOUR);
    expect(rig.now().order.state).toBe('closed');
    expect(rig.now().flags).toMatchObject([{ code: 'card-unknown', detail: rig.number(n) }]);
    rig.cards.settle(rig.number(n), '00');
    await rig.pass(7 * HOUR);
    expect(rig.now().receipts).toMatchObject([{ role: 'surplus' }]);
    await rig.pass(HOUR);
    expect(rig.now().refunds).toMatchObject([{ state: 'done', auto: true }]);
    expect(await rig.balances()).toEqual({});
  });

  it('16: refused in the answer, paid by WeChat, then UnionPay says 00: the card money goes back', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '60';
    await typeCode(rig, n);
    expect(rig.screen()).toEqual({ kind: 'refused', code: 'CARD_DECLINED', attempt: n });
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(2));
    await rig.callback('wechat', 2);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    rig.cards.settle(rig.number(n), '00');
    await notify(rig, n);
    await rig.pass(HOUR);
    expect(rig.now().receipts.map((r) => r.role)).toEqual(['won', 'surplus']);
    expect(rig.now().refunds).toMatchObject([{ channel: 'unionpay', state: 'done' }]);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1990 });
    expect(rig.cards.calls.filter((c) => c.call === 'refund')).toHaveLength(1);
  });

  it('17: 42 while open: given back, the order still open and payable', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '42';
    await typeCode(rig, n);
    await rig.pass(MINUTE);
    expect(rig.screen()).toEqual({ kind: 'refused', code: 'CARD_LATE_DEBIT', attempt: n });
    expect(rig.now().order.state).toBe('open');
    expect(rig.now().receipts).toMatchObject([{ role: 'surplus' }]);
    expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
    await rig.answer({ kind: 'change' });
    expect(rig.screen()).toEqual({ kind: 'choose' });
    await rig.answer({ kind: 'choose', channel: 'alipay' });
    await rig.work();
    expect(rig.screen()).toMatchObject({ kind: 'scan' });
  });

  it('17: 75: held, no new attempt, closed at expiry, flagged', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '75';
    await typeCode(rig, n);
    await rig.pass(MINUTE);
    expect(rig.screen()).toEqual({ kind: 'checking', why: 'held' });
    expect(rig.now().flags).toMatchObject([{ code: 'held' }]);
    expect(await askSms(rig)).toBe(0);
    expect(rig.now().attempts).toHaveLength(1);
    await rig.pass(30 * MINUTE);
    expect(rig.now().order.state).toBe('closed');
    expect(rig.now().refunds).toEqual([]);
  });

  it('18: restart between SMS and code: the same number is paid', async () => {
    const { rig, n } = await ready();
    // Nothing of the attempt lived in memory: the next process reads the same row.
    await typeCode(rig, n);
    await rig.pass(1000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('18: the page was reloaded too: back to the card, the old attempt closed, nothing charged', async () => {
    const { rig, n } = await ready();
    await rig.answer({ kind: 'card-lost' });
    expect(rig.screen()).toMatchObject({ kind: 'card-number' });
    expect(rig.now().attempts[0]).toMatchObject({ state: 'closed', why: 'session' });
    expect(await typeCode(rig, n)).toBe(false);
    await rig.pass(2 * HOUR);
    expect(rig.cards.charges.size).toBe(0);
  });

  it('22: the refund was asked, the answer lost: queried, never sent again', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n);
    await rig.pass(2000);
    rig.cards.fail('refund', 'after');
    rig.cards.refundMode = 'moving';
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    await rig.pass(MINUTE);
    rig.cards.refundMode = 'done';
    await rig.pass(3 * HOUR);
    expect(rig.cards.calls.filter((c) => c.call === 'refund')).toHaveLength(1);
    expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
  });

  it('22: the refund never arrived: 34 twice, the later after 10 min, then a new number', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n);
    await rig.pass(2000);
    rig.cards.fail('refund', 'before');
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    await rig.pass(9 * MINUTE);
    expect(rig.now().refunds[0]?.tries).toHaveLength(1);
    await rig.pass(10 * MINUTE);
    expect(rig.now().refunds).toMatchObject([{ state: 'done', tries: [{ live: false }, { live: true }] }]);
    const numbers = rig.cards.calls.filter((c) => c.call === 'refund').map((c) => c.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('refunds of the once class', () => {
  it('our balance is short for two days: new numbers, spaced out, none counted as a try, done in the end', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n);
    await rig.pass(2000);
    rig.cards.refundMode = 'short';
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    await rig.pass(48 * HOUR);
    const asked = rig.cards.calls.filter((c) => c.call === 'refund');
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(8);
    expect(rig.now().flags).toEqual([]);
    rig.cards.refundMode = 'done';
    await rig.pass(48 * HOUR);
    expect(rig.now().refunds).toMatchObject([{ state: 'done' }]);
    expect(await rig.balances()).toEqual({ 'channel:unionpay': 1490, 'merchant:shop': -1490 });
  });

  it("a refund's time is that of its sending, however long it waited", async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n);
    await rig.pass(2000);
    await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: 500 as never, reason: '' });
    rig.clock.now_ms += 3 * HOUR;
    await rig.work();
    expect(rig.now().refunds[0]?.tries[0]).toMatchObject({ created_ms: rig.clock.now_ms, sent_ms: rig.clock.now_ms });
  });
});

describe('a signed notification alone', () => {
  it('counts after ten minutes of silence, flagged', async () => {
    const { rig, n } = await ready();
    await typeCode(rig, n, 'after');
    rig.cards.fail('query', 'before', 1000);
    await notify(rig, n);
    await rig.pass(9 * MINUTE);
    expect(rig.now().order.state).toBe('open');
    await rig.pass(7 * MINUTE);
    expect(rig.now().order.state).toBe('paid');
    expect(rig.now().flags).toMatchObject([{ code: 'notification-alone' }]);
  });

  it('counts for nothing while the query says it is still unknown', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '05';
    await typeCode(rig, n);
    rig.cards.settle(rig.number(n), '00');
    const news = rig.cards.news(rig.number(n));
    rig.cards.settle(rig.number(n), '05');
    await rig.tell({ type: 'evidence', attempt: n, evidence: news });
    await rig.pass(40 * MINUTE);
    expect(rig.now().receipts).toEqual([]);
    rig.cards.settle(rig.number(n), '00');
    await rig.pass(2 * HOUR);
    expect(rig.now().receipts).toHaveLength(1);
  });
});

describe('codes and messages', () => {
  it('a wrong code is used up: the next one is a new attempt with a new number', async () => {
    const { rig, n } = await ready();
    rig.cards.next = '71';
    await typeCode(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'sms-code', attempt: n, wrong: true });
    expect(await typeCode(rig, n)).toBe(false);
    await rig.pass(MINUTE);
    rig.cards.next = '00';
    const again = await askSms(rig);
    expect(again).toBe(n + 1);
    await typeCode(rig, again);
    await rig.pass(2000);
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('a second code within 60 s is not sent, and says so', async () => {
    const { rig, n } = await ready();
    await rig.pass(30_000);
    expect(await askSms(rig)).toBe(0);
    expect(rig.screen()).toMatchObject({ kind: 'sms-code', attempt: n, note: 'sms_soon' });
    await rig.pass(31_000);
    expect(await askSms(rig)).toBe(n + 1);
    expect(rig.now().attempts[n - 1]).toMatchObject({ state: 'closed', why: 'renewed' });
  });

  it('an SMS that nobody answered for is never sent again: a new attempt', async () => {
    const rig = makeRig();
    await rig.open();
    rig.cards.fail('sms', 'after');
    await askSms(rig);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_NO_SMS' });
    await rig.answer({ kind: 'recheck' });
    expect(rig.screen()).toMatchObject({ kind: 'card-check', hash: CARD.hash });
    expect(rig.cards.calls.filter((c) => c.call === 'sms')).toHaveLength(1);
  });

  it('a crash between the mark and the SMS: given up a minute later', async () => {
    const rig = makeRig();
    await rig.open();
    await askSms(rig, CARD, true);
    expect(rig.screen()).toMatchObject({ kind: 'preparing' });
    await rig.pass(MINUTE);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_NO_SMS' });
  });

  it('only one of many requests with the code may send it', async () => {
    const { rig, n } = await ready();
    const { version } = rig.now().dialogue;
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const after = await rig.tell({ type: 'code', version, attempt: n, by: 'try-' + i });
        return cardOf(after?.attempts[n - 1])?.consume_by === 'try-' + i;
      }),
    );
    expect(all.filter(Boolean)).toHaveLength(1);
  });

  it('a copy of a sealed message changes nothing', async () => {
    const { rig } = await ready();
    const page = { key: 'page', counter: 7 };
    const { version } = rig.now().dialogue;
    await rig.tell({ type: 'card-note', version, page, note: 'note_code' });
    const once = JSON.stringify(rig.now());
    await rig.tell({ type: 'card-note', version, page, note: 'note_code' });
    expect(JSON.stringify(rig.now())).toBe(once);
    await rig.tell({ type: 'card-note', version, page: { key: 'page', counter: 8 }, note: 'note_code' });
    expect(JSON.stringify(rig.now())).not.toBe(once);
  });

  it('a code that comes with less than 15 s of the order left is not sent', async () => {
    const { rig, n } = await ready();
    await rig.pass(15 * MINUTE - 14_000);
    expect(await typeCode(rig, n)).toBe(false);
    expect(rig.cards.charges.size).toBe(0);
  });

  it('closing the order closes a waiting attempt at once; a sent one blocks it', async () => {
    const { rig } = await ready();
    await rig.tell({ type: 'close-asked' });
    expect(rig.now().order.state).toBe('closed');
    const other = await ready();
    other.rig.cards.next = '05';
    await typeCode(other.rig, other.n);
    await other.rig.tell({ type: 'close-asked' });
    expect(other.rig.now().order.state).toBe('closing');
    other.rig.cards.settle(other.rig.number(other.n), '60');
    await other.rig.pass(HOUR);
    expect(other.rig.now().order.state).toBe('closed');
  });
});
