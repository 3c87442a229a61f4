/** What happens to a refund after WeChat accepted it. */
import type { Context } from '../../server/context.ts';
import { addNotice } from '../../server/callback-sender.ts';
import { findUser } from '../../phone/users.ts';
import type { Refund } from '../../db/records.ts';
import { eventId } from './callback.ts';
import { refundNotice } from './refund-object.ts';

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
  const { truth, world, keys } = context;
  return truth.change(() => {
    const order = truth.orders.get('wechat', number);
    const refund = truth.refunds.get('wechat', number, refund_no);
    const state = ends ?? refund?.ends;
    if (!order || !refund || !state || state === 'PROCESSING') return false;
    if (refund.state !== 'PROCESSING' && refund.state !== 'ABNORMAL') return false;
    const now = world.now();
    const ended: Refund = { ...refund, state, ...(state === 'SUCCESS' ? { done_ms: now } : {}) };
    truth.refunds.put(ended);
    const user = findUser(order.buyer)?.id ?? '';
    if (state === 'SUCCESS')
      truth.entries.add({
        at_ms: now,
        channel: 'wechat',
        number,
        kind: 'refund',
        ref: refund_no,
        user,
        amount_fen: -refund.amount_fen,
      });
    if (refund.notify_url) {
      const plain = JSON.stringify(refundNotice(keys.ids.mchid, order, ended));
      addNotice(context, {
        channel: 'wechat',
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
  context.agenda.on(REFUND_JOB, (ref) => {
    const [number, refund_no] = JSON.parse(ref) as [string, string];
    endRefund(context, number, refund_no);
    return undefined;
  });
}
