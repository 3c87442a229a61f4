/** The same server without a store: nothing is kept, every order is new. The yardstick of `bench orders`. */
import type { Change, Key, Loaded, Needs, Store } from '../../src/bff/store/port.ts';

export function noStore(): Store {
  return {
    async change<T>(_key: Key, _needs: Needs, change: (loaded: Loaded) => Change<T>): Promise<T> {
      return change({ payment: undefined }).value;
    },
    changeOrphan: async (_id, change) => change(undefined, []).value,
    read: async () => undefined,
    readOrphan: async () => undefined,
    find: async () => [],
    ordersOf: async () => [],
    claim: async () => [],
    release: async () => undefined,
    nextDue: async () => undefined,
    reserve: async () => undefined,
    cards: {
      list: async () => [],
      waiting: async () => [],
      add: async () => undefined,
      keep: async () => undefined,
      proved: () => Promise.resolve(undefined),
      used: async () => undefined,
      prefer: async () => undefined,
      remove: async () => undefined,
      forgetPending: async () => undefined,
    },
    accounts: { of: async () => undefined, save: async () => true },
    boxes: {
      of: async () => undefined,
      list: async () => [],
      seen: async () => undefined,
      remove: async () => undefined,
      admit: async () => undefined,
    },
    wasCalled: async () => false,
    shown: async () => undefined,
    lastShown: async () => undefined,
    onCommit: () => () => undefined,
    onMeta: () => () => undefined,
    balances: async () => ({}),
    entries: async () => [],
    flags: async () => [],
    unsettled: async () => [],
    journal: async () => [],
    journalAfter: async () => [],
    act: async () => undefined,
    acts: async () => [],
    idsWith: async () => [],
    meta: async () => undefined,
    metas: async () => ({}),
    setMeta: async () => undefined,
    lastCommit: async () => undefined,
    backup: async () => undefined,
    ping: async () => undefined,
    close: async () => undefined,
  };
}
