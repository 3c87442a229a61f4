/** A store that keeps nothing, so that every order is new: the yardstick of `bench orders`. */
import type { Change, Key, Look, Store } from '../../src/bff/store/store.ts';
import type { Payment } from '../../src/bff/payments/types.ts';

export function noStore(): Store {
  return {
    async change<T>(_key: Key, change: (payment: Payment | undefined, look: Look) => Change<T>): Promise<T> {
      return change(undefined, { full: () => undefined }).value;
    },
    read: () => undefined,
    claim: () => [],
    nextDue: () => undefined,
    reserve: async () => undefined,
    cards: {
      list: () => [],
      waiting: () => [],
      add: async () => undefined,
      keep: async () => undefined,
      used: async () => undefined,
      remove: async () => undefined,
      forgetPending: async () => undefined,
    },
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
