/** Alipay gives money back at once; only the fault `refund_pending` makes it wait. */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import type { Order, Refund } from '../../db/records.ts';
import { addTradeCallback } from './callback.ts';

export const REFUND_JOB = 'alipay-refund';

export function makeRefund(
  context: Context,
  trade: Order,
  details: { refund_no: string; amount_fen: number; reason?: string },
  pending: boolean,
): Refund {
  const refund: Refund = {
    number: trade.number,
    ...details,
    refund_id: digits(context.world.random, 28),
    state: 'PROCESSING',
    ends: 'SUCCESS',
    made_ms: context.world.now(),
  };
  context.db.refunds.put(refund);
  if (!pending) return finish(context, trade, refund);
  const due_ms = context.world.now() + context.settings().refund_ms;
  context.scheduler.add(REFUND_JOB, JSON.stringify([trade.number, details.refund_no]), due_ms);
  return refund;
}

function finish(context: Context, trade: Order, refund: Refund): Refund {
  const now = context.world.now();
  const done: Refund = { ...refund, state: 'SUCCESS', done_ms: now };
  context.db.refunds.put(done);
  const { number, refund_no, amount_fen } = refund;
  context.db.entries.add({
    at_ms: now,
    number,
    kind: 'refund',
    ref: refund_no,
    user: trade.buyer ?? '',
    amount_fen: -amount_fen,
  });
  addTradeCallback(context, trade, done);
  return done;
}

/** Executes a refund that was left pending; false when there is none. */
export function endRefund(context: Context, number: string, refund_no: string): boolean {
  return context.db.change(() => {
    const trade = context.db.orders.get(number);
    const refund = context.db.refunds.get(number, refund_no);
    if (!trade || refund?.state !== 'PROCESSING') return false;
    finish(context, trade, refund);
    return true;
  });
}

export function startRefunds(context: Context): void {
  context.scheduler.on(REFUND_JOB, (ref) => {
    const [number, refund_no] = JSON.parse(ref) as [string, string];
    endRefund(context, number, refund_no);
    return undefined;
  });
}
