/** POST /v3/refund/domestic/refunds */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import type { Order, Refund } from '../../db/records.ts';
import { beijing } from '../../../protocol/world.ts';
import { fail, succeed } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import type { WechatCall } from './call.ts';
import { findProblem, paramError } from './fields.ts';
import type { Fields } from './fields.ts';
import { REFUND_JOB, refundRef } from './refund-job.ts';
import { refundObject } from './refund-object.ts';

/** Source: docs/channels.md 1.7. */
const FIELDS: Fields = {
  transaction_id: { type: 'text', max: 32 },
  out_trade_no: { type: 'text', max: 32 },
  out_refund_no: { type: 'text', max: 64, pattern: /^[0-9A-Za-z_\-|*@]+$/, required: true },
  reason: { type: 'prose', bytes: 80 },
  notify_url: { type: 'text', max: 256, pattern: /^https?:\/\/[^\s?#]+$/ },
  funds_account: { type: 'word', words: ['AVAILABLE'] },
  amount: {
    type: 'object',
    required: true,
    fields: {
      refund: { type: 'integer', min: 1, required: true },
      total: { type: 'integer', min: 1, required: true },
      currency: { type: 'word', words: ['CNY'], required: true },
    },
  },
  goods_detail: {
    type: 'list',
    item: {
      type: 'object',
      fields: {
        merchant_goods_id: { type: 'text', max: 32, required: true },
        wechatpay_goods_id: { type: 'text', max: 32 },
        goods_name: { type: 'text', max: 256 },
        unit_price: { type: 'integer', min: 0, required: true },
        refund_amount: { type: 'integer', min: 0, required: true },
        refund_quantity: { type: 'integer', min: 1, required: true },
      },
    },
  },
};

interface RefundBody {
  transaction_id?: string;
  out_trade_no?: string;
  out_refund_no: string;
  reason?: string;
  notify_url?: string;
  amount: { refund: number; total: number };
}

/** A refund that is over without money moved. */
const dead = (refund: Refund): boolean => refund.state === 'CLOSED' || refund.state === 'CLOSE';

/** The reason against a new refund, or undefined. */
function objection(context: Context, order: Order, body: RefundBody): WechatAnswer | undefined {
  const about = { number: order.number, refund_no: body.out_refund_no, amount_fen: body.amount.refund };
  const settings = context.settings();
  const now = context.world.now();
  const others = context.db.refunds.of(order.number);
  const live_fen = others.filter((refund) => !dead(refund)).reduce((sum, refund) => sum + refund.amount_fen, 0);
  if (now > (order.paid_ms ?? 0) + settings.refund_window_ms) return fail('INVALID_REQUEST', '订单已经超过可退款的最大期限', about);
  if (live_fen + body.amount.refund > order.amount_fen) return fail('INVALID_REQUEST', '申请退款金额大于订单剩余可退金额', about);
  if (others.length >= settings.refund_max) return fail('INVALID_REQUEST', `一笔订单最多退款${settings.refund_max}次`, about);
  if (others.some((refund) => now - refund.made_ms < settings.refund_gap_ms))
    return fail('FREQUENCY_LIMITED', '频率限制：同一订单退款请间隔1分钟', about);
  const short = context.db.entries.balance().balance_fen < body.amount.refund;
  if (short || context.faults.takeAnswer('refund_not_enough')) return fail('NOT_ENOUGH', '基本账户余额不足，请充值后重新发起', about);
  return undefined;
}

function accept(context: Context, order: Order, body: RefundBody): Refund {
  const { world, db, scheduler } = context;
  const now = world.now();
  const refund: Refund = {
    number: order.number,
    refund_no: body.out_refund_no,
    refund_id: `503${digits(world.random, 8)}${beijing(now).slice(0, 10).replaceAll('-', '')}${digits(world.random, 10)}`,
    amount_fen: body.amount.refund,
    ...(body.reason ? { reason: body.reason } : {}),
    ...(body.notify_url ? { notify_url: body.notify_url } : {}),
    state: 'PROCESSING',
    ends: context.faults.now().answer.refund_ends as Refund['ends'],
    made_ms: now,
  };
  db.refunds.put(refund);
  scheduler.add(REFUND_JOB, refundRef(refund), now + context.settings().refund_ms);
  return refund;
}

function find(context: Context, body: RefundBody): Order | undefined {
  const byTrade = body.transaction_id ? context.db.orders.byTrade(body.transaction_id) : undefined;
  const byNumber = body.out_trade_no ? context.db.orders.get(body.out_trade_no) : undefined;
  if (body.transaction_id && body.out_trade_no) return byTrade?.number === byNumber?.number ? byTrade : undefined;
  return byTrade ?? byNumber;
}

export const refund: WechatCall = {
  name: 'refund',
  method: 'POST',
  path: '/v3/refund/domestic/refunds',
  run(context, { body: given }) {
    const problem = findProblem(given, FIELDS);
    if (problem) return paramError(problem);
    const body = given as RefundBody;
    const about = { number: body.out_trade_no ?? '', refund_no: body.out_refund_no, amount_fen: body.amount.refund };
    if (!body.transaction_id && !body.out_trade_no) return paramError({ field: '/transaction_id', issue: 'missing' }, about);
    const order = find(context, body);
    if (!order) return fail('RESOURCE_NOT_EXISTS', '订单不存在', about);
    if (order.state !== 'paid') return fail('INVALID_REQUEST', '订单未支付，不能退款', { ...about, number: order.number });
    if (body.amount.total !== order.amount_fen) return fail('INVALID_REQUEST', '订单金额不一致', { ...about, number: order.number });
    const known = context.db.refunds.byNo(body.out_refund_no);
    if (known && (known.number !== order.number || known.amount_fen !== body.amount.refund)) {
      return fail('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试', {
        ...about,
        number: order.number,
      });
    }
    if (known) return succeed(refundObject(order, known), { ...about, number: order.number });
    return (
      objection(context, order, body) ?? succeed(refundObject(order, accept(context, order, body)), { ...about, number: order.number })
    );
  },
};
