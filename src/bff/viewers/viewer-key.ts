/** By which a viewer finds his orders: a keyed hash of his id, in the scope in which that id is his. Source: docs/money.md 16. */
import { viewerScope } from '../merchants/merchant.ts';
import type { Merchants } from '../merchants/merchant.ts';
import type { Order } from '../payments/payment.ts';

export type ViewerKey = (order: Pick<Order, 'merchant_id' | 'viewer_id'>) => string | undefined;

/**
 * Undefined for an order without a viewer, and for one that no portal may show: of a merchant with viewers of its own that is no
 * portal. `derive`: a keyed hash. No merchant's id and no viewer's holds a space.
 */
export function viewerKeys(merchants: Pick<Merchants, 'get'>, derive: (text: string) => string): ViewerKey {
  const scopeOf = viewerScope(merchants);
  return ({ merchant_id, viewer_id }) => {
    if (!viewer_id) return undefined;
    const scope = scopeOf(merchant_id);
    if (scope !== '' && merchants.get(merchant_id)?.portal !== true) return undefined;
    return derive('viewer of orders ' + scope + ' ' + viewer_id);
  };
}
