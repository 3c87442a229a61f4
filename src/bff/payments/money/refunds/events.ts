/** Events about refunds, the same for payments and orphans. */
import type { Draft } from '../../draft.ts';
import type { HolderEvent } from '../../events.ts';
import type { Holder } from '../../payment.ts';
import { markSentOn, refundByHand } from './by-hand.ts';
import { absorbRefund, markRefund } from './refunds.ts';

export function refundEvent(d: Draft<Holder>, event: HolderEvent): void {
  switch (event.type) {
    case 'refund-sending':
      return markRefund(d, event);
    case 'refund-evidence':
      return absorbRefund(d, event);
    case 'refund-by-hand':
      return refundByHand(d, event);
    case 'refund-sending-on':
      return markSentOn(d, event);
  }
}
