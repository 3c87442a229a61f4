/** A user of WeChat scans and pays. */
import type { Context } from './context.ts';
import { addCallback } from '../../server/callback-sender.ts';
import { digits } from '../../server/random.ts';
import type { User } from '../../phone/users.ts';
import { refuse } from '../../phone/wallet.ts';
import type { PayResult, RefusalReason, Wallet } from '../../phone/wallet.ts';
import type { Code, Order } from '../../db/records.ts';
import { beijing } from '../../../protocol/world.ts';
import { eventId } from './callback.ts';
import { findOrder } from './order.ts';
import { transaction } from './transaction.ts';

/** The reason for which this user cannot pay by this code now. */
function objection(context: Context, code: Code, order: Order, user: User): RefusalReason | undefined {
  const now = context.world.now();
  if (order.state === 'paid') return 'paid';
  if (order.state === 'closed') return 'closed';
  if (code.dead) return 'code-replaced';
  if (now >= order.expires_ms) return 'order-expired';
  if (now >= code.expires_ms) return 'code-expired';
  if (order.sick) return 'busy';
  return order.buyer !== undefined && order.buyer !== user.id ? 'other-user' : undefined;
}

/** Looks, and ties the order to the user. */
function take(context: Context, code: Code, user: User): Order | RefusalReason {
  const order = findOrder(context, code.number);
  if (!order) return 'unknown-code';
  const reason = objection(context, code, order, user);
  if (reason) return reason;
  const taken: Order = { ...order, buyer: user.id, scanned_ms: order.scanned_ms ?? context.world.now() };
  context.db.orders.put(taken);
  return taken;
}

function charge(context: Context, order: Order, user: User): PayResult {
  const { db, world } = context;
  const now = world.now();
  const trade_no = `4200${digits(world.random, 6)}${beijing(now).slice(0, 10).replaceAll('-', '')}${digits(world.random, 10)}`;
  const paid: Order = { ...order, state: 'paid', trade_no, paid_ms: now };
  db.orders.put(paid);
  db.entries.add({
    at_ms: now,
    number: order.number,
    kind: 'charge',
    ref: trade_no,
    user: user.id,
    amount_fen: order.amount_fen,
  });
  addCallback(context, {
    number: order.number,
    url: order.notify_url ?? '',
    event: 'TRANSACTION.SUCCESS',
    plain: JSON.stringify(transaction(context, paid)),
    event_id: eventId(context),
    certificate_mode: false,
  });
  return { kind: 'paid', trade_no, amount_fen: order.amount_fen };
}

export function buildWallet(context: Context): Wallet {
  return {
    pays_from: '零钱',
    state_words: { NOTPAY: '等待支付', SUCCESS: '已支付', REFUND: '已退款', CLOSED: '已关闭' },
    waiting_states: ['NOTPAY'],
    scan(code, user) {
      const order = context.db.change(() => take(context, code, user));
      if (typeof order === 'string') return refuse(order);
      const merchant = context.merchantName();
      return {
        kind: 'payable',
        code: code.code,
        channel: context.id,
        merchant,
        subject: order.subject,
        amount_fen: order.amount_fen,
      };
    },
    pay: (code, user) =>
      context.db.change(() => {
        const order = take(context, code, user);
        return typeof order === 'string' ? refuse(order) : charge(context, order, user);
      }),
  };
}
