/** The same server without a store: nothing is kept, every order is new. The yardstick of `bench orders`. */
import type { Change, Key, Store } from '../../src/bff/store/store.ts';
import type { Payment } from '../../src/bff/payments/types.ts';

export function noStore(): Store {
  return {
    async change<T>(_key: Key, change: (payment: Payment | undefined) => Change<T>): Promise<T> {
      return change(undefined).value;
    },
    read: () => undefined,
    claim: () => [],
    nextDue: () => undefined,
    wasCalled: () => false,
    stray: async () => 'recorded',
    onCommit: () => () => undefined,
    balances: () => ({}),
    entries: () => [],
    flags: () => [],
    ping: () => undefined,
    close: async () => undefined,
  };
}
