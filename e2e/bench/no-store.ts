/** The same server without a store: payments in memory, nothing durable. The yardstick of `bench orders`. */
import type { Change, Key, Store } from '../../src/bff/store/store.ts';
import type { Payment } from '../../src/bff/payments/types.ts';

export function noStore(): Store {
  const byId = new Map<string, Payment>();
  const byToken = new Map<string, Payment>();
  const byNo = new Map<string, Payment>();
  const read = (key: Key): Payment | undefined =>
    'id' in key ? byId.get(key.id) : 'token' in key ? byToken.get(key.token) : 'order_no' in key ? byNo.get(key.merchant_id + '/' + key.order_no) : undefined;
  return {
    async change<T>(key: Key, change: (payment: Payment | undefined) => Change<T>): Promise<T> {
      const made = change(read(key));
      const payment = made.decision?.payment;
      if (payment) {
        byId.set(payment.order.id, payment);
        byToken.set(payment.order.token, payment);
        byNo.set(payment.order.merchant_id + '/' + payment.order.order_no, payment);
      }
      return made.value;
    },
    read,
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
