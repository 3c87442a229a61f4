/** The truth about one orderId, as tests read it: the same shape as the other banks' and what only cards have. */
import type { Context } from '../../server/context.ts';
import type { OrderTruth } from '../../control/order-facts.ts';
import type { Txn } from '../../db/records.ts';
import { allOf } from './request-counter.ts';
import type { Received } from './request-counter.ts';

export interface CardOrderTruth extends OrderTruth {
  /** Our id of the card. */
  card?: string;
  txn_time?: string;
  query_id?: string;
  /** A void or refund under this very orderId says what it is. */
  kind: Txn['kind'];
  /** How often each kind of request came under this orderId, whether it was carried out or not. */
  received: Received;
  /** The same for each refund and void of it. */
  refunds_received: { [refund_no: string]: Received };
}

function stateOfReturn(txn: Txn): string {
  if (txn.moved_ms !== undefined) return 'SUCCESS';
  return ['03', '04', '05', '83'].includes(txn.code) ? 'PROCESSING' : 'CLOSED';
}

/** Undefined when UnionPay never heard of the number. */
export function cardOrderTruth(context: Context, number: string): CardOrderTruth | undefined {
  const { truth } = context;
  // A second txnTime under one orderId can only be another day's; the newest stands for the number.
  const txn = truth.txns.of(number).at(-1);
  const calls = truth.calls.of('unionpay', number);
  if (!txn && calls.length === 0) return undefined;
  const entries = truth.entries.of('unionpay', number);
  const sum = (kind: string): number =>
    entries.filter((entry) => entry.kind === kind).reduce((total, entry) => total + Math.abs(entry.amount_fen), 0);
  const returns = txn ? truth.txns.returns(txn.query_id) : [];
  const { own, refunds } = allOf(calls, number);
  return {
    channel: 'unionpay',
    number,
    state: txn?.code ?? 'ABSENT',
    kind: txn?.kind ?? 'consume',
    payable: false,
    ...(txn ? { amount_fen: txn.amount_fen, trade_no: txn.query_id, query_id: txn.query_id, txn_time: txn.txn_time, card: txn.card } : {}),
    ...(txn?.card ? { buyer: txn.card } : {}),
    revived: 0,
    charged_fen: sum('charge'),
    returned_fen: sum('refund'),
    charges: entries
      .filter((entry) => entry.kind === 'charge')
      .map(({ ref, amount_fen, user, at_ms }) => ({ txn: ref, amount_fen, user, at_ms })),
    refunds: returns.map((one) => ({
      refund_no: one.order_id,
      refund_id: one.query_id,
      amount_fen: one.amount_fen,
      state: stateOfReturn(one),
      made_ms: one.made_ms,
      ...(one.moved_ms === undefined ? {} : { done_ms: one.moved_ms }),
    })),
    codes: [],
    calls,
    notices: truth.notices.of('unionpay', number),
    received: own,
    refunds_received: refunds,
  };
}
