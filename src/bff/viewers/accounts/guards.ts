/** What an order's viewer keeps it from: child lock wants his password before any way and any code; above his limit of one payment none begins. */
import type { Guard, HidesCode } from '../../payments/guarding.ts';
import { viewerAccount } from '../../payments/guarding.ts';
import { isLocked } from '../../payments/money/guard.ts';
import { isOverOnePayment } from '../../payments/money/hold.ts';
import type { Rules } from '../../payments/events.ts';
import type { Order } from '../../payments/payment.ts';
import type { Store } from '../../store/port.ts';

export interface Guards {
  of(order: Pick<Order, 'viewer_key'>): Promise<Guard | undefined>;
  /** Why no phone may begin to pay it: no code is shown. */
  hides(order: Order): Promise<HidesCode | undefined>;
}

/** As it is now; the commit that begins an attempt looks again. */
export function guards({ accounts }: Pick<Store, 'accounts'>, rules: Pick<Rules, 'guardOf' | 'limits'>): Guards {
  async function of({ viewer_key }: Pick<Order, 'viewer_key'>): Promise<Guard | undefined> {
    const { guardOf } = rules;
    const row = guardOf && viewer_key !== undefined ? await accounts.of(viewerAccount(viewer_key)) : undefined;
    return row && guardOf?.(row.body);
  }
  return {
    of,
    async hides(order) {
      const guard = await of(order);
      if (isLocked(order, guard)) return 'lock';
      return isOverOnePayment(order, rules, guard) ? 'limit' : undefined;
    },
  };
}
