/** Alipay gives money back at once; only the knob `refund_pending` makes it wait. */
import type { Context } from '../../server/context.ts';
import { digits } from '../../server/random.ts';
import type { Order, Refund } from '../../db/records.ts';
import { tellTrade } from './callback.ts';

export const REFUND_JOB = 'alipay-refund';

export function giveBack(
  context: Context,
  trade: Order,
  wish: { refund_no: string; amount_fen: number; reason?: string },
  pending: boolean,
): Refund {
  const refund: Refund = {
    channel: 'alipay',
    number: trade.number,
    ...wish,
    refund_id: digits(context.world.random, 28),
    state: 'PROCESSING',
    ends: 'SUCCESS',
    made_ms: context.world.now(),
  };
  context.truth.refunds.put(refund);
  if (!pending) return finish(context, trade, refund);
  const due_ms = context.world.now() + context.settings().alipay.refund_ms;
  context.agenda.add(REFUND_JOB, JSON.stringify([trade.number, wish.refund_no]), due_ms);
  return refund;
}

function finish(context: Context, trade: Order, refund: Refund): Refund {
  const now = context.world.now();
  const done: Refund = { ...refund, state: 'SUCCESS', done_ms: now };
  context.truth.refunds.put(done);
  const { number, refund_no, amount_fen } = refund;
  context.truth.entries.add({
    at_ms: now,
    channel: 'alipay',
    number,
    kind: 'refund',
    ref: refund_no,
    user: trade.buyer ?? '',
    amount_fen: -amount_fen,
  });
  tellTrade(context, trade, done);
  return done;
}

/** Executes a refund that was left pending; false when there is none. */
export function endRefund(context: Context, number: string, refund_no: string): boolean {
  return context.truth.change(() => {
    const trade = context.truth.orders.get('alipay', number);
    const refund = context.truth.refunds.get('alipay', number, refund_no);
    if (!trade || refund?.state !== 'PROCESSING') return false;
    finish(context, trade, refund);
    return true;
  });
}

export function startRefunds(context: Context): void {
  context.agenda.on(REFUND_JOB, (ref) => {
    const [number, refund_no] = JSON.parse(ref) as [string, string];
    endRefund(context, number, refund_no);
    return undefined;
  });
}
