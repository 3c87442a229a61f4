/** The truth about one number, as tests read it. */
import type { Channel, CodeChannel } from '../channel.ts';
import type { Context } from '../server/context.ts';
import { findOrder } from '../banks/wechat/order.ts';
import { transaction } from '../banks/wechat/transaction.ts';
import { tradeByNumber, tradeStatus } from '../banks/alipay/order.ts';
import { cardOrderTruth } from '../banks/unionpay/order-facts.ts';
import type { Call, Code, Notice, Order } from '../db/records.ts';

export interface OrderTruth {
  channel: Channel;
  number: string;
  /** The bank's own word: NOTPAY, SUCCESS, REFUND, CLOSED; WAIT_BUYER_PAY, TRADE_*; origRespCode; "ABSENT" when the bank knows no such order or trade. */
  state: string;
  /** Payable at this moment by the newest code. */
  payable: boolean;
  amount_fen?: number;
  subject?: string;
  trade_no?: string;
  buyer?: string;
  /** How often a prepay brought it back after its end. A correct cashier keeps this 0. */
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
  notices: Notice[];
}

function stateOf(context: Context, order: Order): string {
  return order.channel === 'wechat' ? String(transaction(context, order)['trade_state']) : tradeStatus(context, order);
}

function payable(context: Context, order: Order | undefined, codes: Code[]): boolean {
  const now = context.world.now();
  const code = codes.at(-1);
  if (order) return order.state === 'waiting' && now < order.expires_ms && !!code && (now < code.expires_ms || order.channel === 'alipay');
  return !!code && now < code.expires_ms && now < (code.offer?.time_expire_ms ?? Infinity);
}

/** Undefined when the bank never heard of the number. */
export function orderTruth(context: Context, channel: Channel, number: string): OrderTruth | undefined {
  return channel === 'unionpay' ? cardOrderTruth(context, number) : codeOrderTruth(context, channel, number);
}

/** Every number there is an order of, oldest first. */
export function orderNumbers({ truth }: Context, channel: Channel): string[] {
  if (channel !== 'unionpay') return truth.orders.all(channel).map((order) => order.number);
  const consumed = truth.txns.all().filter((txn) => txn.kind === 'consume');
  return [...new Set(consumed.map((txn) => txn.order_id))];
}

function codeOrderTruth(context: Context, channel: CodeChannel, number: string): OrderTruth | undefined {
  const { truth } = context;
  const order = channel === 'wechat' ? findOrder(context, number) : tradeByNumber(context, number);
  const codes = truth.codes.of(channel, number);
  const calls = truth.calls.of(channel, number);
  if (!order && codes.length === 0 && calls.length === 0) return undefined;
  const entries = truth.entries.of(channel, number);
  const sum = (kind: string): number =>
    entries.filter((entry) => entry.kind === kind).reduce((total, entry) => total + Math.abs(entry.amount_fen), 0);
  return {
    channel,
    number,
    state: order ? stateOf(context, order) : 'ABSENT',
    payable: payable(context, order, codes),
    ...(order ? { amount_fen: order.amount_fen, subject: order.subject } : {}),
    ...(order?.trade_no ? { trade_no: order.trade_no } : {}),
    ...(order?.buyer ? { buyer: order.buyer } : {}),
    revived: order?.revived ?? 0,
    charged_fen: sum('charge'),
    returned_fen: sum('refund'),
    charges: entries
      .filter((entry) => entry.kind === 'charge')
      .map(({ ref, amount_fen, user, at_ms }) => ({ txn: ref, amount_fen, user, at_ms })),
    refunds: truth.refunds.of(channel, number).map(({ refund_no, refund_id, amount_fen, state, made_ms, done_ms }) => ({
      refund_no,
      refund_id,
      amount_fen,
      state,
      made_ms,
      ...(done_ms === undefined ? {} : { done_ms }),
    })),
    codes,
    calls,
    notices: truth.notices.of(channel, number),
  };
}
