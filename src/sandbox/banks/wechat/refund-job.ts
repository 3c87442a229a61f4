/** The end of a refund that WeChat accepted. */
import type { Context } from './context.ts';
import { addCallback } from '../../server/callback-sender.ts';
import type { Refund } from '../../db/records.ts';
import { eventId } from './callback.ts';
import { refundCallback } from './refund-object.ts';

export const REFUND_JOB = 'wechat-refund';

export function refundRef(refund: Refund): string {
  return JSON.stringify([refund.number, refund.refund_no]);
}

const EVENTS = {
  SUCCESS: 'REFUND.SUCCESS',
  CLOSED: 'REFUND.CLOSED',
  CLOSE: 'REFUND.CLOSED',
  ABNORMAL: 'REFUND.ABNORMAL',
} as const;

/** Ends a refund; an ABNORMAL one may still be ended by hand. Answers false when it cannot. */
export function endRefund(context: Context, number: string, refund_no: string, ends?: Refund['state']): boolean {
  const { db, world, keys } = context;
  return db.change(() => {
    const order = db.orders.get(number);
    const refund = db.refunds.get(number, refund_no);
    const state = ends ?? refund?.ends;
    if (!order || !refund || !state || state === 'PROCESSING') return false;
    if (refund.state !== 'PROCESSING' && refund.state !== 'ABNORMAL') return false;
    const now = world.now();
    const ended: Refund = { ...refund, state, ...(state === 'SUCCESS' ? { done_ms: now } : {}) };
    db.refunds.put(ended);
    const user = order.buyer ?? '';
    if (state === 'SUCCESS')
      db.entries.add({
        at_ms: now,
        number,
        kind: 'refund',
        ref: refund_no,
        user,
        amount_fen: -refund.amount_fen,
      });
    if (refund.notify_url) {
      const plain = JSON.stringify(refundCallback(keys.mchid, order, ended));
      addCallback(context, {
        number,
        url: refund.notify_url,
        event: EVENTS[state],
        plain,
        event_id: eventId(context),
        certificate_mode: false,
      });
    }
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
