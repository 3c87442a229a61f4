/** A card bank's truth behind the port, without a wire. It counts what it was asked, so that "once" can be checked. */
import { DEFECTS, refusedBy } from '../../channels/unionpay/codes.ts';
import type { CardChannel, Evidence, RefundEvidence, SmsAnswer } from '../../channels/port.ts';
import { fen } from '../../protocol/money.ts';
import { Secret } from '../../protocol/secret.ts';
import { fakeCalls, NO_WIRE } from './fake-calls.ts';
import type { Fault } from './fake-calls.ts';

type Call = 'sms' | 'consume' | 'query' | 'refund' | 'queryRefund' | 'openSms' | 'openToken' | 'dropToken';

/** What became of one consumption at the bank. */
export interface Charge {
  number: string;
  amount_fen: number;
  txn: string;
  /** As origRespCode: 00 paid, 05 unknown yet, 42 74 75 defects, else refused. */
  code: string;
  /** Heard of by the query from here on. */
  known_from_ms: number;
  /** When its code became what it is. */
  at_ms: number;
  returned_fen: number;
}

export interface FakeCards extends CardChannel {
  charges: Map<string, Charge>;
  refunds: Map<string, { number: string; amount_fen: number; state: 'moving' | 'done' | 'dead' }>;
  calls: { call: Call; number: string; at_ms: number }[];
  /** What each consumption was paid with. */
  used: ('token' | 'number')[];
  /** Names of what came with each consumption, sorted. */
  checked: string[][];
  fail(call: Call, fault: Fault, times?: number): void;
  /** The code of the next consumption; 00 by itself. */
  next: string;
  /** The code of the next SMS; sent by itself. */
  next_sms: string;
  /** What the synchronous answer says when the bank has not made up its mind. */
  asynchronous: boolean;
  /** The charge ends so after all. */
  settle(number: string, code: string): void;
  news(number: string): Evidence;
  refundMode: 'done' | 'moving' | 'dead' | 'short';
}

const MOVED = new Set(['00', '42', '74', '75']);

export function fakeCards(id: string, now: () => number, tokens = false, token_sms = true): FakeCards {
  const charges: FakeCards['charges'] = new Map();
  const refunds: FakeCards['refunds'] = new Map();
  const { calls, fail, act } = fakeCalls<Call>(now);
  const used: FakeCards['used'] = [];
  const checked: FakeCards['checked'] = [];
  let txns = 0;

  function evidence(charge: Charge): object {
    const { txn, code } = charge;
    const money = { txn, amount_fen: fen(charge.amount_fen), currency: 'CNY' };
    if (code === '00') return { kind: 'paid', ...money, ...(charge.returned_fen ? { returned_fen: fen(charge.returned_fen) } : {}) };
    const defect = DEFECTS[code];
    if (defect) return { kind: 'defect', defect, ...money, code };
    return code === '05' ? { kind: 'pending' } : { kind: 'refused', ...refusedBy(code) };
  }

  const bank: FakeCards = {
    id,
    kind: 'card',
    tokens,
    token_sms,
    acquirer_id: id + '-account',
    charges,
    refunds,
    calls,
    used,
    checked,
    next: '00',
    next_sms: '00',
    asynchronous: true,
    refundMode: 'done',
    fail,
    status: () => Promise.resolve({ kind: 'open' }),
    sms: (ask) =>
      act<SmsAnswer>('sms', ask.channel_no, 'answer', () =>
        bank.next_sms === '00' ? { kind: 'sent' } : { kind: 'refused', ...refusedBy(bank.next_sms) },
      ),
    consume: (ask) =>
      act<Evidence>('consume', ask.channel_no, 'answer', () => {
        used.push(ask.card.token ? 'token' : 'number');
        checked.push(Object.keys(ask.card).sort());
        if (charges.has(ask.channel_no)) return { kind: 'pending' };
        txns += 1;
        const code = bank.next;
        const charge = {
          number: ask.channel_no,
          amount_fen: ask.amount_fen,
          txn: id + '-txn-' + txns,
          code,
          known_from_ms: now(),
          at_ms: now(),
          returned_fen: 0,
        };
        charges.set(ask.channel_no, charge);
        return MOVED.has(code) || code === '05' ? { kind: 'pending' } : { kind: 'refused', ...refusedBy(code) };
      }),
    query: (number) =>
      act<Evidence>('query', number, 'query', () => {
        const charge = charges.get(number);
        return charge && charge.known_from_ms <= now() ? evidence(charge) : { kind: 'absent' };
      }),
    openSms: (ask) => act<SmsAnswer>('openSms', ask.channel_no, 'answer', () => ({ kind: 'sent' })),
    openToken: (ask) => {
      calls.push({ call: 'openToken', number: ask.channel_no, at_ms: now() });
      if (bank.next !== '00') return Promise.resolve({ kind: 'refused', ...refusedBy(bank.next) });
      return Promise.resolve({ kind: 'token', token: new Secret('token-of-' + ask.channel_no) });
    },
    dropToken: (ask) => {
      calls.push({ call: 'dropToken', number: ask.channel_no, at_ms: now() });
      return Promise.resolve();
    },
    refund: (ask) =>
      act<RefundEvidence>('refund', ask.refund_channel_no, 'answer', () => {
        if (refunds.has(ask.refund_channel_no)) throw new Error('a refund was sent twice: ' + ask.refund_channel_no);
        if (bank.refundMode === 'short') return { kind: 'short' };
        const record = { number: ask.channel_no, amount_fen: ask.amount_fen as number, state: 'moving' as 'moving' | 'done' | 'dead' };
        refunds.set(ask.refund_channel_no, record);
        if (bank.refundMode === 'dead') record.state = 'dead';
        return { kind: record.state === 'dead' ? 'dead' : 'moving' };
      }),
    queryRefund: (ask) =>
      act<RefundEvidence>('queryRefund', ask.refund_channel_no, 'query', () => {
        const record = refunds.get(ask.refund_channel_no);
        if (record?.state === 'moving' && bank.refundMode === 'done') {
          record.state = 'done';
          const charge = charges.get(record.number);
          if (charge) charge.returned_fen += record.amount_fen;
        }
        return { kind: record ? record.state : 'absent' };
      }),
    ...NO_WIRE,
    settle(number, code) {
      const charge = charges.get(number);
      if (!charge) throw new Error('the bank knows no ' + number);
      charge.code = code;
      charge.at_ms = now();
    },
    news(number) {
      const charge = charges.get(number);
      if (!charge) throw new Error('the bank knows no ' + number);
      const money = { txn: charge.txn, amount_fen: fen(charge.amount_fen), currency: 'CNY' };
      return {
        source: 'callback',
        asked_at_ms: now(),
        ...(charge.code === '00' ? { kind: 'claimed', ...money } : { kind: 'pending' }),
      } as Evidence;
    },
  };
  return bank;
}
