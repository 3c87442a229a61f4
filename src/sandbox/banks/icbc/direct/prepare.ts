/** /api/cardbusiness/tvpay/direct/prepare/V1: one challenge for one number. Source: docs/channels.md 4.4. */
import type { Order } from '../../../db/records.ts';
import { digits, letters } from '../../../server/random.ts';
import { refuse, succeed } from '../answer.ts';
import { PATHS } from '../call.ts';
import type { IcbcCall } from '../call.ts';
import type { Context } from '../context.ts';
import { AMOUNT, CURRENCY, MERCHANT, OUT_TRADE_NO, SECRET_DATA } from '../fields.ts';
import type { Biz } from '../fields.ts';
import { orderByNumber } from '../order.ts';
import { compactTime, readTimestamp } from '../time.ts';
import { cellsOf, isLocked } from './accounts.ts';
import { cardByPan } from './cards.ts';
import type { DirectCard, Method } from './cards.ts';
import { putChallenge } from './challenge.ts';
import type { Challenge } from './challenge.ts';
import { openSecret } from './secret-data.ts';

const TRIES = 3;

/** The order ends with its challenge: no password, no payment. */
function newOrder(context: Context, biz: Biz, expires_ms: number): Order {
  const { world } = context;
  const now = world.now();
  const { out_trade_no = '', amount, goods_name = '', notify_url } = biz;
  return {
    number: out_trade_no,
    amount_fen: Number(amount),
    subject: goods_name,
    ...(notify_url ? { notify_url } : {}),
    asked: '',
    echo: {},
    state: 'waiting',
    made_ms: now,
    expires_ms,
    trade_no: '0200' + compactTime(now) + digits(world.random, 9),
    revived: 0,
  };
}

function newChallenge(context: Context, order: Order, card: DirectCard, method: Method): Challenge {
  return {
    id: 'CH' + letters(context.world.random, 22),
    number: order.number,
    card: card.id,
    method,
    ...(method === 'COORD_CARD' ? { cells: cellsOf(context, card) } : {}),
    // The amount, so that what the device computes is good for it alone.
    ...(method === 'E_TOKEN' ? { digits: (order.amount_fen / 100).toFixed(2) } : {}),
    made_ms: order.made_ms,
    expires_ms: order.expires_ms,
    tries_left: TRIES,
    heard: 0,
  };
}

export const prepare: IcbcCall = {
  name: () => 'prepare',
  path: PATHS.prepare,
  rules: {
    ...MERCHANT,
    out_trade_no: { ...OUT_TRADE_NO, required: true },
    cur_type: CURRENCY,
    amount: AMOUNT,
    order_date: { required: true },
    goods_name: { max: 20 },
    notify_url: { max: 256 },
    method: { required: true, pattern: /^(?:STATIC|COORD_CARD|E_TOKEN|SMS)$/ },
    secret_data: SECRET_DATA,
  },
  run(context, biz) {
    const number = biz['out_trade_no'] ?? '';
    const about = { number, amount_fen: Number(biz['amount']) };
    if (readTimestamp(biz['order_date'] ?? '') === undefined) return refuse('bad_parameter', about, 'order_date');
    if (orderByNumber(context, number)) return refuse('order_exists', about);
    const { card_no } = openSecret(context, biz['secret_data'] ?? '');
    if (typeof card_no !== 'string') return refuse('bad_parameter', about, 'secret_data');
    const card = cardByPan(card_no);
    const method = biz['method'] as Method;
    if (!card?.methods.includes(method)) return refuse('card_absent', about);
    if (isLocked(context, card, method)) return refuse('method_locked', about);
    const { challenge_ms } = context.settings();
    const order = newOrder(context, biz, context.world.now() + challenge_ms);
    const challenge = newChallenge(context, order, card, method);
    context.db.orders.put(order);
    putChallenge(context, challenge);
    const { cells, digits: typed } = challenge;
    return succeed(
      {
        out_trade_no: number,
        method,
        challenge_id: challenge.id,
        expires_in: String(Math.floor(challenge_ms / 1000)),
        ...(cells ? { cells } : {}),
        ...(typed ? { digits: typed } : {}),
        ...(method === 'SMS' ? { phone_tail: card.phone.slice(-4) } : {}),
      },
      about,
    );
  },
};
