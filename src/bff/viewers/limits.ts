/** How much the viewer of an order may spend, by the operator's settings. Source: docs/money.md 16. */
import type { BffConfig } from '../config/schema.ts';
import type { Rules } from '../payments/events.ts';
import type { Order } from '../payments/payment.ts';

type Settings = BffConfig['viewers']['limits'];

/**
 * Undefined when none is set and no viewer can set one. Days and months are counted where a limit needs it, and for every viewer
 * who may lower his own: one that is set at noon counts the morning. `derive`: a keyed hash; `scopeOf`: whose ids a merchant's
 * viewer_ids are.
 */
export function spendLimits(
  settings: Settings,
  derive: (text: string) => string,
  scopeOf: (merchant_id: string) => string,
  have_own = false,
): Rules['limits'] {
  if (!have_own && Object.values(settings).every((one) => one === undefined)) return undefined;
  const counted = settings.day_fen !== undefined || settings.month_fen !== undefined;
  return (order) => {
    const counts = counted || (have_own && order.viewer_key !== undefined);
    const spender = counts ? spenderOf(order, derive, scopeOf(order.merchant_id)) : undefined;
    return { ...settings, ...(spender === undefined ? {} : { spender }) };
  };
}

/** A viewer, else a box, of one merchant or of the operator; no id holds a space. Undefined where the order names neither. */
function spenderOf({ viewer_id, box_id }: Order, derive: (text: string) => string, scope: string): string | undefined {
  if (viewer_id !== undefined) return derive('spender viewer ' + scope + ' ' + viewer_id);
  return box_id === undefined ? undefined : derive('spender box ' + scope + ' ' + box_id);
}
