/** The truth of a bank whose customers prove themselves, behind the port, without a wire. It counts what it was asked. */
import type { BankChannel, ConfirmAnswer, Evidence, PrepareAnswer, RefundEvidence } from '../../channels/port.ts';
import { fen } from '../../protocol/money.ts';
import type { MethodOffer } from '../../protocol/bank.ts';
import { fakeCalls, NO_WIRE } from './fake-calls.ts';
import type { Fault } from './fake-calls.ts';

type Call = 'prepare' | 'confirm' | 'query' | 'close' | 'refund' | 'queryRefund';

/** What became of one number at the bank. `confirms`: what each password came to; `lost`: its answer was never heard. */
export interface Account {
  number: string;
  amount_fen: number;
  challenge_id: string;
  closed: boolean;
  confirms: ('wrong' | 'paid' | 'refused' | 'unknown' | 'lost')[];
  txn?: string;
  paid_ms?: number;
  /** Heard of by the query from here on. */
  known_from_ms: number;
  returned_fen: number;
}

/** What the next password comes to: wrong ones count down from three. */
export type Outcome = 'paid' | 'wrong' | 'funds' | 'challenge-over' | 'method-locked' | 'unknown-paid' | 'unknown-lost';

export interface FakeAccounts extends BankChannel {
  accounts: Map<string, Account>;
  refunds: Map<string, { number: string; amount_fen: number; state: 'moving' | 'done' }>;
  calls: { call: Call; number: string; at_ms: number }[];
  fail(call: Call, fault: Fault, times?: number): void;
  offers: MethodOffer[];
  next: Outcome;
  /** The challenge lives so long. */
  life_ms: number;
  next_prepare: 'prepared' | 'refused';
  refundMode: 'done' | 'moving' | 'short';
  news(number: string): Evidence;
}

const TRIES = 3;

