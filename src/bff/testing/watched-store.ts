/** A store that shows each commit of a payment to a check, before whoever asked for it goes on. */
import type { Entry, Payment } from '../payments/payment.ts';
import type { Change, Key, Loaded, Needs, Store } from '../store/port.ts';

/** `check` gets the payment, its ledger lines up to this commit, and the payment before; it throws what is wrong. */
export type Check = (payment: Payment, entries: readonly Entry[], before: Payment | undefined) => void;

export function watched(store: Store, check: Check): Store {
  return {
    ...store,
    async change<T>(key: Key, needs: Needs, change: (loaded: Loaded) => Change<T>): Promise<T> {
      let before: Payment | undefined;
      let after: Payment | undefined;
      const value = await store.change(key, needs, (loaded) => {
        const made = change(loaded);
        before = loaded.payment;
        after = made.decision?.changed ? made.decision.payment : undefined;
        return made;
      });
      if (!after) return value;
      const { version, order } = after;
      const entries = await store.entries(order.id);
      check(
        after,
        entries.filter((one) => one.version <= version),
        before,
      );
      return value;
    },
  };
}
