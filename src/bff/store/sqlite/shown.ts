/** When a TV last showed an order's code: in memory, as this process is the only one of its file. */
import type { Store } from '../port.ts';

/** The longest unseen are forgotten: memory stays flat. */
const KEPT_MAX = 200_000;

export function shownCodes(): Pick<Store, 'shown' | 'lastShown'> {
  const last = new Map<string, number>();
  return {
    async shown(order_id, at_ms) {
      const before_ms = last.get(order_id) ?? at_ms;
      last.delete(order_id);
      last.set(order_id, Math.max(before_ms, at_ms));
      if (last.size > KEPT_MAX) last.delete(last.keys().next().value as string);
    },
    lastShown: async (order_id) => last.get(order_id),
  };
}