export function fakeAccounts(id: string, now: () => number): FakeAccounts {
  const accounts: FakeAccounts['accounts'] = new Map();
  const refunds: FakeAccounts['refunds'] = new Map();
  const { calls, fail, act } = fakeCalls<Call>(now, (call, number, fault) => {
    if (call !== 'confirm') return;
    const confirms = accounts.get(number)?.confirms;
    if (fault === 'after') confirms?.splice(-1, 1, 'lost');
    else confirms?.push('lost');
  });
  let txns = 0;

  function take(account: Account, known_from_ms = now()): void {
    txns += 1;
    Object.assign(account, { txn: id + '-txn-' + txns, paid_ms: now(), known_from_ms });
  }

  function money(account: Account): object {
    const { txn = '', amount_fen, returned_fen } = account;
    const returned = returned_fen ? { returned_fen: fen(returned_fen) } : {};
    return { kind: 'paid', txn, amount_fen: fen(amount_fen), currency: 'CNY', ...returned };
  }

  function judged(account: Account): object {
    switch (bank.next) {
      case 'paid':
        account.confirms.push('paid');
        take(account);
        return money(account);
      case 'wrong': {
        const left = TRIES - account.confirms.filter((one) => one === 'wrong').length - 1;
        account.confirms.push(left > 0 ? 'wrong' : 'refused');
        return left > 0 ? { kind: 'wrong', code: 'W', tries_left: left } : { kind: 'refused', reason: 'challenge-tries', code: 'W' };
      }
      case 'unknown-paid':
        account.confirms.push('unknown');
        take(account, now() + 90_000);
        return { kind: 'pending' };
      case 'unknown-lost':
        account.confirms.push('unknown');
        return { kind: 'pending' };
      default:
        account.confirms.push('refused');
        return { kind: 'refused', reason: bank.next, code: 'F' };
    }
  }

  const bank: FakeAccounts = {
    id,
    kind: 'bank',
    acquirer_id: id + '-account',
    accounts,
    refunds,
    calls,
    offers: [
      { method: 'static', limit_fen: 500_000 },
      { method: 'coordinates', limit_fen: 100_000 },
      { method: 'token' },
      { method: 'sms' },
    ],
    next: 'paid',
    life_ms: 300_000,
    next_prepare: 'prepared',
    refundMode: 'done',
    fail,
    methods: () => Promise.resolve({ kind: 'methods', methods: bank.offers }),
    prepare: (ask) =>
      act<PrepareAnswer>('prepare', ask.channel_no, 'answer', () => {
        if (bank.next_prepare === 'refused') return { kind: 'refused', reason: 'method-locked', code: 'L' };
        if (accounts.has(ask.channel_no)) throw new Error('a challenge was asked for twice: ' + ask.channel_no);
        const challenge_id = 'CH' + ask.channel_no;
        const fresh = { number: ask.channel_no, amount_fen: ask.amount_fen, challenge_id, closed: false, confirms: [] };
        accounts.set(ask.channel_no, { ...fresh, known_from_ms: Infinity, returned_fen: 0 });
        const challenge =
          ask.method === 'coordinates'
            ? { method: ask.method, cells: ['B3', 'G6'] }
            : ask.method === 'token'
              ? { method: ask.method, digits: '19.90' }
              : ask.method === 'sms'
                ? { method: ask.method, phone_tail: '5506' }
                : { method: ask.method };
        return { kind: 'prepared', challenge_id, challenge, life_ms: bank.life_ms };
      }),
    confirm: (ask) =>
      act<ConfirmAnswer>('confirm', ask.channel_no, 'answer', () => {
        const account = accounts.get(ask.channel_no);
        if (!account || account.challenge_id !== ask.challenge_id || account.closed)
          return { kind: 'refused', reason: 'challenge-over', code: 'G' };
        if (account.txn !== undefined) throw new Error('a password after a payment: ' + ask.channel_no);
        return judged(account);
      }),
    query: (number) =>
      act<Evidence>('query', number, 'query', () => {
        const account = accounts.get(number);
        if (!account) return { kind: 'absent' };
        return account.txn !== undefined && account.known_from_ms <= now() ? money(account) : { kind: 'unpaid' };
      }),
    close: (number) =>
      act<Evidence>('close', number, 'close', () => {
        const account = accounts.get(number);
        if (!account) return { kind: 'absent' };
        if (account.txn !== undefined) return money(account);
        account.closed = true;
        return { kind: 'shut' };
      }),
    refund: (ask) =>
      act<RefundEvidence>('refund', ask.refund_channel_no, 'answer', () => {
        if (bank.refundMode === 'short') return { kind: 'short' };
        const known = refunds.get(ask.refund_channel_no);
        if (!known) refunds.set(ask.refund_channel_no, { number: ask.channel_no, amount_fen: ask.amount_fen, state: 'moving' });
        return { kind: 'moving' };
      }),
    queryRefund: (ask) =>
      act<RefundEvidence>('queryRefund', ask.refund_channel_no, 'query', () => {
        const record = refunds.get(ask.refund_channel_no);
        if (record?.state === 'moving' && bank.refundMode === 'done') {
          record.state = 'done';
          const account = accounts.get(record.number);
          if (account) account.returned_fen += record.amount_fen;
        }
        return { kind: record ? record.state : 'absent' };
      }),
    ...NO_WIRE,
    news(number) {
      const account = accounts.get(number);
      if (account?.txn === undefined) throw new Error('the bank took nothing under ' + number);
      return { source: 'callback', asked_at_ms: now(), ...money(account) } as Evidence;
    },
  };
  return bank;
}

/** I18, as the bank saw it: one challenge a number, and after a password that was not answered "wrong" no other. */
export function askedTwice({ calls, accounts }: FakeAccounts): string[] {
  const prepares = calls.filter((c) => c.call === 'prepare').map((c) => c.number);
  const more = [...accounts.values()].filter(({ confirms }) => confirms.slice(0, -1).some((one) => one !== 'wrong'));
  return [
    ...(new Set(prepares).size === prepares.length ? [] : ['I18: a challenge was asked for twice']),
    ...more.map(({ number, confirms }) => 'I18: a password after ' + confirms.join(', ') + ' under ' + number),
  ];
}
