/** A user of Alipay scans and pays. */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import type { User } from '../../phone/users.ts';
import { refuse } from '../../phone/wallet.ts';
import type { PayResult, RefusalReason, Wallet } from '../../phone/wallet.ts';
import type { Code, Order } from '../../db/records.ts';
import { beijing } from '../../../protocol/world.ts';
import { addTradeCallback } from './callback.ts';
import { tradeByNumber } from './order.ts';

function newTrade(context: Context, code: Code, user: User): Order | RefusalReason {
  const now = context.world.now();
  const { offer } = code;
  if (now >= code.expires_ms) return 'code-expired';
  if (offer?.time_expire_ms !== undefined && now >= offer.time_expire_ms) return 'order-expired';
  return {
    number: code.number,
    amount_fen: code.amount_fen,
    subject: code.subject,
    ...(offer?.notify_url ? { notify_url: offer.notify_url } : {}),
    asked: '',
    echo: offer?.echo ?? {},
    state: 'waiting',
    made_ms: now,
    // An absolute end wins; a relative one starts here, at the scan.
    expires_ms: offer?.time_expire_ms ?? now + (offer?.timeout_ms ?? context.settings().trade_life_ms),
    buyer: user.id,
    scanned_ms: now,
    trade_no: `${beijing(now).slice(0, 10).replaceAll('-', '')}22001${digits(context.world.random, 15)}`,
    revived: 0,
    certificate_mode: offer?.certificate_mode ?? false,
  };
}

function objection(trade: Order, code: Code, user: User): RefusalReason | undefined {
  if (trade.state === 'paid') return 'paid';
  if (trade.state === 'closed') return 'closed';
  if (trade.amount_fen !== code.amount_fen) return 'inconsistent';
  return trade.buyer === user.id ? undefined : 'other-user';
}

function take(context: Context, code: Code, user: User): Order | RefusalReason {
  const known = tradeByNumber(context, code.number);
  if (known) return objection(known, code, user) ?? known;
  const trade = newTrade(context, code, user);
  if (typeof trade !== 'string') context.db.orders.put(trade);
  return trade;
}

function charge(context: Context, trade: Order, user: User): PayResult {
  const { db, world } = context;
  const now = world.now();
  const ref = trade.trade_no ?? '';
  const paid: Order = { ...trade, state: 'paid', paid_ms: now };
  db.orders.put(paid);
  db.entries.add({
    at_ms: now,
    number: trade.number,
    kind: 'charge',
    ref,
    user: user.id,
    amount_fen: trade.amount_fen,
  });
  addTradeCallback(context, paid);
  return { kind: 'paid', trade_no: ref, amount_fen: trade.amount_fen };
}

export function buildWallet(context: Context): Wallet {
  return {
    pays_from: '零钱',
    state_words: {
      WAIT_BUYER_PAY: '等待支付',
      TRADE_SUCCESS: '已支付',
      TRADE_FINISHED: '已完结',
      TRADE_CLOSED: '已关闭',
    },
    waiting_states: ['WAIT_BUYER_PAY'],
    scan(code, user) {
      const trade = context.db.change(() => take(context, code, user));
      if (typeof trade === 'string') return refuse(trade);
      const merchant = context.merchantName();
      return {
        kind: 'payable',
        code: code.code,
        channel: context.id,
        merchant,
        subject: trade.subject,
        amount_fen: trade.amount_fen,
      };
    },
    pay: (code, user) =>
      context.db.change(() => {
        const trade = take(context, code, user);
        return typeof trade === 'string' ? refuse(trade) : charge(context, trade, user);
      }),
  };
}
