/** The facts about one number, as tests read them from GET /control/orders/:channel/:number. */
import type { BankDb } from '../db/bank-db.ts';
import type { Call, Callback, Code, Entry, Order } from '../db/records.ts';

export interface OrderFacts {
  channel: string;
  number: string;
  /** The bank's own word; "ABSENT" when the bank knows no such order or trade. */
  state: string;
  /** Payable at this moment by the newest code. */
  payable: boolean;
  amount_fen?: number;
  subject?: string;
  trade_no?: string;
  buyer?: string;
  /** Prepays that brought it back after its end. A correct cashier keeps this 0. */
  revived: number;
  charged_fen: number;
  returned_fen: number;
  charges: { txn: string; amount_fen: number; user: string; at_ms: number }[];
  refunds: {
    refund_no: string;
    refund_id: string;
    amount_fen: number;
    state: string;
    made_ms: number;
    done_ms?: number;
  }[];
  codes: Code[];
  calls: Call[];
  /** Callbacks sent or to be sent. */
  notices: Callback[];
}

function sum(entries: Entry[], kind: Entry['kind']): number {
  return entries.filter((entry) => entry.kind === kind).reduce((total, entry) => total + Math.abs(entry.amount_fen), 0);
}

/** Money moved, by the bank's entries. */
export function moneyFacts(entries: Entry[]): Pick<OrderFacts, 'charged_fen' | 'returned_fen' | 'charges'> {
  return {
    charged_fen: sum(entries, 'charge'),
    returned_fen: sum(entries, 'refund'),
    charges: entries
      .filter((entry) => entry.kind === 'charge')
      .map(({ ref, amount_fen, user, at_ms }) => ({ txn: ref, amount_fen, user, at_ms })),
  };
}

/** The facts about an order that is paid by scanning a code. */
export function codeOrderFacts(
  { id, db }: { id: string; db: BankDb },
  number: string,
  order: Order | undefined,
  stateOf: (order: Order) => string,
  isPayable: (order: Order | undefined, newest: Code | undefined) => boolean,
): OrderFacts | undefined {
  const codes = db.codes.of(number);
  const calls = db.calls.of(number);
  if (!order && codes.length === 0 && calls.length === 0) return undefined;
  return {
    channel: id,
    number,
    state: order ? stateOf(order) : 'ABSENT',
    payable: isPayable(order, codes.at(-1)),
    ...(order ? { amount_fen: order.amount_fen, subject: order.subject } : {}),
    ...(order?.trade_no ? { trade_no: order.trade_no } : {}),
    ...(order?.buyer ? { buyer: order.buyer } : {}),
    revived: order?.revived ?? 0,
    ...moneyFacts(db.entries.of(number)),
    refunds: db.refunds.of(number).map(({ refund_no, refund_id, amount_fen, state, made_ms, done_ms }) => ({
      refund_no,
      refund_id,
      amount_fen,
      state,
      made_ms,
      ...(done_ms === undefined ? {} : { done_ms }),
    })),
    codes,
    calls,
    notices: db.callbacks.of(number),
  };
}
