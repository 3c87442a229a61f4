/** The execution of a refund: at once, or later when the fault `refund_pending` caught it. */
import type { Order, Refund } from '../../db/records.ts';
import { digits } from '../../server/random.ts';
import type { Context } from './context.ts';

const REFUND_JOB = 'icbc-refund';

export function makeRefund(context: Context, order: Order, details: { refund_no: string; amount_fen: number }, pending: boolean): Refund {
  const now = context.world.now();
  const refund: Refund = {
    number: order.number,
    ...details,
    refund_id: digits(context.world.random, 24),
    state: 'PROCESSING',
    ends: 'SUCCESS',
    made_ms: now,
  };
  context.db.refunds.put(refund);
  if (!pending) return finish(context, order, refund, 'SUCCESS');
  context.scheduler.add(REFUND_JOB, JSON.stringify([order.number, refund.refund_no]), now + context.settings().refund_ms);
  return refund;
}

function finish(context: Context, order: Order, refund: Refund, state: 'SUCCESS' | 'CLOSED'): Refund {
  const now = context.world.now();
  const ended: Refund = { ...refund, state, done_ms: now };
  context.db.refunds.put(ended);
  const { number, refund_no, amount_fen } = refund;
  if (state === 'SUCCESS')
    context.db.entries.add({ at_ms: now, number, kind: 'refund', ref: refund_no, user: order.buyer ?? '', amount_fen: -amount_fen });
  return ended;
}

/** Ends a refund that was left pending; false when there is none. */
export function endRefund(context: Context, number: string, refund_no: string, state: 'SUCCESS' | 'CLOSED'): boolean {
  return context.db.change(() => {
    const order = context.db.orders.get(number);
    const refund = context.db.refunds.get(number, refund_no);
    if (!order || refund?.state !== 'PROCESSING') return false;
    finish(context, order, refund, state);
    return true;
  });
}

export function startRefunds(context: Context): void {
  context.scheduler.on(REFUND_JOB, (ref) => {
    const [number, refund_no] = JSON.parse(ref) as [string, string];
    endRefund(context, number, refund_no, 'SUCCESS');
    return undefined;
  });
}
