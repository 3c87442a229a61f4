/** The transaction object: the answer to a query and, encrypted, the content of a callback. */
import type { Context } from './context.ts';
import { openidOf } from './payers.ts';
import type { Order } from '../../db/records.ts';
import { rfc3339 } from './time.ts';

const STATE_TEXTS = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '订单已关闭' } as const;

function tradeState(context: Context, order: Order): keyof typeof STATE_TEXTS {
  if (order.state === 'closed') return 'CLOSED';
  if (order.state === 'waiting') return 'NOTPAY';
  return context.db.refunds.of(order.number).some((refund) => refund.state === 'SUCCESS') ? 'REFUND' : 'SUCCESS';
}

/** As the order stands now; `amount_fen` tells another amount than the true one. */
export function transaction(context: Context, order: Order, amount_fen = order.amount_fen): Record<string, unknown> {
  const { keys } = context;
  const trade_state = tradeState(context, order);
  const { attach, device_id } = order.echo;
  const paid = order.state === 'paid';
  return {
    appid: order.echo['appid'] ?? keys.appid,
    mchid: keys.mchid,
    out_trade_no: order.number,
    ...(paid ? { transaction_id: order.trade_no, trade_type: order.echo['trade_type'] ?? 'NATIVE', bank_type: 'OTHERS' } : {}),
    trade_state,
    trade_state_desc: STATE_TEXTS[trade_state],
    ...(attach ? { attach } : {}),
    ...(paid ? { success_time: rfc3339(order.paid_ms ?? 0), payer: { openid: openidOf(order.buyer) } } : {}),
    amount: paid
      ? { total: amount_fen, payer_total: amount_fen, currency: 'CNY', payer_currency: 'CNY' }
      : { total: amount_fen, currency: 'CNY', payer_currency: 'CNY' },
    ...(device_id ? { scene_info: { device_id } } : {}),
    promotion_detail: [],
  };
}
