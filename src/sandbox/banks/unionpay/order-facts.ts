/** The facts about one orderId: the same shape as the other banks', and members that only cards have. */
import { moneyFacts } from '../../control/order-facts.ts';
import type { OrderFacts } from '../../control/order-facts.ts';
import type { Context } from './context.ts';
import { allOf } from './request-counter.ts';
import type { Received } from './request-counter.ts';
import type { Txn } from './txns.ts';

export interface CardOrderFacts extends OrderFacts {
  /** Our id of the card. */
  card?: string;
  txn_time?: string;
  query_id?: string;
  /** A void or refund under this very orderId says what it is. */
  kind: Txn['kind'];
  /** Requests of each kind that came under this orderId, carried out or not. */
  received: Received;
  /** The same for each refund and void of it. */
  refunds_received: { [refund_no: string]: Received };
}

function stateOfReturn(txn: Txn): string {
  if (txn.moved_ms !== undefined) return 'SUCCESS';
  return ['03', '04', '05', '83'].includes(txn.code) ? 'PROCESSING' : 'CLOSED';
}

function refundFacts(txn: Txn): OrderFacts['refunds'][number] {
  return {
    refund_no: txn.order_id,
    refund_id: txn.query_id,
    amount_fen: txn.amount_fen,
    state: stateOfReturn(txn),
    made_ms: txn.made_ms,
    ...(txn.moved_ms === undefined ? {} : { done_ms: txn.moved_ms }),
  };
}

/** Undefined when UnionPay never heard of the number. */
export function orderFacts(context: Context, number: string): CardOrderFacts | undefined {
  const { db, txns } = context;
  // A second txnTime under one orderId can only be another day's; the newest stands for the number.
  const txn = txns.of(number).at(-1);
  const calls = db.calls.of(number);
  if (!txn && calls.length === 0) return undefined;
  const { own, refunds } = allOf(calls, number);
  return {
    channel: context.id,
    number,
    state: txn?.code ?? 'ABSENT',
    kind: txn?.kind ?? 'consume',
    payable: false,
    ...(txn ? { amount_fen: txn.amount_fen, trade_no: txn.query_id, query_id: txn.query_id, txn_time: txn.txn_time, card: txn.card } : {}),
    ...(txn?.card ? { buyer: txn.card } : {}),
    revived: 0,
    ...moneyFacts(db.entries.of(number)),
    refunds: txn ? txns.returns(txn.query_id).map(refundFacts) : [],
    codes: [],
    calls,
    notices: db.callbacks.of(number),
    received: own,
    refunds_received: refunds,
  };
}

/** Every number there is a consumption of, oldest first. */
export function orderNumbers({ txns }: Context): string[] {
  const consumed = txns.all().filter((txn) => txn.kind === 'consume');
  return [...new Set(consumed.map((txn) => txn.order_id))];
}
