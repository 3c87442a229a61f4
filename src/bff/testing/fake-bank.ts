/** A bank's truth behind the port, without a wire: what histories and simulations of the core run against. */
import type { Evidence, PrepayAnswer, PrepayInput, ScanChannel, RefundAsk, RefundEvidence } from '../../channels/port.ts';
import { fen } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { fakeCalls, NO_WIRE } from './fake-calls.ts';
import type { Fault } from './fake-calls.ts';

export interface Trade {
  number: string;
  amount_fen: Fen;
  expires_ms: number;
  /** Alipay knows a number only once its code was scanned. */
  known: boolean;
  closed: boolean;
  close_asked: boolean;
  txn?: string;
  paid_ms?: number;
  taken_fen: number;
  returned_fen: number;
  prepays: number;
}

type Call = 'prepay' | 'query' | 'close' | 'refund' | 'queryRefund' | 'sendOn';

export interface FakeBank extends ScanChannel {
  trades: Map<string, Trade>;
  refunds: Map<string, { number: string; amount_fen: number; state: 'moving' | 'done' | 'dead' | 'stuck' }>;
  calls: { call: Call; number: string; at_ms: number }[];
  /** The next call of a kind fails so. */
  fail(call: Call, fault: Fault, times?: number): void;
  /** A phone scans and pays; false when the bank does not take it. `fen` other than asked models a wrong amount. */
  pay(number: string, amount_fen?: number): boolean;
  scan(number: string): void;
  /** What its callback would say. */
  news(number: string): Evidence;
  refundMode: 'done' | 'moving' | 'short' | 'stuck' | 'dead' | 'refused-final';
}

export function fakeBank(id: 'wechat' | 'alipay', now: () => number): FakeBank {
  const trades = new Map<string, Trade>();
  const refunds: FakeBank['refunds'] = new Map();
  const { calls, fail, act } = fakeCalls<Call>(now);
  let txns = 0;

  const status = (t: Trade): object =>
    t.txn
      ? {
          kind: 'paid',
          txn: t.txn,
          amount_fen: fen(t.taken_fen),
          currency: 'CNY',
          ...(t.returned_fen ? { returned_fen: fen(t.returned_fen) } : {}),
        }
      : !t.known
        ? { kind: 'absent' }
        : t.closed
          ? { kind: 'shut' }
          : { kind: 'unpaid' };

  const bank: FakeBank = {
    id,
    kind: 'scan',
    acquirer_id: id + '-account',
    trades,
    refunds,
    calls,
    refundMode: 'done',
    fail,
    prepayBody: (input: PrepayInput) => JSON.stringify(input),
    phone: {
      products: id === 'wechat' ? ['jsapi'] : ['precreate', 'wap'],
      open: async ({ text }, _body, place) =>
        id === 'wechat'
          ? { kind: 'bridge', object: 'FakeBridge', ready: 'FakeBridgeReady', name: 'pay', params: { package: text } }
          : { kind: 'go', url: place === 'inside' ? text : 'fake-app:' + text },
      ...(id === 'wechat'
        ? {
            signIn: {
              app: 'fake-app',
              url: (return_url, state) => 'http://sign-in.example/?' + new URLSearchParams({ return_url, state }).toString(),
              payer: async (code) =>
                code === 'lost'
                  ? { kind: 'silent', why: 'lost' }
                  : code === 'no'
                    ? { kind: 'refused', code }
                    : { kind: 'payer', payer: 'o-' + code },
            },
          }
        : {}),
    },
    prepay: (number, body, product) =>
      act('prepay', number, 'answer', () => {
        const input = JSON.parse(body) as PrepayInput;
        const known = trades.get(number);
        if (known?.txn) return { kind: 'pending' } as PrepayAnswer;
        if (known?.closed) return { kind: 'shut' } as PrepayAnswer;
        const trade = known ?? {
          number,
          amount_fen: input.amount_fen,
          expires_ms: input.channel_expires_at_ms,
          known: id === 'wechat',
          closed: false,
          close_asked: false,
          taken_fen: 0,
          returned_fen: 0,
          prepays: 0,
        };
        trade.prepays += 1;
        trades.set(number, trade);
        if (product === 'jsapi') return { kind: 'handed', handover: { kind: 'prepay-id', text: 'wx' + number } } as PrepayAnswer;
        return { kind: 'ready', qr_text: id + '://' + number } as PrepayAnswer;
      }),
    query: (number) =>
      act('query', number, 'query', () => {
        const t = trades.get(number);
        return (t ? status(t) : { kind: 'absent' }) as Evidence;
      }),
    close: (number) =>
      act('close', number, 'close', () => {
        const t = trades.get(number);
        if (!t?.known) return { kind: 'absent' } as Evidence;
        t.close_asked = true;
        if (t.txn) return { kind: 'pending' } as Evidence;
        t.closed = true;
        return { kind: 'shut' } as Evidence;
      }),
    refund: (ask: RefundAsk) => act('refund', ask.refund_channel_no, 'answer', () => refund(ask)),
    /** What was stuck goes to our own account. */
    sendOn: (ask: RefundAsk) =>
      act('sendOn', ask.refund_channel_no, 'answer', () => {
        const known = refunds.get(ask.refund_channel_no);
        if (known?.state === 'stuck') finish(ask, known);
        return { kind: 'moving' } as RefundEvidence;
      }),
    queryRefund: (ask: RefundAsk) =>
      act('queryRefund', ask.refund_channel_no, 'query', () => {
        const known = refunds.get(ask.refund_channel_no);
        if (known?.state === 'moving' && bank.refundMode === 'done') finish(ask, known);
        return { kind: known ? known.state : 'absent' } as RefundEvidence;
      }),
    ...NO_WIRE,
    scan(number) {
      const t = trades.get(number);
      if (t && !t.closed && now() < t.expires_ms) t.known = true;
    },
    pay(number, amount_fen) {
      const t = trades.get(number);
      if (!t || t.closed || t.txn || now() >= t.expires_ms) return false;
      t.known = true;
      txns += 1;
      t.txn = id + '-txn-' + txns;
      t.paid_ms = now();
      t.taken_fen = amount_fen ?? t.amount_fen;
      return true;
    },
    news(number) {
      const t = trades.get(number);
      if (!t) throw new Error('the bank knows no ' + number);
      return { source: 'callback', asked_at_ms: now(), ...status(t) } as Evidence;
    },
  };

  function finish(ask: RefundAsk, record: { state: string }): void {
    record.state = 'done';
    const t = trades.get(ask.channel_no);
    if (t) t.returned_fen += ask.amount_fen;
  }

  function refund(ask: RefundAsk): RefundEvidence {
    const known = refunds.get(ask.refund_channel_no);
    if (known) return { kind: known.state } as RefundEvidence;
    if (bank.refundMode === 'short') return { kind: 'short' } as RefundEvidence;
    if (bank.refundMode === 'refused-final') return { kind: 'refused', code: 'WINDOW_OVER', final: true } as RefundEvidence;
    const record = { number: ask.channel_no, amount_fen: ask.amount_fen, state: 'moving' as 'moving' | 'done' | 'dead' | 'stuck' };
    refunds.set(ask.refund_channel_no, record);
    if (bank.refundMode === 'dead' || bank.refundMode === 'stuck') record.state = bank.refundMode;
    if (bank.refundMode === 'done') finish(ask, record);
    return { kind: record.state } as RefundEvidence;
  }

  return bank;
}
