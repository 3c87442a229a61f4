/** A user scans the code and pays. */
import type { Code, Order } from '../../db/records.ts';
import type { User } from '../../phone/users.ts';
import { refuse } from '../../phone/wallet.ts';
import type { PayResult, RefusalReason, Wallet } from '../../phone/wallet.ts';
import { digits } from '../../server/random.ts';
import { addPaymentCallback } from './callback.ts';
import type { Context } from './context.ts';
import { orderByNumber } from './order.ts';

/** The order when it can be paid now. */
function payableOrder(context: Context, code: Code): Order | RefusalReason {
  const order = orderByNumber(context, code.number);
  if (!order) return 'unknown-code';
  if (order.state === 'paid') return 'paid';
  if (order.state === 'closed') return context.world.now() < order.expires_ms ? 'closed' : 'code-expired';
  return order;
}

function charge(context: Context, order: Order, user: User): PayResult {
  const { db, world } = context;
  const { number, amount_fen, trade_no = '' } = order;
  const now = world.now();
  const echo = { ...order.echo, third_trade_no: digits(world.random, 28) };
  const paid: Order = { ...order, echo, state: 'paid', buyer: user.id, paid_ms: now };
  db.orders.put(paid);
  db.entries.add({ at_ms: now, number, kind: 'charge', ref: trade_no, user: user.id, amount_fen });
  addPaymentCallback(context, paid);
  return { kind: 'paid', trade_no, amount_fen };
}

export function buildWallet(context: Context): Wallet {
  return {
    pays_from: '借记卡',
    state_words: { '0': '已支付', '1': '已关闭', '2': '等待支付' },
    waiting_states: ['2'],
    scan(code) {
      const order = context.db.change(() => payableOrder(context, code));
      if (typeof order === 'string') return refuse(order);
      const { subject, amount_fen } = order;
      return { kind: 'payable', code: code.code, channel: context.id, merchant: context.merchantName(), subject, amount_fen };
    },
    pay: (code, user) =>
      context.db.change(() => {
        const order = payableOrder(context, code);
        return typeof order === 'string' ? refuse(order) : charge(context, order, user);
      }),
  };
}
