/** Whether an order's viewer keeps it locked: no way is begun, and no code shown, before his password. */
import type { Guard } from '../../payments/guarding.ts';
import { viewerAccount } from '../../payments/guarding.ts';
import { isLocked } from '../../payments/money/guard.ts';
import type { Rules } from '../../payments/events.ts';
import type { Order } from '../../payments/payment.ts';
import type { Store } from '../../store/port.ts';

export interface Guards {
  of(order: Pick<Order, 'viewer_key'>): Promise<Guard | undefined>;
  locks(order: Pick<Order, 'viewer_key' | 'amount_fen'>): Promise<boolean>;
}

/** As it is now; the commit that begins an attempt looks again. */
export function guards({ accounts }: Pick<Store, 'accounts'>, { guardOf }: Pick<Rules, 'guardOf'>): Guards {
  async function of({ viewer_key }: Pick<Order, 'viewer_key'>): Promise<Guard | undefined> {
    const row = guardOf && viewer_key !== undefined ? await accounts.of(viewerAccount(viewer_key)) : undefined;
    return row && guardOf?.(row.body);
  }
  return { of, locks: async (order) => isLocked(order, await of(order)) };
}
